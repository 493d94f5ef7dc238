//! What needs attention.

use serde_json::{Value, json};

use super::{application, token};
use crate::harness::{Backend, Caller, World, on_both};

const ATTENTION: &str = "{ attention { project { slug } cannotSign expiringKeys firstExpiresAt rotationDueSince refusedCalls } }";

async fn attention(world: &World, caller: &Caller) -> Vec<Value> {
    let answer = world.ask(caller, ATTENTION, Value::Null).await.ok();
    answer.at("/attention").as_array().unwrap().clone()
}

on_both! {
    async fn a_deployment_in_order_needs_no_attention(world: World) {
        world.project("acme").await;
        assert_eq!(attention(&world, &world.root()).await, Vec::<Value>::new());
    }

    async fn the_most_urgent_project_comes_first_with_what_it_needs(world: World) {
        let (acme, silent) = (world.project("acme").await, world.project("silent").await);
        let post = json!({ "authMethod": "CLIENT_SECRET_POST" });
        let (one, secret) = application(&world, &acme, "one", post).await;
        let key = world.application_key(&one, "k").await;
        let end = world.now().plus_seconds(5 * 86_400).to_string();
        world.mutate(&world.root(), "updateKey", json!({ "keyId": key, "expiresAt": end }), "key { id }").await.ok();
        assert_eq!(token(&world, &one, &secret, "&resource=urn:nothing").await, 400);
        world.control.flush_usage().await.unwrap();
        world.sql("UPDATE \"key\" SET revoked_at = 1 WHERE purpose = 'SIGNING' AND scope_id = (SELECT id FROM project WHERE slug = 'silent')").await;

        let nothing = json!({ "cannotSign": false, "expiringKeys": 0, "firstExpiresAt": null, "rotationDueSince": null, "refusedCalls": 0 });
        let with = |slug: &str, more: Value| {
            let mut all = nothing.clone();
            all["project"] = json!({ "slug": slug });
            all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            all
        };
        let of_silent = with("silent", json!({ "cannotSign": true }));
        let of_acme = with("acme", json!({ "expiringKeys": 1, "firstExpiresAt": end, "refusedCalls": 1 }));
        assert_eq!(attention(&world, &world.root()).await, [of_silent.clone(), of_acme.clone()]);

        let reader = world.project_admin(&acme, "acme", "alice", &["READ"]).await;
        assert_eq!(attention(&world, &reader).await, [of_acme], "a project's key sees its project only");
        let reader = world.project_admin(&silent, "silent", "bob", &["READ"]).await;
        assert_eq!(attention(&world, &reader).await, [of_silent]);
    }

    async fn a_signing_key_without_a_schedule_is_due_after_a_year(world: World) {
        let (acme, other) = (world.project("acme").await, world.project("other").await);
        let policy = json!({ "projectId": other, "keyPolicy": { "rotationPeriodSeconds": 31_536_000 } });
        world.mutate(&world.root(), "updateProject", policy, "project { id }").await.ok();
        let since = world.now().to_string();
        world.clock.advance(364 * 86_400);
        assert_eq!(attention(&world, &world.root()).await.len(), 0);
        world.clock.advance(2 * 86_400);
        let found = attention(&world, &world.root()).await;
        let due: Vec<_> = found.iter().filter(|one| !one["rotationDueSince"].is_null()).collect();
        assert_eq!(due.len(), 1);
        assert_eq!((&due[0]["project"]["slug"], &due[0]["rotationDueSince"]), (&json!("acme"), &json!(since)));

        let key = world.signing_keys("acme", "id").await[0]["id"].clone();
        world.mutate(&world.root(), "rotateKey", json!({ "keyId": key }), "key { id }").await.ok();
        let found = attention(&world, &world.root()).await;
        assert!(found.iter().all(|one| one["rotationDueSince"].is_null()), "{acme} has a successor: {found:?}");
    }

    async fn refused_calls_of_other_projects_hide_none_of_a_projects_own(world: World) {
        let (acme, other) = (world.project("acme").await, world.project("other").await);
        let post = json!({ "authMethod": "CLIENT_SECRET_POST" });
        let (one, secret) = application(&world, &acme, "one", post.clone()).await;
        application(&world, &other, "two", post).await;
        assert_eq!(token(&world, &one, &secret, "&resource=urn:nothing").await, 400);
        world.control.flush_usage().await.unwrap();

        world.clock.advance(3600);
        let random = match world.backend {
            Backend::Sqlite => "randomblob(16)",
            Backend::Postgres => "gen_random_uuid()",
        };
        world.sql(&format!(
            "INSERT INTO usage_count (subject_id, starts_at, api_id, span, outcome, calls, last_at)
            WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 20001)
            SELECT application.id, (SELECT MAX(starts_at) + 3600000 FROM usage_count), {random}, 'HOUR', 'GRANT', 1, 0
            FROM counted, application WHERE application.name = 'two'"
        )).await;
        let reader = world.project_admin(&acme, "acme", "alice", &["READ"]).await;
        let found = attention(&world, &reader).await;
        assert_eq!((found.len(), &found[0]["refusedCalls"]), (1, &json!(1)), "{found:?}");
    }

    async fn the_number_of_projects_is_bounded(world: World) {
        for first in [0, -1, 51] {
            let query = format!("{{ attention(first: {first}) {{ refusedCalls }} }}");
            let answer = world.ask(&world.root(), &query, Value::Null).await;
            assert_eq!(answer.refused("INVALID_INPUT").fields(), ["first"]);
        }
    }
}
