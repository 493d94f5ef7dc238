//! Files that are wrong or hostile. They are refused before any server is asked.

use std::fmt::Write as _;

use super::site::Ran;
use crate::{
    binary::process::{command, data_folder},
    harness::ec_key,
};

/// What `plan` says about one file.
fn plan(name: &str, text: &str) -> Ran {
    let folder = data_folder();
    std::fs::write(folder.path().join(name), text).unwrap();
    let mut command = command(folder.path());
    command.args(["plan", name, "--key-file", "nosuch.json"]);
    Ran::of(command.output().unwrap()).exits(1)
}

/// Asserts that a file is refused with these texts.
#[track_caller]
fn assert_refused(name: &str, text: &str, expected: &[&str]) {
    let ran = plan(name, text);
    for expected in expected {
        assert!(ran.said.contains(expected), "without {expected:?}: {}", ran.said);
    }
    assert!(ran.said.contains("the files are not valid"), "{}", ran.said);
    assert_eq!(ran.out, "");
}

const HEAD: &str = "set: payments\nprojects:\n  acme:\n";

#[test]
fn several_mistakes_are_named_at_once_with_their_places() {
    let text = "set: payments\nprojects:\n  acme:\n    descripton: x\n    applications:\n      web:\n        type: SERVICES\n        accessTokenLifetimeSeconds: 5\n        enabled: 'yes'\n      \"a b\": { type: SERVICE }\n    grants:\n      - { application: web, api: orders }\n";
    assert_refused(
        "a.yaml",
        text,
        &[
            "a.yaml:4:5: unknown member \"descripton\"; did you mean description?",
            "a.yaml:7:15: type must be SERVICE or RESOURCE_SERVER; did you mean SERVICE?",
            "a.yaml:8:37: accessTokenLifetimeSeconds must be 60 to 2419200",
            "a.yaml:9:18: enabled must be true or false",
            "a.yaml:10:7: the name \"a b\" must be 1 to 32 letters",
        ],
    );
    let text = "set = 'payments'\n[projects.acme.applications.web]\ntype = 'SERVICE'\nonwer = 'me'\ntokensPerMinute = 0\n";
    assert_refused(
        "a.toml",
        text,
        &[
            "a.toml:4:1: unknown member \"onwer\"; did you mean owner?",
            "a.toml:5:19: tokensPerMinute must be 1 to 1000000",
        ],
    );
}

#[test]
fn references_and_names_that_are_taken_are_checked() {
    let text = format!(
        "{HEAD}    apis:\n      orders: {{ identifier: 'urn:a' }}\n      bills: {{ name: orders, identifier: 'urn:a', resourceServer: web }}\n    grants:\n      - {{ application: web, api: orders }}\n"
    );
    assert_refused(
        "a.yaml",
        &text,
        &[
            "a.yaml:6:7: name is that of the API in a.yaml:5:7 already",
            "a.yaml:6:7: identifier is that of the API in a.yaml:5:7 already",
            "a.yaml:6:7: resourceServer: the set has no application web in this project",
            "a.yaml:8:9: application: the set has no application web in this project",
        ],
    );
}

#[test]
fn a_thing_stands_in_one_file() {
    let folder = data_folder();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    let one = format!("{HEAD}    name: A\n    applications:\n      web: {{ type: SERVICE }}\n");
    std::fs::write(files.join("a.yaml"), &one).unwrap();
    std::fs::write(files.join("b.yaml"), one.replace("payments", "billing")).unwrap();
    let output = command(folder.path()).args(["plan", "files"]).output().unwrap();
    Ran::of(output)
        .exits(1)
        .says("files/b.yaml:1:6: set is billing here and payments in another file")
        .says("files/b.yaml:4:11: the setting name of acme stands in files/a.yaml:4:11 already")
        .says("files/b.yaml:6:7: the application web of acme stands in files/a.yaml:6:7 already");
}

#[test]
fn duplicate_members_are_refused() {
    assert_refused("a.yaml", "set: a\nset: b\n", &["a.yaml:2:1: duplicate mapping key: set\n"]);
    assert_refused("a.toml", "set = 'a'\nset = 'b'\n", &["a.toml:2:1: duplicate key"]);
}

