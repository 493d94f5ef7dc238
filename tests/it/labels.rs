//! Labels of applications: what they are made of, and lists that are filtered by them.

use keyplane_entity::label::{self, Label};
use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryOrder, QuerySelect, QueryTrait,
};
use serde_json::{Value, json};

use crate::harness::{Answer, Backend, World, on_both, run};

const LIST: &str = "query ($labels: [LabelInput!], $first: Int, $after: String, $last: Int, $before: String, $search: String) {
    project(slug: \"acme\") { applications(labels: $labels, first: $first, after: $after, last: $last, before: $before, search: $search) {
        totalCount nodes { name labels { key value } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }";

fn labels(pairs: &[(&str, &str)]) -> Value {
    pairs.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect()
}

async fn create(world: &World, project: &str, name: &str, pairs: &[(&str, &str)]) -> String {
    let input =
        json!({ "projectId": project, "name": name, "type": "SERVICE", "labels": labels(pairs) });
    let made = world.mutate(&world.root(), "createApplication", input, "application { id }").await;
    made.text("/createApplication/application/id")
}

async fn update(world: &World, application: &str, labels: Value) -> Answer {
    let input = json!({ "applicationId": application, "labels": labels });
    world
        .mutate(&world.root(), "updateApplication", input, "application { labels { key value } }")
        .await
}

async fn list(world: &World, pairs: &[(&str, &str)], mut variables: Value) -> Answer {
    variables["labels"] = labels(pairs);
    world.ask(&world.root(), LIST, variables).await
}

fn names(answer: &Answer) -> Vec<&str> {
    let nodes = answer.at("/project/applications/nodes").as_array().unwrap();
    nodes.iter().map(|node| node["name"].as_str().unwrap()).collect()
}

/// The number of rows in the table of labels.
async fn stored(world: &World) -> u64 {
    let database = sea_orm::Database::connect(&world.database_url).await.unwrap();
    label::Entity::find().count(&database).await.unwrap()
}

on_both! {
    async fn labels_are_set_replaced_and_cleared(world: World) {
        let project = world.project("acme").await;
        let application = create(&world, &project, "one", &[("team", "payments"), ("env", "prod")]).await;
        let shown = |answer: &Answer| answer.at("/updateApplication/application/labels").clone();
        let kept = world.mutate(&world.root(), "updateApplication", json!({ "applicationId": application, "name": "n" }), "application { labels { key value } }").await;
        assert_eq!(shown(&kept), labels(&[("env", "prod"), ("team", "payments")]), "in the order of keys");

        let changed = update(&world, &application, labels(&[("team", "shipping"), ("tier", "")])).await;
        assert_eq!(shown(&changed), labels(&[("team", "shipping"), ("tier", "")]));
        for nothing in [json!([]), Value::Null] {
            update(&world, &application, labels(&[("a", "b")])).await.ok();
            let cleared = update(&world, &application, nothing).await;
            assert_eq!(shown(&cleared), json!([]));
        }
        assert_eq!(stored(&world).await, 0);

        let events = world.events(Some(&project)).await;
        let recorded: Vec<_> = events.iter().rev().filter_map(|event| event["changes"].get("labels")).collect();
        assert_eq!(recorded[0], &json!({ "env": "prod", "team": "payments" }));
        assert_eq!(recorded[1], &json!({
            "from": { "env": "prod", "team": "payments" }, "to": { "team": "shipping", "tier": "" },
        }));
        assert_eq!(recorded.len(), 6, "an update that keeps the labels does not show them");
    }

    async fn the_same_labels_again_are_no_change(world: World) {
        let project = world.project("acme").await;
        let application = create(&world, &project, "one", &[("team", "payments")]).await;
        update(&world, &application, labels(&[("team", "payments")])).await.ok();
        let events = world.events(Some(&project)).await;
        assert_eq!(events[0]["changes"], json!({}));
    }

    async fn labels_out_of_form_are_refused_by_their_field(world: World) {
        let project = world.project("acme").await;
        let application = create(&world, &project, "one", &[]).await;
        let many: Vec<_> = (0..33).map(|at| json!({ "key": format!("k{at}"), "value": "" })).collect();
        let (long, longer) = ("k".repeat(63), "k".repeat(64));
        let (text, longer_text) = ("é".repeat(255), "é".repeat(256));

        update(&world, &application, Value::from(many[..32].to_vec())).await.ok();
        update(&world, &application, labels(&[(&long, &text), ("a.b_c/d-0", "any text: =,\"'")])).await.ok();
        for bad in [
            Value::from(many), labels(&[(&longer, "v")]), labels(&[("", "v")]), labels(&[("Team", "v")]),
            labels(&[("té", "v")]), labels(&[("a b", "v")]), labels(&[("a\u{0}", "v")]), labels(&[("k", &longer_text)]),
            labels(&[("k", "a\u{0}b")]), labels(&[("k", "a\nb")]), labels(&[("k", "a\u{202e}b")]),
            labels(&[("k", "one"), ("k", "two")]), labels(&[("k", "one"), ("k", "one")]),
        ] {
            let refused = update(&world, &application, bad.clone()).await.refused("INVALID_INPUT");
            assert_eq!(refused.fields(), ["input.labels"], "{bad}");
            let input = json!({ "projectId": project, "name": "n", "type": "SERVICE", "labels": bad });
            let refused = world.mutate(&world.root(), "createApplication", input, "__typename").await;
            assert_eq!(refused.refused("INVALID_INPUT").fields(), ["input.labels"], "{bad}");
        }
        assert_eq!(stored(&world).await, 2, "a refusal changes nothing");
    }

    async fn a_list_is_filtered_by_all_of_its_labels(world: World) {
        let project = world.project("acme").await;
        create(&world, &project, "one", &[("team", "payments"), ("env", "prod")]).await;
        create(&world, &project, "two", &[("team", "payments"), ("env", "test")]).await;
        create(&world, &project, "three", &[("team", "shipping"), ("env", "prod")]).await;
        create(&world, &project, "four", &[]).await;

        for (pairs, expected) in [
            (&[][..], &["four", "three", "two", "one"][..]),
            (&[("team", "payments")], &["two", "one"]),
            (&[("env", "prod")], &["three", "one"]),
            (&[("team", "payments"), ("env", "prod")], &["one"]),
            (&[("env", "prod"), ("team", "payments")], &["one"]),
            (&[("team", "payments"), ("team", "payments")], &["two", "one"]),
            (&[("team", "payments"), ("team", "shipping")], &[]),
            (&[("team", "pay")], &[]),
            (&[("team", "Payments")], &[]),
            (&[("team", "%")], &[]),
            (&[("payments", "team")], &[]),
            (&[("other", "")], &[]),
        ] {
            let found = list(&world, pairs, json!({})).await;
            assert_eq!(names(&found), expected, "{pairs:?}");
            assert_eq!(found.at("/project/applications/totalCount"), &json!(expected.len()), "{pairs:?}");
        }

        let found = list(&world, &[("env", "prod")], json!({ "search": "thr" })).await;
        assert_eq!(names(&found), ["three"]);
        assert_eq!(found.int("/project/applications/totalCount"), 1);
        let found = list(&world, &[("env", "test")], json!({ "search": "thr" })).await;
        assert_eq!(names(&found), [""; 0]);
    }

    async fn pages_of_a_filtered_list_meet_without_gap_or_overlap(world: World) {
        let project = world.project("acme").await;
        for number in 0..7 {
            let name = format!("n{number}");
            let parity = if number % 2 == 0 { "even" } else { "odd" };
            create(&world, &project, &name, &[("parity", parity), ("all", "yes")]).await;
        }
        let filter = [("all", "yes"), ("parity", "even")];
        let ask = async |variables: Value| list(&world, &filter, variables).await;
        let info = |answer: &Answer, field: &str| answer.at(&format!("/project/applications/pageInfo/{field}")).clone();

        let first = ask(json!({ "first": 2 })).await;
        assert_eq!(names(&first), ["n6", "n4"]);
        assert_eq!(first.int("/project/applications/totalCount"), 4);
        assert_eq!((info(&first, "hasNextPage"), info(&first, "hasPreviousPage")), (json!(true), json!(false)));
        let second = ask(json!({ "first": 2, "after": info(&first, "endCursor") })).await;
        assert_eq!(names(&second), ["n2", "n0"]);
        assert_eq!(info(&second, "hasNextPage"), false);
        assert_eq!(second.int("/project/applications/totalCount"), 4);
        let back = ask(json!({ "last": 2, "before": info(&second, "startCursor") })).await;
        assert_eq!(names(&back), ["n6", "n4"]);
        let last = ask(json!({ "last": 1 })).await;
        assert_eq!(names(&last), ["n0"]);
    }

    async fn a_filter_out_of_form_is_refused(world: World) {
        world.project("acme").await;
        let many: Vec<_> = (0..11).map(|at| (format!("k{at}"), String::new())).collect();
        let many: Vec<_> = many.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        list(&world, &many[..10], json!({})).await.ok();
        for bad in [&many[..], &[("Team", "x")], &[("", "x")], &[("team", "a\u{0}b")]] {
            let refused = list(&world, bad, json!({})).await.refused("INVALID_INPUT");
            assert_eq!(refused.fields(), ["labels"], "{bad:?}");
        }
        let many: Vec<_> = (0..20_000).map(|_| ("team", "x")).collect();
        list(&world, &many, json!({})).await.refused("LIMIT_EXCEEDED");
    }

    async fn labels_lead_to_no_other_projects_applications(world: World) {
        let acme = world.project("acme").await;
        let other = world.project("other").await;
        let team = [("team", "payments")];
        create(&world, &acme, "ours", &team).await;
        let theirs = create(&world, &other, "theirs", &team).await;
        assert_eq!(names(&list(&world, &team, json!({})).await), ["ours"]);

        let admin = world.project_admin(&acme, "acme", "acme-admin", &["READ"]).await;
        let found = world.ask(&admin, LIST, json!({ "labels": labels(&team) })).await;
        assert_eq!(names(&found), ["ours"]);
        assert_eq!(found.int("/project/applications/totalCount"), 1);

        let query = "query ($id: ID!, $l: [LabelInput!]) { node(id: $id) { ... on Application { labels { value } } }
            project(slug: \"other\") { applications(labels: $l) { totalCount } } }";
        let found = world.ask(&admin, query, json!({ "id": theirs, "l": labels(&team) })).await;
        assert_eq!(found.at(""), &json!({ "node": null, "project": null }));
    }

    async fn labels_go_with_their_application_and_their_project(world: World) {
        let acme = world.project("acme").await;
        let other = world.project("other").await;
        let team = [("team", "payments"), ("env", "prod")];
        let one = create(&world, &acme, "one", &team).await;
        create(&world, &acme, "two", &team).await;
        create(&world, &other, "three", &team).await;

        world.mutate(&world.root(), "deleteApplication", json!({ "applicationId": one }), "deletedId").await.ok();
        assert_eq!(stored(&world).await, 4);
        let found = list(&world, &team, json!({})).await;
        assert_eq!((names(&found), found.int("/project/applications/totalCount")), (vec!["two"], 1));

        let input = json!({ "projectId": other, "confirmSlug": "other" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        assert_eq!(stored(&world).await, 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn labels_of_a_page_take_one_statement_and_so_does_a_filtered_page() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let (watched, wire) = world.wired().await;
        let mut taken = Vec::new();
        for count in [1, 8] {
            for number in 0..count {
                create(&world, &project, &format!("a{number}"), &[("team", "x"), ("env", "y")])
                    .await;
            }
            let before = wire.statements();
            let found =
                list(&watched, &[("team", "x"), ("env", "y")], json!({ "first": 50 })).await.ok();
            assert!(names(&found).len() >= count);
            taken.push(wire.statements() - before);
        }
        assert!(taken[1] <= taken[0], "{taken:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filtered_page_walks_the_index_of_labels_and_sorts_nothing() {
    run(Backend::Sqlite, async |world: World| {
        let project = world.project("acme").await;
        create(&world, &project, "one", &[("team", "x")]).await;
        let label = |key: &str, value: &str| Label { key: key.to_owned(), value: value.to_owned() };
        let others = [label("env", "y")];
        let page = label::Entity::with_all(project.parse().unwrap(), &label("team", "x"), &others)
            .order_by_desc(label::Column::ApplicationId)
            .limit(21);

        let mut statement = page.build(DbBackend::Sqlite);
        statement.sql.insert_str(0, "EXPLAIN QUERY PLAN ");
        let database = sea_orm::Database::connect(&world.database_url).await.unwrap();
        let plan = database.query_all_raw(statement).await.unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
        assert!(plan[0].contains("INDEX label_filter"), "{plan:?}");
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:?}");
    })
    .await;
}
