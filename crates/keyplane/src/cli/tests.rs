use clap::CommandFactory as _;

use super::*;

#[test]
fn the_command_line_is_well_formed() {
    Cli::command().debug_assert();
}

#[test]
fn flags_work_with_and_without_the_word_serve_but_not_on_both_sides_of_it() {
    assert!(Cli::try_parse_from(["keyplane", "--listen", "127.0.0.1:1"]).is_ok());
    assert!(Cli::try_parse_from(["keyplane", "serve", "--listen", "127.0.0.1:1"]).is_ok());
    assert!(Cli::try_parse_from(["keyplane", "--no-migrate", "serve"]).is_err());
}

#[test]
fn an_unknown_flag_and_a_flag_of_another_command_are_refused() {
    assert!(Cli::try_parse_from(["keyplane", "--lissten", "127.0.0.1:1"]).is_err());
    assert!(Cli::try_parse_from(["keyplane", "migrate", "--listen", "127.0.0.1:1"]).is_err());
}

#[test]
fn a_wrong_command_line_of_plan_is_known() {
    let is_plan = |words: &[&str]| names_plan(words.iter().map(OsString::from));
    assert!(is_plan(&["keyplane", "plan"]));
    assert!(is_plan(&["keyplane", "plan", "--nosuch", "a.yaml"]));
    assert!(!is_plan(&["keyplane", "apply", "plan", "--nosuch"]));
    assert!(!is_plan(&["keyplane", "--nosuch"]));
}

#[test]
fn a_jwt_is_signed_with_one_key() {
    let flags = ["keyplane", "token", "mint", "--key-file", "a", "--secret-file", "b"];
    assert!(Cli::try_parse_from(flags).is_err());
    assert!(Cli::try_parse_from(&flags[..5]).is_ok());
}

#[test]
fn a_kid_that_begins_with_a_hyphen_is_a_key_and_no_flag() {
    let kid = "-WKxJ2o1dMPlBi0cSv3cTqzHfrdpXcDGs1y6Xm0s0cw";
    for words in [
        &["key", "show", kid, "--json"][..],
        &["key", "show", "--json", kid],
        &["key", "update", kid, "--name", "a"],
        &["key", "rotate", kid, "--dry-run"],
        &["key", "revoke", kid, "--reason", "a", "-y"],
        &["key", "export", kid, "--out", "-"],
        &["key", "import", "a", "-", "--signing", "--kid", kid],
        &["audit", "list", "--actor", kid, "--instance"],
        &["key", "show", "--", "--Kx"],
    ] {
        let words = [&["keyplane"], words].concat();
        let parsed = Cli::try_parse_from(&words);
        assert!(parsed.is_ok(), "{words:?}: {}", parsed.err().unwrap());
    }
    assert!(Cli::try_parse_from(["keyplane", "key", "show", kid, "--jsno"]).is_err());
}

#[test]
fn a_limit_is_one_at_least() {
    assert!(Cli::try_parse_from(["keyplane", "project", "list", "--limit", "0"]).is_err());
    assert!(Cli::try_parse_from(["keyplane", "project", "list", "--limit", "1"]).is_ok());
}

#[test]
fn a_token_to_inspect_is_an_argument_or_on_stdin() {
    assert!(Cli::try_parse_from(["keyplane", "token", "inspect"]).is_ok());
    assert!(Cli::try_parse_from(["keyplane", "token", "inspect", "-"]).is_ok());
    assert!(Cli::try_parse_from(["keyplane", "token", "inspect", "a.b.c"]).is_ok());
    let jwks = ["keyplane", "token", "inspect", "--jwks", "/etc/passwd"];
    assert!(Cli::try_parse_from(jwks).is_err());
}
