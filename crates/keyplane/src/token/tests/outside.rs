use super::{server::OneAnswer, *};
use crate::{http_client, token::github};

const GOOD: &str = r#"{"access_token":"opaque","token_type":"Bearer","expires_in":900}"#;
const PLATFORM: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2NpLmV4YW1wbGUifQ.c2ln";

fn token_file(name: &str) -> TempFile {
    TempFile::new(name, &format!("{PLATFORM}\n"))
}

/// The form that `flags` post, together with a token file and a token URL.
fn posted(name: &str, flags: &[&str]) -> Vec<(String, String)> {
    let server = OneAnswer::answers("200 OK", GOOD);
    let file = token_file(name);
    let url = server.url("/oauth/token");
    let line = ["exchange", "--token-file", file.name(), "--token-url", &url];
    assert_eq!(run(line.iter().chain(flags)).unwrap(), "opaque");
    server.request().form()
}

fn run<'a>(line: impl Iterator<Item = &'a &'a str>) -> Result<String, TokenError> {
    let line = Line::try_parse_from(["token"].iter().chain(line)).unwrap();
    match line.command {
        TokenCommand::Exchange(args) => exchange_token(*args, MOMENT),
        _ => unreachable!("exchange"),
    }
}

fn refused(flags: &[&str]) -> String {
    run(["exchange"].iter().chain(flags)).unwrap_err().to_string()
}

fn pairs(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[test]
fn a_platforms_token_is_the_grant_itself() {
    let form = posted(
        "outside-grant",
        &["--client-id=app_1", "--scope=read", "--resource=https://a.example"],
    );
    let expected = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        ("assertion", PLATFORM),
        ("client_id", "app_1"),
        ("scope", "read"),
        ("resource", "https://a.example"),
    ];
    assert_eq!(pairs(&form), expected);
}

#[test]
fn a_platforms_token_is_presented_in_the_way_that_is_asked_for() {
    let kind = |name: &str| format!("urn:ietf:params:oauth:client-assertion-type:{name}");
    for (way, kind) in [("client-assertion", kind("jwt-bearer")), ("spiffe", kind("jwt-spiffe"))] {
        let form = posted("outside-way", &["--as", way]);
        let expected = [
            ("grant_type", "client_credentials"),
            ("client_assertion_type", kind.as_str()),
            ("client_assertion", PLATFORM),
        ];
        assert_eq!(pairs(&form), expected);
    }

    let form = posted("outside-exchange", &["--as", "token-exchange"]);
    let expected = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
        ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"),
        ("subject_token", PLATFORM),
    ];
    assert_eq!(pairs(&form), expected);
}

#[test]
fn an_access_token_is_passed_on_by_a_client_that_authenticates() {
    let key = TempFile::new(
        "outside-chain-key",
        &application_key_file(&generate(Algorithm::Es256), "http://unused.example/"),
    );
    let form = posted("outside-chain", &["--as=token-exchange", "--key-file", key.name()]);
    let names: Vec<_> = form.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "grant_type",
        "subject_token_type",
        "subject_token",
        "client_assertion_type",
        "client_assertion",
    ];
    assert_eq!(names, expected);
    assert_eq!(form[1].1, "urn:ietf:params:oauth:token-type:access_token");
    assert_eq!(decode(&form[4].1).1["sub"], "app_1");
}

#[test]
fn the_file_is_read_for_each_exchange() {
    let file = token_file("outside-fresh");
    for token in ["first.to.ken", "second.to.ken"] {
        fs::write(file.path(), token).unwrap();
        let server = OneAnswer::answers("200 OK", GOOD);
        let url = server.url("/");
        run(["exchange", "--token-file", file.name(), "--token-url", &url].iter()).unwrap();
        assert_eq!(server.request().form()[1].1, token);
    }
}

