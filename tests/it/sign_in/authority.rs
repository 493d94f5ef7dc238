//! Who may change operators' issuers and rules.

use std::cell::Cell;

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{
    browser::{Acme, Browser, problem_of},
    provider::Mood,
};
use crate::harness::{on_both, until};

on_both! {
    async fn only_a_key_with_every_permission_of_every_rule_changes_a_provider(world: World) {
        let (acme, rule) = Acme::with_rule(&world, &["READ", "INSTANCE_WRITE"]).await;
        let mut browser = acme.signed_in(&world, json!({})).await;
        let session = browser.token(&world).await.json()["session"]["id"].clone();
        let keeper = world.instance_admin("keeper", &["ADMIN_KEYS_WRITE", "KEYS_WRITE"]).await;
        let chief = world.instance_admin("chief", &["ADMIN_KEYS_WRITE", "INSTANCE_WRITE"]).await;
        let conditions = json!([{ "claim": "sub", "match": "EXACT", "values": ["eve"] }]);

        for (mutation, input, fields) in [
            ("updateOperatorIssuer", json!({ "operatorIssuerId": acme.issuer, "clientId": "keyplane portal" }), "operatorIssuer { id }"),
            ("createOperatorRule", json!({ "operatorIssuerId": acme.issuer, "name": "n", "permissions": ["READ"], "claimRules": conditions }), "operatorRule { id }"),
            ("updateOperatorRule", json!({ "operatorRuleId": rule, "name": "n" }), "operatorRule { id }"),
            ("blockOperator", json!({ "operatorIssuerId": acme.issuer, "subject": "ben", "reason": "r" }), "operatorBlock { id }"),
            ("revokeOperatorSession", json!({ "operatorSessionId": session, "reason": "r" }), "operatorSession { id }"),
            ("deleteOperatorRule", json!({ "operatorRuleId": rule }), "deletedId"),
        ] {
            let refused = world.mutate(&keeper, mutation, input.clone(), fields).await.refused("FORBIDDEN");
            assert!(refused.message().contains("INSTANCE_WRITE"), "{mutation}: {}", refused.message());
            world.mutate(&chief, mutation, input, fields).await.ok();
        }
    }

    async fn a_rule_gives_no_permission_that_its_maker_lacks(world: World) {
        let acme = Acme::new(&world).await;
        let keeper = world.instance_admin("keeper", &["ADMIN_KEYS_WRITE"]).await;
        let conditions = json!([{ "claim": "sub", "match": "EXACT", "values": ["eve"] }]);
        let input = |permissions: Value| json!({ "operatorIssuerId": acme.issuer, "name": "n", "permissions": permissions, "claimRules": conditions });
        world.mutate(&keeper, "createOperatorRule", input(json!(["KEYS_WRITE"])), "operatorRule { id }").await.refused("FORBIDDEN");
        world.mutate(&keeper, "createOperatorRule", input(json!([])), "operatorRule { id }").await.refused("INVALID_INPUT");
        let made = world.mutate(&keeper, "createOperatorRule", input(json!(["READ"])), "operatorRule { id }").await;
        let rule = made.text("/createOperatorRule/operatorRule/id");
        let input = json!({ "operatorRuleId": rule, "permissions": ["READ", "KEYS_WRITE"] });
        world.mutate(&keeper, "updateOperatorRule", input, "operatorRule { id }").await.refused("FORBIDDEN");

        let project = world.project("shop").await;
        let input = json!({ "operatorIssuerId": acme.issuer, "projectId": project, "name": "n", "permissions": ["INSTANCE_WRITE"], "claimRules": conditions });
        world.mutate(&world.root(), "createOperatorRule", input, "operatorRule { id }").await.refused("INVALID_INPUT");
    }

    async fn who_has_an_end_sets_none_later_and_touches_nothing_that_lasts_longer(world: World) {
        let (acme, rule) = Acme::with_rule(&world, &["READ"]).await;
        let end = world.now().plus_seconds(86_400).to_string();
        let later = world.now().plus_seconds(86_401).to_string();
        let guest = world.instance_admin("guest", &["ADMIN_KEYS_WRITE"]).await;
        let key = world.key_of(&guest).await;
        let input = json!({ "keyId": key, "expiresAt": end });
        world.mutate(&world.root(), "updateKey", input, "key { id }").await.ok();

        let update = |fields: Value| {
            let mut input = json!({ "operatorRuleId": rule });
            input.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
            input
        };
        world.mutate(&guest, "updateOperatorRule", update(json!({ "name": "n" })), "operatorRule { id }").await.refused("FORBIDDEN");
        let input = json!({ "operatorIssuerId": acme.issuer, "clientId": "another" });
        world.mutate(&guest, "updateOperatorIssuer", input, "operatorIssuer { id }").await.refused("FORBIDDEN");

        world.mutate(&world.root(), "updateOperatorRule", update(json!({ "expiresAt": end })), "operatorRule { id }").await.ok();
        world.mutate(&guest, "updateOperatorRule", update(json!({ "name": "n" })), "operatorRule { id }").await.ok();
        for fields in [json!({ "expiresAt": later }), json!({ "expiresAt": null })] {
            world.mutate(&guest, "updateOperatorRule", update(fields), "operatorRule { id }").await.refused("FORBIDDEN");
        }
    }

    async fn a_key_that_gets_an_end_while_it_waits_makes_no_rule_that_lasts_longer(world: World) {
        let acme = Acme::new(&world).await;
        let guest = world.instance_admin("guest", &["ADMIN_KEYS_WRITE"]).await;
        let key = world.key_of(&guest).await;
        let end = world.now().plus_seconds(86_400).to_string();
        let mut pair = world.hold_key_pair();
        let meanwhile = async {
            pair.is_waited_for().await;
            let input = json!({ "keyId": key, "expiresAt": end });
            world.mutate(&world.root(), "updateKey", input, "key { id }").await.ok();
            drop(pair);
        };
        let input = json!({ "operatorIssuerId": acme.issuer, "name": "n", "permissions": ["ADMIN_KEYS_WRITE"],
            "claimRules": [{ "claim": "sub", "match": "EXACT", "values": ["mallory"] }] });
        let ask = world.mutate(&guest, "createOperatorRule", input, "operatorRule { id }");
        let (answer, ()) = tokio::join!(ask, meanwhile);
        answer.refused("FORBIDDEN");
    }

    async fn a_session_of_a_rule_that_ends_makes_no_key_that_lasts_longer(world: World) {
        let (acme, rule) = Acme::with_rule(&world, &["ADMIN_KEYS_WRITE"]).await;
        let end = world.now().plus_seconds(86_400).to_string();
        let input = json!({ "operatorRuleId": rule, "expiresAt": end });
        world.mutate(&world.root(), "updateOperatorRule", input, "operatorRule { id }").await.ok();
        let mut browser = acme.signed_in(&world, json!({})).await;
        let generate = |end: Value| {
            (
                "mutation ($end: DateTime) { generateAdminKey(input: { name: \"n\", permissions: [READ], expiresAt: $end }) { key { id } } }",
                json!({ "end": end }),
            )
        };
        let (query, variables) = generate(Value::Null);
        browser.ask(&world, query, variables).await.refused("FORBIDDEN");
        let (query, variables) = generate(json!(end));
        browser.ask(&world, query, variables).await.ok();
    }

    async fn a_projects_key_sees_nothing_of_it(world: World) {
        let (acme, rule) = Acme::with_rule(&world, &["READ"]).await;
        let project = world.project("shop").await;
        let all = ["READ", "AUDIT_READ", "PROJECT_WRITE", "APPLICATIONS_WRITE", "KEYS_WRITE", "KEYS_EXPORT", "ADMIN_KEYS_WRITE"];
        let shop = world.project_admin(&project, "shop", "shop", &all).await;
        world.ask(&shop, "{ operatorIssuers { id } }", Value::Null).await.refused("FORBIDDEN");
        let query = "query ($id: ID!) { node(id: $id) { id } }";
        for id in [&acme.issuer, &rule] {
            assert_eq!(world.ask(&shop, query, json!({ "id": id })).await.at("/node"), &Value::Null);
        }
        let input = json!({ "operatorRuleId": rule, "name": "n" });
        world.mutate(&shop, "updateOperatorRule", input, "operatorRule { id }").await.refused("NOT_FOUND");
    }

    async fn who_signs_in_is_shown_with_audit_read_or_admin_keys_write_only(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let mut browser = acme.signed_in(&world, json!({})).await;
        let query = "{ operatorIssuers { sessions { totalCount nodes { displayName } } blocks { totalCount } } }";
        for (name, permissions, sees) in [
            ("reader", &["READ", "KEYS_WRITE"][..], false),
            ("auditor", &["AUDIT_READ"], true),
            ("keeper", &["ADMIN_KEYS_WRITE"], true),
        ] {
            let caller = world.instance_admin(name, permissions).await;
            let found = world.ask(&caller, query, Value::Null).await;
            assert_eq!(found.code(), if sees { "" } else { "FORBIDDEN" }, "{name}: {}", found.body);
            let node = "query ($id: ID!) { node(id: $id) { ... on OperatorSession { displayName } } }";
            let id = browser.token(&world).await.json()["session"]["id"].clone();
            let found = world.ask(&caller, node, json!({ "id": id })).await;
            assert_eq!(found.at("/node").is_null(), !sees, "{name}");
        }
        // The person sees the own session.
        let id = browser.token(&world).await.json()["session"]["id"].clone();
        let node = "query ($id: ID!) { node(id: $id) { ... on OperatorSession { displayName } } }";
        assert_eq!(browser.ask(&world, node, json!({ "id": id })).await.text("/node/displayName"), "Anna Example");
    }

    async fn too_many_failed_sign_ins_of_an_address_are_refused(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let limited = world.limited(3, 3).await;
        for expected in ["NO_RULE", "NO_RULE", "NO_RULE", "TOO_MANY"] {
            let mut browser = Browser::default();
            let ended = acme.sign_in(&limited, &mut browser, json!({}), json!({ "groups": [] })).await;
            assert_eq!(problem_of(&ended), expected);
        }
        limited.move_client("192.0.2.99");
        acme.signed_in(&limited, json!({})).await;
    }

    async fn false_codes_that_a_provider_refuses_use_up_the_failures_of_their_address(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let limited = world.limited(3, 3).await;
        for (mood, expected) in [
            (Mood::Status(500, ""), "PROVIDER_ERROR"),
            (Mood::Status(401, "invalid_client"), "CLIENT_REFUSED"),
            (Mood::Html, "PROVIDER_INVALID"),
            (Mood::Well, "TOO_MANY"),
            (Mood::Well, "TOO_MANY"),
        ] {
            let mut browser = Browser::default();
            let location = acme.begin(&limited, &mut browser, json!({})).await;
            acme.provider.is(mood);
            let ended = browser.come_back(&limited, &acme.issuer, &acme.back(&location, "false")).await;
            assert_eq!(problem_of(&ended), expected, "{mood:?}");
            acme.provider.is(Mood::Well);
        }
        assert_eq!(acme.provider.token_requests(), 4, "the fifth code did not reach the provider");
        limited.move_client("192.0.2.99");
        acme.signed_in(&limited, json!({})).await;
    }

    async fn one_address_leaves_turns_for_the_sign_ins_of_others(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let mut browser = Browser::default();
        let location = acme.begin(&world, &mut browser, json!({})).await;
        let back = acme.back(&location, "false");
        acme.provider.is(Mood::Holds);

        let ended = Cell::new(0);
        let flood = (0..40).map(async |_| {
            browser.clone().come_back(&world, &acme.issuer, &back).await;
            ended.set(ended.get() + 1);
        });
        let others = async {
            let done = async || acme.provider.token_requests() + ended.get();
            until(done, |done| *done == 40).await;
            assert_eq!((acme.provider.token_requests(), ended.get()), (8, 32));
            acme.provider.is(Mood::Well);
            world.move_client("192.0.2.99");
            acme.signed_in(&world, json!({})).await;
        };
        tokio::select! {
            () = others => {}
            _ = join_all(flood) => panic!("the provider holds the answers"),
        }
    }
}
