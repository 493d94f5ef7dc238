//! Nothing waits for a database that is away.

use std::time::Duration;

use axum::http::{Request, header};
use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::Replica;
use crate::harness::{Backend, Response, World, run, until};

/// Less than the time-outs of the driver, of the pool and of the server, and far more than an
/// answer needs. Nothing that is refused because the database is away waits so long.
const LONG: Duration = Duration::from_secs(1);

/// A request of each kind that needs the database, for a project that the replica knows.
async fn ask_each(replica: &Replica, basic: &str, token: &str) -> Vec<Option<Response>> {
    let world = &replica.world;
    let form = |path: &str, body: String| {
        let request = Request::post(format!("/p/acme/oauth/{path}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::AUTHORIZATION, basic);
        request.body(body.into()).unwrap()
    };
    let graphql = async |query: &str| world.ask(&world.root(), query, Value::Null).await.response;
    let check = Request::get("/p/acme/apis/orders/verify")
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    let create =
        "mutation { createProject(input: { slug: \"late\", name: \"n\" }) { project { id } } }";

    let answers: Vec<std::pin::Pin<Box<dyn Future<Output = Response> + Send + '_>>> = vec![
        Box::pin(world.get("/p/unknown/.well-known/jwks.json")),
        Box::pin(world.send(check.body(axum::body::Body::empty()).unwrap())),
        Box::pin(world.send(form("token", "grant_type=client_credentials".into()))),
        Box::pin(world.send(form("introspect", format!("token={token}")))),
        Box::pin(world.send(form("revoke", "token=unknown".into()))),
        Box::pin(world.get("/readyz")),
        Box::pin(graphql("{ projects { nodes { slug } } }")),
        Box::pin(graphql(create)),
    ];
    let answers = answers.into_iter().map(|answer| timeout(LONG, answer));
    join_all(answers).await.into_iter().map(Result::ok).collect()
}

/// What takes the database away, and how it comes back.
async fn refused_while(away: impl Fn(&Replica)) {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let (basic, token) = client(&world, &project).await;
        let replica = Replica::start(&world, keyplane_control::OutageLimits::default()).await;
        let statuses = async || {
            let answers = ask_each(&replica, &basic, &token).await;
            answers.iter().map(|answer| answer.as_ref().map(|a| a.status.as_u16())).collect()
        };
        let well: Vec<Option<u16>> = statuses().await;
        assert_eq!(well[1..5], [Some(403), Some(200), Some(200), Some(200)]);

        away(&replica);
        replica.is_alone().await;
        // The last heartbeat counts for its time.
        until(statuses, |found: &Vec<Option<u16>>| found[1] == Some(503)).await;
        let refused = ask_each(&replica, &basic, &token).await;
        for (at, answer) in refused.into_iter().enumerate() {
            let answer = answer.unwrap_or_else(|| panic!("request {at} waited"));
            assert_eq!(answer.status, 503, "request {at}: {}", answer.text());
            assert_eq!(answer.header("retry-after"), "1", "request {at}");
        }

        replica.wire.mend();
        replica.is_well().await;
        let found = until(statuses, |found: &Vec<Option<u16>>| found[2] == Some(200)).await;
        assert_eq!(found[1..5], [Some(403), Some(200), Some(200), Some(200)]);
        replica.stop().await;
    })
    .await;
}

/// An application with a secret, as a header, and a token of it.
async fn client(world: &World, project: &str) -> (String, String) {
    use base64::{Engine as _, engine::general_purpose::STANDARD};

    let input = json!({
        "projectId": project, "name": "n", "type": "SERVICE", "authMethod": "CLIENT_SECRET_BASIC",
    });
    let fields = "application { id } clientSecret";
    let made = world.mutate(&world.root(), "createApplication", input, fields).await;
    let id = made.text("/createApplication/application/id");
    let secret = made.text("/createApplication/clientSecret");
    let basic = format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));

    let request = Request::post("/p/acme/oauth/token")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::AUTHORIZATION, &basic);
    let answer = world.send(request.body("grant_type=client_credentials".into()).unwrap()).await;
    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
    (basic, token)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_request_is_refused_at_once_while_the_database_is_silent() {
    refused_while(|replica| replica.wire.silence()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_request_is_refused_at_once_while_the_database_refuses_connections() {
    refused_while(|replica| replica.wire.cut()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_wait_when_the_database_falls_silent_end_too() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let replica = Replica::start(&world, keyplane_control::OutageLimits::default()).await;
        replica.wire.silence();
        let input = json!({ "projectId": project, "name": "renamed" });
        let root = world.root();
        let mutation = replica.world.mutate(&root, "updateProject", input, "project { id }");
        let answer = timeout(LONG, Box::pin(mutation)).await.expect("it waited");
        assert_eq!(answer.response.status, 503, "{}", answer.body);
        replica.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mutation_that_waits_for_a_lock_is_no_outage() {
    use sqlx::{Connection, Executor};

    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let replica = Replica::start(&world, keyplane_control::OutageLimits::default()).await;
        let mut other = sqlx::PgConnection::connect(&world.database_url).await.unwrap();
        other.execute("BEGIN; UPDATE audit_chain SET sequence = sequence").await.unwrap();
        let input = json!({ "projectId": project, "name": "renamed" });
        let root = world.root();
        let answer = replica.world.mutate(&root, "updateProject", input, "project { id }").await;
        // It waited for the lock, far longer than a database that is away.
        assert!(answer.body.to_string().contains("not available"), "{}", answer.body);
        assert_eq!(replica.world.control.outage().outages, 0);
        other.execute("ROLLBACK").await.unwrap();
        replica.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_standby_is_not_asked_for_answers() {
    run(Backend::Postgres, async |world: World| {
        world.project("acme").await;
        // PostgreSQL's own function, as it is on a standby once the function says so.
        let is_standby = |is_standby: bool| {
            format!(
                "CREATE SCHEMA IF NOT EXISTS posing; CREATE OR REPLACE FUNCTION \
                 posing.pg_is_in_recovery() RETURNS bool LANGUAGE sql AS 'SELECT {is_standby}'"
            )
        };
        world.sql(&is_standby(false)).await;
        let name = world.database_name();
        let path = "posing, pg_catalog, public";
        world.sql(&format!("ALTER DATABASE {name} SET search_path = {path}")).await;
        let replica = Replica::start(&world, keyplane_control::OutageLimits::default()).await;

        world.sql(&is_standby(true)).await;
        replica.is_alone().await;
        assert_eq!(replica.world.get("/p/acme/.well-known/jwks.json").await.status, 503);
        world.sql(&is_standby(false)).await;
        replica.is_well().await;
        replica.stop().await;
    })
    .await;
}
