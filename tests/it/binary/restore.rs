//! A restored database: its first start asks for a decision, and the decision is carried out.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use keyplane_auth::{Algorithm, Header, PrivateKey, SigningKey, mint};
use serde_json::{Value, json};

use super::process::{Keyplane, command, data_folder, first_admin, free_address, now};
use crate::harness::{Backend, Caller, Database, PUBLIC_URL, left_out};

const TOKEN: &str = "/p/acme/oauth/token";
const INTROSPECT: &str = "/p/acme/oauth/introspect";
const REVOKE: &str = "/p/acme/oauth/revoke";

/// A client with a secret, and one that signs.
struct Clients {
    secret: String,
    signer: String,
    key: SigningKey,
    kid: String,
}

impl Clients {
    fn create(server: &Keyplane, admin: &Caller) -> Self {
        let create = "mutation { createProject(input: { slug: \"acme\", name: \"n\", keyPolicy: { signingAlgorithm: ES256 } }) { project { id } } }";
        let made = server.data(admin, create, &json!({}));
        let project = json!({ "id": made["createProject"]["project"]["id"] });
        let create = "mutation ($id: ID!) { createApplication(input: { projectId: $id, name: \"n\", type: SERVICE, authMethod: CLIENT_SECRET_POST }) { application { id } clientSecret } }";
        let made = server.data(admin, create, &project)["createApplication"].clone();
        let (id, secret) = (made["application"]["id"].as_str(), made["clientSecret"].as_str());
        let secret = format!("client_id={}&client_secret={}", id.unwrap(), secret.unwrap());

        let create = "mutation ($id: ID!) { createApplication(input: { projectId: $id, name: \"n\", type: SERVICE }) { application { id } } }";
        let made = server.data(admin, create, &project);
        let signer = made["createApplication"]["application"]["id"].as_str().unwrap().to_owned();
        let generate = "mutation ($id: ID!) { generateApplicationKey(input: { applicationId: $id, name: \"n\", algorithm: ES256, format: PEM_PKCS8 }) { key { kid } privateKey { content } } }";
        let made = server.data(admin, generate, &json!({ "id": signer }));
        let made = &made["generateApplicationKey"];
        let key = PrivateKey::from_pem(made["privateKey"]["content"].as_str().unwrap()).unwrap();
        let key = SigningKey::new(&key, Algorithm::Es256).unwrap();
        Self { secret, signer, key, kid: made["key"]["kid"].as_str().unwrap().to_owned() }
    }

    fn token(&self, server: &Keyplane) -> String {
        let form = format!("grant_type=client_credentials&{}", self.secret);
        let (status, answer) = server.post_form(TOKEN, &form);
        assert_eq!(status, 200, "{answer}");
        answer["access_token"].as_str().unwrap().to_owned()
    }

    fn is_active(&self, server: &Keyplane, token: &str) -> bool {
        let (status, answer) =
            server.post_form(INTROSPECT, &format!("token={token}&{}", self.secret));
        assert_eq!(status, 200, "{answer}");
        answer["active"].as_bool().unwrap()
    }

    /// A client assertion with this `jti`; null removes the `iat`.
    fn assertion(&self, jti: &str, issued_at: Value) -> String {
        let (issuer, now) = (format!("{PUBLIC_URL}/p/acme"), now().seconds());
        let claims = json!({ "iss": self.signer, "sub": self.signer, "aud": issuer, "exp": now + 600, "jti": jti, "iat": issued_at });
        let mut claims = claims.as_object().unwrap().clone();
        claims.retain(|_, value| !value.is_null());
        let header = Header { kid: self.kid.clone(), ..Header::default() };
        mint(&self.key, header, &claims).unwrap()
    }

    fn prove(server: &Keyplane, assertion: &str) -> (u16, Value) {
        let form = format!(
            "grant_type=client_credentials&client_assertion={assertion}&client_assertion_type=\
             urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
        );
        server.post_form(TOKEN, &form)
    }
}

/// Where a database is, and how a server and commands find it.
struct Place {
    data: tempfile::TempDir,
    /// `None` for the SQLite database of the folder.
    url: Option<String>,
    master_key: PathBuf,
}

impl Place {
    fn settings(&self, command: &mut Command) {
        command.env("KEYPLANE_MASTER_KEY_FILE", &self.master_key);
        command.env("KEYPLANE_PUBLIC_URL", PUBLIC_URL);
        command.envs(self.url.as_ref().map(|url| ("KEYPLANE_DATABASE_URL", url)));
    }

    fn start(&self, flags: &[&str]) -> Result<Keyplane, String> {
        Keyplane::try_start(self.data.path(), free_address(), |command| {
            self.settings(command);
            command.arg("serve").args(flags);
        })
    }

    fn refused(&self) -> String {
        match self.start(&[]) {
            Ok(_) => panic!("it started"),
            Err(said) => said,
        }
    }
}

