//! A body that arrives late: the caller is checked again after it.

use serde_json::{Value, json};

use super::cast::Acme;
use crate::harness::{Answer, Caller, HeldBody, World, on_both};

const QUERY: &str = "{ project(slug: \"acme\") { slug auditEvents(first: 1) { nodes { id } } } }";

/// Sends the head, runs `meanwhile` once the server reads the body, and then sends the body.
async fn send(world: &World, actor: &Caller, meanwhile: impl Future<Output = ()>) -> Answer {
    let (body, mut held) = HeldBody::of(json!({ "query": QUERY }).to_string());
    let token = actor.token(world.now());
    let meanwhile = async {
        held.is_asked_for().await;
        meanwhile.await;
        held.release();
    };
    tokio::join!(world.post(&token, body), meanwhile).0
}

async fn update(world: &World, actor: &Caller, change: Value) {
    let mut input = json!({ "keyId": world.key_of(actor).await });
    input.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    world.mutate(&world.root(), "updateKey", input, "key { id }").await.ok();
}

#[track_caller]
fn assert_shut(answer: &Answer, reason: &str) {
    assert_eq!(answer.response.status, 401, "{}", answer.body);
    assert_eq!(answer.reason(), reason, "{}", answer.body);
    assert!(answer.body.get("data").is_none(), "{}", answer.body);
}

on_both! {
    async fn a_key_that_is_revoked_before_the_body_came_sees_nothing(world: World) {
        let acme = Acme::create(&world).await;
        let actor = world.project_admin(&acme.project, "acme", "held", &["AUDIT_READ"]).await;
        let meanwhile = async {
            let input = json!({ "keyId": world.key_of(&actor).await, "reason": "lost" });
            world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
        };
        assert_shut(&send(&world, &actor, meanwhile).await, "KEY_REVOKED");
    }

    async fn a_key_that_ends_before_the_body_came_sees_nothing(world: World) {
        Acme::create(&world).await;
        let actor = world.instance_admin("held", &["AUDIT_READ"]).await;
        let end = world.now().plus_seconds(60);
        update(&world, &actor, json!({ "expiresAt": end.to_string() })).await;
        let answer = send(&world, &actor, async { world.clock.set(end) }).await;
        assert_shut(&answer, "KEY_EXPIRED");
    }

    async fn a_token_that_ends_before_the_body_came_sees_nothing(world: World) {
        Acme::create(&world).await;
        let actor = world.instance_admin("held", &["AUDIT_READ"]).await;
        let answer = send(&world, &actor, async { world.clock.advance(361) }).await;
        assert_shut(&answer, "EXPIRED");
    }

    async fn a_key_of_a_project_that_is_deleted_before_the_body_came_sees_nothing(world: World) {
        let acme = Acme::create(&world).await;
        let actor = world.project_admin(&acme.project, "acme", "held", &["AUDIT_READ"]).await;
        let meanwhile = async {
            let input = json!({ "projectId": acme.project, "confirmSlug": "acme" });
            world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        };
        assert_shut(&send(&world, &actor, meanwhile).await, "WRONG_AUDIENCE");
    }

    async fn a_key_that_is_weakened_before_the_body_came_sees_what_is_left(world: World) {
        Acme::create(&world).await;
        let actor = world.instance_admin("held", &["AUDIT_READ"]).await;
        let meanwhile = update(&world, &actor, json!({ "permissions": ["READ"] }));
        let answer = send(&world, &actor, meanwhile).await.refused("FORBIDDEN");
        assert_eq!(answer.body["data"], json!({ "project": { "slug": "acme", "auditEvents": null } }));
    }

    async fn a_late_body_of_a_key_that_keeps_its_authority_is_answered(world: World) {
        Acme::create(&world).await;
        let actor = world.instance_admin("held", &["AUDIT_READ"]).await;
        send(&world, &actor, async {}).await.ok();
    }
}