#[test]
fn anchors_and_aliases_are_refused_so_that_nothing_can_grow() {
    let mut bomb = "a0: &a0 x\n".to_owned();
    for level in 1..30 {
        let before = level - 1;
        writeln!(bomb, "a{level}: &a{level} [{}]", vec![format!("*a{before}"); 9].join(", "))
            .unwrap();
    }
    assert_refused("a.yaml", &bomb, &["a.yaml:1:9: anchors and aliases are not allowed"]);
    assert_refused(
        "a.yaml",
        "set: &a payments\nprojects: { x: { name: *a } }\n",
        &["a.yaml:1:9: anchors"],
    );
    assert_refused(
        "a.yaml",
        "set: a\nprojects:\n  acme: { <<: { name: x } }\n",
        &["a.yaml:3:11: merge keys"],
    );
}

#[test]
fn depth_size_and_count_are_bounded() {
    let deep = |count: usize| format!("{}{}", "[".repeat(count), "]".repeat(count));
    assert_refused("a.yaml", &format!("set: {}\n", deep(100_000)), &["nests too deep"]);
    assert_refused("a.yaml", &format!("set: {}\n", deep(100)), &["nests too deep"]);
    assert_refused("a.toml", &format!("set = {}\n", deep(60)), &["nests deeper than 24 levels"]);
    assert_refused("a.toml", &format!("set = {}\n", deep(100_000)), &["a.toml:"]);
    let large = format!("set: a\n# {}\n", "x".repeat(17 * 1024 * 1024));
    assert_refused("a.yaml", &large, &["a.yaml: is too large"]);
    let many = format!("set: [{}]\n", "1,".repeat(400_000));
    assert_refused("a.yaml", &many, &["has too many values"]);
}

#[test]
fn what_is_no_file_of_a_set_is_refused() {
    assert_refused("a.yaml", "", &["a.yaml"]);
    assert_refused("a.yaml", "- 1\n", &["the file must be a map"]);
    assert_refused("a.yaml", "set: a\n---\nset: b\n", &["a.yaml:2:1: a file has one document"]);
    assert_refused("a.yaml", "set: 99999999999999999999999\n", &["a.yaml:1:"]);
    assert_refused("a.yaml", "projects: {}\n", &["the file has no set"]);
    assert_refused("a.yaml", "set: Ä\n", &["set must be 1 to 20 lower-case letters"]);
    assert_refused("a.json", "{}", &["a.json: must end in .yaml, .yml or .toml"]);
    let output = command(data_folder().path()).args(["plan", "nosuch"]).output().unwrap();
    Ran::of(output).exits(1).says("nosuch: cannot be read");
    let output = command(data_folder().path()).args(["plan"]).output().unwrap();
    Ran::of(output).exits(1).says("Usage");
}

#[test]
fn a_private_key_in_a_file_is_refused_and_never_repeated() {
    let key = ec_key();
    let pem = secrecy::ExposeSecret::expose_secret(&key.to_pkcs8_pem().unwrap()).to_owned();
    let text = format!(
        "{HEAD}    applications:\n      web:\n        type: SERVICE\n        keys:\n          - name: main\n            publicKey: |\n"
    );
    let text = pem.lines().fold(text, |text, line| format!("{text}              {line}\n"));
    let ran = plan("a.yaml", &text);
    assert!(ran.said.contains("a.yaml:9:13: publicKey: "), "{}", ran.said);
    for line in pem.lines().filter(|line| !line.starts_with('-')) {
        assert!(!ran.said.contains(line), "{}", ran.said);
    }
    // A value where a map should be is not repeated either.
    let ran = plan("a.yaml", &format!("set: a\nprojects: \"{}\"\n", pem.lines().nth(1).unwrap()));
    assert!(!ran.said.contains(pem.lines().nth(1).unwrap()), "{}", ran.said);
}

#[test]
fn a_key_file_outside_of_the_folder_is_not_read() {
    for path in ["../web.pem", "/etc/hostname", "a/../../web.pem", ""] {
        let text = format!(
            "{HEAD}    applications:\n      web:\n        type: SERVICE\n        keys:\n          - name: main\n            publicKeyFile: \"{path}\"\n"
        );
        let ran = plan("a.yaml", &text);
        assert!(ran.said.contains("publicKeyFile"), "{path}: {}", ran.said);
        assert!(!ran.said.contains("cannot be read"), "{path}: {}", ran.said);
    }
}
