//! What operators may register: issuers, their names, keys and audiences.

use serde_json::{Value, json};

use super::platform::{CI, ISSUER, PlatformKey, application, identify, trust};
use crate::harness::{Answer, Caller, World, on_both, rsa_key};

const FIELDS: &str = "trustedIssuer { id audience keyIds lastError }";

fn jwks() -> Value {
    json!({ "keys": [PlatformKey::ec("ec-1").jwk(json!({}))] })
}

/// The input of an issuer with pasted keys, and these members; null removes one.
fn input(project: &str, more: Value) -> Value {
    let mut input = json!({
        "projectId": project, "name": "ci", "issuer": CI, "keySource": "JWKS", "jwks": jwks(),
    });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    input
}

async fn create(world: &World, project: &str, more: Value) -> Answer {
    world.mutate(&world.root(), "createTrustedIssuer", input(project, more), FIELDS).await
}

async fn created(world: &World, project: &str, more: Value) -> String {
    create(world, project, more).await.text("/createTrustedIssuer/trustedIssuer/id")
}

async fn update(world: &World, caller: &Caller, issuer: &str, mut changes: Value) -> Answer {
    changes["trustedIssuerId"] = json!(issuer);
    world.mutate(caller, "updateTrustedIssuer", changes, FIELDS).await
}

/// The changes that the newest event with this action shows.
async fn event(world: &World, project: &str, action: &str) -> Value {
    let events = world.events(Some(project)).await;
    events.iter().find(|event| event["action"] == action).unwrap()["changes"].clone()
}

/// The holder of a key of `acme` that ends in an hour, and that end.
async fn limited(world: &World, project: &str) -> (Caller, String) {
    let caller = world.project_admin(project, "acme", "second", &["APPLICATIONS_WRITE"]).await;
    let end = world.now().plus_seconds(3600).to_string();
    let input = json!({ "keyId": world.key_of(&caller).await, "expiresAt": end });
    world.mutate(&world.root(), "updateKey", input, "key { id }").await.ok();
    (caller, end)
}

