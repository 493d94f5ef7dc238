//! The page of the administrator's command line: each of its commands is run, in its order.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use super::desk::Desk;
use crate::binary::process::binary;

/// The blocks of shell on the page, one after the other.
fn blocks() -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/admin-command-line.md");
    let text = fs::read_to_string(page).unwrap();
    let parts = text.split("\n```sh\n").skip(1);
    parts.map(|part| part.split("\n```").next().unwrap().to_owned()).collect()
}

#[test]
fn every_command_of_the_page_runs() {
    let desk = Desk::new();
    fs::copy(desk.first_key(), desk.file("admin-key.json")).unwrap();
    let public = "-----BEGIN PUBLIC KEY-----\n\
                  MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n\
                  -----END PUBLIC KEY-----\n";
    fs::write(desk.file("public-key.pem"), public).unwrap();

    let blocks = blocks();
    assert!(blocks.len() > 10);
    let url = format!("http://{}", desk.server.address);
    let path =
        format!("{}:{}", binary().parent().unwrap().display(), std::env::var("PATH").unwrap());
    for block in blocks {
        let script = block.replace("https://keys.example", &url);
        let shell = desk.command();
        let mut run = Command::new("bash");
        run.args(["-euo", "pipefail", "-c", &script])
            .current_dir(desk.folder())
            .stdin(Stdio::null());
        for (name, value) in shell.get_envs() {
            match value {
                Some(value) => run.env(name, value),
                None => run.env_remove(name),
            };
        }
        let done = run.env("PATH", &path).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "{script}\n{said}");
    }
}
