//! Test data: projects, applications, keys and their holders.

use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

use super::{
    caller::Caller,
    database::Backend,
    keys::{ec_key, rsa_key},
    world::World,
};

impl World {
    /// A new project; gives its ID.
    pub(crate) async fn project(&self, slug: &str) -> String {
        let input = json!({ "slug": slug, "name": slug });
        let made = self.mutate(&self.root(), "createProject", input, "project { id }").await;
        made.text("/createProject/project/id")
    }

    /// A new SERVICE application of a project; gives its ID.
    pub(crate) async fn application(&self, project: &str, name: &str) -> String {
        let input = json!({ "projectId": project, "name": name, "type": "SERVICE" });
        let made =
            self.mutate(&self.root(), "createApplication", input, "application { id }").await;
        made.text("/createApplication/application/id")
    }

    /// A new API of a project, whose identifier is `urn:` and its name; gives its ID.
    pub(crate) async fn api(&self, project: &str, name: &str, scopes: &[&str]) -> String {
        let identifier = format!("urn:{name}");
        let input = json!({ "projectId": project, "name": name, "identifier": identifier, "scopes": scopes });
        let made = self.mutate(&self.root(), "createApi", input, "api { id }").await;
        made.text("/createApi/api/id")
    }

    /// Grants an API; gives the grant's ID.
    pub(crate) async fn grant(&self, application: &str, api: &str, scopes: &[&str]) -> String {
        let input = json!({ "applicationId": application, "apiId": api, "scopes": scopes });
        let made = self.mutate(&self.root(), "grantApi", input, "grant { id }").await;
        made.text("/grantApi/grant/id")
    }

    /// A new P-256 key of an application; gives its ID.
    pub(crate) async fn application_key(&self, application: &str, name: &str) -> String {
        let input = json!({
            "applicationId": application,
            "name": name,
            "publicKey": ec_key().public_key().spki_pem(),
        });
        let made = self.mutate(&self.root(), "importApplicationKey", input, "key { id }").await;
        made.text("/importApplicationKey/key/id")
    }

    /// Imports a new P-256 signing key, whose private half its holder keeps; returns its ID.
    pub(crate) async fn holder_key(&self, project: &str, name: &str) -> String {
        let public_key = ec_key().public_key().spki_pem();
        let input = json!({ "projectId": project, "name": name, "publicKey": public_key });
        let made = self.mutate(&self.root(), "importSigningKey", input, "key { id }").await;
        made.text("/importSigningKey/key/id")
    }

    /// The holder of a new admin key of a project: the fixture pair `name`.
    pub(crate) async fn project_admin(
        &self,
        project: &str,
        slug: &str,
        name: &'static str,
        permissions: &[&str],
    ) -> Caller {
        self.import_admin(json!(project), name, permissions).await;
        Caller::new(&rsa_key(name), slug)
    }

    /// The holder of a new instance key: the fixture pair `name`.
    pub(crate) async fn instance_admin(&self, name: &'static str, permissions: &[&str]) -> Caller {
        self.import_admin(Value::Null, name, permissions).await;
        Caller::new(&rsa_key(name), "keyplane")
    }

    async fn import_admin(&self, project: Value, name: &'static str, permissions: &[&str]) {
        let input = json!({
            "projectId": project,
            "name": name,
            "permissions": permissions,
            "publicKey": rsa_key(name).public_key().spki_pem(),
        });
        self.mutate(&self.root(), "importAdminKey", input, "key { id }").await.ok();
    }

    /// The ID of the key that signed `caller`'s tokens.
    pub(crate) async fn key_of(&self, caller: &Caller) -> String {
        self.ask(caller, "{ viewer { key { id } } }", Value::Null).await.text("/viewer/key/id")
    }

    /// The signing keys of a project, newest first, each with the fields asked for.
    pub(crate) async fn signing_keys(&self, slug: &str, fields: &str) -> Vec<Value> {
        let query = format!(
            "query ($slug: String!) {{ project(slug: $slug) {{ signingKeys(first: 100) {{ nodes {{ {fields} }} }} }} }}"
        );
        let found = self.ask(&self.root(), &query, json!({ "slug": slug })).await;
        found.at("/project/signingKeys/nodes").as_array().unwrap().clone()
    }

    /// The newest audit events of a scope (of the instance without a project), newest first.
    pub(crate) async fn events(&self, project: Option<&str>) -> Vec<Value> {
        let query = "query ($id: ID) { auditEvents(projectId: $id, first: 100) { nodes {
            action actorType actorKeyId actorKid targetId changes requestId sourceAddress
            sequence previousHash hash at } } }";
        let found = self.ask(&self.root(), query, json!({ "id": project })).await;
        found.at("/auditEvents/nodes").as_array().unwrap().clone()
    }

    /// How many audit events there are, of the instance and of all projects.
    pub(crate) async fn event_count(&self) -> i64 {
        let sum = "SELECT CAST(SUM(sequence) AS BIGINT) FROM audit_chain";
        match self.backend {
            Backend::Sqlite => {
                let mut connection = SqliteConnection::connect(&self.database_url).await.unwrap();
                sqlx::query_scalar(sum).fetch_one(&mut connection).await.unwrap()
            }
            Backend::Postgres => {
                let mut connection = PgConnection::connect(&self.database_url).await.unwrap();
                sqlx::query_scalar(sum).fetch_one(&mut connection).await.unwrap()
            }
        }
    }

    /// Runs one statement directly on the database, bypassing the control plane.
    pub(crate) async fn sql(&self, statement: &str) {
        let statement = sqlx::AssertSqlSafe(statement);
        match self.backend {
            Backend::Sqlite => {
                let mut connection = SqliteConnection::connect(&self.database_url).await.unwrap();
                connection.execute(statement).await.unwrap();
                connection.close().await.unwrap();
            }
            Backend::Postgres => {
                let mut connection = PgConnection::connect(&self.database_url).await.unwrap();
                connection.execute(statement).await.unwrap();
                connection.close().await.unwrap();
            }
        }
    }
}
