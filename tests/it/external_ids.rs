//! External IDs: the names that applications, APIs, grants, keys, trusted issuers and federated
//! identities have in files and other tools.

use serde_json::{Value, json};

use crate::harness::{Answer, World, ec_key, on_both};

/// An object that has an external ID.
struct Object {
    /// Its type, as its mutations name it.
    kind: &'static str,
    id: String,
}

/// The kinds with a list of the project that looks for an external ID.
const LISTS: [&str; 4] = ["applications", "apis", "trustedIssuers", "federatedIdentities"];

/// Makes an object by `create…`, and reads its external ID back.
async fn make(world: &World, kind: &'static str, input: Value) -> Object {
    let field = format!("{}{}", kind[..1].to_lowercase(), &kind[1..]);
    let (mutation, wanted) = (format!("create{kind}"), input["externalId"].clone());
    let made = world
        .mutate(&world.root(), &mutation, input, &format!("{field} {{ id externalId }}"))
        .await;
    assert_eq!(made.at(&format!("/{mutation}/{field}/externalId")), &wanted);
    Object { kind, id: made.text(&format!("/{mutation}/{field}/id")) }
}

/// One object of each kind in a new project, with this external ID.
async fn make_all(world: &World, slug: &str, external_id: Value) -> Vec<Object> {
    let project = world.project(slug).await;
    let input = json!({
        "projectId": project, "name": "web", "type": "SERVICE", "externalId": external_id,
    });
    let application = make(world, "Application", input).await;
    let input = json!({
        "projectId": project, "name": "orders", "identifier": "urn:orders", "externalId": external_id,
    });
    let api = make(world, "Api", input).await;

    let jwk = serde_json::to_value(ec_key().public_key().jwk()).unwrap();
    let input = json!({
        "projectId": project, "name": "ci", "issuer": "https://ci.example.com",
        "keySource": "JWKS", "jwks": { "keys": [jwk] }, "externalId": external_id,
    });
    let issuer = make(world, "TrustedIssuer", input).await;
    let input = json!({
        "applicationId": application.id, "trustedIssuerId": issuer.id, "name": "deploy",
        "rules": [{ "claim": "sub", "match": "EXACT", "values": ["a"] }], "externalId": external_id,
    });
    let identity = make(world, "FederatedIdentity", input).await;

    let input = json!({
        "applicationId": application.id, "name": "k", "externalId": external_id,
        "publicKey": ec_key().public_key().spki_pem(),
    });
    let made = world.mutate(&world.root(), "importApplicationKey", input, "key { id }").await;
    let key = Object { kind: "Key", id: made.text("/importApplicationKey/key/id") };
    let input =
        json!({ "applicationId": application.id, "apiId": api.id, "externalId": external_id });
    let made = world.mutate(&world.root(), "grantApi", input, "grant { id }").await;
    let grant = Object { kind: "Grant", id: made.text("/grantApi/grant/id") };
    vec![application, api, issuer, identity, key, grant]
}

/// Sets the external ID of an object.
async fn set(world: &World, object: &Object, external_id: Value) -> Answer {
    if object.kind == "Grant" {
        let query = "query ($id: ID!) { node(id: $id) { ... on Grant { application { id } api { id } scopes } } }";
        let grant = world.ask(&world.root(), query, json!({ "id": object.id })).await;
        let input = json!({
            "applicationId": grant.text("/node/application/id"), "apiId": grant.text("/node/api/id"),
            "scopes": grant.at("/node/scopes"), "externalId": external_id,
        });
        return world.mutate(&world.root(), "grantApi", input, "__typename").await;
    }
    let member = format!("{}{}Id", object.kind[..1].to_lowercase(), &object.kind[1..]);
    let input = json!({ member: object.id, "externalId": external_id });
    world.mutate(&world.root(), &format!("update{}", object.kind), input, "__typename").await
}