#[test]
fn an_error_hides_the_token_that_the_server_repeats() {
    let body = format!(r#"{{"error":"invalid_grant","error_description":"{PLATFORM} is bad"}}"#);
    let server = OneAnswer::answers("400 Bad Request", &body);
    let file = token_file("outside-repeat");
    let url = server.url("/t");
    let text = refused(&["--token-file", file.name(), "--token-url", &url]);
    assert_eq!(text, format!("{url} answered 400, invalid_grant: [token] is bad"));
}

#[test]
fn a_file_without_a_token_is_refused_with_what_is_wrong() {
    let url = "--token-url=http://127.0.0.1:1/";
    for (content, hint) in [
        ("", "it is empty: the platform gave no token"),
        (" \n", "it is empty: the platform gave no token"),
        (r#"{"value":"x"}"#, "this is JSON: take the token out of it"),
        ("two tokens", "expected a token: one line"),
        ("two\ntokens", "expected a token: one line"),
        ("tok\u{e9}n", "expected a token: one line"),
        (&"x".repeat(65_537), "it is longer than 64 KiB"),
    ] {
        let file = TempFile::new("outside-bad", content);
        let text = refused(&["--token-file", file.name(), url]);
        assert!(text.starts_with(&format!("{}: {hint}", file.name())), "{text}");
    }
    let text = refused(&["--token-file=/no/such/token", url]);
    assert!(text.starts_with("cannot read /no/such/token: "), "{text}");
}

#[test]
fn flags_that_would_have_no_effect_are_refused() {
    let key = TempFile::new(
        "outside-key",
        &application_key_file(&generate(Algorithm::Es256), "http://unused.example/"),
    );
    let file = token_file("outside-flags");
    let token = ["--token-file", file.name(), "--token-url=http://127.0.0.1:1/"];
    for (flags, expected) in [
        (vec!["--github"], "--token-file and --github each give a token"),
        (vec!["--grant-type=x"], "--grant-type is for a JWT that is signed here"),
        (vec!["--key-file", key.name()], "a key and a platform's token"),
        (vec!["--key-file", key.name(), "--as=spiffe"], "a key and a platform's token"),
        (vec!["--subject=x"], "--subject describes a JWT that is signed here"),
        (vec!["--audience=x"], "--audience describes a JWT that is signed here"),
        (vec!["--claim=a=b"], "--claim describes a JWT that is signed here"),
    ] {
        let all: Vec<_> = token.into_iter().chain(flags).collect();
        let text = refused(&all);
        assert!(text.starts_with(expected), "{text}");
    }

    for flag in ["--as=spiffe", "--client-id=app_1"] {
        let text = refused(&["--key-file", key.name(), flag]);
        assert!(text.ends_with("is for a platform's token: give --token-file or --github, too"));
    }
    let text = refused(&["--token-file", file.name()]);
    assert_eq!(text, "no place to send the token: give --issuer-url or --token-url");
}

#[test]
fn the_settings_file_has_the_same_settings() {
    let server = OneAnswer::answers("200 OK", GOOD);
    let file = token_file("outside-toml-token");
    let config = TempFile::new(
        "outside-toml",
        &format!(
            "token_file = '{}'\nas = 'token-exchange'\nclient_id = 'app_1'\ntoken_url = '{}'\n",
            file.name(),
            server.url("/")
        ),
    );
    run(["exchange", "--config", config.name()].iter()).unwrap();
    let form = server.request().form();
    assert_eq!(form[2].1, PLATFORM);
    assert_eq!(form[3], ("client_id".to_owned(), "app_1".to_owned()));

    let config = TempFile::new("outside-toml-as", "as = 'magic'\n");
    let text = refused(&["--config", config.name()]);
    let ways = "expected jwt-bearer, token-exchange, client-assertion or spiffe";
    assert!(text.contains(ways), "{text}");
}

#[test]
fn the_issuers_discovery_document_must_be_its_own() {
    let file = token_file("outside-discovery");
    for (status, body, expected) in [
        ("404 Not Found", "", " answered 404: expected the discovery document of --issuer-url"),
        ("200 OK", "<html>", ": expected a JSON object"),
        ("200 OK", r#"{"issuer":"https://evil.example"}"#, ": its issuer is not --issuer-url"),
    ] {
        let server = OneAnswer::answers(status, body);
        let url = server.url("");
        let text = refused(&["--token-file", file.name(), "--issuer-url", &url]);
        assert!(text.ends_with(expected), "{text}");
        let line = server.request().line;
        assert_eq!(line, "GET /.well-known/openid-configuration HTTP/1.1");
    }
    let text = refused(&["--token-file", file.name(), "--issuer-url=keys.example"]);
    assert!(text.starts_with("--issuer-url: expected a URL"), "{text}");
}

#[test]
fn a_github_job_gets_its_token_for_the_audience() {
    let server = OneAnswer::answers("200 OK", &format!(r#"{{"value":"{PLATFORM}"}}"#));
    let url = server.url("/_apis/token?api-version=2.0").parse().unwrap();
    let audience = "https://keys.example/p/acme?a&b";
    let token = github::request(&url, "runtime", audience, http_client::Trust::System).unwrap();
    assert_eq!(token.as_str(), PLATFORM);
    let expected = "GET /_apis/token?api-version=2.0&\
                    audience=https%3A%2F%2Fkeys.example%2Fp%2Facme%3Fa%26b HTTP/1.1";
    let request = server.request();
    assert_eq!(request.line, expected);
    assert_eq!(request.authorization.as_deref(), Some("Bearer runtime"));
}

#[test]
fn an_answer_without_a_job_token_is_an_error_without_the_request_token() {
    for (status, body, expected) in [
        ("403 Forbidden", "hunter2", " answered 403, and no token of the job"),
        ("200 OK", r#"{"count":1}"#, " answered without a token of the job"),
        ("200 OK", r#"{"value":""}"#, " answered without a token of the job"),
    ] {
        let server = OneAnswer::answers(status, body);
        let url = server.url("/t?secret=hunter2").parse().unwrap();
        let error = github::request(&url, "hunter2", "a", http_client::Trust::System).unwrap_err();
        let text = error.to_string();
        assert!(text.ends_with(expected) && !text.contains("hunter2"), "{text}");
    }
}
