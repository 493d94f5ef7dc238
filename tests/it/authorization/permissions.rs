//! Each mutation needs exactly its permissions: they suffice, and all others do not.

use serde_json::{Value, json};

use super::{
    cast::Acme,
    paths::Schema,
    trusted::{rules_of, trusted_issuer},
};
use crate::harness::{Caller, World, ec_key, on_both, rsa_key};

pub(super) const ALL: [&str; 8] = [
    "READ",
    "AUDIT_READ",
    "PROJECT_WRITE",
    "APPLICATIONS_WRITE",
    "KEYS_WRITE",
    "KEYS_EXPORT",
    "ADMIN_KEYS_WRITE",
    "INSTANCE_WRITE",
];

/// A mutation with its input, and the permissions that it needs.
pub(super) type Case = (&'static str, Value, &'static [&'static str]);

/// One instance key whose permissions the test sets.
struct Chameleon {
    caller: Caller,
    id: String,
}

impl Chameleon {
    async fn new(world: &World) -> Self {
        let caller = world.instance_admin("chameleon", &["READ"]).await;
        let id = world.key_of(&caller).await;
        Self { caller, id }
    }

    async fn becomes(&self, world: &World, permissions: &[&str]) {
        let input = json!({ "keyId": self.id, "permissions": permissions });
        world.mutate(&world.root(), "updateKey", input, "key { id }").await.ok();
    }
}

pub(super) async fn cases(world: &World, acme: &Acme) -> Vec<Case> {
    let project = &acme.project;
    let spare = world.application(project, "spare").await;
    let secretive = world.application(project, "secretive").await;
    let input = json!({ "applicationId": secretive, "authMethod": "CLIENT_SECRET_POST" });
    world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();
    let moved = json!({ "projectId": project, "name": "moved", "type": "SERVICE",
        "authMethod": "CLIENT_SECRET_BASIC", "generateSecret": false });
    let moved = world.mutate(&world.root(), "createApplication", moved, "application { id }").await;
    let moved = moved.text("/createApplication/application/id");
    let lost = world.application_key(&acme.application, "lost").await;

    let bare = trusted_issuer(world, project, "https://bare.example").await;
    let doomed = world.project("doomed").await;
    let generated = |answer: crate::harness::Answer| answer.text("/generateApplicationKey/key/id");
    let input = json!({ "applicationId": acme.application, "name": "g", "algorithm": "ES256", "retainPrivateKey": true });
    let kept = generated(
        world.mutate(&world.root(), "generateApplicationKey", input.clone(), "key { id }").await,
    );
    let rotated =
        generated(world.mutate(&world.root(), "generateApplicationKey", input, "key { id }").await);

    let pem = || ec_key().public_key().spki_pem();
    let webhook = &acme.webhook;
    let operators = acme.operators.mutations().into_iter();
    let operators: Vec<Case> =
        operators.map(|(mutation, input)| (mutation, input, &["ADMIN_KEYS_WRITE"][..])).collect();
    let mut all: Vec<Case> = vec![
        ("createProject", json!({ "slug": "fresh", "name": "n" }), &["INSTANCE_WRITE"]),
        (
            "deleteProject",
            json!({ "projectId": doomed, "confirmSlug": "doomed" }),
            &["INSTANCE_WRITE"],
        ),
        ("updateProject", json!({ "projectId": project, "name": "n" }), &["PROJECT_WRITE"]),
        (
            "createApplication",
            json!({ "projectId": project, "name": "n", "type": "SERVICE" }),
            &["APPLICATIONS_WRITE"],
        ),
        (
            "updateApplication",
            json!({ "applicationId": spare, "name": "n" }),
            &["APPLICATIONS_WRITE"],
        ),
        ("deleteApplication", json!({ "applicationId": spare }), &["APPLICATIONS_WRITE"]),
        ("rotateClientSecret", json!({ "applicationId": secretive }), &["APPLICATIONS_WRITE"]),
        (
            "importClientSecret",
            json!({ "applicationId": moved, "secret": "s3cret" }),
            &["APPLICATIONS_WRITE"],
        ),
        (
            "revokeClientSecret",
            json!({ "clientSecretId": acme.client_secret }),
            &["APPLICATIONS_WRITE"],
        ),
        (
            "revokeApplicationTokens",
            json!({ "applicationId": acme.application }),
            &["APPLICATIONS_WRITE"],
        ),
        (
            "createApi",
            json!({ "projectId": project, "name": "billing", "identifier": "urn:billing" }),
            &["APPLICATIONS_WRITE"],
        ),
        ("updateApi", json!({ "apiId": acme.api, "enabled": true }), &["APPLICATIONS_WRITE"]),
        (
            "grantApi",
            json!({ "applicationId": acme.application, "apiId": acme.api }),
            &["APPLICATIONS_WRITE"],
        ),
        ("revokeGrant", json!({ "grantId": acme.grant }), &["APPLICATIONS_WRITE"]),
        ("deleteApi", json!({ "apiId": acme.api }), &["APPLICATIONS_WRITE"]),
        (
            "generateApplicationKey",
            json!({ "applicationId": acme.application, "name": "n", "algorithm": "ES256" }),
            &["KEYS_WRITE"],
        ),
        (
            "importApplicationKey",
            json!({ "applicationId": acme.application, "name": "n", "publicKey": pem() }),
            &["KEYS_WRITE"],
        ),
        (
            "generateSigningKey",
            json!({ "projectId": project, "name": "n", "algorithm": "ES256" }),
            &["KEYS_WRITE"],
        ),
        (
            "generateSigningKey",
            json!({ "projectId": project, "name": "n", "algorithm": "ES256", "custody": "HOLDER" }),
            &["KEYS_WRITE", "APPLICATIONS_WRITE"],
        ),
        (
            "importSigningKey",
            json!({ "projectId": project, "name": "n", "publicKey": pem() }),
            &["KEYS_WRITE", "APPLICATIONS_WRITE"],
        ),
        ("exportPrivateKey", json!({ "keyId": kept }), &["KEYS_EXPORT"]),
        ("updateKey", json!({ "keyId": acme.application_key, "name": "n" }), &["KEYS_WRITE"]),
        ("rotateKey", json!({ "keyId": rotated }), &["KEYS_WRITE"]),
        ("revokeKey", json!({ "keyId": acme.application_key, "reason": "r" }), &["KEYS_WRITE"]),
        (
            "revokeKey",
            json!({ "keyId": lost, "reason": "r", "revokeTokens": true }),
            &["KEYS_WRITE", "APPLICATIONS_WRITE"],
        ),
        (
            "generateAdminKey",
            json!({ "projectId": project, "name": "n", "permissions": ["READ"] }),
            &["ADMIN_KEYS_WRITE"],
        ),
        (
            "importAdminKey",
            json!({ "projectId": project, "name": "n", "permissions": ["READ"], "publicKey": rsa_key("spare").public_key().spki_pem() }),
            &["ADMIN_KEYS_WRITE"],
        ),
        ("updateKey", json!({ "keyId": acme.admin_key, "name": "n" }), &["ADMIN_KEYS_WRITE"]),
        ("revokeKey", json!({ "keyId": acme.admin_key, "reason": "r" }), &["ADMIN_KEYS_WRITE"]),
        (
            "createTrustedIssuer",
            json!({ "projectId": project, "name": "n", "issuer": "https://other.example" }),
            &["APPLICATIONS_WRITE"],
        ),
        (
            "updateTrustedIssuer",
            json!({ "trustedIssuerId": acme.trusted_issuer, "name": "n" }),
            &["APPLICATIONS_WRITE"],
        ),
        (
            "refreshTrustedIssuer",
            json!({ "trustedIssuerId": acme.trusted_issuer }),
            &["APPLICATIONS_WRITE"],
        ),
        ("deleteTrustedIssuer", json!({ "trustedIssuerId": bare }), &["APPLICATIONS_WRITE"]),
        (
            "createFederatedIdentity",
            json!({
                "applicationId": acme.application, "trustedIssuerId": acme.trusted_issuer,
                "name": "n", "rules": rules_of("a"),
            }),
            &["APPLICATIONS_WRITE"],
        ),
        (
            "updateFederatedIdentity",
            json!({ "federatedIdentityId": acme.federated_identity, "name": "n" }),
            &["APPLICATIONS_WRITE"],
        ),
        (
            "deleteFederatedIdentity",
            json!({ "federatedIdentityId": acme.federated_identity }),
            &["APPLICATIONS_WRITE"],
        ),
        (
            "createWebhook",
            json!({ "projectId": project, "url": "https://hooks.example.com" }),
            &["PROJECT_WRITE", "AUDIT_READ"],
        ),
        (
            "createWebhook",
            json!({ "url": "https://hooks.example.com" }),
            &["INSTANCE_WRITE", "AUDIT_READ"],
        ),
        (
            "updateWebhook",
            json!({ "webhookId": webhook, "eventTypes": ["key.expiring"] }),
            &["PROJECT_WRITE", "AUDIT_READ"],
        ),
        ("rotateWebhookSecret", json!({ "webhookId": webhook }), &["PROJECT_WRITE", "AUDIT_READ"]),
        ("testWebhook", json!({ "webhookId": webhook }), &["PROJECT_WRITE", "AUDIT_READ"]),
        (
            "redeliverWebhookEvent",
            json!({ "webhookId": webhook, "eventId": acme.event }),
            &["PROJECT_WRITE", "AUDIT_READ"],
        ),
        ("deleteWebhook", json!({ "webhookId": webhook }), &["PROJECT_WRITE", "AUDIT_READ"]),
    ];
    all.extend(operators);
    all
}

/// A short selection that is valid for this mutation's payload.
fn selection(mutation: &str) -> &'static str {
    match mutation {
        "deleteProject"
        | "deleteApplication"
        | "deleteApi"
        | "revokeGrant"
        | "deleteWebhook"
        | "deleteOperatorIssuer"
        | "deleteOperatorRule"
        | "unblockOperator"
        | "deleteTrustedIssuer"
        | "deleteFederatedIdentity" => "deletedId",
        "createTrustedIssuer" | "updateTrustedIssuer" | "refreshTrustedIssuer" => {
            "trustedIssuer { id }"
        }
        "createFederatedIdentity" | "updateFederatedIdentity" => "federatedIdentity { id }",
        "createOperatorIssuer" | "updateOperatorIssuer" => "operatorIssuer { id }",
        "createOperatorRule" | "updateOperatorRule" => "operatorRule { id }",
        "revokeOperatorSession" => "operatorSession { id }",
        "blockOperator" => "operatorBlock { id }",
        "createApi" | "updateApi" => "api { id }",
        "grantApi" => "grant { id }",
        "createWebhook"
        | "updateWebhook"
        | "rotateWebhookSecret"
        | "testWebhook"
        | "redeliverWebhookEvent" => "webhook { id }",
        "createProject" | "updateProject" => "project { id }",
        "createApplication"
        | "updateApplication"
        | "rotateClientSecret"
        | "importClientSecret"
        | "revokeClientSecret"
        | "revokeApplicationTokens" => "application { id }",
        "exportPrivateKey" => "privateKey { filename }",
        _ => "key { id }",
    }
}

on_both! {
    async fn every_mutation_has_a_case(world: World) {
        let acme = Acme::create(&world).await;
        let cases = cases(&world, &acme).await;
        for (_, field) in Schema::read().fields().into_iter().filter(|(owner, _)| *owner == "Mutation") {
            let is_there = cases.iter().any(|(mutation, ..)| *mutation == field);
            assert!(is_there, "{field} is new: give it a case");
        }
    }

    async fn each_mutation_needs_its_permission_and_no_other(world: World) {
        let acme = Acme::create(&world).await;
        let chameleon = Chameleon::new(&world).await;
        for (mutation, input, needed) in cases(&world, &acme).await {
            for lacking in needed {
                let rest: Vec<_> = ALL.into_iter().filter(|one| one != lacking).collect();
                chameleon.becomes(&world, &rest).await;
                let answer = world.mutate(&chameleon.caller, mutation, input.clone(), selection(mutation)).await;
                assert_eq!(answer.code(), "FORBIDDEN", "{mutation} without {lacking}: {}", answer.body);
                assert!(answer.message().contains(lacking), "{mutation}: {}", answer.message());
            }
            chameleon.becomes(&world, needed).await;
            let answer = world.mutate(&chameleon.caller, mutation, input, selection(mutation)).await;
            assert_eq!(answer.code(), "", "{mutation} with {needed:?}: {}", answer.body);
        }
    }

    async fn a_key_cannot_give_what_it_lacks(world: World) {
        let acme = Acme::create(&world).await;
        let keeper = world.instance_admin("keeper", &["ADMIN_KEYS_WRITE"]).await;
        for lacked in ["AUDIT_READ", "PROJECT_WRITE", "KEYS_EXPORT", "INSTANCE_WRITE"] {
            let input = json!({ "name": "n", "permissions": ["READ", lacked] });
            let answer = world.mutate(&keeper, "generateAdminKey", input, "key { id }").await;
            assert_eq!(answer.code(), "FORBIDDEN", "{lacked}: {}", answer.body);
        }
        let input = json!({ "keyId": acme.admin_key, "permissions": ["KEYS_WRITE"] });
        world.mutate(&keeper, "updateKey", input, "key { id }").await.refused("FORBIDDEN");
    }

    async fn a_key_cannot_touch_an_admin_key_that_may_do_more(world: World) {
        let acme = Acme::create(&world).await;
        let keeper = world.project_admin(&acme.project, "acme", "keeper", &["ADMIN_KEYS_WRITE", "KEYS_EXPORT"]).await;
        let strong = world.project_admin(&acme.project, "acme", "second", &["PROJECT_WRITE"]).await;
        let strong = world.key_of(&strong).await;
        for (mutation, input) in [
            ("updateKey", json!({ "keyId": strong, "name": "n" })),
            ("updateKey", json!({ "keyId": strong, "permissions": ["READ"] })),
            ("rotateKey", json!({ "keyId": strong })),
            ("revokeKey", json!({ "keyId": strong, "reason": "r" })),
            ("exportPrivateKey", json!({ "keyId": strong })),
        ] {
            let answer = world.mutate(&keeper, mutation, input, selection(mutation)).await;
            assert_eq!(answer.code(), "FORBIDDEN", "{mutation}: {}", answer.body);
        }
    }

    async fn every_permission_includes_read(world: World) {
        Acme::create(&world).await;
        let chameleon = Chameleon::new(&world).await;
        for permission in ALL {
            chameleon.becomes(&world, &[permission]).await;
            let query = "{ viewer { permissions } project(slug: \"acme\") { slug keys { totalCount } } }";
            let answer = world.ask(&chameleon.caller, query, Value::Null).await;
            assert_eq!(answer.text("/project/slug"), "acme");
            let permissions = answer.at("/viewer/permissions").as_array().unwrap();
            assert!(permissions.contains(&json!("READ")), "{permission}: {permissions:?}");
        }
    }
}
