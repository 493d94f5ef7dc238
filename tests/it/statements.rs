//! The number of statements of a request does not depend on the number of rows.

use keyplane_entity::{application, key};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QueryTrait};
use serde_json::{Value, json};

use crate::harness::{Backend, Wire, World, run, until};

/// A query of a list with all links and nested lists.
const WIDE: &str = "{ projects(first: 10) { totalCount nodes {
    slug currentSigningKey { kid } nextRotationAt keyPolicy { rsaBits }
    applications(first: 5) { totalCount nodes { name project { slug }
        keys(first: 5) { totalCount nodes { kid application { name } project { slug } predecessor { kid } successor { kid } } } } }
    apis(first: 5) { totalCount nodes { verifyEndpoint resourceServer { name } project { slug }
        grants(first: 5) { totalCount nodes { scopes application { name defaultApi { name } } api { name } } } } }
    api(name: \"orders\") { name }
    grants(first: 5) { totalCount nodes { scopes } }
    keys(first: 5) { totalCount nodes { kid } }
    signingKeys(first: 5) { nodes { kid } }
    auditEvents(first: 5) { totalCount nodes { action } } } } }";

/// One for each list and each kind of link on each level, and two for the actor's key, which is
/// checked again after the body and not cached on a replica that does not listen for notices. On a
/// busy machine there may be fewer: a late load includes the rows of the next level.
const MOST: u64 = 29;

async fn grow(world: &World, from: usize, to: usize) {
    for number in from..to {
        let input = json!({ "slug": format!("project-{number}"), "name": "n", "keyPolicy": { "signingAlgorithm": "ES256" } });
        let made = world.mutate(&world.root(), "createProject", input, "project { id }").await;
        let project = made.text("/createProject/project/id");

        for name in ["one", "two"] {
            let application = world.application(&project, name).await;
            world.application_key(&application, "k").await;
            let api = world
                .api(&project, if name == "one" { "orders" } else { "bills" }, &["read"])
                .await;
            world.grant(&application, &api, &["read"]).await;
            let input = json!({ "applicationId": application, "defaultApiId": api });
            world
                .mutate(&world.root(), "updateApplication", input, "application { id }")
                .await
                .ok();
            let input = json!({ "apiId": api, "resourceServerId": application });
            world.mutate(&world.root(), "updateApi", input, "api { id }").await.ok();
        }
    }
}

async fn cost(world: &World, wire: &Wire) -> u64 {
    let before = wire.statements();
    world.ask(&world.root(), WIDE, Value::Null).await.ok();
    wire.statements() - before
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wide_query_costs_no_more_statements_for_eight_projects_than_for_one() {
    run(Backend::Postgres, async |world: World| {
        let (watched, wire) = world.wired().await;
        for (from, to) in [(0, 1), (1, 8)] {
            grow(&world, from, to).await;
            let statements = cost(&watched, &wire).await;
            assert!(statements <= MOST, "{statements} for {to} projects");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_applications_keys_are_found_without_looking_through_those_of_others() {
    run(Backend::Sqlite, async |world: World| {
        let project = world.project("acme").await;
        world.application(&project, "one").await;
        let database = sea_orm::Database::connect(&world.database_url).await.unwrap();
        let application = application::Entity::find().one(&database).await.unwrap().unwrap();
        let keys = key::Entity::of_application(&application).filter(key::not_ended(world.now()));
        let mut statement = keys.order_by_desc(key::Column::Id).build(DbBackend::Sqlite);
        statement.sql.insert_str(0, "EXPLAIN QUERY PLAN ");
        let plan = database.query_all_raw(statement).await.unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
        assert_eq!(plan, ["SEARCH key USING INDEX key_application (application_id=?)"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_503_and_the_process_lives_on() {
    run(Backend::Postgres, async |world: World| {
        let (world, wire) = world.wired().await;
        world.project("acme").await;
        wire.cut();
        for path in ["/readyz", "/p/never-seen/.well-known/jwks.json"] {
            let answer = world.get(path).await;
            assert_eq!(answer.status, 503, "{path}");
        }
        let answer = world.ask(&world.root(), "{ projects { totalCount } }", Value::Null).await;
        assert_eq!(answer.response.status, 503, "{}", answer.body);
        assert!(!answer.response.header("retry-after").is_empty());
        assert_eq!(answer.code(), "INTERNAL");
        assert!(!answer.response.text().contains("postgres"), "no inside detail: {}", answer.body);
        assert_eq!(world.get("/healthz").await.status, 200);

        wire.mend();
        // The cached result of the readiness check is up to a second old.
        let ready = until(async || world.get("/readyz").await.status, |status| *status == 200);
        assert_eq!(ready.await, 200);
        world.ask(&world.root(), "{ projects { totalCount } }", Value::Null).await.ok();
    })
    .await;
}
