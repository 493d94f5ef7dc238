//! Invalid input gets a clear code and the field's name, and changes nothing.

use serde_json::{Value, json};

use crate::harness::{World, ec_key, on_both, rsa_key};

/// Asserts that each input is refused as `INVALID_INPUT`, with exactly this field.
async fn assert_invalid(world: &World, mutation: &str, rows: Vec<(Value, &str)>) {
    let mut wrong = Vec::new();
    for (input, field) in rows {
        let answer = world.mutate(&world.root(), mutation, input.clone(), "__typename").await;
        if answer.code() != "INVALID_INPUT" || answer.fields() != [format!("input.{field}")] {
            wrong.push(format!("{mutation} {input}: {}", answer.body));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `base` with one member set to another value.
fn with(base: &Value, name: &str, value: impl Into<Value>) -> Value {
    let mut changed = base.clone();
    changed[name] = value.into();
    changed
}

on_both! {
    async fn slugs_and_names_out_of_form(world: World) {
        let base = json!({ "slug": "fine", "name": "n" });
        let slug = |slug: &str| (with(&base, "slug", slug), "slug");
        assert_invalid(&world, "createProject", vec![
            slug(""), slug("ab"), slug("Acme"), slug("-acme"), slug("acme-"), slug("ac me"),
            slug("acme.io"), slug("äcme"), slug(&"a".repeat(33)), slug("keyplane"), slug("graphql"),
            slug("p"), slug("oauth"), slug("console"), slug("admin"),
            (with(&base, "name", ""), "name"),
            (with(&base, "name", "   "), "name"),
            (with(&base, "name", "x".repeat(1000)), "name"),
        ]).await;
        world.project("acme").await;
        let taken = json!({ "slug": "acme", "name": "n" });
        let answer = world.mutate(&world.root(), "createProject", taken, "__typename").await;
        assert_eq!(answer.refused("CONFLICT").fields(), ["input.slug"]);
    }

    async fn a_deleted_projects_slug_is_taken_for_good(world: World) {
        let project = world.project("acme").await;
        let wrong = json!({ "projectId": project, "confirmSlug": "acne" });
        let answer = world.mutate(&world.root(), "deleteProject", wrong, "deletedId").await;
        assert_eq!(answer.refused("INVALID_INPUT").fields(), ["input.confirmSlug"]);
        let right = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", right, "deletedId").await.ok();
        let again = json!({ "slug": "acme", "name": "n" });
        world.mutate(&world.root(), "createProject", again, "__typename").await.refused("CONFLICT");
        let status = world.ask(&world.root(), "{ slugStatus(slug: \"acme\") project(slug: \"acme\") { id } }", Value::Null).await;
        assert_eq!(status.text("/slugStatus"), "TAKEN");
        assert_eq!(status.at("/project"), &Value::Null);
    }

    async fn the_numbers_of_a_policy(world: World) {
        let policy = |policy: Value| json!({ "slug": "acme", "name": "n", "keyPolicy": policy });
        assert_invalid(&world, "createProject", vec![
            (policy(json!({ "rsaBits": 1024 })), "keyPolicy.rsaBits"),
            (policy(json!({ "rsaBits": 2049 })), "keyPolicy.rsaBits"),
            (policy(json!({ "jwksMaxAgeSeconds": 59 })), "keyPolicy.jwksMaxAgeSeconds"),
            (policy(json!({ "jwksMaxAgeSeconds": 3601 })), "keyPolicy.jwksMaxAgeSeconds"),
            (policy(json!({ "publishAheadSeconds": 899 })), "keyPolicy.publishAheadSeconds"),
            (policy(json!({ "publishAheadSeconds": 1000, "jwksMaxAgeSeconds": 600 })), "keyPolicy.publishAheadSeconds"),
            (policy(json!({ "rotationPeriodSeconds": 86_399 })), "keyPolicy.rotationPeriodSeconds"),
            (policy(json!({ "maxAdminTokenLifetimeSeconds": 0 })), "keyPolicy.maxAdminTokenLifetimeSeconds"),
            (policy(json!({ "maxAdminTokenLifetimeSeconds": 86_401 })), "keyPolicy.maxAdminTokenLifetimeSeconds"),
        ]).await;
    }

    async fn the_fields_of_an_application(world: World) {
        let project = world.project("acme").await;
        let base = json!({ "projectId": project, "name": "n", "type": "SERVICE" });
        assert_invalid(&world, "createApplication", vec![
            (with(&base, "name", ""), "name"),
            (with(&base, "accessTokenLifetimeSeconds", 59), "accessTokenLifetimeSeconds"),
            (with(&base, "accessTokenLifetimeSeconds", 28 * 86_400 + 1), "accessTokenLifetimeSeconds"),
            (with(&base, "allowedClaims", json!(["iss"])), "allowedClaims"),
            (with(&base, "allowedClaims", json!(["scope"])), "allowedClaims"),
            (with(&base, "allowedClaims", json!([""])), "allowedClaims"),
        ]).await;
        let application = world.application(&project, "service").await;
        assert_invalid(&world, "updateApplication", vec![
            (json!({ "applicationId": application, "name": null }), "name"),
            (json!({ "applicationId": application, "enabled": null }), "enabled"),
            (json!({ "applicationId": application, "accessTokenLifetimeSeconds": 1 }), "accessTokenLifetimeSeconds"),
        ]).await;
    }

    async fn keys_that_are_not_taken(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let private = rsa_key("first").to_pkcs8_pem().unwrap();
        let private = secrecy::ExposeSecret::expose_secret(&private).to_owned();
        let base = json!({ "applicationId": application, "name": "n", "publicKey": ec_key().public_key().spki_pem() });
        let past = world.now().plus_seconds(-1).to_string();

        assert_invalid(&world, "importApplicationKey", vec![
            (with(&base, "publicKey", ""), "publicKey"),
            (with(&base, "publicKey", "hello"), "publicKey"),
            (with(&base, "publicKey", private.clone()), "publicKey"),
            (with(&base, "algorithm", "RS256"), "algorithm"),
            (with(&base, "kid", "two words"), "kid"),
            (with(&base, "kid", "x".repeat(129)), "kid"),
            (with(&base, "kid", ""), "kid"),
            (with(&base, "expiresAt", past.clone()), "expiresAt"),
        ]).await;

        let answer = world.mutate(&world.root(), "importApplicationKey", with(&base, "publicKey", private.clone()), "__typename").await;
        assert!(answer.response.text().contains("private key"), "{}", answer.body);
        assert!(!answer.response.text().contains(private.lines().nth(1).unwrap()), "never repeated");

        let base = json!({ "applicationId": application, "name": "n" });
        assert_invalid(&world, "generateApplicationKey", vec![
            (with(&base, "rsaBits", 1024), "rsaBits"),
            (with(&with(&base, "algorithm", "ES256"), "rsaBits", 2048), "rsaBits"),
            (with(&with(&base, "algorithm", "ES256"), "format", "PEM_PKCS1"), "format"),
            (with(&base, "expiresAt", past), "expiresAt"),
        ]).await;
    }

    async fn a_kid_and_a_key_are_taken_once_and_for_ever(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let pem = ec_key().public_key().spki_pem();
        let base = json!({ "applicationId": application, "name": "n", "publicKey": pem, "kid": "k1" });
        let import = async |input| world.mutate(&world.root(), "importApplicationKey", input, "key { id }").await;
        let key = import(base.clone()).await.text("/importApplicationKey/key/id");
        let other = ec_key().public_key().spki_pem();
        let answer = import(with(&base, "publicKey", other)).await;
        assert_eq!(answer.refused("CONFLICT").fields(), ["input.kid"]);
        let answer = import(with(&base, "kid", "k2")).await;
        assert_eq!(answer.refused("CONFLICT").fields(), ["input.publicKey"]);
        let signing = json!({ "projectId": project, "name": "n", "publicKey": pem, "kid": "k3" });
        world.mutate(&world.root(), "importSigningKey", signing, "key { id }").await.refused("CONFLICT");

        world.mutate(&world.root(), "revokeKey", json!({ "keyId": key, "reason": "r" }), "key { id }").await.ok();
        import(with(&base, "kid", "k4")).await.refused("CONFLICT");
        world.mutate(&world.root(), "deleteApplication", json!({ "applicationId": application }), "deletedId").await.ok();
        let other = world.application(&project, "other").await;
        import(with(&base, "applicationId", other)).await.refused("CONFLICT");

        let neighbour = world.project("neighbour").await;
        let there = world.application(&neighbour, "service").await;
        import(with(&base, "applicationId", there)).await.ok();
    }

    async fn an_ended_key_changes_no_more(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let key = world.application_key(&application, "k").await;
        let revoke = json!({ "keyId": key, "reason": "r" });
        world.mutate(&world.root(), "revokeKey", revoke.clone(), "key { id }").await.ok();
        for (mutation, input) in [
            ("revokeKey", revoke),
            ("updateKey", json!({ "keyId": key, "name": "n" })),
            ("rotateKey", json!({ "keyId": key })),
            ("exportPrivateKey", json!({ "keyId": key })),
        ] {
            world.mutate(&world.root(), mutation, input, "__typename").await.refused("PRECONDITION_FAILED");
        }
    }
}
