//! What operators may tie to an application, and what becomes of it.

use serde_json::{Value, json};

use super::platform::{Acme, CI, PlatformKey, Way, application, identify, issued, rules, trust};
use crate::harness::{Answer, World, on_both};

const GITHUB: &str = "https://token.actions.githubusercontent.com";

fn jwks() -> Value {
    json!({ "keys": [PlatformKey::ec("ec-1").jwk(json!({}))] })
}

fn rule(claim: &str, how: &str, values: &[&str]) -> Value {
    json!({ "claim": claim, "match": how, "values": values })
}

async fn create(world: &World, application: &str, issuer: &str, more: Value) -> Answer {
    let mut input = json!({
        "applicationId": application, "trustedIssuerId": issuer, "name": "deploy",
        "rules": [rule("sub", "EXACT", &["a"])],
    });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    world.mutate(&world.root(), "createFederatedIdentity", input, "federatedIdentity { id }").await
}

on_both! {
    async fn rules_that_identify_no_workload_are_refused(world: World) {
        let project = world.project("acme").await;
        let service = application(&world, &project, json!({})).await;
        let plain = trust(&world, &project, CI, jwks(), json!({})).await;
        let github = trust(&world, &project, GITHUB, jwks(), json!({ "algorithms": ["RS256"] })).await;
        let long = "x".repeat(2000);
        let many: Vec<&str> = vec![&long; 9];
        for (issuer, rules, field) in [
            (&plain, json!([]), "rules"),
            (&plain, json!([rule("repository_id", "EXACT", &["17"])]), "rules"),
            (&plain, json!([rule("sub", "EXACT", &[""])]), "rules.0"),
            (&plain, json!([rule("sub", "EXACT", &["a", "b"])]), "rules.0"),
            (&plain, json!([rule("sub", "ONE_OF", &[])]), "rules.0"),
            (&plain, json!([rule("sub", "PREFIX", &["repo:"])]), "rules.0"),
            (&plain, json!([rule("sub", "EXACT", &["a"]), rule("", "EXACT", &["x"])]), "rules.1"),
            (&plain, json!([rule("sub", "EXACT", &["a"]), rule("/a//b", "EXACT", &["x"])]), "rules.1"),
            (&plain, json!(vec![rule("sub", "EXACT", &["a"]); 17]), "rules"),
            (&plain, json!([rule("sub", "ONE_OF", &many)]), "rules"),
            (&github, json!([rule("ref", "EXACT", &["refs/heads/main"])]), "rules"),
            (&github, json!([rule("repository_id", "PREFIX", &["17"])]), "rules"),
            (&github, json!([rule("actor", "EXACT", &["octocat"])]), "rules"),
        ] {
            let answer = create(&world, &service, issuer, json!({ "rules": rules })).await;
            let answer = answer.refused("INVALID_INPUT");
            assert_eq!(answer.fields(), [format!("input.{field}")], "{rules}: {}", answer.body);
        }
        let known = json!({ "rules": [rule("repository_id", "EXACT", &["17"])] });
        create(&world, &service, &github, known).await.ok();
        for (more, field) in [
            (json!({ "name": " " }), "name"),
            (json!({ "externalId": "a b" }), "externalId"),
            (json!({ "expiresAt": world.now().to_string() }), "expiresAt"),
        ] {
            let answer = create(&world, &service, &plain, more).await.refused("INVALID_INPUT");
            assert_eq!(answer.fields(), [format!("input.{field}")]);
        }
    }

    async fn an_identity_stands_on_an_issuer_of_its_own_project(world: World) {
        let (project, other) = (world.project("acme").await, world.project("other").await);
        let service = application(&world, &project, json!({})).await;
        let foreign = trust(&world, &other, CI, jwks(), json!({})).await;
        create(&world, &service, &foreign, json!({})).await.refused("NOT_FOUND");
        let own = trust(&world, &project, CI, jwks(), json!({})).await;
        create(&world, &service, &own, json!({ "externalId": "deploy" })).await.ok();
        let answer = create(&world, &service, &own, json!({ "externalId": "deploy" })).await;
        assert_eq!(answer.refused("CONFLICT").fields(), ["input.externalId"]);
    }

    async fn an_issuer_stays_while_identities_stand_on_it(world: World) {
        let project = world.project("acme").await;
        let service = application(&world, &project, json!({})).await;
        let issuer = trust(&world, &project, CI, jwks(), json!({})).await;
        identify(&world, &service, &issuer, json!([rule("sub", "EXACT", &["a"])])).await;
        let delete = async || {
            let input = json!({ "trustedIssuerId": issuer });
            world.mutate(&world.root(), "deleteTrustedIssuer", input, "deletedId").await
        };
        delete().await.refused("PRECONDITION_FAILED");
        // The identities of an application go with it.
        let input = json!({ "applicationId": service });
        world.mutate(&world.root(), "deleteApplication", input, "deletedId").await.ok();
        delete().await.ok();
    }

    async fn a_deleted_project_keeps_no_issuer_and_no_identity(world: World) {
        let project = world.project("acme").await;
        let service = application(&world, &project, json!({})).await;
        let issuer = trust(&world, &project, CI, jwks(), json!({})).await;
        let identity = identify(&world, &service, &issuer, json!([rule("sub", "EXACT", &["a"])])).await;
        let input = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        for id in [issuer, identity] {
            let answer = world.ask(&world.root(), "query ($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
            assert_eq!(answer.at("/node"), &Value::Null);
        }
    }

    async fn identities_and_issuers_are_listed_and_found_by_their_ids(world: World) {
        let project = world.project("acme").await;
        let service = application(&world, &project, json!({})).await;
        let issuer = trust(&world, &project, CI, jwks(), json!({ "externalId": "ci" })).await;
        let rules = json!([rule("sub", "EXACT", &["a"]), rule("ref", "ONE_OF", &["x", "y"])]);
        let identity = identify(&world, &service, &issuer, rules.clone()).await;
        let query = "query ($issuer: ID!, $identity: ID!) {
            project(slug: \"acme\") { trustedIssuers { totalCount nodes { id externalId issuer federatedIdentities { totalCount } } } }
            issuer: node(id: $issuer) { ... on TrustedIssuer { project { slug } algorithms singleUse enabled } }
            identity: node(id: $identity) { ... on FederatedIdentity {
                application { federatedIdentities { totalCount nodes { id } } } trustedIssuer { id } lastUsedAt
                rules { claim match values } } }
            impactOfRevoking(id: $identity) { acceptedLast24Hours lastUsedAt } }";
        let variables = json!({ "issuer": issuer, "identity": identity });
        let found = world.ask(&world.root(), query, variables).await.ok();
        assert_eq!(found.at("/project/trustedIssuers"), &json!({ "totalCount": 1, "nodes": [{
            "id": issuer, "externalId": "ci", "issuer": CI, "federatedIdentities": { "totalCount": 1 },
        }] }));
        assert_eq!(found.at("/issuer/project/slug"), "acme");
        assert_eq!(found.at("/identity/application/federatedIdentities/nodes/0/id"), &json!(identity));
        assert_eq!(found.at("/identity/trustedIssuer/id"), &json!(issuer));
        assert_eq!(found.at("/identity/rules"), &rules);
        assert_eq!(found.at("/impactOfRevoking/acceptedLast24Hours"), 0);
    }

    async fn the_impact_of_an_issuer_is_that_of_all_its_identities(world: World) {
        let acme = Acme::create(&world).await;
        let api = world.api(&acme.project, "orders", &["read"]).await;
        world.grant(&acme.application, &api, &["read"]).await;
        let second = application(&world, &acme.project, json!({ "federatedGrants": ["JWT_BEARER"] })).await;
        identify(&world, &second, &acme.issuer, rules()).await;
        let idle = application(&world, &acme.project, json!({ "federatedGrants": ["JWT_BEARER"] })).await;
        identify(&world, &idle, &acme.issuer, rules()).await;
        let other = trust(&world, &acme.project, "https://other.example", jwks(), json!({})).await;

        let impact = async |id: &str| {
            let query = "query ($id: ID!) { impactOfRevoking(id: $id) {
                acceptedLast24Hours lastUsedAt lastSourceAddress applications { id } apis { id } } }";
            world.control.flush_usage().await.unwrap();
            world.ask(&world.root(), query, json!({ "id": id })).await.ok().at("/impactOfRevoking").clone()
        };
        let unused = json!({ "acceptedLast24Hours": 0, "lastUsedAt": null, "lastSourceAddress": null, "applications": [], "apis": [] });
        assert_eq!(impact(&acme.issuer).await, unused);

        let ask = |client: &str| Way::JwtBearer.ask(&acme.token(&world, json!({}))).with("client_id", client);
        issued(&world, &ask(&acme.application).with("resource", "urn:orders")).await;
        world.clock.advance(60);
        world.move_client("192.0.2.7");
        for _ in 0..2 {
            issued(&world, &ask(&second)).await;
        }
        assert_eq!(impact(&acme.issuer).await, json!({
            "acceptedLast24Hours": 3, "lastUsedAt": "2026-03-01T12:01:00Z", "lastSourceAddress": "192.0.2.7",
            "applications": [{ "id": second }, { "id": acme.application }], "apis": [{ "id": api }],
        }));
        assert_eq!(impact(&other).await, unused);

        world.clock.advance(2 * 86_400);
        let later = impact(&acme.issuer).await;
        assert_eq!((&later["acceptedLast24Hours"], &later["applications"]), (&json!(0), &json!([])));
        assert_eq!(later["lastUsedAt"], "2026-03-01T12:01:00Z");
        let query = "query ($id: ID!) { impactOfRevoking(id: $id) { acceptedLast24Hours } }";
        let other = world.project("other").await;
        let stranger = world.project_admin(&other, "other", "stranger", &["READ"]).await;
        for (caller, id) in [(&world.root(), "tis_01h455vb4pex5vsknk084sn02q"), (&stranger, &*acme.issuer)] {
            world.ask(caller, query, json!({ "id": id })).await.refused("NOT_FOUND");
        }
    }

    async fn an_application_has_at_most_a_hundred_identities(world: World) {
        let project = world.project("acme").await;
        let service = application(&world, &project, json!({})).await;
        let issuer = trust(&world, &project, CI, jwks(), json!({})).await;
        for _ in 0..100 {
            create(&world, &service, &issuer, json!({})).await.ok();
        }
        create(&world, &service, &issuer, json!({})).await.refused("PRECONDITION_FAILED");
        let second = application(&world, &project, json!({})).await;
        create(&world, &second, &issuer, json!({})).await.ok();
    }

    async fn every_change_of_an_identity_is_audited_with_its_application(world: World) {
        let project = world.project("acme").await;
        let service = application(&world, &project, json!({})).await;
        let issuer = trust(&world, &project, CI, jwks(), json!({})).await;
        let identity = identify(&world, &service, &issuer, json!([rule("sub", "EXACT", &["a"])])).await;
        let new = json!([rule("sub", "EXACT", &["b"])]);
        let input = json!({ "federatedIdentityId": identity, "rules": new, "enabled": false });
        world.mutate(&world.root(), "updateFederatedIdentity", input, "federatedIdentity { id }").await.ok();
        let input = json!({ "federatedIdentityId": identity });
        world.mutate(&world.root(), "deleteFederatedIdentity", input, "deletedId").await.ok();

        let events = world.events(Some(&project)).await;
        for action in ["federatedIdentity.create", "federatedIdentity.update", "federatedIdentity.delete"] {
            let event = events.iter().find(|event| event["action"] == action).unwrap();
            assert_eq!(event["targetId"], json!(identity));
            assert_eq!(event["changes"]["applicationId"], json!(service));
            assert_eq!(event["changes"]["trustedIssuerId"], json!(issuer));
        }
        let updated = events.iter().find(|event| event["action"] == "federatedIdentity.update").unwrap();
        let old = json!([rule("sub", "EXACT", &["a"])]);
        assert_eq!(updated["changes"]["rules"], json!({ "from": old, "to": new }));
        assert_eq!(updated["changes"]["enabled"], json!({ "from": true, "to": false }));
    }
}
