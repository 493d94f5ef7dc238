//! The admin keys of rules: the server alone makes, rotates and revokes them, and their tokens count
//! only with a session.

use keyplane_entity::id::OperatorRuleId;
use serde_json::{Value, json};

use super::{
    browser::{Acme, Browser},
    sessions::claims_of,
};
use crate::harness::{Backend, Caller, World, on_both};

const LOOK: &str = "{ viewer { scope } }";
const KEY: &str = "{ operatorIssuers { rules { key { id kid name custody privateKeyRetained permissions state expiresAt operatorRuleId } } } }";

async fn key_of_rule(world: &World) -> Value {
    world.ask(&world.root(), KEY, Value::Null).await.at("/operatorIssuers/0/rules/0/key").clone()
}

on_both! {
    async fn no_key_mutation_touches_the_key_of_a_rule_and_the_refusal_names_the_rule(world: World) {
        Acme::with_rule(&world, &["READ", "KEYS_EXPORT"]).await;
        let key = key_of_rule(&world).await;
        assert_eq!((&key["custody"], &key["privateKeyRetained"]), (&json!("SERVER"), &json!(false)));
        let id = &key["id"];
        for (mutation, input) in [
            ("updateKey", json!({ "keyId": id, "name": "n" })),
            ("updateKey", json!({ "keyId": id, "permissions": ["READ", "ADMIN_KEYS_WRITE"] })),
            ("updateKey", json!({ "keyId": id, "expiresAt": "2999-01-01T00:00:00Z" })),
            ("rotateKey", json!({ "keyId": id })),
            ("revokeKey", json!({ "keyId": id, "reason": "r" })),
            ("exportPrivateKey", json!({ "keyId": id })),
        ] {
            let fields = if mutation == "exportPrivateKey" { "privateKey { filename }" } else { "key { id }" };
            let refused = world.mutate(&world.root(), mutation, input, fields).await.refused("PRECONDITION_FAILED");
            assert!(refused.message().contains("Platform team"), "{mutation}: {}", refused.message());
        }
        assert_eq!(key_of_rule(&world).await, key);
    }

    async fn the_key_of_a_rule_does_not_count_as_the_key_that_must_remain(world: World) {
        Acme::with_rule(&world, &["ADMIN_KEYS_WRITE"]).await;
        let root = world.key_of(&world.root()).await;
        let input = json!({ "keyId": root, "reason": "r" });
        world.mutate(&world.root(), "revokeKey", input, "key { id }").await.refused("PRECONDITION_FAILED");
    }

    async fn a_token_of_such_a_key_without_a_live_session_of_the_rule_is_refused(world: World) {
        let (acme, rule) = Acme::with_rule(&world, &["READ"]).await;
        let other = acme.rule(&world, None, "Other", "others", &["ADMIN_KEYS_WRITE"]).await;
        let mut browser = acme.signed_in(&world, json!({})).await;
        let session = browser.token(&world).await.json()["session"]["id"].clone();
        let own = key_as_of(&world, &rule, "own").await;
        let others = key_as_of(&world, &other, "others").await;

        for (key, jti, expected) in [
            (&own, json!(session), ""),
            (&own, Value::Null, "SESSION_ENDED"),
            (&own, json!(7), "SESSION_ENDED"),
            (&own, json!("ops_00000000000000000000000000"), "SESSION_ENDED"),
            (&own, json!(rule), "SESSION_ENDED"),
            (&others, json!(session), "SESSION_ENDED"),
        ] {
            let mut claims = key.claims(world.now());
            if !jti.is_null() {
                claims.insert("jti".to_owned(), jti.clone());
            }
            let answer = world.ask_with(&key.token_with(claims), LOOK, Value::Null).await;
            assert_eq!(answer.reason(), expected, "{jti}");
        }

        // Other keys' tokens may hold anything there.
        for jti in [json!(session), json!(7), json!({ "a": [] })] {
            let mut claims = world.root().claims(world.now());
            claims.insert("jti".to_owned(), jti);
            world.ask_with(&world.root().token_with(claims), LOOK, Value::Null).await.ok();
        }
    }

    async fn a_rules_key_rotates_by_itself_and_no_session_notices(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let first = key_of_rule(&world).await;
        world.control.operators().rotate_rule_keys().await.unwrap();
        assert_eq!(key_of_rule(&world).await["kid"], first["kid"], "it is not due");

        world.clock.advance(30 * 86_400);
        let mut browser = acme.signed_in(&world, json!({})).await;
        let token = browser.access_token(&world).await;
        world.control.operators().rotate_rule_keys().await.unwrap();
        world.control.operators().rotate_rule_keys().await.unwrap();
        let second = key_of_rule(&world).await;
        assert_ne!(second["kid"], first["kid"]);
        world.ask_with(&token, LOOK, Value::Null).await.ok();
        browser.ask(&world, LOOK, Value::Null).await.ok();
        let query = "query ($id: ID!) { node(id: $id) { ... on Key { state } } }";
        assert_eq!(world.ask(&world.root(), query, json!({ "id": first["id"] })).await.text("/node/state"), "RETIRING");
        world.clock.advance(601);
        assert_eq!(world.ask(&world.root(), query, json!({ "id": first["id"] })).await.text("/node/state"), "EXPIRED");

        let query = "{ auditEvents(first: 5, filter: { actions: [\"operatorRule.rotateKey\"] }) { totalCount nodes { actorType } } }";
        let events = world.ask(&world.root(), query, Value::Null).await;
        assert_eq!(events.int("/auditEvents/totalCount"), 1);
        assert_eq!(events.text("/auditEvents/nodes/0/actorType"), "SYSTEM");
    }

    async fn a_kept_token_says_nothing_of_the_person(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let mut browser: Browser = acme.signed_in(&world, json!({})).await;
        let claims = claims_of(&browser.access_token(&world).await);
        let names: Vec<_> = claims.as_object().unwrap().keys().cloned().collect();
        assert_eq!(names, ["aud", "exp", "iat", "jti"]);
    }
}

/// The holder of an admin key that the database says to be a rule's: so the test can sign with it.
async fn key_as_of(world: &World, rule: &str, name: &'static str) -> Caller {
    let caller = world.instance_admin(name, &["READ"]).await;
    let id = rule.parse::<OperatorRuleId>().unwrap().0;
    let id = match world.backend {
        Backend::Sqlite => format!("x'{}'", id.simple()),
        Backend::Postgres => format!("'{id}'"),
    };
    world
        .sql(&format!("UPDATE key SET operator_rule_id = {id} WHERE kid = '{}'", caller.kid))
        .await;
    caller
}
