//! A project with one of everything, and a neighbour.

use serde_json::{Value, json};

use crate::harness::{Caller, World};

/// The project `acme` with one of everything.
pub(super) struct Acme {
    pub(super) project: String,
    pub(super) application: String,
    pub(super) application_key: String,
    pub(super) signing_key: String,
    pub(super) admin_key: String,
    pub(super) event: String,
    pub(super) client_secret: String,
    pub(super) api: String,
    pub(super) grant: String,
    pub(super) webhook: String,
}

impl Acme {
    pub(super) async fn create(world: &World) -> Self {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let application_key = world.application_key(&application, "k").await;
        let client_secret = client_secret(world, &project).await;
        let api = world.api(&project, "orders", &["read", "write"]).await;
        let grant = world.grant(&application, &api, &["read"]).await;

        let labels = json!([{ "key": "team", "value": "payments" }]);
        let input = json!({ "applicationId": application, "defaultApiId": api, "labels": labels });
        world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();
        let admin = world.project_admin(&project, "acme", "acme-admin", &["READ"]).await;
        let query = "{ project(slug: \"acme\") { currentSigningKey { id } auditEvents(first: 1) { nodes { id } } } }";
        let found = world.ask(&world.root(), query, Value::Null).await;

        let project_id = project.clone();
        Self {
            project,
            application,
            application_key,
            signing_key: found.text("/project/currentSigningKey/id"),
            admin_key: world.key_of(&admin).await,
            event: found.text("/project/auditEvents/nodes/0/id"),
            client_secret,
            api,
            grant,
            webhook: webhook(world, &project_id).await,
        }
    }

    /// `text` with placeholders such as `$PROJECT` replaced by the IDs of these objects.
    pub(super) fn fill(&self, text: &str) -> String {
        text.replace("$PROJECT", &self.project)
            .replace("$APPLICATION", &self.application)
            .replace("$APP_KEY", &self.application_key)
            .replace("$SIGNING_KEY", &self.signing_key)
            .replace("$ADMIN_KEY", &self.admin_key)
            .replace("$EVENT", &self.event)
            .replace("$SECRET", &self.client_secret)
            .replace("$API", &self.api)
            .replace("$GRANT", &self.grant)
            .replace("$WEBHOOK", &self.webhook)
    }

    /// Every mutation, with an input that succeeds for a key with every permission, and the error
    /// code for the key of another project. No mutation changes what a later one needs.
    #[expect(clippy::too_many_lines, reason = "a table of cases")]
    pub(super) fn mutations(&self) -> Vec<(&'static str, Value, &'static str)> {
        let key = crate::harness::ec_key().public_key().spki_pem();
        let rsa = crate::harness::rsa_key("spare").public_key().spki_pem();
        let (project, application) = (&self.project, &self.application);

        vec![
            ("createProject", json!({ "slug": "fresh", "name": "n" }), "FORBIDDEN"),
            ("updateProject", json!({ "projectId": project, "name": "n" }), "NOT_FOUND"),
            ("deleteProject", json!({ "projectId": project, "confirmSlug": "acme" }), "FORBIDDEN"),
            (
                "createApplication",
                json!({ "projectId": project, "name": "n", "type": "SERVICE" }),
                "NOT_FOUND",
            ),
            (
                "updateApplication",
                json!({ "applicationId": application, "name": "n" }),
                "NOT_FOUND",
            ),
            ("deleteApplication", json!({ "applicationId": application }), "NOT_FOUND"),
            ("rotateClientSecret", json!({ "applicationId": application }), "NOT_FOUND"),
            ("revokeClientSecret", json!({ "clientSecretId": self.client_secret }), "NOT_FOUND"),
            ("revokeApplicationTokens", json!({ "applicationId": application }), "NOT_FOUND"),
            (
                "createApi",
                json!({ "projectId": project, "name": "billing", "identifier": "urn:billing" }),
                "NOT_FOUND",
            ),
            ("updateApi", json!({ "apiId": self.api, "enabled": true }), "NOT_FOUND"),
            ("deleteApi", json!({ "apiId": self.api }), "NOT_FOUND"),
            ("grantApi", json!({ "applicationId": application, "apiId": self.api }), "NOT_FOUND"),
            ("revokeGrant", json!({ "grantId": self.grant }), "NOT_FOUND"),
            (
                "generateAdminKey",
                json!({ "projectId": project, "name": "n", "permissions": ["READ"] }),
                "NOT_FOUND",
            ),
            (
                "importAdminKey",
                json!({ "projectId": project, "name": "n", "permissions": ["READ"], "publicKey": rsa }),
                "NOT_FOUND",
            ),
            (
                "generateApplicationKey",
                json!({ "applicationId": application, "name": "n" }),
                "NOT_FOUND",
            ),
            (
                "importApplicationKey",
                json!({ "applicationId": application, "name": "n", "publicKey": key }),
                "NOT_FOUND",
            ),
            (
                "generateSigningKey",
                json!({ "projectId": project, "name": "n", "algorithm": "ES256" }),
                "NOT_FOUND",
            ),
            (
                "importSigningKey",
                json!({ "projectId": project, "name": "n", "publicKey": key }),
                "NOT_FOUND",
            ),
            ("updateKey", json!({ "keyId": self.signing_key, "name": "n" }), "NOT_FOUND"),
            ("rotateKey", json!({ "keyId": self.signing_key }), "NOT_FOUND"),
            ("revokeKey", json!({ "keyId": self.application_key, "reason": "r" }), "NOT_FOUND"),
            ("exportPrivateKey", json!({ "keyId": self.signing_key }), "NOT_FOUND"),
            (
                "createWebhook",
                json!({ "projectId": project, "url": "https://hooks.example.com" }),
                "NOT_FOUND",
            ),
            ("updateWebhook", json!({ "webhookId": self.webhook, "enabled": true }), "NOT_FOUND"),
            ("rotateWebhookSecret", json!({ "webhookId": self.webhook }), "NOT_FOUND"),
            ("testWebhook", json!({ "webhookId": self.webhook }), "NOT_FOUND"),
            (
                "redeliverWebhookEvent",
                json!({ "webhookId": self.webhook, "eventId": self.event }),
                "NOT_FOUND",
            ),
            ("deleteWebhook", json!({ "webhookId": self.webhook }), "NOT_FOUND"),
        ]
    }
}

/// The ID of the secret of a new application.
async fn client_secret(world: &World, project: &str) -> String {
    let input = json!({ "projectId": project, "name": "secretive", "type": "SERVICE", "authMethod": "CLIENT_SECRET_BASIC" });
    let fields = "application { clientSecrets { id } }";
    let made = world.mutate(&world.root(), "createApplication", input, fields).await;
    made.text("/createApplication/application/clientSecrets/0/id")
}

async fn webhook(world: &World, project: &str) -> String {
    let input = json!({ "projectId": project, "url": "https://hooks.example.com" });
    let made = world.mutate(&world.root(), "createWebhook", input, "webhook { id }").await;
    made.text("/createWebhook/webhook/id")
}

/// The project `other`, and the holder of a key with every permission of a project's key.
pub(super) async fn neighbour(world: &World) -> Caller {
    let project = world.project("other").await;
    world.project_admin(&project, "other", "neighbour", &PROJECT_PERMISSIONS).await
}

/// All permissions that a project's admin key can hold.
pub(super) const PROJECT_PERMISSIONS: [&str; 7] = [
    "READ",
    "AUDIT_READ",
    "PROJECT_WRITE",
    "APPLICATIONS_WRITE",
    "KEYS_WRITE",
    "KEYS_EXPORT",
    "ADMIN_KEYS_WRITE",
];
