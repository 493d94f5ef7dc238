//! `kill -9` of `keyplane master-key rotate` at any time, while a server runs.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use keyplane_auth::{MasterKey, SealContext, SystemEntropy};
use keyplane_entity::{id::KeyId, key};
use nix::sys::signal::Signal;
use sea_orm::{Database as Connector, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    kills::kills,
    process::{Keyplane, command, data_folder, first_admin, free_address},
};
use crate::harness::{Backend, Database, PUBLIC_URL, left_out};

/// Number of sealed values beside those that the server makes.
const VALUES: u128 = 1_000;

/// A server, and commands beside it.
struct Site {
    database: Database,
    data: tempfile::TempDir,
    server: Keyplane,
}

fn settings(command: &mut Command, database: &Database) {
    command.env("KEYPLANE_DATABASE_URL", &database.url).env("KEYPLANE_PUBLIC_URL", PUBLIC_URL);
}

impl Site {
    async fn start(backend: Backend) -> Self {
        let (database, data) = (Database::empty(backend).await, data_folder());
        let server = Keyplane::try_start(data.path(), free_address(), |command| {
            settings(command, &database);
        });
        let server = server.unwrap();
        let create = "mutation { createProject(input: { slug: \"acme\", name: \"n\", keyPolicy: { signingAlgorithm: ES256 } }) { project { id } } }";
        server.data(&first_admin(data.path()), create, &json!({}));
        Self { database, data, server }
    }

    fn path(&self) -> &Path {
        self.data.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(self.path());
        settings(&mut command, &self.database);
        command.args(["master-key"]).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap().trim().to_owned()
    }

    /// Adds a key.
    fn add(&self) -> String {
        self.run(&["add"])
    }

    /// Adds a key, and waits until the server has announced it.
    fn add_and_wait(&self) -> String {
        let id = self.add();
        for _ in 0..3_000 {
            let servers = self.status()["servers"].to_string();
            if servers.contains(&id) {
                return id;
            }
            sleep(Duration::from_millis(20));
        }
        panic!("the server never read {id}:\n{}", self.server.said());
    }

    fn status(&self) -> Value {
        serde_json::from_str(&self.run(&["status", "--json"])).unwrap()
    }

    /// Numbers of values by key, of those with any.
    fn values(&self) -> Vec<(String, u64)> {
        let keys = self.status()["keys"].as_array().unwrap().clone();
        let keys = keys
            .iter()
            .map(|key| (key["id"].as_str().unwrap().to_owned(), key["values"].as_u64().unwrap()));
        keys.filter(|(_, values)| *values > 0).collect()
    }

    /// Inserts keys with sealed private halves.
    async fn fill(&self) {
        let text = std::fs::read_to_string(self.path().join("master-key.json")).unwrap();
        let master = MasterKey::from_file_text(&text).unwrap();
        let database = Connector::connect(&self.database.url).await.unwrap();
        let pattern = key::Entity::find().all(&database).await.unwrap();
        let pattern = pattern.into_iter().find(|key| key.sealed_private_key.is_some()).unwrap();

        let scope = Uuid::from_u128(7);
        let rows = (1..=VALUES).map(|number| {
            let id = KeyId(Uuid::from_u128(number << 40));
            let context = SealContext {
                table: "key",
                column: "sealed_private_key",
                row: id.0.as_bytes(),
                project: scope.as_bytes(),
                facts: "SIGNING SERVER retained=false",
            };
            let sealed =
                master.seal(&SystemEntropy, &context, b"not a key, but sealed as one").unwrap();
            let row = key::Model {
                id,
                scope_id: scope,
                kid: format!("k{number}"),
                thumbprint: format!("t{number}"),
                sealed_private_key: Some(sealed),
                ..pattern.clone()
            };
            row.into_active_model()
        });
        let rows: Vec<_> = rows.collect();
        for part in rows.chunks(200) {
            let insert = key::Entity::insert_many(part.to_vec());
            insert.exec_without_returning(&database).await.unwrap();
        }
        database.close().await.unwrap();
    }
}

