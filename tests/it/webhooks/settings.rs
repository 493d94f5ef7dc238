//! The settings of webhooks, the table of event types, and what nothing shows.

use std::{collections::BTreeSet, fs, path::Path};

use keyplane_control::EVENT_TYPES;
use serde_json::{Value, json};

use super::receiver::{Receiver, deliver, hook, hook_with, look, rename};
use crate::harness::{Caller, on_both};

#[test]
fn the_documentation_lists_every_event_type() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/webhooks.md");
    let text = fs::read_to_string(file).unwrap();
    let (_, table) = text.split_once("| type | meaning |\n| --- | --- |\n").unwrap();
    let rows: Vec<_> = table.lines().take_while(|line| line.starts_with('|')).collect();
    let expected = EVENT_TYPES.iter().map(|(name, meaning)| format!("| `{name}` | {meaning} |"));
    assert_eq!(rows, expected.collect::<Vec<_>>(), "docs/webhooks.md is stale");
}

#[test]
fn each_event_type_stands_once_in_the_table() {
    let names: BTreeSet<_> = EVENT_TYPES.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), EVENT_TYPES.len());
}

on_both! {
    async fn unknown_event_types_are_refused_and_known_ones_kept_once_and_sorted(world: World) {
        let project = world.project("acme").await;
        let types = |types: Value| json!({ "projectId": project, "url": "https://hooks.example.com", "eventTypes": types });
        for bad in ["", "key", "key.", "key.expired", "webhook.redeliver", "*"] {
            let answer = world.mutate(&world.root(), "createWebhook", types(json!([bad])), "secret").await;
            assert_eq!(answer.refused("INVALID_INPUT").fields(), ["input.eventTypes"], "{bad}");
        }
        let input = types(json!(["project.update", "key.expiring", "project.update"]));
        let made = world.mutate(&world.root(), "createWebhook", input, "webhook { id eventTypes url enabled }").await;
        let webhook = made.at("/createWebhook/webhook");
        assert_eq!(webhook["eventTypes"], json!(["key.expiring", "project.update"]));
        assert_eq!((&webhook["url"], &webhook["enabled"]), (&json!("https://hooks.example.com"), &json!(true)));
        let input = json!({ "webhookId": webhook["id"], "eventTypes": null });
        let changed = world.mutate(&world.root(), "updateWebhook", input, "webhook { eventTypes }").await;
        assert_eq!(changed.at("/updateWebhook/webhook/eventTypes"), &json!([]));
    }

    async fn a_scope_has_at_most_ten_webhooks(world: World) {
        let project = world.project("acme").await;
        for number in 0..10 {
            hook(&world, &project, &format!("https://hooks{number}.example.com")).await;
        }
        let input = json!({ "projectId": project, "url": "https://hooks.example.com" });
        world.mutate(&world.root(), "createWebhook", input, "secret").await.refused("PRECONDITION_FAILED");
        hook_with(&world, json!({ "url": "https://hooks.example.com" })).await;

        let query = "{ project(slug: \"acme\") { webhooks(first: 4) { totalCount nodes { url } pageInfo { hasNextPage } } } webhooks { totalCount nodes { project { id } } } }";
        let found = world.ask(&world.root(), query, Value::Null).await;
        assert_eq!(found.int("/project/webhooks/totalCount"), 10);
        assert_eq!(found.text("/project/webhooks/nodes/0/url"), "https://hooks9.example.com");
        assert_eq!(found.at("/webhooks"), &json!({ "totalCount": 1, "nodes": [{ "project": null }] }));
    }

    async fn each_change_of_a_webhook_is_an_event_without_its_secret(world: World) {
        let project = world.project("acme").await;
        let (id, secret) = hook_with(&world, json!({ "projectId": project, "url": "https://hooks.example.com" })).await;
        let run = async |mutation, input, fields| world.mutate(&world.root(), mutation, input, fields).await.ok();
        run("updateWebhook", json!({ "webhookId": id, "enabled": false }), "webhook { id }").await;
        let rotated = run("rotateWebhookSecret", json!({ "webhookId": id }), "secret").await.text("/rotateWebhookSecret/secret");
        run("deleteWebhook", json!({ "webhookId": id }), "deletedId").await;

        let events = world.events(Some(&project)).await;
        let actions: Vec<_> = events.iter().take(4).map(|event| event["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["webhook.delete", "webhook.rotateSecret", "webhook.update", "webhook.create"]);
        assert_eq!(events[1]["changes"], json!({ "overlapSeconds": 86_400 }));
        assert_eq!(events[2]["changes"], json!({ "enabled": { "from": true, "to": false } }));
        assert_eq!(events[3]["changes"], json!({ "url": "https://hooks.example.com", "eventTypes": [], "enabled": true }));
        for event in &events[..4] {
            assert_eq!(event["targetId"], json!(id));
            let text = event.to_string();
            assert!(!text.contains(&secret[6..]) && !text.contains(&rotated[6..]), "{text}");
        }
        assert_eq!(look(&world, &id, "id").await, Value::Null);
    }

    async fn an_event_of_a_webhook_names_its_receiver_without_the_path(world: World) {
        let project = world.project("acme").await;
        let (id, _) = hook_with(&world, json!({ "projectId": project, "url": "https://hooks.example.com:8443/secret?a=b" })).await;
        world.mutate(&world.root(), "rotateWebhookSecret", json!({ "webhookId": id }), "secret").await.ok();
        let query = "query ($id: ID) { auditEvents(projectId: $id, first: 2) { nodes { target { name } } } }";
        let found = world.ask(&world.root(), query, json!({ "id": project })).await;
        for at in 0..2 {
            assert_eq!(found.text(&format!("/auditEvents/nodes/{at}/target/name")), "https://hooks.example.com:8443");
        }
    }

    async fn a_key_with_an_end_makes_no_webhook_and_widens_none(world: World) {
        let project = world.project("acme").await;
        let types = ["key.expiring", "project.update"];
        let (id, _) = hook_with(&world, json!({ "projectId": project, "url": "https://hooks.example.com/a", "eventTypes": types })).await;
        let guest = world.project_admin(&project, "acme", "guest", &["PROJECT_WRITE", "AUDIT_READ"]).await;
        let end = world.now().plus_seconds(3_600).to_string();
        let input = json!({ "keyId": world.key_of(&guest).await, "expiresAt": end });
        world.mutate(&world.root(), "updateKey", input, "key { id }").await.ok();
        let ask = async |mutation: &str, input: Value, fields: &str| world.mutate(&guest, mutation, input, fields).await;
        let update = async |changes: Value| {
            let mut input = json!({ "webhookId": id });
            input.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            ask("updateWebhook", input, "webhook { id }").await
        };

        let input = json!({ "projectId": project, "url": "https://hooks.example.com/b" });
        let refused = ask("createWebhook", input, "secret").await.refused("FORBIDDEN");
        assert!(refused.message().contains(&format!("your key ends at {end}")), "{}", refused.message());
        ask("rotateWebhookSecret", json!({ "webhookId": id }), "secret").await.refused("FORBIDDEN");
        for wider in [
            json!({ "url": "https://hooks.example.com/b" }),
            json!({ "eventTypes": ["key.expiring", "project.update", "api.create"] }),
            json!({ "eventTypes": [] }),
            json!({ "eventTypes": null }),
        ] {
            update(wider).await.refused("FORBIDDEN");
        }
        update(json!({ "enabled": true, "eventTypes": ["key.expiring"], "url": "https://hooks.example.com/a" })).await.ok();
        update(json!({ "enabled": false })).await.ok();
        update(json!({ "enabled": true })).await.refused("FORBIDDEN");
        ask("deleteWebhook", json!({ "webhookId": id }), "deletedId").await.ok();

        let input = json!({ "projectId": project, "url": "https://hooks.example.com/b" });
        world.mutate(&world.root(), "createWebhook", input, "secret").await.ok();
    }

    async fn only_who_may_change_a_webhook_sees_the_path_of_its_url(world: World) {
        let project = world.project("acme").await;
        let url = "https://hooks.example.com:8443/T0/s3cret?token=t0ken";
        let (id, _) = hook_with(&world, json!({ "projectId": project, "url": url })).await;
        let (own, _) = hook_with(&world, json!({ "url": url })).await;
        let query = "query ($id: ID!, $own: ID!, $search: String) { project(slug: \"acme\") { webhooks(search: $search) { nodes { url } } }
            node(id: $id) { ... on Webhook { url } } own: node(id: $own) { ... on Webhook { url } } }";
        let look = async |caller: &Caller, search: Value| {
            world.ask(caller, query, json!({ "id": id, "own": own, "search": search })).await
        };

        let reader = world.instance_admin("reader", &["READ", "PROJECT_WRITE", "INSTANCE_WRITE"]).await;
        let auditor = world.instance_admin("auditor", &["AUDIT_READ"]).await;
        for (caller, shown) in [(&reader, "https://hooks.example.com:8443"), (&auditor, url)] {
            let found = look(caller, Value::Null).await.ok();
            for at in ["/project/webhooks/nodes/0/url", "/node/url", "/own/url"] {
                assert_eq!(found.text(at), shown, "{at}");
            }
        }
        look(&reader, json!("t0")).await.refused("FORBIDDEN");
        look(&reader, json!(" ")).await.ok();
        assert_eq!(look(&auditor, json!("t0ken")).await.text("/project/webhooks/nodes/0/url"), url);
    }

    async fn no_event_has_the_path_of_a_webhooks_url(world: World) {
        let project = world.project("acme").await;
        let host = "https://hooks.example.com:8443";
        let (id, _) = hook_with(&world, json!({ "projectId": project, "url": format!("{host}/s3cret-1") })).await;
        let run = async |mutation, input, fields| world.mutate(&world.root(), mutation, input, fields).await.ok();
        for url in [format!("{host}/s3cret-2"), format!("{host}/s3cret-2"), "https://other.example/s3cret-3".to_owned()] {
            run("updateWebhook", json!({ "webhookId": id, "url": url }), "webhook { id }").await;
        }
        run("deleteWebhook", json!({ "webhookId": id }), "deletedId").await;

        let events = world.events(Some(&project)).await;
        let changes: Vec<_> = events.iter().take(5).map(|event| event["changes"].clone()).collect();
        assert_eq!(changes, [
            json!({ "url": "https://other.example" }),
            json!({ "url": { "from": host, "to": "https://other.example" } }),
            json!({}),
            json!({ "urlPath": "changed" }),
            json!({ "url": host, "eventTypes": [], "enabled": true }),
        ]);
        assert!(!json!(events).to_string().contains("s3cret"));
    }

    async fn a_deleted_webhook_gets_nothing_more(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        let id = hook(&world, &project, &receiver.url()).await;
        rename(&world, &project, "a").await;
        world.mutate(&world.root(), "deleteWebhook", json!({ "webhookId": id }), "deletedId").await.ok();
        deliver(&world).await;
        assert!(receiver.received().is_empty());
    }

    async fn attempts_are_kept_for_thirty_days(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        let id = hook(&world, &project, &receiver.url()).await;
        rename(&world, &project, "a").await;
        deliver(&world).await;
        let count = async || look(&world, &id, "deliveries { totalCount }").await["deliveries"]["totalCount"].clone();
        world.clock.advance(30 * 86_400 - 1);
        world.control.sweep().await.unwrap();
        assert_eq!(count().await, 1);
        world.clock.advance(1);
        world.control.sweep().await.unwrap();
        assert_eq!(count().await, 0);
    }
}
