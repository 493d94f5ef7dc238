//! The audit log: one event per mutation, in a chain that can be verified offline.

use keyplane_entity::audit_event;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::log::hash_of;
use crate::harness::on_both;

/// Verifies a chain from the rows alone, as an offline check does. `events` are newest first.
fn assert_chain_holds(events: &[Value]) {
    let mut previous = String::new();
    for (count, event) in events.iter().rev().enumerate() {
        assert_eq!(event["sequence"], json!(count + 1), "{event}");
        assert_eq!(event["previousHash"], json!(previous), "{event}");
        event["hash"].as_str().unwrap().clone_into(&mut previous);
        assert_eq!(previous.len(), 64, "SHA-256 in hexadecimal");
    }
}

fn actions(events: &[Value]) -> Vec<&str> {
    events.iter().rev().map(|event| event["action"].as_str().unwrap()).collect()
}

on_both! {
    async fn every_mutation_writes_one_event_about_itself(world: World) {
        let root = world.root();
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let key = world.application_key(&application, "first").await;
        let run = async |mutation, input, fields| world.mutate(&root, mutation, input, fields).await.ok();
        run("updateProject", json!({ "projectId": project, "name": "Acme Ltd" }), "project { id }").await;
        run("updateApplication", json!({ "applicationId": application, "enabled": false }), "application { id }").await;
        run("updateKey", json!({ "keyId": key, "name": "second" }), "key { id }").await;
        run("revokeKey", json!({ "keyId": key, "reason": "lost laptop" }), "key { id }").await;
        let input = json!({ "applicationId": application, "name": "g", "algorithm": "ES256", "retainPrivateKey": true });
        let kept = run("generateApplicationKey", input, "key { id }").await.text("/generateApplicationKey/key/id");
        run("exportPrivateKey", json!({ "keyId": kept }), "privateKey { filename }").await;
        run("rotateKey", json!({ "keyId": kept }), "key { id }").await;
        run("deleteApplication", json!({ "applicationId": application }), "deletedId").await;

        let events = world.events(Some(&project)).await;
        assert_eq!(actions(&events), [
            "signingKey.generate", "application.create", "applicationKey.import", "project.update",
            "application.update", "applicationKey.update", "applicationKey.revoke", "applicationKey.generate", "key.export",
            "applicationKey.rotate", "application.delete",
        ]);
        for event in &events {
            assert_eq!(event["actorType"], "ADMIN_KEY", "{event}");
            assert_eq!(event["actorKid"], json!(root.kid), "{event}");
            assert_eq!(event["sourceAddress"], "192.0.2.1", "{event}");
            assert!(event["requestId"].as_str().is_some_and(|id| !id.is_empty()), "{event}");
            assert_eq!(event["at"], world.now().to_string(), "{event}");
        }
        let revoked = events.iter().find(|event| event["action"] == "applicationKey.revoke").unwrap();
        assert_eq!(revoked["changes"]["reason"], "lost laptop");
        assert_eq!(revoked["targetId"], json!(key));
        assert_chain_holds(&events);
    }

    async fn a_refused_mutation_writes_nothing(world: World) {
        let project = world.project("acme").await;
        let before = world.events(Some(&project)).await;
        let instance = world.events(None).await;
        let root = world.root();
        world.mutate(&root, "createProject", json!({ "slug": "acme", "name": "n" }), "project { id }").await.refused("CONFLICT");
        world.mutate(&root, "createApplication", json!({ "projectId": project, "name": "", "type": "SERVICE" }), "application { id }").await.refused("INVALID_INPUT");
        assert_eq!(world.events(Some(&project)).await, before);
        assert_eq!(world.events(None).await, instance);
    }

    async fn no_event_holds_a_secret(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let input = json!({ "applicationId": application, "name": "g", "algorithm": "ES256", "format": "PEM_PKCS8", "retainPrivateKey": true });
        let made = world.mutate(&world.root(), "generateApplicationKey", input, "privateKey { content }").await;
        let pem = made.text("/generateApplicationKey/privateKey/content");
        let text = Value::from(world.events(Some(&project)).await).to_string();
        assert!(!text.contains("PRIVATE KEY"));
        let inside = pem.lines().nth(1).unwrap();
        assert!(!text.contains(inside));
    }

    async fn the_hash_of_an_event_can_be_computed_by_anybody(world: World) {
        let project = world.project("acme").await;
        world.application(&project, "service").await;
        let database = sea_orm::Database::connect(&world.database_url).await.unwrap();
        let events = audit_event::Entity::find().all(&database).await.unwrap();
        assert!(events.len() >= 4);
        for event in events {
            assert_eq!(hash_of(&event), event.hash, "{event:?}");
        }
    }

    async fn the_events_of_a_deleted_project_stay_readable_to_the_instance(world: World) {
        let project = world.project("acme").await;
        let input = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        let events = world.events(Some(&project)).await;
        assert_eq!(actions(&events)[0], "signingKey.generate");
        assert_chain_holds(&events);
        let events = world.events(None).await;
        assert!(actions(&events).ends_with(&["project.create", "project.delete"]), "{events:?}");
        assert_chain_holds(&events);
    }

    async fn events_can_be_filtered(world: World) {
        let project = world.project("acme").await;
        world.clock.advance(60);
        let application = world.application(&project, "service").await;
        let query = "query ($id: ID, $filter: AuditFilter) { auditEvents(projectId: $id, filter: $filter) { totalCount nodes { action } } }";
        let count = async |filter: Value| {
            world.ask(&world.root(), query, json!({ "id": project, "filter": filter })).await.int("/auditEvents/totalCount")
        };
        let root_key = world.key_of(&world.root()).await;
        assert_eq!(count(json!({})).await, 2);
        assert_eq!(count(json!({ "actions": ["application.create"] })).await, 1);
        assert_eq!(count(json!({ "actions": ["signingKey.generate"] })).await, 1);
        assert_eq!(count(json!({ "actions": [] })).await, 2);
        assert_eq!(count(json!({ "targetId": application })).await, 1);
        assert_eq!(count(json!({ "actorKeyId": root_key })).await, 2);
        assert_eq!(count(json!({ "actorKeyId": "key_01h455vb4pex5vsknk084sn02q" })).await, 0);
        assert_eq!(count(json!({ "since": world.now().to_string() })).await, 1);
        assert_eq!(count(json!({ "until": world.now().plus_seconds(-1).to_string() })).await, 1);
    }
}
