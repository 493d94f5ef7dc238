//! A machine of an administrator: a home, a folder to work in, and a server to call.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::Mutex,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    binary::process::{Keyplane, command, data_folder, first_admin, free_address},
    harness::{Backend, Caller, Database},
};

/// A server, and a home from which it is administered.
pub(super) struct Desk {
    pub(super) server: Keyplane,
    home: TempDir,
    data: TempDir,
    /// Everything that the commands printed.
    transcript: Mutex<String>,
}

/// How a command ended.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) code: i32,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Desk {
    /// A server on SQLite.
    pub(super) fn new() -> Self {
        Self::with(|_| {})
    }

    /// A server on this database.
    pub(super) fn on(database: &Database) -> Self {
        match database.backend {
            Backend::Sqlite => Self::new(),
            Backend::Postgres => Self::with(|command| {
                command.env("KEYPLANE_DATABASE_URL", &database.url);
            }),
        }
    }

    fn with(settings: impl FnOnce(&mut Command)) -> Self {
        let data = data_folder();
        let server = Keyplane::try_start(data.path(), free_address(), settings).unwrap();
        Self { server, home: data_folder(), data, transcript: Mutex::default() }
    }

    /// A desk at which an administrator of the instance is logged in, with the project acme.
    pub(super) fn logged_in() -> Self {
        let desk = Self::new();
        desk.log_in();
        desk
    }

    /// Logs in with the first admin key and makes the project acme the default one.
    pub(super) fn log_in(&self) {
        let key = self.first_key();
        self.good(&["login", "--key-file", key.to_str().unwrap(), "--name", "test"]);
        self.good(&["project", "create", "acme"]);
        self.good(&["context", "use", "test", "--project", "acme"]);
    }

    /// The key file that the server wrote.
    pub(super) fn first_key(&self) -> PathBuf {
        self.data.path().join("admin-key.json")
    }

    /// The holder of the first admin key, who calls the Admin API without the command line.
    pub(super) fn admin(&self) -> Caller {
        first_admin(self.data.path())
    }

    /// The folder in which the commands are run.
    pub(super) fn folder(&self) -> &Path {
        self.home.path()
    }

    /// The path of a file in the folder.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// The file with the contexts.
    pub(super) fn contexts(&self) -> PathBuf {
        self.file(".config/keyplane/contexts.toml")
    }

    /// A command with the environment of the home.
    pub(super) fn command(&self) -> Command {
        let mut command = command(self.folder());
        command.env_remove("XDG_CONFIG_HOME").env("HOME", self.folder());
        command.env_remove("KEYPLANE_DATA_DIR").stdin(Stdio::null());
        command
    }

    /// Runs a command and keeps what it printed.
    pub(super) fn run(&self, arguments: &[&str]) -> Done {
        self.done(self.command().args(arguments).output().unwrap())
    }

    /// Runs a command with variables.
    pub(super) fn run_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Done {
        let mut command = self.command();
        command.envs(variables.iter().copied());
        self.done(command.args(arguments).output().unwrap())
    }

    fn done(&self, output: Output) -> Done {
        let stdout = String::from_utf8(output.stdout).unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let mut transcript = self.transcript.lock().unwrap();
        transcript.push_str(&stdout);
        transcript.push_str(&stderr);
        Done { code: output.status.code().unwrap(), stdout, stderr }
    }

    /// The output of a command that succeeds.
    pub(super) fn good(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {done:?}");
        done.stdout
    }

    /// The JSON of a command that succeeds.
    pub(super) fn json(&self, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.push("--json");
        serde_json::from_str(&self.good(&all)).unwrap()
    }

    /// What a command says that fails with this exit code.
    pub(super) fn bad(&self, code: i32, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.code, code, "{arguments:?}: {done:?}");
        assert_eq!(done.stdout, "", "{arguments:?}");
        done.stderr
    }

    /// Writes an admin key of the project acme with these permissions, and returns its path.
    pub(super) fn key_with(&self, name: &str, permissions: &[&str]) -> PathBuf {
        let path = self.file(&format!("{name}.json"));
        let mut arguments = vec!["key", "create", name, "--admin", "--out", path.to_str().unwrap()];
        for permission in permissions {
            arguments.extend(["--permission", permission]);
        }
        self.good(&arguments);
        path
    }

    /// Asserts that nothing that was ever printed holds a secret of these files.
    pub(super) fn assert_unprinted(&self, files: &[&str]) {
        let transcript = self.transcript.lock().unwrap();
        assert!(transcript.len() > 100, "the commands printed something");
        for file in files {
            let content = fs::read_to_string(self.file(file)).unwrap();
            for secret in secrets_of(&content) {
                assert!(!transcript.contains(&secret), "{file} was printed");
            }
        }
    }
}

/// The parts of a key file or a secret that must not be printed.
fn secrets_of(content: &str) -> Vec<String> {
    let long = |text: &str| text.len() >= 20 && !text.starts_with("http");
    let json: Option<Value> = serde_json::from_str(content).ok();
    let pem = json.as_ref().and_then(|json| json["key"].as_str()).unwrap_or(content);
    let lines = pem.lines().filter(|line| !line.contains("-----") && long(line));
    let secrets: Vec<_> = lines.map(str::to_owned).collect();
    assert!(!secrets.is_empty(), "no secret in the file");
    secrets
}