fn run(mut command: Command) {
    let done = command.output().unwrap();
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// Whether the instance's chain is unbroken, with the event of the decision as its newest.
fn check_chain(server: &Keyplane, admin: &Caller, ends_tokens: bool) {
    let query =
        "{ auditEvents(first: 100) { nodes { action sequence hash previousHash changes } } }";
    let events = server.data(admin, query, &json!({}));
    let events = events["auditEvents"]["nodes"].as_array().unwrap();
    let newest = &events[0];
    assert_eq!(newest["action"], "instance.restore", "{newest}");
    assert!(newest["changes"].to_string().contains(&format!("{ends_tokens}")), "{newest}");
    for pair in events.windows(2) {
        assert_eq!(pair[0]["previousHash"], pair[1]["hash"]);
    }
}

/// `take` copies the database, `put` brings the copy to another place.
fn decisions(first: &Place, take: impl FnOnce(), put: impl FnOnce() -> Place, origin: &str) {
    let server = first.start(&[]).unwrap();
    let admin = first_admin(first.data.path());
    let clients = Clients::create(&server, &admin);
    let (revoked, kept) = (clients.token(&server), clients.token(&server));
    let unused = clients.assertion("unused", json!(now().seconds()));
    let spent = clients.assertion("spent", json!(now().seconds()));
    let undated = clients.assertion("undated", Value::Null);
    take();
    for assertion in [&spent, &undated] {
        assert_eq!(Clients::prove(&server, assertion).0, 200);
        assert_eq!(Clients::prove(&server, assertion).0, 401);
    }
    let form = format!("token={revoked}&{}", clients.secret);
    assert_eq!(server.post_form_status(REVOKE, &form), 200);
    assert!(!clients.is_active(&server, &revoked) && clients.is_active(&server, &kept));
    server.kill();

    let second = put();
    let said = second.refused();
    assert!(said.contains(origin), "{said}");
    assert!(said.contains("--restored,") && said.contains("--restored-unchanged"), "{said}");
    let both = second.start(&["--restored", "--restored-unchanged"]).err().unwrap();
    assert!(both.contains("contradict"), "{both}");

    let server = second.start(&["--restored"]).unwrap();
    assert!(!clients.is_active(&server, &revoked) && !clients.is_active(&server, &kept));
    for assertion in [&spent, &undated, &unused] {
        let (status, answer) = Clients::prove(&server, assertion);
        assert_eq!((status, &answer["error"]), (401, &json!("invalid_client")));
        assert!(answer.to_string().contains("restored from a backup"), "{answer}");
    }
    let fresh = clients.token(&server);
    assert!(clients.is_active(&server, &fresh));
    check_chain(&server, &admin, true);
    server.kill();

    // The mark is gone, and the decision stays.
    let server = second.start(&[]).unwrap();
    assert!(clients.is_active(&server, &fresh) && !clients.is_active(&server, &kept));
    assert_eq!(Clients::prove(&server, &spent).0, 401);
}

fn place(data: tempfile::TempDir, url: Option<String>) -> Place {
    let master_key = data.path().join("master-key.json");
    Place { data, url, master_key }
}

#[test]
fn after_a_restored_start_on_sqlite_earlier_tokens_and_assertions_are_refused() {
    let first = place(data_folder(), None);
    let backup = first.data.path().join("backup");
    let take = || {
        let mut command = command(first.data.path());
        first.settings(&mut command);
        command.args(["backup", "--to"]).arg(&backup);
        run(command);
    };
    let put = || {
        let data = data_folder();
        std::fs::copy(&first.master_key, data.path().join("master-key.json")).unwrap();
        let mut command = command(data.path());
        command.args(["restore", "--from"]).arg(&backup);
        run(command);
        place(data, None)
    };
    decisions(&first, take, put, "was restored from a backup of 20");
}

/// A program of PostgreSQL, such as `pg_dump`.
fn program(name: &str) -> PathBuf {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<_> = debian.map(|entry| entry.path().join("bin")).collect();
    folders.sort();
    let found =
        folders.into_iter().rev().map(|folder| folder.join(name)).find(|path| path.exists());
    found.unwrap_or_else(|| PathBuf::from(name))
}

fn dump(url: &str, to: &Path) {
    let mut dump = Command::new(program("pg_dump"));
    dump.args(["--format=custom", "--file"]).arg(to).arg(url);
    run(dump);
}

fn restore(from: &Path, url: &str) {
    let mut restore = Command::new(program("pg_restore"));
    restore.args(["--no-owner", "--dbname", url]).arg(from);
    run(restore);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_restored_start_on_postgres_earlier_tokens_and_assertions_are_refused() {
    if left_out() {
        return;
    }
    let (source, target) =
        (Database::empty(Backend::Postgres).await, Database::empty(Backend::Postgres).await);
    let first = place(data_folder(), Some(source.url.clone()));
    let file = first.data.path().join("keyplane.dump");
    let put = || {
        restore(&file, &target.url);
        let data = data_folder();
        std::fs::copy(&first.master_key, data.path().join("master-key.json")).unwrap();
        place(data, Some(target.url.clone()))
    };
    decisions(&first, || dump(&source.url, &file), put, "is a copy of the one that was served");
    source.remove().await;
    target.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_a_postgres_in_which_nothing_was_lost_keeps_its_tokens() {
    if left_out() {
        return;
    }
    let (source, target) =
        (Database::empty(Backend::Postgres).await, Database::empty(Backend::Postgres).await);
    let mut first = place(data_folder(), Some(source.url.clone()));
    let server = first.start(&[]).unwrap();
    let admin = first_admin(first.data.path());
    let clients = Clients::create(&server, &admin);
    let token = clients.token(&server);
    server.kill();
    let file = first.data.path().join("keyplane.dump");
    dump(&source.url, &file);
    restore(&file, &target.url);

    first.url = Some(target.url.clone());
    assert!(first.refused().contains("is a copy of the one that was served"));
    let server = first.start(&["--restored-unchanged"]).unwrap();
    assert!(clients.is_active(&server, &token));
    check_chain(&server, &admin, false);
    server.kill();
    let server = first.start(&[]).unwrap();
    assert!(clients.is_active(&server, &token));
    drop(server);
    source.remove().await;
    target.remove().await;
}
