//! Revoking a rule, a person, a session or a provider counts at once, on every replica.

use serde_json::{Value, json};

use super::browser::{Acme, Browser, problem_of};
use crate::harness::{World, on_both};

const LOOK: &str = "{ viewer { scope } }";

/// Changes something, and expects that the session has ended for this reason everywhere.
async fn ends(
    world: &World,
    acme: &Acme,
    mutation: &str,
    input: Value,
    fields: &str,
    reason: &str,
) {
    let replicas = world.replicas().await;
    let places = || std::iter::once(world).chain(&replicas);
    let mut browser = acme.signed_in(world, json!({})).await;
    let token = browser.access_token(world).await;
    for place in places() {
        place.ask_with(&token, LOOK, Value::Null).await.ok();
    }

    world.mutate(&world.root(), mutation, input, fields).await.ok();
    // The key of a rule ends with the rule.
    let of_token = if mutation == "deleteOperatorRule" { "KEY_REVOKED" } else { "SESSION_ENDED" };
    for place in places() {
        let refused = place.ask_with(&token, LOOK, Value::Null).await;
        assert_eq!(refused.reason(), of_token, "{mutation}");
        assert_eq!(browser.clone().token(place).await.json()["reason"], reason, "{mutation}");
    }
}

on_both! {
    async fn a_rule_that_is_disabled_or_gets_other_conditions_ends_its_sessions_at_once(world: World) {
        let (acme, rule) = Acme::with_rule(&world, &["READ"]).await;
        let conditions = json!([{ "claim": "sub", "match": "ONE_OF", "values": ["anna", "ben"] }]);
        let input = json!({ "operatorRuleId": rule, "claimRules": conditions });
        ends(&world, &acme, "updateOperatorRule", input, "operatorRule { id }", "RULE_ENDED").await;
        let input = json!({ "operatorRuleId": rule, "enabled": false });
        ends(&world, &acme, "updateOperatorRule", input, "operatorRule { id }", "RULE_ENDED").await;

        let mut browser = Browser::default();
        let ended = acme.sign_in(&world, &mut browser, json!({}), json!({})).await;
        assert_eq!(problem_of(&ended), "NO_RULE");
    }

    async fn a_rule_that_is_deleted_ends_its_sessions_at_once(world: World) {
        let (acme, rule) = Acme::with_rule(&world, &["READ"]).await;
        ends(&world, &acme, "deleteOperatorRule", json!({ "operatorRuleId": rule }), "deletedId", "RULE_ENDED").await;
    }

    async fn a_provider_that_is_disabled_ends_its_sessions_at_once(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let input = json!({ "operatorIssuerId": acme.issuer, "enabled": false });
        ends(&world, &acme, "updateOperatorIssuer", input, "operatorIssuer { id }", "ISSUER_DISABLED").await;
        let started = Browser::default().post(&world, "start", json!({ "issuerId": acme.issuer })).await;
        assert_eq!(started.json()["error"], "ISSUER_DISABLED");
        assert_eq!(world.get("/portal-auth/providers").await.json(), json!({ "providers": [] }));
    }

    async fn a_person_who_is_blocked_is_out_at_once_until_the_block_is_removed(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let mut ben = acme.signed_in(&world, json!({ "sub": "ben" })).await;
        let input = json!({ "operatorIssuerId": acme.issuer, "subject": "anna", "reason": "left" });
        ends(&world, &acme, "blockOperator", input.clone(), "operatorBlock { id }", "BLOCKED").await;
        ben.ask(&world, LOOK, Value::Null).await.ok();

        let mut browser = Browser::default();
        let ended = acme.sign_in(&world, &mut browser, json!({}), json!({})).await;
        assert_eq!(problem_of(&ended), "BLOCKED");
        world.mutate(&world.root(), "blockOperator", input, "operatorBlock { id }").await.refused("CONFLICT");

        let query = "{ operatorIssuers { blocks { totalCount nodes { id subject reason issuer } } } }";
        let found = world.ask(&world.root(), query, Value::Null).await;
        let block = found.at("/operatorIssuers/0/blocks/nodes/0");
        assert_eq!((&block["subject"], &block["reason"]), (&json!("anna"), &json!("left")));
        let input = json!({ "operatorBlockId": block["id"] });
        world.mutate(&world.root(), "unblockOperator", input, "deletedId").await.ok();
        acme.signed_in(&world, json!({})).await;
    }

    async fn one_session_is_revoked_and_the_others_stay(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let (mut first, mut second) = (acme.signed_in(&world, json!({})).await, acme.signed_in(&world, json!({})).await);
        let token = first.access_token(&world).await;
        let id = first.token(&world).await.json()["session"]["id"].clone();
        let input = json!({ "operatorSessionId": id, "reason": "stolen laptop" });
        let fields = "operatorSession { endedAt }";
        world.mutate(&world.root(), "revokeOperatorSession", input.clone(), fields).await.ok();
        assert_eq!(first.token(&world).await.json()["reason"], "REVOKED");
        assert_eq!(world.ask_with(&token, LOOK, Value::Null).await.reason(), "SESSION_ENDED");
        second.access_token(&world).await;
        world.mutate(&world.root(), "revokeOperatorSession", input, fields).await.refused("PRECONDITION_FAILED");
    }

    async fn a_rule_that_ends_takes_its_sessions_along(world: World) {
        let (acme, rule) = Acme::with_rule(&world, &["READ"]).await;
        let end = keyplane_entity::Timestamp(world.now().0).plus_seconds(100).to_string();
        let input = json!({ "operatorRuleId": rule, "expiresAt": end });
        world.mutate(&world.root(), "updateOperatorRule", input, "operatorRule { id }").await.ok();
        let mut browser = acme.signed_in(&world, json!({})).await;
        let token = browser.access_token(&world).await;
        world.clock.advance(101);
        assert_eq!(world.ask_with(&token, LOOK, Value::Null).await.reason(), "SESSION_ENDED");
        assert_eq!(browser.token(&world).await.json()["reason"], "RULE_ENDED");
    }

    async fn other_permissions_of_a_rule_count_for_its_sessions_at_once(world: World) {
        let (acme, rule) = Acme::with_rule(&world, &["READ", "INSTANCE_WRITE"]).await;
        let mut browser = acme.signed_in(&world, json!({})).await;
        let token = browser.access_token(&world).await;
        let input = json!({ "operatorRuleId": rule, "permissions": ["READ"] });
        world.mutate(&world.root(), "updateOperatorRule", input, "operatorRule { permissions }").await.ok();
        let create = "mutation { createProject(input: { slug: \"other\", name: \"n\" }) { project { id } } }";
        world.ask_with(&token, create, Value::Null).await.refused("FORBIDDEN");
    }

    async fn a_deleted_project_takes_its_rules_and_sessions_along(world: World) {
        let acme = Acme::new(&world).await;
        let project = world.project("shop").await;
        acme.rule(&world, Some(&project), "Shop team", "platform", &["READ"]).await;
        let mut browser = acme.signed_in(&world, json!({})).await;
        let token = browser.access_token(&world).await;
        let input = json!({ "projectId": project, "confirmSlug": "shop" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        world.ask_with(&token, LOOK, Value::Null).await.refused("UNAUTHENTICATED");
        assert_eq!(browser.token(&world).await.json()["reason"], "RULE_ENDED");
        let found = world.ask(&world.root(), "{ operatorIssuers { rules { id } } }", Value::Null).await;
        assert_eq!(found.at("/operatorIssuers/0/rules"), &json!([]));
    }

    async fn sessions_that_ended_a_day_ago_are_swept(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        acme.signed_in(&world, json!({})).await;
        let query = "{ operatorIssuers { sessions { totalCount } } }";
        world.clock.advance(28_800 + 86_400 - 60);
        world.control.sweep().await.unwrap();
        assert_eq!(world.ask(&world.root(), query, Value::Null).await.int("/operatorIssuers/0/sessions/totalCount"), 1);
        world.clock.advance(60);
        world.control.sweep().await.unwrap();
        assert_eq!(world.ask(&world.root(), query, Value::Null).await.int("/operatorIssuers/0/sessions/totalCount"), 0);
    }
}
