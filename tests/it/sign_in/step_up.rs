//! What needs a sign-in of at most five minutes ago.

use serde_json::{Value, json};

use super::browser::{Acme, Browser, problem_of};
use crate::harness::{World, on_both};

const EVERY: &[&str] = &[
    "READ",
    "AUDIT_READ",
    "PROJECT_WRITE",
    "APPLICATIONS_WRITE",
    "KEYS_WRITE",
    "KEYS_EXPORT",
    "ADMIN_KEYS_WRITE",
    "INSTANCE_WRITE",
];
const GENERATE: &str =
    "mutation { generateAdminKey(input: { name: \"n\", permissions: [READ] }) { key { id } } }";

async fn retained_key(world: &World) -> String {
    let project = world.project("acme").await;
    let application = world.application(&project, "app").await;
    let input = json!({ "applicationId": application, "name": "k", "algorithm": "ES256", "retainPrivateKey": true });
    let made = world.mutate(&world.root(), "generateApplicationKey", input, "key { id }").await;
    made.text("/generateApplicationKey/key/id")
}

on_both! {
    async fn admin_keys_and_exports_need_a_sign_in_of_five_minutes_ago_whatever_the_tokens_iat(world: World) {
        let (acme, _) = Acme::with_rule(&world, EVERY).await;
        let key = retained_key(&world).await;
        let export = format!("mutation {{ exportPrivateKey(input: {{ keyId: \"{key}\" }}) {{ privateKey {{ filename }} }} }}");
        let mut browser = acme.signed_in(&world, json!({ "auth_time": world.now().seconds() })).await;
        for mutation in [GENERATE, &export] {
            browser.ask(&world, mutation, Value::Null).await.ok();
        }

        world.clock.advance(301);
        for mutation in [GENERATE, &export] {
            let refused = browser.ask(&world, mutation, Value::Null).await.refused("PRECONDITION_FAILED");
            assert_eq!(refused.reason(), "STEP_UP");
        }
        // Everything else goes on.
        browser.ask(&world, "mutation { createProject(input: { slug: \"other\", name: \"n\" }) { project { id } } }", Value::Null).await.ok();
        let viewer = browser.ask(&world, "{ viewer { permissions stepUpPermissions steppedUpUntil } operatorIssuers { sessions { totalCount } } }", Value::Null).await;
        assert_eq!(viewer.at("/viewer/stepUpPermissions"), &json!(["KEYS_EXPORT", "ADMIN_KEYS_WRITE"]));
        assert_eq!(viewer.at("/viewer/steppedUpUntil"), &Value::Null);

        let ended = acme.sign_in(&world, &mut browser, json!({ "stepUp": true }), json!({})).await;
        assert_eq!(ended.header("location"), "/console/");
        for mutation in [GENERATE, &export] {
            browser.ask(&world, mutation, Value::Null).await.ok();
        }
    }

    async fn a_step_up_asks_for_credentials_and_believes_only_a_recent_auth_time(world: World) {
        let (acme, _) = Acme::with_rule(&world, EVERY).await;
        let mut browser = Browser::default();
        let location = acme.begin(&world, &mut browser, json!({ "stepUp": true })).await;
        assert!(location.contains("max_age=300") && location.contains("prompt=login"), "{location}");

        let now = world.now().seconds();
        for claims in [json!({ "auth_time": null }), json!({ "auth_time": now - 361 })] {
            let ended = acme.sign_in(&world, &mut browser, json!({ "stepUp": true }), claims).await;
            assert_eq!(problem_of(&ended), "NOT_RECENT");
        }
    }

    async fn without_auth_time_nothing_that_needs_it_may_be_used(world: World) {
        let (acme, _) = Acme::with_rule(&world, EVERY).await;
        let mut browser = acme.signed_in(&world, json!({ "auth_time": null })).await;
        let refused = browser.ask(&world, GENERATE, Value::Null).await.refused("PRECONDITION_FAILED");
        assert_eq!(refused.reason(), "STEP_UP");
    }

    async fn a_clock_that_is_ahead_does_not_lengthen_a_step_up(world: World) {
        let (acme, _) = Acme::with_rule(&world, EVERY).await;
        let mut browser = acme.signed_in(&world, json!({ "auth_time": world.now().seconds() + 55 })).await;
        world.clock.advance(301);
        assert_eq!(browser.ask(&world, GENERATE, Value::Null).await.reason(), "STEP_UP");
    }

    async fn a_step_up_keeps_the_rule_and_ends_the_session_before(world: World) {
        let acme = Acme::new(&world).await;
        acme.rule(&world, None, "Readers", "platform", &["READ"]).await;
        let second = acme.rule(&world, None, "Keepers", "platform", &["ADMIN_KEYS_WRITE"]).await;
        let mut browser = Browser::default();
        acme.sign_in(&world, &mut browser, json!({ "ruleId": second }), json!({})).await;
        let (token, old) = (browser.access_token(&world).await, browser.clone());

        acme.sign_in(&world, &mut browser, json!({ "stepUp": true }), json!({})).await;
        assert_eq!(browser.token(&world).await.json()["session"]["ruleName"], "Keepers");
        assert_eq!(old.clone().token(&world).await.json()["reason"], "SIGNED_OUT");
        assert_eq!(world.ask_with(&token, "{ viewer { scope } }", Value::Null).await.reason(), "SESSION_ENDED");

        // Another person's sign-in in this browser ends only this browser's way back.
        let mut other = browser.clone();
        acme.sign_in(&world, &mut other, json!({}), json!({ "sub": "ben" })).await;
        browser.access_token(&world).await;
    }
}
