//! Refused calls of the Admin API: in the log, and bounded.

use axum::{
    body::Body,
    http::{Request, header},
};
use keyplane_auth::{Algorithm, KeySpec, PrivateKey};
use serde_json::{Value, json};

use crate::harness::{Caller, World, on_both};

/// An RSA key that no admin key has.
fn stranger() -> PrivateKey {
    PrivateKey::generate(KeySpec::new(Algorithm::Rs256, None).unwrap()).unwrap()
}

async fn refused(world: &World, caller: &Caller, reason: &str) {
    let answer = world.ask(caller, "{ viewer { scope } }", Value::Null).await;
    assert_eq!(answer.reason(), reason, "{}", answer.body);
}

async fn record(world: &World) {
    world.control.record_refusals(false).await.unwrap();
}

/// The events about refused calls, newest first.
async fn recorded(world: &World, project: Option<&str>) -> Vec<Value> {
    let mut events = world.events(project).await;
    events.retain(|event| event["action"] == "adminCall.refuse");
    events
}

on_both! {
    async fn calls_whose_token_names_no_key_are_one_event_however_many_there_are(world: World) {
        let key = stranger();
        for number in 0..30 {
            let caller = Caller::with_kid(&key, &format!("kid-{number}"), "keyplane");
            refused(&world, &caller, "UNKNOWN_KID").await;
        }
        world.ask_with("nonsense", "{ viewer { scope } }", Value::Null).await;
        record(&world).await;
        let [event] = &recorded(&world, None).await[..] else { panic!("one event") };
        assert_eq!(event["changes"]["count"], 31);
        assert_eq!(event["changes"]["reasons"], json!({ "UNKNOWN_KID": 30, "MALFORMED": 1 }));
        assert_eq!(event["changes"]["sources"], json!({ "192.0.2.1": 31 }));
        assert_eq!((&event["actorType"], &event["actorKid"]), (&json!("SYSTEM"), &Value::Null));
        assert_eq!((&event["targetId"], &event["sourceAddress"]), (&json!("instance"), &json!("192.0.2.1")));
        assert!(!event.to_string().contains("kid-1"), "what a stranger sends is not kept");
    }

    async fn there_is_one_event_in_five_minutes(world: World) {
        let caller = Caller::new(&stranger(), "keyplane");
        for _ in 0..5 {
            refused(&world, &caller, "UNKNOWN_KID").await;
            record(&world).await;
        }
        assert_eq!(recorded(&world, None).await.len(), 1);
        world.clock.advance(300);
        record(&world).await;
        let events = recorded(&world, None).await;
        assert_eq!(events.len(), 2);
        assert_eq!((&events[0]["changes"]["count"], &events[1]["changes"]["count"]), (&json!(4), &json!(1)));
        refused(&world, &caller, "UNKNOWN_KID").await;
        world.control.record_refusals(true).await.unwrap();
        assert_eq!(recorded(&world, None).await.len(), 3, "the rest, when the process ends");
        record(&world).await;
        assert_eq!(recorded(&world, None).await.len(), 3, "nothing is left");
    }

    async fn calls_about_a_known_key_are_in_the_chain_of_its_scope(world: World) {
        let project = world.project("acme").await;
        let admin = world.project_admin(&project, "acme", "bob", &["READ"]).await;
        let forger = Caller::with_kid(&stranger(), &admin.kid, "acme");
        refused(&world, &forger, "BAD_SIGNATURE").await;
        let expired = admin.token(world.now().plus_seconds(-3_600));
        let answer = world.ask_with(&expired, "{ viewer { scope } }", Value::Null).await;
        assert_eq!(answer.reason(), "EXPIRED");
        let input = json!({ "projectId": project, "name": "n", "type": "SERVICE" });
        world.mutate(&admin, "createApplication", input, "application { id }").await.refused("FORBIDDEN");
        record(&world).await;

        assert_eq!(recorded(&world, None).await.len(), 0);
        let [event] = &recorded(&world, Some(&project)).await[..] else { panic!("one event") };
        assert_eq!(event["changes"]["reasons"], json!({ "BAD_SIGNATURE": 1, "EXPIRED": 1, "FORBIDDEN": 1 }));
        assert_eq!(event["targetId"], json!(world.key_of(&admin).await));
    }

    async fn a_call_without_a_token_counts_and_one_that_is_accepted_does_not(world: World) {
        let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        let answer = world.send(request.body(Body::from("{}")).unwrap()).await;
        assert_eq!(answer.status, 401);
        world.ask(&world.root(), "{ viewer { scope } }", Value::Null).await.ok();
        assert_eq!(world.control.guard().refused_calls(), 1);
        record(&world).await;
        let [event] = &recorded(&world, None).await[..] else { panic!("one event") };
        assert_eq!(event["changes"]["reasons"], json!({ "MISSING_TOKEN": 1 }));
        assert_eq!(event["requestId"].as_str().unwrap(), answer.header("x-request-id"));
    }
}