/// The external ID that an object shows.
async fn shown(world: &World, object: &Object) -> Value {
    let query = "query ($id: ID!) { node(id: $id) { ... on Application { externalId } ... on Api { externalId }
        ... on TrustedIssuer { externalId } ... on FederatedIdentity { externalId }
        ... on Key { externalId } ... on Grant { externalId } } }";
    let answer = world.ask(&world.root(), query, json!({ "id": object.id })).await;
    answer.at("/node/externalId").clone()
}

on_both! {
    async fn an_external_id_is_set_changed_taken_away_and_audited(world: World) {
        for object in make_all(&world, "acme", json!("payments/a")).await {
            assert_eq!(shown(&world, &object).await, "payments/a", "{}", object.kind);
            for (given, change) in [
                (json!("payments/b"), json!({ "from": "payments/a", "to": "payments/b" })),
                (Value::Null, json!({ "from": "payments/b", "to": null })),
            ] {
                set(&world, &object, given.clone()).await.ok();
                assert_eq!(shown(&world, &object).await, given, "{}", object.kind);
                let query = "query ($id: ID!) { project(slug: \"acme\") { auditEvents(first: 1, filter: { targetId: $id }) { nodes { changes } } } }";
                let events = world.ask(&world.root(), query, json!({ "id": object.id })).await;
                assert_eq!(events.at("/project/auditEvents/nodes/0/changes/externalId"), &change, "{}", object.kind);
            }
        }
    }

    async fn an_external_id_is_unique_among_the_objects_of_a_kind_in_a_project(world: World) {
        let first = make_all(&world, "acme", json!("one")).await;
        // The same names in another project, and of another kind, are others.
        make_all(&world, "other", json!("one")).await;

        let project = world.ask(&world.root(), "{ project(slug: \"acme\") { id } }", Value::Null).await.text("/project/id");
        let application = world.application(&project, "second").await;
        let api = world.api(&project, "bills", &[]).await;
        let grant = Object { kind: "Grant", id: world.grant(&application, &api, &[]).await };
        let key = Object { kind: "Key", id: world.application_key(&application, "k").await };
        let second = [Object { kind: "Application", id: application }, Object { kind: "Api", id: api }, key, grant];
        for object in &second {
            let answer = set(&world, object, json!("one")).await.refused("CONFLICT");
            assert_eq!(answer.fields(), ["input.externalId"], "{}", object.kind);
            let other = first.iter().find(|other| other.kind == object.kind).unwrap();
            set(&world, other, Value::Null).await.ok();
            set(&world, object, json!("one")).await.ok();
        }
    }

    async fn an_external_id_has_1_to_128_printable_characters(world: World) {
        for object in make_all(&world, "acme", Value::Null).await {
            set(&world, &object, json!("x".repeat(128))).await.ok();
            for bad in [String::new(), "a b".to_owned(), "é".to_owned(), "x".repeat(129)] {
                let answer = set(&world, &object, json!(bad)).await.refused("INVALID_INPUT");
                assert_eq!(answer.fields(), ["input.externalId"], "{} {bad:?}", object.kind);
            }
        }
    }

    async fn lists_look_for_an_external_id(world: World) {
        let objects = make_all(&world, "acme", json!("one")).await;
        let project = world.ask(&world.root(), "{ project(slug: \"acme\") { id } }", Value::Null).await.text("/project/id");
        world.application(&project, "second").await;
        world.api(&project, "bills", &[]).await;
        for (list, object) in LISTS.iter().zip(&objects) {
            let query = format!("query ($id: String) {{ project(slug: \"acme\") {{ found: {list}(externalId: $id) {{ totalCount nodes {{ id }} }} }} }}");
            let found = world.ask(&world.root(), &query, json!({ "id": "one" })).await;
            assert_eq!(found.at("/project/found/nodes"), &json!([{ "id": object.id }]), "{list}");
            assert_eq!(found.int("/project/found/totalCount"), 1, "{list}");
            let none = world.ask(&world.root(), &query, json!({ "id": "ONE" })).await;
            assert_eq!(none.int("/project/found/totalCount"), 0, "{list}");
        }

        let input = json!({ "applicationId": objects[0].id, "labels": [{ "key": "team", "value": "payments" }] });
        world.mutate(&world.root(), "updateApplication", input, "__typename").await.ok();
        let query = "query ($id: String, $team: String!) { project(slug: \"acme\") { applications(externalId: $id, labels: [{ key: \"team\", value: $team }]) { totalCount } } }";
        for (id, team, count) in [("one", "payments", 1), ("two", "payments", 0), ("one", "shipping", 0)] {
            let found = world.ask(&world.root(), query, json!({ "id": id, "team": team })).await;
            assert_eq!(found.int("/project/applications/totalCount"), count, "{id} {team}");
        }
    }

    async fn the_external_ids_of_what_was_deleted_are_free(world: World) {
        let objects = make_all(&world, "acme", json!("one")).await;
        let input = json!({ "applicationId": objects[0].id });
        world.mutate(&world.root(), "deleteApplication", input, "deletedId").await.ok();
        let input = json!({ "apiId": objects[1].id });
        world.mutate(&world.root(), "deleteApi", input, "deletedId").await.ok();

        let project = world.ask(&world.root(), "{ project(slug: \"acme\") { id } }", Value::Null).await.text("/project/id");
        let application = world.application(&project, "second").await;
        let api = world.api(&project, "bills", &[]).await;
        let grant = Object { kind: "Grant", id: world.grant(&application, &api, &[]).await };
        let key = Object { kind: "Key", id: world.application_key(&application, "k").await };
        for object in [Object { kind: "Application", id: application }, Object { kind: "Api", id: api }, key, grant] {
            set(&world, &object, json!("one")).await.ok();
        }
    }

    async fn a_key_that_has_ended_loses_its_external_id_to_the_key_that_takes_it(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "web").await;
        let import = async |end: Value| {
            let input = json!({
                "applicationId": application, "name": "k", "externalId": "one", "expiresAt": end,
                "publicKey": crate::harness::ec_key().public_key().spki_pem(),
            });
            world.mutate(&world.root(), "importApplicationKey", input, "key { id }").await
        };
        let made = async |end: Value| {
            Object { kind: "Key", id: import(end).await.text("/importApplicationKey/key/id") }
        };
        let revoked = made(Value::Null).await;
        import(Value::Null).await.refused("CONFLICT");
        let input = json!({ "keyId": revoked.id, "reason": "lost" });
        world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
        assert_eq!(shown(&world, &revoked).await, "one", "nothing has taken it");

        let expired = made(json!(world.now().plus_seconds(3600).to_string())).await;
        assert_eq!((shown(&world, &revoked).await, shown(&world, &expired).await), (Value::Null, json!("one")));
        let events = world.events(Some(&project)).await;
        let actions: Vec<_> = events.iter().take(2).map(|event| event["action"].clone()).collect();
        assert_eq!(actions, ["applicationKey.import", "applicationKey.update"]);
        assert_eq!(events[1]["targetId"], json!(revoked.id));
        assert_eq!(events[1]["changes"]["externalId"], json!({ "from": "one", "to": null }));

        let other = Object { kind: "Key", id: world.application_key(&application, "other").await };
        set(&world, &other, json!("one")).await.refused("CONFLICT");
        world.clock.advance(3600);
        set(&world, &other, json!("one")).await.ok();
        assert_eq!((shown(&world, &expired).await, shown(&world, &other).await), (Value::Null, json!("one")));
    }

    async fn only_keys_of_applications_have_an_external_id(world: World) {
        world.project("acme").await;
        let keys = world.signing_keys("acme", "id").await;
        let key = Object { kind: "Key", id: keys[0]["id"].as_str().unwrap().to_owned() };
        let answer = set(&world, &key, json!("one")).await.refused("INVALID_INPUT");
        assert_eq!(answer.fields(), ["input.externalId"]);
    }
}
