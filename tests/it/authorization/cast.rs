//! A project with one of everything, and a neighbour.

use keyplane_entity::{
    Permission, Scope,
    federated_identity::{ClaimRules, StoredClaimMatch, StoredClaimRule},
    id::{OperatorRuleId, OperatorSessionId},
    operator_rule,
    operator_session::{self, MatchedRules},
};
use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use super::trusted::{federated_identity, rules_of, trusted_issuer};
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
    pub(super) trusted_issuer: String,
    pub(super) federated_identity: String,
    pub(super) operators: Operators,
}

/// One of everything about the sign-in of operators. It belongs to the instance.
pub(super) struct Operators {
    pub(super) issuer: String,
    /// An issuer without rules.
    pub(super) spare: String,
    pub(super) rule: String,
    pub(super) session: String,
    pub(super) block: String,
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

        let trusted_issuer = trusted_issuer(world, &project, "https://ci.example").await;
        let federated_identity = federated_identity(world, &application, &trusted_issuer).await;
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
            trusted_issuer,
            federated_identity,
            operators: Operators::create(world).await,
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
            .replace("$OPERATOR_ISSUER", &self.operators.issuer)
            .replace("$OPERATOR_RULE", &self.operators.rule)
            .replace("$OPERATOR_SESSION", &self.operators.session)
            .replace("$OPERATOR_BLOCK", &self.operators.block)
            .replace("$ISSUER", &self.trusted_issuer)
            .replace("$IDENTITY", &self.federated_identity)
    }

    /// Every mutation, with an input that succeeds for a key with every permission, and the error
    /// code for the key of another project. No mutation changes what a later one needs.
    #[expect(clippy::too_many_lines, reason = "a table of cases")]
    pub(super) fn mutations(&self) -> Vec<(&'static str, Value, &'static str)> {
        let key = crate::harness::ec_key().public_key().spki_pem();
        let rsa = crate::harness::rsa_key("spare").public_key().spki_pem();
        let (project, application) = (&self.project, &self.application);

        let mut all = vec![
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
            (
                "importClientSecret",
                json!({ "applicationId": application, "secret": "s3cret" }),
                "NOT_FOUND",
            ),
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
                "createTrustedIssuer",
                json!({ "projectId": project, "name": "n", "issuer": "https://other.example" }),
                "NOT_FOUND",
            ),
            (
                "updateTrustedIssuer",
                json!({ "trustedIssuerId": self.trusted_issuer, "name": "n" }),
                "NOT_FOUND",
            ),
            (
                "refreshTrustedIssuer",
                json!({ "trustedIssuerId": self.trusted_issuer }),
                "NOT_FOUND",
            ),
            (
                "createFederatedIdentity",
                json!({
                    "applicationId": application, "trustedIssuerId": self.trusted_issuer,
                    "name": "n", "rules": rules_of("a"),
                }),
                "NOT_FOUND",
            ),
            (
                "updateFederatedIdentity",
                json!({ "federatedIdentityId": self.federated_identity, "name": "n" }),
                "NOT_FOUND",
            ),
            (
                "deleteFederatedIdentity",
                json!({ "federatedIdentityId": self.federated_identity }),
                "NOT_FOUND",
            ),
            ("deleteTrustedIssuer", json!({ "trustedIssuerId": self.trusted_issuer }), "NOT_FOUND"),
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
        ];
        let outside =
            |mutation| if mutation == "createOperatorIssuer" { "FORBIDDEN" } else { "NOT_FOUND" };
        let operators = self.operators.mutations().into_iter();
        all.extend(operators.map(|(mutation, input)| (mutation, input, outside(mutation))));
        all
    }
}

impl Operators {
    /// Two issuers and a block by the API; a rule and a session of it by the database, because no
    /// provider is there and the key of a rule takes its time.
    async fn create(world: &World) -> Self {
        let issuer = operator_issuer(world, "https://idp.example.com").await;
        let spare = operator_issuer(world, "https://spare.example.com").await;
        let input = json!({ "operatorIssuerId": issuer, "subject": "mallory", "reason": "r" });
        let made =
            world.mutate(&world.root(), "blockOperator", input, "operatorBlock { id }").await;
        let block = made.text("/blockOperator/operatorBlock/id");

        let (id, now) = (issuer.parse().unwrap(), world.now());
        let rule = operator_rule::Model {
            id: OperatorRuleId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001)),
            operator_issuer_id: id,
            scope_id: Scope::Instance.id(),
            name: "Readers".to_owned(),
            claim_rules: ClaimRules(vec![StoredClaimRule {
                claim: "sub".to_owned(),
                r#match: StoredClaimMatch::Exact,
                values: vec!["anna".to_owned()],
            }]),
            permissions: [Permission::Read].into_iter().collect(),
            enabled: true,
            expires_at: None,
            created_at: now,
        };
        let session = operator_session::Model {
            id: OperatorSessionId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002)),
            operator_issuer_id: id,
            operator_rule_id: Some(rule.id),
            matched_rules: MatchedRules(vec![rule.id.0]),
            issuer: "https://idp.example.com".to_owned(),
            subject: "anna".to_owned(),
            display_name: "Anna Example".to_owned(),
            email: None,
            cookie_digest: "cookie".to_owned(),
            state_digest: "state".to_owned(),
            authenticated_at: None,
            created_at: now,
            last_used_at: now,
            expires_at: now.plus_seconds(28_800),
            ended_at: None,
            end: None,
        };

        let ids = (rule.id.to_string(), session.id.to_string());
        let database = sea_orm::Database::connect(&world.database_url).await.unwrap();
        let insert = operator_rule::Entity::insert(rule.into_active_model());
        insert.exec_without_returning(&database).await.unwrap();
        let insert = operator_session::Entity::insert(session.into_active_model());
        insert.exec_without_returning(&database).await.unwrap();
        database.close().await.unwrap();
        Self { issuer, spare, rule: ids.0, session: ids.1, block }
    }

    /// Every mutation of these, in an order in which each succeeds.
    pub(super) fn mutations(&self) -> Vec<(&'static str, Value)> {
        let rules = json!([{ "claim": "sub", "match": "EXACT", "values": ["ben"] }]);
        vec![
            (
                "createOperatorIssuer",
                json!({ "name": "n", "issuer": "https://new.example.com", "clientId": "c", "clientSecret": "s" }),
            ),
            ("updateOperatorIssuer", json!({ "operatorIssuerId": self.issuer, "name": "n" })),
            ("deleteOperatorIssuer", json!({ "operatorIssuerId": self.spare })),
            (
                "createOperatorRule",
                json!({ "operatorIssuerId": self.issuer, "name": "n", "permissions": ["READ"], "claimRules": rules }),
            ),
            ("updateOperatorRule", json!({ "operatorRuleId": self.rule, "name": "n" })),
            ("revokeOperatorSession", json!({ "operatorSessionId": self.session, "reason": "r" })),
            ("deleteOperatorRule", json!({ "operatorRuleId": self.rule })),
            (
                "blockOperator",
                json!({ "operatorIssuerId": self.issuer, "subject": "ben", "reason": "r" }),
            ),
            ("unblockOperator", json!({ "operatorBlockId": self.block })),
        ]
    }
}

async fn operator_issuer(world: &World, issuer: &str) -> String {
    let input = json!({ "name": "Acme", "issuer": issuer, "clientId": "c", "clientSecret": "s" });
    let made =
        world.mutate(&world.root(), "createOperatorIssuer", input, "operatorIssuer { id }").await;
    made.text("/createOperatorIssuer/operatorIssuer/id")
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
