//! Operators' issuers and rules: what is accepted, and what is never shown.

use keyplane_control::{Control, RotateMasterKey};
use serde_json::{Value, json};

use super::{
    browser::{Acme, Browser, issuer, problem_of},
    provider::{CLIENT_SECRET, Provider},
};
use crate::harness::{SeededEntropy, on_both};

on_both! {
    async fn a_rule_needs_a_condition_on_a_person_a_group_or_role_or_a_tenant(world: World) {
        let acme = Acme::new(&world).await;
        let rule = |rules: Value| json!({
            "operatorIssuerId": acme.issuer, "name": "n", "permissions": ["READ"], "claimRules": rules,
        });
        let of = |claim: &str, matches: &str| json!([{ "claim": claim, "match": matches, "values": ["v"] }]);
        for bad in [
            json!([]),
            of("email", "EXACT"),
            of("name", "EXACT"),
            of("preferred_username", "ONE_OF"),
            of("iss", "EXACT"),
            of("aud", "EXACT"),
            of("sub", "PREFIX"),
            of("/groups/*", "PREFIX"),
            json!([{ "claim": "sub", "match": "EXACT", "values": [] }]),
            json!([{ "claim": "sub", "match": "EXACT", "values": [""] }]),
            json!([{ "claim": "sub", "match": "EXACT", "values": ["a", "b"] }]),
            json!([{ "claim": "", "match": "EXACT", "values": ["v"] }]),
            json!(vec![of("sub", "EXACT")[0].clone(); 17]),
        ] {
            let refused = world.mutate(&world.root(), "createOperatorRule", rule(bad.clone()), "operatorRule { id }").await;
            assert_eq!(refused.refused("INVALID_INPUT").fields(), ["input.claimRules"], "{bad}");
        }
        for good in [of("sub", "EXACT"), of("hd", "EXACT"), of("tid", "ONE_OF"), of("/realm_access/roles/*", "EXACT")] {
            world.mutate(&world.root(), "createOperatorRule", rule(good), "operatorRule { id }").await.ok();
        }
    }

    async fn an_email_that_is_not_verified_satisfies_no_condition(world: World) {
        let acme = Acme::new(&world).await;
        let input = json!({
            "operatorIssuerId": acme.issuer, "name": "n", "permissions": ["READ"],
            "claimRules": [
                { "claim": "sub", "match": "EXACT", "values": ["anna"] },
                { "claim": "email", "match": "EXACT", "values": ["anna@example.com"] },
            ],
        });
        world.mutate(&world.root(), "createOperatorRule", input, "operatorRule { id }").await.ok();
        acme.signed_in(&world, json!({})).await;
        for verified in [json!(false), json!("true"), Value::Null] {
            let mut browser = Browser::default();
            let claims = json!({ "email_verified": verified });
            let ended = acme.sign_in(&world, &mut browser, json!({}), claims).await;
            assert_eq!(problem_of(&ended), "NO_RULE");
        }
    }

    async fn an_issuer_is_an_outside_url_and_unique(world: World) {
        let input = |issuer: &str| json!({ "name": "n", "issuer": issuer, "clientId": "c", "clientSecret": "s" });
        for bad in [
            "",
            "acme",
            "http://idp.example.com",
            "https://user@idp.example.com",
            "https://idp.example.com?x=y",
            "https://10.0.0.1",
            "https://169.254.169.254",
            "https://keys.example.com",
            "https://keys.example.com/p/acme",
            "https://KEYS.example.com/p/acme",
        ] {
            let refused = world.mutate(&world.root(), "createOperatorIssuer", input(bad), "operatorIssuer { id }").await;
            assert_eq!(refused.refused("INVALID_INPUT").fields(), ["input.issuer"], "{bad}");
        }
        for good in ["https://idp.example.com", "https://keys.example.com.evil.example"] {
            world.mutate(&world.root(), "createOperatorIssuer", input(good), "operatorIssuer { id }").await.ok();
        }
        let again = input("https://idp.example.com");
        world.mutate(&world.root(), "createOperatorIssuer", again, "operatorIssuer { id }").await.refused("CONFLICT");
    }

    async fn settings_are_bounded_and_have_defaults(world: World) {
        let provider = Provider::start().await;
        let id = issuer(&world, &provider, "Acme").await;
        let query = "{ operatorIssuers { scopes sessionLengthSeconds idleSeconds enabled redirectUri caCertificate } }";
        let found = world.ask(&world.root(), query, Value::Null).await;
        assert_eq!(found.at("/operatorIssuers/0"), &json!({
            "scopes": ["email", "profile"], "sessionLengthSeconds": 28_800, "idleSeconds": 3_600, "enabled": true,
            "redirectUri": format!("https://keys.example.com/portal-auth/callback/{id}"), "caCertificate": null,
        }));

        for (field, value) in [
            ("sessionLengthSeconds", json!(43_201)),
            ("sessionLengthSeconds", json!(299)),
            ("idleSeconds", json!(43_201)),
            ("idleSeconds", json!(299)),
            ("clientId", json!("")),
            ("clientSecret", json!("")),
            ("clientSecret", json!("s".repeat(1_025))),
            ("scopes", json!(["a b"])),
            ("caCertificate", json!("-----BEGIN CERTIFICATE-----")),
            ("name", json!("")),
        ] {
            let mut input = json!({ "operatorIssuerId": id });
            input[field] = value;
            let refused = world.mutate(&world.root(), "updateOperatorIssuer", input, "operatorIssuer { id }").await;
            assert_eq!(refused.refused("INVALID_INPUT").fields(), [format!("input.{field}")]);
        }
    }

    async fn the_client_secret_is_never_shown_and_not_in_the_log(world: World) {
        let provider = Provider::start().await;
        let id = issuer(&world, &provider, "Acme").await;
        let input = json!({ "operatorIssuerId": id, "clientSecret": "another s3cret", "name": "Acme Inc." });
        world.mutate(&world.root(), "updateOperatorIssuer", input, "operatorIssuer { id }").await.ok();
        let events = Value::from(world.events(None).await).to_string();
        assert!(!events.contains("another s3cret") && !events.contains(CLIENT_SECRET));
        assert!(events.contains("changed") || events.contains("clientSecret"));
        let schema = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema.graphql")).unwrap();
        let shown = schema.split("type OperatorIssuer implements Node {").nth(1).unwrap().split("\n}").next().unwrap();
        assert!(!shown.to_lowercase().contains("secret"), "{shown}");
    }

    async fn an_issuer_with_rules_is_not_deleted_and_blocks_outlive_it(world: World) {
        let (acme, rule) = Acme::with_rule(&world, &["READ"]).await;
        let input = json!({ "operatorIssuerId": acme.issuer, "subject": "anna", "reason": "left" });
        world.mutate(&world.root(), "blockOperator", input, "operatorBlock { id }").await.ok();
        let delete = json!({ "operatorIssuerId": acme.issuer });
        world.mutate(&world.root(), "deleteOperatorIssuer", delete.clone(), "deletedId").await.refused("PRECONDITION_FAILED");
        world.mutate(&world.root(), "deleteOperatorRule", json!({ "operatorRuleId": rule }), "deletedId").await.ok();
        world.mutate(&world.root(), "deleteOperatorIssuer", delete, "deletedId").await.ok();

        let again = Acme { issuer: issuer(&world, &acme.provider, "Again").await, ..acme };
        again.rule(&world, None, "Platform team", "platform", &["READ"]).await;
        let mut browser = Browser::default();
        let ended = again.sign_in(&world, &mut browser, json!({}), json!({})).await;
        assert_eq!(problem_of(&ended), "BLOCKED");
    }

    async fn the_secret_at_a_provider_and_the_keys_of_rules_follow_a_rotation_of_the_master_key(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let sealing = world.control.sealing();
        let old = sealing.status().await.unwrap().keys[0].id.clone();
        let entropy = SeededEntropy::new(3_000_000);
        let new = Control::add_master_key(&world.master_key_file(), &entropy, world.now()).unwrap();
        sealing.look_at_file();
        sealing.rotate(&RotateMasterKey::default(), &|_| {}).await.unwrap();
        sealing.look_at_file();
        // Refused while a value is sealed with it.
        sealing.remove(&old).await.unwrap();

        let replica = world.replica().await;
        assert_eq!(replica.control.sealing().status().await.unwrap().keys[0].id, new);
        let mut browser = acme.signed_in(&replica, json!({})).await;
        browser.access_token(&replica).await;
    }
}
