//! Events are found by any part of what they record.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::harness::{Answer, Backend, World, on_both};

/// The page of a search in a project, or in the instance.
async fn search(world: &World, project: Option<&str>, text: &str, filter: Value) -> Answer {
    let query = "query ($id: ID, $text: String, $filter: AuditFilter) {
        auditEvents(projectId: $id, search: $text, filter: $filter, first: 3) {
            totalCount nodes { action } pageInfo { hasNextPage endCursor } } }";
    let variables = json!({ "id": project, "text": text, "filter": filter });
    world.ask(&world.root(), query, variables).await
}

/// The actions that a search in a project finds, newest first.
async fn found(world: &World, project: &str, text: &str) -> Vec<String> {
    let answer = search(world, Some(project), text, Value::Null).await.ok();
    let nodes = answer.at("/auditEvents/nodes").as_array().unwrap().clone();
    let actions: Vec<_> =
        nodes.iter().map(|node| node["action"].as_str().unwrap().to_owned()).collect();
    assert_eq!(answer.int("/auditEvents/totalCount"), i64::try_from(actions.len()).unwrap());
    actions
}

on_both! {
    async fn any_part_of_an_action_a_name_an_id_or_a_kid_finds_an_event(world: World) {
        let root = world.root();
        let project = world.project("acme").await;
        let application = world.application(&project, "Billing \"50%\"").await;
        let key = world.application_key(&application, "laptop").await;
        let api = world.api(&project, "orders", &["read"]).await;
        world.grant(&application, &api, &["read"]).await;

        for (text, actions) in [
            ("nkey.imp", &["applicationKey.import"][..]),
            ("LAPTO", &["applicationKey.import"]),
            (&key[10..], &["applicationKey.import"]),
            ("g \"50%\"", &["grant.create", "application.create"]),
            ("urn:ord", &["api.create"]),
            ("order", &["grant.create", "api.create"]),
            // The names of members are no texts, and neither are the changes.
            ("identifier", &[]),
            ("SERVICE", &[]),
            ("g \"50_\"", &[]),
            ("a\0b", &[]),
        ] {
            let found = search(&world, Some(&project), text, Value::Null).await.ok();
            let nodes = found.at("/auditEvents/nodes").as_array().unwrap().clone();
            let found: Vec<_> = nodes.iter().map(|node| node["action"].as_str().unwrap()).collect();
            assert_eq!(found, actions, "{text:?}");
        }

        let every = search(&world, Some(&project), &root.kid[2..9], Value::Null).await;
        assert_eq!(every.int("/auditEvents/totalCount"), 5, "the actor's kid");
        let made = search(&world, None, "cme", json!({ "actions": ["project.create"] })).await;
        assert_eq!(made.int("/auditEvents/totalCount"), 1, "the project's name");
        let other = search(&world, None, "laptop", Value::Null).await;
        assert_eq!(other.int("/auditEvents/totalCount"), 0, "an event of another chain");
    }

    async fn a_person_and_a_request_are_found_by_their_names(world: World) {
        let project = world.project("acme").await;
        world.application(&project, "Billing").await;
        let database = sea_orm::Database::connect(&world.database_url).await.unwrap();
        let person = r#"{"sessionId":"ops_1","name":"Anna \"Ann\" Éxample","email":"anna@example.com"}"#;
        let change = format!("UPDATE audit_event SET operator = '{person}', request_id = 'req-777' WHERE action = 'application.create'");
        database.execute_unprepared(&change).await.unwrap();

        for text in ["a \"ANN\" É", "@EXAMPLE.com", "eq-77"] {
            assert_eq!(found(&world, &project, text).await, ["application.create"], "{text}");
        }
        for text in ["sessionId", "ops_1", "\\"] {
            assert_eq!(found(&world, &project, text).await, Vec::<String>::new(), "{text}");
        }
    }

    async fn a_search_of_events_goes_on_page_by_page_within_the_filter(world: World) {
        let project = world.project("acme").await;
        for name in ["first", "second", "third", "fourth"] {
            world.application(&project, name).await;
        }
        let only = json!({ "actions": ["application.create"] });
        let page = search(&world, Some(&project), "application", only).await.ok();
        assert_eq!(page.int("/auditEvents/totalCount"), 4);
        assert_eq!(page.at("/auditEvents/pageInfo/hasNextPage"), true);

        let next = "query ($id: ID, $after: String) { auditEvents(projectId: $id, search: \"PLIC\", after: $after) {
            totalCount nodes { target { name } } } }";
        let after = page.text("/auditEvents/pageInfo/endCursor");
        let rest = world.ask(&world.root(), next, json!({ "id": project, "after": after })).await.ok();
        assert_eq!(rest.at("/auditEvents/nodes"), &json!([{ "target": { "name": "first" } }]));
        assert_eq!(rest.int("/auditEvents/totalCount"), 4);
    }

    async fn a_search_of_events_reads_the_newest_fifty_thousand(world: World) {
        let project = world.project("acme").await;
        let database = sea_orm::Database::connect(&world.database_url).await.unwrap();
        let id = match world.backend {
            Backend::Postgres => "gen_random_uuid()",
            Backend::Sqlite => "randomblob(16)",
        };
        // 49,999 events after the first two, the oldest of which no search reads.
        world.application(&project, "Billing").await;
        let fill = format!(
            "INSERT INTO audit_event (id, scope_id, sequence, at, action, actor_type, changes, previous_hash, hash)
             WITH RECURSIVE n (i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 50001)
             SELECT {id}, scope_id, i, at, 'project.update', actor_type, '{{}}', '', '' FROM audit_event, n
             WHERE action = 'application.create'"
        );
        database.execute_unprepared(&fill).await.unwrap();

        assert_eq!(found(&world, &project, "gKey.gen").await, Vec::<String>::new());
        assert_eq!(found(&world, &project, "tion.cre").await, ["application.create"]);
        let filter = json!({ "actions": ["signingKey.generate"] });
        let older = search(&world, Some(&project), "gKey.gen", filter).await;
        assert_eq!(older.int("/auditEvents/totalCount"), 1);
    }

    async fn a_search_text_of_events_that_is_too_long_is_refused(world: World) {
        let project = world.project("acme").await;
        let long = search(&world, Some(&project), &"a".repeat(201), Value::Null).await;
        assert_eq!(long.refused("INVALID_INPUT").fields(), ["search"]);
    }
}