fn over(base: Value, more: Value) -> Value {
    let mut input = base;
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

on_both! {
    async fn a_setting_that_is_wrong_is_named(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let fetched = json!({ "keySource": "JWKS_URL", "jwks": null, "jwksUri": "https://ci.example/keys" });
        let spiffe = json!({ "issuer": null, "trustDomain": "example.org" });
        let private = json!({ "keys": [{ "kty": "oct", "k": "c2VjcmV0" }, PlatformKey::ec("e").jwk(json!({}))] });
        for (more, field) in [
            (json!({ "name": "" }), "name"),
            (json!({ "issuer": null }), "issuer"),
            (json!({ "issuer": "" }), "issuer"),
            (json!({ "issuer": "https://ci.example/ä" }), "issuer"),
            (json!({ "issuer": "https://ci.example /" }), "issuer"),
            (json!({ "issuer": "x".repeat(1025) }), "issuer"),
            (json!({ "issuer": "https://keys.example.com" }), "issuer"),
            (json!({ "issuer": "https://keys.example.com/p/other" }), "issuer"),
            (json!({ "issuer": "HTTPS://KEYS.example.com:443/p/acme" }), "issuer"),
            (json!({ "issuer": application }), "issuer"),
            (json!({ "issuer": application.to_uppercase() }), "issuer"),
            (json!({ "issuer": CI, "trustDomain": "example.org" }), "trustDomain"),
            (json!({ "issuer": null, "trustDomain": "spiffe://example.org" }), "trustDomain"),
            (json!({ "issuer": null, "trustDomain": "Example.org" }), "trustDomain"),
            (json!({ "issuer": null, "trustDomain": "" }), "trustDomain"),
            (over(spiffe.clone(), json!({ "keySource": "DISCOVERY", "jwks": null })), "keySource"),
            // A bundle's keys say what they are for.
            (spiffe, "jwks"),
            (json!({ "preset": "nosuch" }), "preset"),
            (json!({ "issuer": "https://token.actions.githubusercontent.com", "preset": "gitlab-ci" }), "preset"),
            (json!({ "preset": "github-actions" }), "preset"),
            (json!({ "externalId": "" }), "externalId"),
            (json!({ "externalId": "a b" }), "externalId"),
            (json!({ "externalId": "x".repeat(129) }), "externalId"),
            (json!({ "jwks": null }), "jwks"),
            (json!({ "jwks": "no keys" }), "jwks"),
            (json!({ "jwks": { "keys": [] } }), "jwks"),
            (json!({ "jwks": private }), "jwks"),
            (json!({ "jwks": over(jwks(), json!({ "note": "x".repeat(33_000) })) }), "jwks"),
            (json!({ "jwksUri": "https://ci.example/keys" }), "jwksUri"),
            (json!({ "discoveryUrl": "https://ci.example/keys" }), "discoveryUrl"),
            (json!({ "caCertificate": "-----BEGIN CERTIFICATE-----" }), "caCertificate"),
            (over(fetched.clone(), json!({ "jwksUri": null })), "jwksUri"),
            (over(fetched.clone(), json!({ "jwksUri": "http://ci.example/keys" })), "jwksUri"),
            (over(fetched.clone(), json!({ "jwksUri": "https://169.254.169.254/" })), "jwksUri"),
            (over(fetched.clone(), json!({ "jwks": jwks() })), "jwks"),
            (over(fetched, json!({ "caCertificate": "no PEM" })), "caCertificate"),
            (json!({ "keySource": "DISCOVERY", "jwks": null, "issuer": "ci" }), "issuer"),
            (json!({ "keySource": "DISCOVERY", "jwks": null, "discoveryUrl": "https://10.0.0.1/" }), "discoveryUrl"),
            (json!({ "algorithms": [] }), "algorithms"),
            (json!({ "algorithms": ["RS256", "RS256"] }), "algorithms"),
            (json!({ "audience": "" }), "audience"),
            (json!({ "audience": "a b" }), "audience"),
            (json!({ "audience": "https://keys.example.com/p/other" }), "audience"),
            (json!({ "audience": "sts.amazonaws.com" }), "audience"),
            (json!({ "audience": CI }), "audience"),
            (json!({ "allowSharedAudience": true }), "reason"),
            (json!({ "allowSharedAudience": true, "reason": " " }), "reason"),
            (json!({ "maxAgeSeconds": 59 }), "maxAgeSeconds"),
            (json!({ "maxAgeSeconds": 86_401 }), "maxAgeSeconds"),
            (json!({ "expiresAt": world.now().to_string() }), "expiresAt"),
        ] {
            let answer = create(&world, &project, more.clone()).await.refused("INVALID_INPUT");
            assert_eq!(answer.fields(), [format!("input.{field}")], "{more}: {}", answer.body);
            assert!(!answer.response.text().contains("c2VjcmV0"), "{}", answer.body);
        }
        assert_eq!(world.events(Some(&project)).await.len(), 2, "a refusal changes nothing");

        let issuer = created(&world, &project, json!({})).await;
        for (changes, field) in [
            (json!({ "name": null }), "name"),
            (json!({ "jwks": null }), "jwks"),
            (json!({ "jwksUri": "https://ci.example/keys" }), "jwksUri"),
            (json!({ "algorithms": null }), "algorithms"),
            (json!({ "maxAgeSeconds": null }), "maxAgeSeconds"),
            (json!({ "enabled": null }), "enabled"),
            (json!({ "audience": "sts.amazonaws.com" }), "audience"),
        ] {
            let answer = update(&world, &world.root(), &issuer, changes.clone()).await;
            assert_eq!(answer.refused("INVALID_INPUT").fields(), [format!("input.{field}")], "{changes}");
        }
    }

    async fn a_name_is_taken_once_in_a_project(world: World) {
        let (project, other) = (world.project("acme").await, world.project("other").await);
        created(&world, &project, json!({ "externalId": "ci" })).await;
        created(&world, &other, json!({ "externalId": "ci" })).await;
        let bundle = json!({ "keys": [PlatformKey::ec("e").jwk(json!({ "use": "jwt-svid" }))] });
        let spiffe = json!({ "issuer": null, "trustDomain": "example.org", "jwks": bundle });
        created(&world, &project, spiffe.clone()).await;
        for (more, field) in [
            (json!({}), "issuer"),
            (spiffe, "trustDomain"),
            (json!({ "issuer": "https://second.example", "externalId": "ci" }), "externalId"),
        ] {
            let answer = create(&world, &project, more).await.refused("CONFLICT");
            assert_eq!(answer.fields(), [format!("input.{field}")], "{}", answer.body);
        }
        // Compared byte for byte: another text is another issuer.
        created(&world, &project, json!({ "issuer": "https://ci.example/" })).await;
    }

    async fn no_audience_is_the_identifier_of_an_api_whichever_comes_first(world: World) {
        let project = world.project("acme").await;
        world.api(&project, "orders", &[]).await;
        let refused = create(&world, &project, json!({ "audience": "urn:orders" })).await;
        assert_eq!(refused.refused("INVALID_INPUT").fields(), ["input.audience"]);

        let issuer = created(&world, &project, json!({ "audience": "urn:billing" })).await;
        let api = |identifier: &str| json!({ "projectId": project, "name": "billing", "identifier": identifier });
        let refused = world.mutate(&world.root(), "createApi", api("urn:billing"), "api { id }").await;
        assert_eq!(refused.refused("INVALID_INPUT").fields(), ["input.identifier"]);
        let refused = world.mutate(&world.root(), "createApi", api(ISSUER), "api { id }").await;
        assert_eq!(refused.refused("INVALID_INPUT").fields(), ["input.identifier"]);

        let refused = update(&world, &world.root(), &issuer, json!({ "audience": "urn:orders" })).await;
        assert_eq!(refused.refused("INVALID_INPUT").fields(), ["input.audience"]);
        let changed = update(&world, &world.root(), &issuer, json!({ "audience": null })).await;
        assert_eq!(changed.text("/updateTrustedIssuer/trustedIssuer/audience"), ISSUER);
        world.mutate(&world.root(), "createApi", api("urn:billing"), "api { id }").await.ok();
    }

    async fn a_shared_audience_needs_a_reason_which_the_log_keeps(world: World) {
        let project = world.project("acme").await;
        let shared = json!({ "audience": "sts.amazonaws.com", "allowSharedAudience": true, "reason": "migration" });
        let issuer = created(&world, &project, shared).await;
        let changes = event(&world, &project, "trustedIssuer.create").await;
        assert_eq!(changes["allowSharedAudience"], true);
        assert_eq!(changes["sharedAudienceReason"], "migration");

        let root = world.root();
        let another = json!({ "audience": "api://AzureADTokenExchange" });
        let answer = update(&world, &root, &issuer, another.clone()).await.refused("INVALID_INPUT");
        assert_eq!(answer.fields(), ["input.reason"]);
        update(&world, &root, &issuer, over(another, json!({ "reason": "both" }))).await.ok();
        update(&world, &root, &issuer, json!({ "name": "renamed" })).await.ok();
        let answer = update(&world, &root, &issuer, json!({ "allowSharedAudience": false })).await;
        assert_eq!(answer.refused("INVALID_INPUT").fields(), ["input.audience"]);
        let own = json!({ "allowSharedAudience": false, "audience": "urn:own" });
        update(&world, &root, &issuer, own).await.ok();
        let changes = event(&world, &project, "trustedIssuer.update").await;
        assert_eq!(changes["sharedAudienceReason"], json!({ "from": "both", "to": null }));
    }

    async fn nothing_that_a_key_changes_outlasts_the_key(world: World) {
        let project = world.project("acme").await;
        let issuer = created(&world, &project, json!({})).await;
        let application = world.application(&project, "service").await;
        let rules = json!([{ "claim": "sub", "match": "EXACT", "values": ["a"] }]);
        let identity = identify(&world, &application, &issuer, rules.clone()).await;
        let (key, end) = limited(&world, &project).await;
        let later = world.now().plus_seconds(3601).to_string();

        let fresh = json!({ "issuer": "https://second.example" });
        for (expires_at, code) in [(json!(null), "FORBIDDEN"), (json!(later), "FORBIDDEN"), (json!(end), "")] {
            let fresh = input(&project, over(fresh.clone(), json!({ "expiresAt": expires_at })));
            let answer = world.mutate(&key, "createTrustedIssuer", fresh, FIELDS).await;
            assert_eq!(answer.code(), code, "{expires_at}: {}", answer.body);
            let fresh = json!({
                "applicationId": application, "trustedIssuerId": issuer, "name": "n", "rules": rules,
                "expiresAt": expires_at,
            });
            let answer = world.mutate(&key, "createFederatedIdentity", fresh, "federatedIdentity { id }").await;
            assert_eq!(answer.code(), code, "{expires_at}: {}", answer.body);
        }

        for changes in [
            json!({ "jwks": { "keys": [PlatformKey::rsa("r", "platform").jwk(json!({}))] } }),
            json!({ "audience": "urn:other" }),
            json!({ "algorithms": ["RS256"] }),
            json!({ "maxAgeSeconds": 60 }),
            json!({ "expiresAt": later }),
        ] {
            let answer = update(&world, &key, &issuer, changes.clone()).await;
            assert_eq!(answer.code(), "FORBIDDEN", "{changes}: {}", answer.body);
        }
        update(&world, &key, &issuer, json!({ "name": "renamed", "enabled": false })).await.ok();
        let answer = update(&world, &key, &issuer, json!({ "enabled": true })).await;
        assert_eq!(answer.code(), "FORBIDDEN", "{}", answer.body);
        update(&world, &key, &issuer, json!({ "expiresAt": end, "enabled": true })).await.ok();

        let change = async |mut changes: Value| {
            changes["federatedIdentityId"] = json!(identity);
            world.mutate(&key, "updateFederatedIdentity", changes, "federatedIdentity { id }").await
        };
        change(json!({ "rules": rules, "name": "same rules" })).await.ok();
        let others = json!([{ "claim": "sub", "match": "EXACT", "values": ["b"] }]);
        change(json!({ "rules": others })).await.refused("FORBIDDEN");
        change(json!({ "expiresAt": later })).await.refused("FORBIDDEN");
        change(json!({ "rules": others, "expiresAt": end })).await.ok();
        change(json!({ "expiresAt": null })).await.refused("FORBIDDEN");
    }

    async fn a_change_of_where_the_keys_are_is_audited_with_both(world: World) {
        let project = world.project("acme").await;
        let fetched = json!({ "keySource": "JWKS_URL", "jwks": null, "jwksUri": "https://a.example/keys" });
        let issuer = created(&world, &project, fetched).await;
        update(&world, &world.root(), &issuer, json!({ "jwksUri": "https://b.example/keys" })).await.ok();
        let changes = event(&world, &project, "trustedIssuer.update").await;
        assert_eq!(changes, json!({
            "jwksUri": { "from": "https://a.example/keys", "to": "https://b.example/keys" },
        }));

        let old = jwks();
        let pasted = json!({ "issuer": "https://pasted.example", "jwks": old });
        let pasted = created(&world, &project, pasted).await;
        let new = json!({ "keys": [PlatformKey::rsa("r", "platform").jwk(json!({}))] });
        update(&world, &world.root(), &pasted, json!({ "jwks": new })).await.ok();
        let changes = event(&world, &project, "trustedIssuer.update").await;
        assert_eq!(changes["jwks"], json!({ "from": old, "to": new }));
    }

    async fn what_is_known_of_the_keys_is_shown_and_asked_for_again(world: World) {
        let project = world.project("acme").await;
        let pasted = create(&world, &project, json!({})).await;
        assert_eq!(pasted.at("/createTrustedIssuer/trustedIssuer/keyIds"), &json!(["ec-1"]));
        let refresh = async |id: &str| {
            let input = json!({ "trustedIssuerId": id });
            world.mutate(&world.root(), "refreshTrustedIssuer", input, FIELDS).await
        };
        refresh(&pasted.text("/createTrustedIssuer/trustedIssuer/id")).await.refused("PRECONDITION_FAILED");

        let away = json!({
            "issuer": "https://away.example", "keySource": "JWKS_URL", "jwks": null,
            "jwksUri": "http://127.0.0.1:9/keys",
        });
        let answer = refresh(&created(&world, &project, away).await).await.ok();
        let error = answer.text("/refreshTrustedIssuer/trustedIssuer/lastError");
        assert!(error.starts_with("key set: "), "{error}");
        event(&world, &project, "trustedIssuer.refresh").await;
    }

    async fn a_project_trusts_at_most_two_hundred_issuers(world: World) {
        let project = world.project("acme").await;
        for count in 0..200 {
            let name = json!({ "issuer": format!("https://{count}.example") });
            create(&world, &project, name).await.ok();
        }
        create(&world, &project, json!({})).await.refused("PRECONDITION_FAILED");
        let other = world.project("other").await;
        trust(&world, &other, CI, jwks(), json!({})).await;
        application(&world, &other, json!({})).await;
    }

    async fn a_secret_key_among_the_pasted_ones_is_refused_and_not_repeated(world: World) {
        let project = world.project("acme").await;
        let mut jwk: Value = serde_json::to_value(rsa_key("spare").public_key().jwk()).unwrap();
        jwk["d"] = json!("c2VjcmV0c2VjcmV0");
        let answer = create(&world, &project, json!({ "jwks": { "keys": [jwk, jwks()["keys"][0]] } })).await;
        let answer = answer.refused("INVALID_INPUT");
        assert_eq!(answer.fields(), ["input.jwks"]);
        assert!(!answer.response.text().contains("c2VjcmV0"), "{}", answer.body);
    }
}