async fn rotations(backend: Backend) {
    let site = Site::start(backend).await;
    site.fill().await;
    let jwks = site.server.get("/p/acme/.well-known/jwks.json");
    let total: u64 = site.values().iter().map(|(_, values)| values).sum();
    assert!(total > u64::try_from(VALUES).unwrap());

    site.add_and_wait();
    let begin = Instant::now();
    site.run(&["rotate"]);
    let length = begin.elapsed();

    if backend == Backend::Sqlite {
        // Beside a server, a rotation of a SQLite database takes long pauses.
        site.server.signal(Signal::SIGTERM);
        site.server.wait_until_said("stopped");
    }

    for kill in 0..kills() {
        let id = site.add();
        // The server reads the file when it meets the key.
        let mut rotate = site.command(&["rotate", "--yes-all-replicas-have-it"]);
        rotate.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut rotate = rotate.spawn().unwrap();
        sleep(length * kill / kills());
        rotate.kill().unwrap();
        rotate.wait().unwrap();

        let values: u64 = site.values().iter().map(|(_, values)| values).sum();
        assert_eq!(values, total, "kill {kill}");
        site.run(&["rotate", "--yes-all-replicas-have-it"]);
        assert_eq!(site.values(), [(id, total)], "kill {kill}");
    }

    // A server with the active key alone opens everything.
    let former = site.status()["keys"].as_array().unwrap().clone();
    for key in former.iter().filter(|key| key["former"] == true) {
        site.run(&["remove", key["id"].as_str().unwrap()]);
    }
    let Site { database, data, server } = site;
    server.kill();
    let server =
        Keyplane::try_start(data.path(), free_address(), |command| settings(command, &database));
    let server = server.unwrap();
    assert_eq!(server.get("/p/acme/.well-known/jwks.json"), jwks);
    let generate = "mutation ($id: ID!) { createApplication(input: { projectId: $id, name: \"n\", type: SERVICE, authMethod: CLIENT_SECRET_POST }) { application { id } clientSecret } }";
    let admin = first_admin(data.path());
    let project = server.data(&admin, "{ project(slug: \"acme\") { id } }", &json!({}));
    let made = server.data(&admin, generate, &json!({ "id": project["project"]["id"] }));
    let made = &made["createApplication"];
    let form = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        made["application"]["id"].as_str().unwrap(),
        made["clientSecret"].as_str().unwrap()
    );
    let (status, answer) = server.post_form("/p/acme/oauth/token", &form);
    assert_eq!(status, 200, "{answer}");
    drop(server);
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rotation_on_sqlite_that_was_killed_goes_on_and_loses_nothing() {
    rotations(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rotation_on_postgres_that_was_killed_goes_on_and_loses_nothing() {
    if !left_out() {
        rotations(Backend::Postgres).await;
    }
}

#[test]
fn a_value_whose_master_key_is_missing_is_an_error_that_names_the_key_and_the_file() {
    let (data, address) = (data_folder(), free_address());
    let server = Keyplane::start(data.path(), address);
    let admin = first_admin(data.path());
    let create =
        "mutation { createProject(input: { slug: \"acme\", name: \"n\" }) { project { id } } }";
    let project = server.data(&admin, create, &json!({}))["createProject"]["project"]["id"].clone();
    let create = "mutation ($id: ID!) { createApplication(input: { projectId: $id, name: \"n\", type: SERVICE, authMethod: CLIENT_SECRET_POST }) { application { id } clientSecret } }";
    let made = server.data(&admin, create, &json!({ "id": project }))["createApplication"].clone();
    let run = |arguments: &[&str]| {
        let done = command(data.path()).args(["master-key"]).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    };
    let old: Value = serde_json::from_str(&run(&["status", "--json"])).unwrap();
    let old = old["keys"][0]["id"].as_str().unwrap().to_owned();
    let new = run(&["add"]);
    server.kill();

    // The new key is active, the values are sealed with the old one, and the file lost that one.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = format!("sqlite:{}", data.path().join("keyplane.db").display());
    runtime.block_on(async {
        use sqlx::{Connection, Executor};
        let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
        let activate = format!("UPDATE sealing SET master_key_id = '{new}'");
        connection.execute(sqlx::AssertSqlSafe(activate)).await.unwrap();
        connection.close().await.unwrap();
    });
    let file = data.path().join("master-key.json");
    let mut json: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    json["key"] = json["otherKeys"][0]["key"].clone();
    json["keyId"] = json["otherKeys"][0]["keyId"].clone();
    json["otherKeys"] = json!([]);
    std::fs::write(&file, json.to_string()).unwrap();

    let server = Keyplane::start(data.path(), address);
    let form = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        made["application"]["id"].as_str().unwrap(),
        made["clientSecret"].as_str().unwrap()
    );
    let (status, answer) = server.post_form("/p/acme/oauth/token", &form);
    assert_eq!((status, &answer["error"]), (500, &json!("server_error")), "{answer}");
    assert!(!answer.to_string().contains(&old), "{answer}");
    let said = server.said();
    assert!(said.contains(&old) && said.contains(&*file.to_string_lossy()), "{said}");
}
