//! Lists of applications.

use keyplane_entity::application_use;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use super::{application, names, token, used};
use crate::harness::{Answer, World, on_both};

const LIST: &str = "query ($first: Int, $after: String, $last: Int, $before: String, $search: String,
        $labels: [LabelInput!], $filter: ApplicationFilter, $orderBy: ApplicationOrder) {
    project(slug: \"acme\") { applications(first: $first, after: $after, last: $last, before: $before,
        search: $search, labels: $labels, filter: $filter, orderBy: $orderBy) {
        totalCount nodes { name lastUsedAt }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }";
const APPLICATIONS: &str = "/project/applications";
const ORDERS: [&str; 6] =
    ["NEWEST", "OLDEST", "NAME", "NAME_DESCENDING", "RECENTLY_USED", "LEAST_RECENTLY_USED"];

async fn list(world: &World, variables: Value) -> Answer {
    world.ask(&world.root(), LIST, variables).await
}

/// The names on all pages of two, walked forwards and backwards.
async fn walked(world: &World, variables: Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut back = Vec::new();
    for forwards in [true, false] {
        let mut cursor = Value::Null;
        loop {
            let mut page = variables.clone();
            let (size, from, more, at) = if forwards {
                ("first", "after", "hasNextPage", "endCursor")
            } else {
                ("last", "before", "hasPreviousPage", "startCursor")
            };
            page[size] = json!(2);
            page[from] = cursor;
            let answer = list(world, page).await.ok();
            let on_page = names(&answer, APPLICATIONS).into_iter().map(str::to_owned);
            if forwards {
                found.extend(on_page);
            } else {
                back.splice(0..0, on_page);
            }
            cursor = answer.at(&format!("{APPLICATIONS}/pageInfo/{at}")).clone();
            if answer.at(&format!("{APPLICATIONS}/pageInfo/{more}")) == false {
                break;
            }
        }
    }
    assert_eq!(found, back, "{variables}");
    found
}

on_both! {
    async fn each_order_walks_the_same_applications_in_both_directions(world: World) {
        let project = world.project("acme").await;
        let (start, mut ids) = (world.now(), Vec::new());
        for name in ["beta", "Alpha", "gamma", "alpha", "Éclair"] {
            ids.push(application(&world, &project, name, json!({})).await.0);
        }
        used(&world, &ids[0], start.plus_seconds(60)).await;
        used(&world, &ids[3], start.plus_seconds(30)).await;

        let expected: [&[&str]; 6] = [
            &["Éclair", "alpha", "gamma", "Alpha", "beta"],
            &["beta", "Alpha", "gamma", "alpha", "Éclair"],
            &["Alpha", "alpha", "beta", "gamma", "Éclair"],
            &["Éclair", "gamma", "beta", "alpha", "Alpha"],
            &["beta", "alpha", "Éclair", "gamma", "Alpha"],
            &["Alpha", "gamma", "Éclair", "alpha", "beta"],
        ];
        for (order, expected) in ORDERS.into_iter().zip(expected) {
            assert_eq!(walked(&world, json!({ "orderBy": order })).await, expected, "{order}");
        }
    }

    async fn filters_labels_and_search_find_the_same_in_every_order(world: World) {
        let project = world.project("acme").await;
        let now = world.now();
        let team = json!([{ "key": "team", "value": "x" }]);
        let (billing, _) = application(&world, &project, "Billing one", json!({ "labels": team, "authMethod": "CLIENT_SECRET_BASIC" })).await;
        application(&world, &project, "Billing two", json!({ "labels": team })).await;
        application(&world, &project, "Billing three", json!({ "type": "RESOURCE_SERVER" })).await;
        let (shipping, _) = application(&world, &project, "Shipping", json!({ "labels": team })).await;
        world.mutate(&world.root(), "updateApplication", json!({ "applicationId": shipping, "enabled": false }), "application { id }").await.ok();
        used(&world, &billing, now).await;
        let key = world.application_key(&shipping, "k").await;
        let end = now.plus_seconds(5 * 86_400).to_string();
        world.mutate(&world.root(), "updateKey", json!({ "keyId": key, "expiresAt": end }), "key { id }").await.ok();

        let cases: [(Value, &[&str]); 12] = [
            (json!({ "filter": { "types": ["RESOURCE_SERVER"] } }), &["Billing three"]),
            (json!({ "filter": { "types": ["SERVICE", "RESOURCE_SERVER"], "authMethods": [] } }), &["Billing one", "Billing three", "Billing two", "Shipping"]),
            (json!({ "filter": { "authMethods": ["CLIENT_SECRET_BASIC"] } }), &["Billing one"]),
            (json!({ "filter": { "enabled": false } }), &["Shipping"]),
            (json!({ "filter": { "enabled": true }, "search": "bill" }), &["Billing one", "Billing three", "Billing two"]),
            (json!({ "labels": team, "filter": { "enabled": true } }), &["Billing one", "Billing two"]),
            (json!({ "labels": team, "search": "two" }), &["Billing two"]),
            (json!({ "filter": { "usedSince": now.to_string() } }), &["Billing one"]),
            (json!({ "filter": { "usedSince": now.plus_seconds(1).to_string() } }), &[]),
            (json!({ "filter": { "unusedSince": now.to_string() }, "labels": team }), &["Billing two", "Shipping"]),
            (json!({ "filter": { "keysExpireWithinDays": 6 } }), &["Shipping"]),
            (json!({ "filter": { "keysExpireWithinDays": 4 } }), &[]),
        ];
        for order in ORDERS {
            for (case, expected) in &cases {
                let mut variables = case.clone();
                variables["orderBy"] = json!(order);
                let mut found = walked(&world, variables.clone()).await;
                found.sort_unstable();
                assert_eq!(&found, expected, "{variables}");
                let counted = list(&world, variables).await.int("/project/applications/totalCount");
                assert_eq!(usize::try_from(counted).unwrap(), expected.len());
            }
        }
    }

    async fn a_cursor_of_one_order_is_refused_in_another(world: World) {
        let project = world.project("acme").await;
        for name in ["one", "two"] {
            application(&world, &project, name, json!({})).await;
        }
        let kind = |order: &str| match order {
            "NAME" | "NAME_DESCENDING" => "name",
            "RECENTLY_USED" | "LEAST_RECENTLY_USED" => "use",
            _ => "id",
        };
        for from in ORDERS {
            let page = list(&world, json!({ "first": 1, "orderBy": from })).await;
            let cursor = page.at("/project/applications/pageInfo/endCursor").clone();
            for to in ORDERS {
                let answer = list(&world, json!({ "first": 1, "orderBy": to, "after": cursor })).await;
                if kind(from) == kind(to) {
                    answer.ok();
                } else {
                    assert_eq!(answer.refused("INVALID_INPUT").fields(), ["after"], "{from} {to}");
                }
            }
        }
    }

    async fn a_call_moves_an_application_to_the_front_once_its_count_is_written(world: World) {
        let project = world.project("acme").await;
        let post = json!({ "authMethod": "CLIENT_SECRET_POST" });
        let (one, secret) = application(&world, &project, "one", post.clone()).await;
        application(&world, &project, "two", post).await;
        assert_eq!(walked(&world, json!({ "orderBy": "RECENTLY_USED" })).await, ["two", "one"]);

        assert_eq!(token(&world, &one, &secret, "&resource=urn:nothing").await, 400);
        world.control.flush_usage().await.unwrap();
        assert_eq!(walked(&world, json!({ "orderBy": "RECENTLY_USED" })).await, ["two", "one"], "a refused call is no use");

        let at = world.now();
        assert_eq!(token(&world, &one, &secret, "").await, 200);
        world.control.flush_usage().await.unwrap();
        let found = list(&world, json!({ "orderBy": "RECENTLY_USED" })).await;
        assert_eq!(names(&found, APPLICATIONS), ["one", "two"]);
        assert_eq!(found.at("/project/applications/nodes/0/lastUsedAt"), &json!(at.to_string()));
        assert_eq!(found.at("/project/applications/nodes/1/lastUsedAt"), &Value::Null);

        world.clock.advance(120);
        assert_eq!(token(&world, &one, &secret, "").await, 200);
        world.control.flush_usage().await.unwrap();
        let since = json!({ "filter": { "usedSince": at.plus_seconds(60).to_string() } });
        assert_eq!(walked(&world, since).await, ["one"]);
    }

    async fn deleted_applications_and_projects_leave_no_row_of_uses(world: World) {
        let (acme, other) = (world.project("acme").await, world.project("other").await);
        let (one, _) = application(&world, &acme, "one", json!({})).await;
        application(&world, &acme, "two", json!({})).await;
        application(&world, &other, "three", json!({})).await;
        let stored = async || {
            let database = sea_orm::Database::connect(&world.database_url).await.unwrap();
            application_use::Entity::find().count(&database).await.unwrap()
        };
        assert_eq!(stored().await, 3);
        world.mutate(&world.root(), "deleteApplication", json!({ "applicationId": one }), "deletedId").await.ok();
        assert_eq!(stored().await, 2);
        world.mutate(&world.root(), "deleteProject", json!({ "projectId": other, "confirmSlug": "other" }), "deletedId").await.ok();
        assert_eq!(stored().await, 1);
    }
}
