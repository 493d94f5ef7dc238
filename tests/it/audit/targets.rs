//! Events name their targets as they were called then, and say when a private key was given out.

use serde_json::{Value, json};

use crate::harness::{World, on_both};

/// The events of a project with their targets, newest first.
async fn events(world: &World, project: &str) -> Vec<Value> {
    let query =
        "query ($id: ID) { auditEvents(projectId: $id, first: 100) { nodes { action target {
        name slug kid identifier application { id name } api { id name }
        object { __typename id } } } } }";
    let found = world.ask(&world.root(), query, json!({ "id": project })).await;
    found.at("/auditEvents/nodes").as_array().unwrap().clone()
}

fn of<'a>(events: &'a [Value], action: &str) -> &'a Value {
    let found = events.iter().find(|event| event["action"] == action);
    &found.unwrap_or_else(|| panic!("no {action} in {events:?}"))["target"]
}

on_both! {
    async fn an_event_names_its_target_as_it_was_called_then(world: World) {
        let root = world.root();
        let project = world.project("acme").await;
        let application = world.application(&project, "Billing").await;
        let rename = json!({ "applicationId": application, "name": "Invoices" });
        world.mutate(&root, "updateApplication", rename, "application { id }").await.ok();
        let key = world.application_key(&application, "laptop").await;
        world.mutate(&root, "revokeKey", json!({ "keyId": key, "reason": "lost" }), "key { id }").await.ok();
        world.api(&project, "orders", &["read"]).await;

        let events = events(&world, &project).await;
        assert_eq!(of(&events, "application.create")["name"], "Billing");
        assert_eq!(of(&events, "application.update")["name"], "Invoices");
        let revoked = of(&events, "applicationKey.revoke");
        assert_eq!(revoked["name"], "laptop");
        assert!(revoked["kid"].as_str().is_some_and(|kid| !kid.is_empty()));
        assert_eq!(revoked["object"], json!({ "__typename": "Key", "id": key }));
        let api = of(&events, "api.create");
        assert_eq!((&api["name"], &api["identifier"]), (&json!("orders"), &json!("urn:orders")));
    }

    async fn an_event_of_a_grant_names_the_application_and_the_api(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "Billing").await;
        let api = world.api(&project, "orders", &["read"]).await;
        let grant = world.grant(&application, &api, &["read"]).await;
        world.mutate(&world.root(), "revokeGrant", json!({ "grantId": grant }), "deletedId").await.ok();
        world.mutate(&world.root(), "deleteApplication", json!({ "applicationId": application }), "deletedId").await.ok();

        let events = events(&world, &project).await;
        for action in ["grant.create", "grant.revoke"] {
            let target = of(&events, action);
            assert_eq!(target["application"], json!({ "id": application, "name": "Billing" }), "{action}");
            assert_eq!(target["api"], json!({ "id": api, "name": "orders" }), "{action}");
            assert_eq!(target["object"], Value::Null, "the grant is gone");
        }
        let deleted = of(&events, "application.delete");
        assert_eq!((&deleted["name"], &deleted["object"]), (&json!("Billing"), &Value::Null));
    }

    async fn each_reveal_of_a_private_key_is_in_the_log(world: World) {
        let root = world.root();
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let run = async |mutation, input, fields| {
            world.mutate(&root, mutation, input, fields).await.ok();
        };
        let own = json!({ "applicationId": application, "name": "g", "algorithm": "ES256" });
        run("generateApplicationKey", own, "key { id }").await;
        let holder = json!({ "projectId": project, "name": "h", "algorithm": "ES256", "custody": "HOLDER" });
        run("generateSigningKey", holder, "key { id }").await;
        world.application_key(&application, "imported").await;

        let events = world.events(Some(&project)).await;
        let returned = |action: &str| {
            let of_action = events.iter().filter(|event| event["action"] == action);
            of_action.map(|event| event["changes"]["privateKeyReturned"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(returned("applicationKey.generate"), [true]);
        assert_eq!(returned("applicationKey.import"), [false]);
        assert_eq!(returned("signingKey.generate"), [true, false], "the server keeps its own");
    }
}
