//! A server, and a folder with files.

use std::{fs, process::Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    binary::process::{Keyplane, command, data_folder, first_admin, free_address},
    harness::{Backend, Caller, Database, ec_key},
};

/// A server on an empty database, the key file of its first start, and a folder `files`.
pub(super) struct Site {
    pub(super) folder: TempDir,
    pub(super) server: Keyplane,
    pub(super) admin: Caller,
}

/// What a command answered.
pub(super) struct Ran {
    pub(super) code: i32,
    /// What it printed on stdout.
    pub(super) out: String,
    /// What it printed on stderr.
    pub(super) said: String,
}

impl Ran {
    pub(super) fn of(output: Output) -> Self {
        let ran = Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            said: String::from_utf8(output.stderr).unwrap(),
        };
        for text in [&ran.out, &ran.said] {
            for secret in ["PRIVATE KEY-----", "eyJhbGci", "eyJ0eXAi"] {
                assert!(!text.contains(secret), "a secret: {text}");
            }
        }
        ran
    }

    /// Asserts the exit code.
    #[track_caller]
    pub(super) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}{}", self.out, self.said);
        self
    }

    /// Asserts that stdout has a text.
    #[track_caller]
    pub(super) fn shows(self, text: &str) -> Self {
        assert!(self.out.contains(text), "without {text:?}:\n{}{}", self.out, self.said);
        self
    }

    /// Asserts that stderr has a text.
    #[track_caller]
    pub(super) fn says(self, text: &str) -> Self {
        assert!(self.said.contains(text), "without {text:?}:\n{}{}", self.out, self.said);
        self
    }
}

impl Site {
    fn start(database: &Database) -> Self {
        let folder = data_folder();
        let settings = |command: &mut std::process::Command| {
            command
                .env("KEYPLANE_DATABASE_URL", &database.url)
                .env("KEYPLANE_MASTER_KEY_FILE", database.master_key_file());
        };
        let server = Keyplane::try_start(folder.path(), free_address(), settings).unwrap();
        fs::create_dir(folder.path().join("files")).unwrap();
        let admin = first_admin(folder.path());
        Self { folder, server, admin }
    }

    /// Writes a file of the set.
    pub(super) fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join("files").join(name), text).unwrap();
    }

    /// A command with the key file of the first start.
    pub(super) fn command(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = command(self.folder.path());
        command.args(arguments).args(["--key-file", "admin-key.json"]);
        command.stdin(std::process::Stdio::null());
        command
    }

    /// Runs a command.
    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    /// `plan files`, with further arguments.
    pub(super) fn plan(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["plan", "files"][..], arguments].concat())
    }

    /// `apply files --yes`, with further arguments.
    pub(super) fn apply(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["apply", "files", "--yes"][..], arguments].concat())
    }

    /// Asks the Admin API about the project `acme`.
    pub(super) fn acme(&self, fields: &str) -> Value {
        let query = format!("{{ project(slug: \"acme\") {{ {fields} }} }}");
        self.server.data(&self.admin, &query, &json!({}))["project"].clone()
    }

    /// Makes a mutation; gives its payload.
    pub(super) fn mutate(&self, name: &str, input: Value, fields: &str) -> Value {
        let (first, rest) = name.split_at(1);
        let input_type = format!("{}{rest}Input", first.to_uppercase());
        let query =
            format!("mutation ($input: {input_type}!) {{ {name}(input: $input) {{ {fields} }} }}");
        self.server.data(&self.admin, &query, &json!({ "input": input }))[name].clone()
    }

    /// The ID of an application by its external ID.
    pub(super) fn application(&self, external_id: &str) -> String {
        let list = format!("applications(externalId: \"{external_id}\") {{ nodes {{ id }} }}");
        self.acme(&list)["applications"]["nodes"][0]["id"].as_str().unwrap().to_owned()
    }

    /// The external IDs, or the IDs, of the objects of a list.
    pub(super) fn names(&self, list: &str) -> Vec<String> {
        let found = self.acme(&format!("{list}(first: 100) {{ nodes {{ id externalId }} }}"));
        let nodes = found[list]["nodes"].as_array().unwrap().iter();
        let mut names: Vec<_> =
            nodes.map(|node| node["externalId"].as_str().unwrap_or("by hand").to_owned()).collect();
        names.sort();
        names
    }
}

/// A set with one object of each kind, and its key in `files/web.pem`.
pub(super) fn payments(site: &Site) {
    site.write("web.pem", &ec_key().public_key().spki_pem());
    let jwk = serde_json::to_string(&ec_key().public_key().jwk()).unwrap();
    site.write("payments.yaml", &PAYMENTS.replace("THE_KEY", &jwk));
}

const PAYMENTS: &str = "
set: payments
projects:
  acme:
    name: Acme
    keyPolicy: { signingAlgorithm: ES256 }
    applications:
      web:
        name: Web shop
        type: SERVICE
        labels: { team: payments }
        defaultApi: orders
        keys:
          - name: main
            publicKeyFile: web.pem
      server:
        type: RESOURCE_SERVER
    apis:
      orders:
        identifier: https://orders.example
        scopes: [read, write]
        resourceServer: server
    grants:
      - application: web
        api: orders
        scopes: [read]
    trustedIssuers:
      ci:
        issuer: https://ci.example.com
        keySource: JWKS
        jwks: { keys: [THE_KEY] }
    federatedIdentities:
      deploy:
        application: web
        trustedIssuer: ci
        rules: [{ claim: sub, match: EXACT, values: [repository] }]
";

/// Runs a test on a new server with an empty database.
pub(super) async fn with_site(backend: Backend, test: impl AsyncFnOnce(&Site)) {
    if backend == Backend::Postgres && crate::harness::left_out() {
        return;
    }
    let database = Database::empty(backend).await;
    let site = Site::start(&database);
    test(&site).await;
    drop(site);
    database.remove().await;
}

/// Makes a test of each body on both databases.
macro_rules! on_both_sites {
    ($(fn $name:ident($site:ident: &Site) $body:block)+) => {
        $(mod $name {
            #[allow(unused_imports, reason = "what a body needs is its own affair")]
            use super::*;

            fn body($site: &Site) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::binary::as_code::site::with_site(
                    $crate::harness::Backend::Sqlite,
                    async |site| body(site),
                ).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::binary::as_code::site::with_site(
                    $crate::harness::Backend::Postgres,
                    async |site| body(site),
                ).await;
            }
        })+
    };
}
pub(super) use on_both_sites;
