//! Transactions that PostgreSQL refuses for serialisation are tried again.

use axum::{
    body::Body,
    http::{Request, header},
};
use keyplane_auth::{Algorithm, Header, SigningKey, mint};
use serde_json::json;

use crate::harness::{Backend, World, ec_key, run};

/// Makes the first `times` inserts into a table fail as a deadlock does. The number is kept in a
/// sequence, which no rollback takes back.
async fn refuse_inserts(world: &World, table: &str, times: u32) {
    world
        .sql(&format!(
            "CREATE SEQUENCE tries; CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
             $$BEGIN IF nextval('tries') <= {times} THEN RAISE 'refused' USING ERRCODE = '40P01'; \
             END IF; RETURN NEW; END$$; CREATE TRIGGER refuse BEFORE INSERT ON {table} \
             FOR EACH ROW EXECUTE FUNCTION refuse()"
        ))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mutation_that_loses_a_deadlock_succeeds_and_is_recorded_once() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        for table in ["audit_event", "change_notice"] {
            refuse_inserts(&world, table, 3).await;
            let input = json!({ "projectId": project, "name": format!("after {table}") });
            world.mutate(&world.root(), "updateProject", input, "project { id }").await.ok();
            world.sql("DROP SEQUENCE tries; DROP FUNCTION refuse CASCADE").await;
        }
        let query =
            "{ project(slug: \"acme\") { name auditEvents(first: 100) { nodes { action } } } }";
        let found = world.ask(&world.root(), query, json!({})).await;
        assert_eq!(found.text("/project/name"), "after change_notice");
        let events = found.at("/project/auditEvents/nodes").as_array().unwrap();
        let updates = events.iter().filter(|event| event["action"] == "project.update");
        assert_eq!(updates.count(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_that_is_refused_each_time_ends_with_503() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        refuse_inserts(&world, "audit_event", 1_000).await;
        let input = json!({ "projectId": project, "name": "never" });
        let answer = world.mutate(&world.root(), "updateProject", input, "project { id }").await;
        assert_eq!(answer.response.status, 503, "{}", answer.body);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_assertion_is_spent_once_though_its_transaction_was_tried_again() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let id = world.application(&project, "signs").await;
        let key = ec_key();
        let public_key = key.public_key().spki_pem();
        let input = json!({ "applicationId": id, "name": "k", "publicKey": public_key });
        let made = world.mutate(&world.root(), "importApplicationKey", input, "key { kid }").await;
        let header =
            Header { kid: made.text("/importApplicationKey/key/kid"), ..Header::default() };
        let key = SigningKey::new(&key, Algorithm::Es256).unwrap();
        let claims = json!({
            "iss": id, "sub": id, "aud": "https://keys.example.com/p/acme",
            "exp": world.now().seconds() + 60, "jti": "once",
        });
        let assertion = mint(&key, header, claims.as_object().unwrap()).unwrap();
        refuse_inserts(&world, "spent_assertion", 2).await;

        let ask = async || {
            let body = format!(
                "grant_type=client_credentials&client_assertion={assertion}&client_assertion_type=\
                 urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            );
            let request = Request::post("/p/acme/oauth/token")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            world.send(request.body(Body::from(body)).unwrap()).await.status.as_u16()
        };
        assert_eq!(ask().await, 200);
        assert_eq!(ask().await, 401);
    })
    .await;
}
