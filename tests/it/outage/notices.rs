//! Notices of commits are rows of an outbox: what `LISTEN` loses is found by position.

use axum::{
    body::Body,
    http::{Request, header},
};
use keyplane_control::OutageLimits;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Replica;
use crate::harness::{Backend, World, run, until};

/// An application of a new project `acme`, as its ID and its secret.
async fn application(world: &World) -> (String, String) {
    let project = world.project("acme").await;
    let input = json!({
        "projectId": project, "name": "n", "type": "SERVICE", "authMethod": "CLIENT_SECRET_POST",
    });
    let fields = "application { id } clientSecret";
    let made = world.mutate(&world.root(), "createApplication", input, fields).await;
    let text = |name: &str| made.text(&format!("/createApplication/{name}"));
    (text("application/id"), text("clientSecret"))
}

/// The status of a token request.
async fn status(world: &World, (id, secret): &(String, String)) -> u16 {
    let body = format!("client_id={id}&client_secret={secret}&grant_type=client_credentials");
    let request = Request::post("/p/acme/oauth/token")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    world.send(request.body(Body::from(body)).unwrap()).await.status.as_u16()
}

async fn enable(world: &World, id: &str, enabled: bool) {
    let input = json!({ "applicationId": id, "enabled": enabled });
    world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_notice_was_lost_is_found_in_the_outbox() {
    run(Backend::Postgres, async |world: World| {
        let client = application(&world).await;
        let replica = Replica::start(&world, OutageLimits::default()).await;
        assert_eq!(status(&replica.world, &client).await, 200);

        // As a commit of another replica, but without its NOTIFY.
        world
            .sql(&format!(
                "BEGIN; UPDATE application SET enabled = false; \
                 UPDATE notice_head SET position = position + 1; \
                 INSERT INTO change_notice SELECT position, project.id, NULL, '{id}', '{id}', 0 \
                 FROM notice_head, project WHERE slug = 'acme'; COMMIT",
                id = Uuid::nil()
            ))
            .await;
        let found = until(async || status(&replica.world, &client).await, |found| *found == 401);
        assert_eq!(found.await, 401);
        replica.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_cannot_listen_uses_its_caches_and_knows_what_was_answered() {
    run(Backend::Postgres, async |world: World| {
        let client = application(&world).await;
        let (deaf, wire) = world.wired().await;
        wire.deafen_for_good();
        let loops = [world.control.spawn_loops(), deaf.control.spawn_loops()];
        let ready = async || deaf.get("/readyz").await.text();
        let found = until(ready, |text| text == r#"{"status":"ready"}"#).await;
        assert_eq!(found, r#"{"status":"ready"}"#);

        for enabled in [false, true, false] {
            enable(&world, &client.0, enabled).await;
            let expected = if enabled { 200 } else { 401 };
            assert_eq!(status(&deaf, &client).await, expected);
            enable(&deaf, &client.0, !enabled).await;
            assert_eq!(status(&world, &client).await, if enabled { 401 } else { 200 });
        }

        for running in loops {
            running.stop().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn positions_have_no_gaps_and_are_in_the_order_of_commits() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let rename = async |number: usize| {
            let input = json!({ "projectId": project, "name": format!("n{number}") });
            world.mutate(&world.root(), "updateProject", input, "project { id }").await;
        };
        let create = async |number: usize| {
            let input = json!({ "slug": format!("many-{number}"), "name": "n" });
            world.mutate(&world.root(), "createProject", input, "project { id }").await;
        };
        let both = (0..8).map(|number| futures_util::future::join(rename(number), create(number)));
        futures_util::future::join_all(both).await;
        // Refused after its lock was taken: it leaves no gap.
        create(0).await;
        create(9).await;

        let found: Value = {
            use sqlx::Connection;
            let mut connection = sqlx::PgConnection::connect(&world.database_url).await.unwrap();
            let sql = "SELECT json_build_array(count(*), min(position), max(position), \
                       (SELECT position FROM notice_head)) FROM change_notice";
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
        };
        let [count, least, most, head] = [0, 1, 2, 3].map(|at| found[at].as_i64().unwrap());
        assert_eq!((least, most), (1, head), "{found}");
        assert_eq!(count, head, "{found}");
    })
    .await;
}
