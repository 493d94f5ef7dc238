//! Sessions: who is signed in, until when, and how a session ends.

use serde_json::{Value, json};

use super::browser::{Acme, Browser, problem_of};
use crate::harness::on_both;

const VIEWER: &str =
    "{ viewer { scope permissions stepUpPermissions steppedUpUntil key { operatorRuleId }
    session { id subject displayName email issuer rule { name } operatorIssuer { name } } } }";

on_both! {
    async fn viewer_says_who_is_signed_in_and_what_the_person_may_do(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ", "KEYS_WRITE"]).await;
        let mut browser = acme.signed_in(&world, json!({})).await;
        let answer = browser.token(&world).await.json();
        assert_eq!(answer["state"], "SIGNED_IN");
        assert_eq!(answer["session"]["displayName"], "Anna Example");
        assert_eq!(answer["session"]["ruleName"], "Platform team");
        assert_eq!(answer["session"]["issuerName"], "Acme");

        let found = browser.ask(&world, VIEWER, Value::Null).await;
        let viewer = found.at("/viewer");
        assert_eq!(viewer["scope"], "INSTANCE");
        assert_eq!(viewer["permissions"], json!(["READ", "KEYS_WRITE"]));
        assert_eq!(viewer["stepUpPermissions"], json!([]));
        assert!(viewer["key"]["operatorRuleId"].is_string(), "{viewer}");
        let session = &viewer["session"];
        assert_eq!(session["displayName"], "Anna Example");
        assert_eq!(session["email"], "anna@example.com");
        assert_eq!(session["subject"], "anna");
        assert_eq!(session["issuer"], json!(acme.provider.issuer()));
        assert_eq!(session["rule"]["name"], "Platform team");
        assert_eq!(session["operatorIssuer"]["name"], "Acme");

        let of_key = world.ask(&world.root(), VIEWER, Value::Null).await;
        assert_eq!(of_key.at("/viewer/session"), &Value::Null);
        assert_eq!(of_key.at("/viewer/stepUpPermissions"), &json!([]));
    }

    async fn a_token_lives_five_minutes_and_names_the_session_in_jti(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let mut browser = acme.signed_in(&world, json!({})).await;
        let token = browser.access_token(&world).await;
        let claims = claims_of(&token);
        assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 300);
        assert_eq!(claims["aud"], crate::harness::PUBLIC_URL);
        let id = browser.token(&world).await.json()["session"]["id"].clone();
        assert_eq!(claims["jti"], id);
    }

    async fn the_audit_log_takes_the_person_from_the_session(world: World) {
        let (acme, rule) = Acme::with_rule(&world, &["READ", "PROJECT_WRITE"]).await;
        let project = world.project("acme").await;
        let mut browser = acme.signed_in(&world, json!({})).await;
        let input = json!({ "input": { "projectId": project, "name": "renamed" } });
        let rename = "mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { project { id } } }";
        browser.ask(&world, rename, input).await.ok();

        let query = "query ($id: ID!) { auditEvents(projectId: $id, first: 1) { nodes { action actorType actorKid
            operator { sessionId subject name email ruleId ruleName issuer } exportLine } }
            auditEvents2: auditEvents(first: 1, filter: { actions: [\"operatorSession.start\"] }) { nodes { actorType operator { name } } } }";
        let found = world.ask(&world.root(), query, json!({ "id": project })).await;
        let event = found.at("/auditEvents/nodes/0");
        assert_eq!((&event["action"], &event["actorType"]), (&json!("project.update"), &json!("OPERATOR")));
        assert_eq!(event["operator"]["name"], "Anna Example");
        assert_eq!(event["operator"]["subject"], "anna");
        assert_eq!(event["operator"]["ruleId"], json!(rule));
        assert_eq!(event["operator"]["issuer"], json!(acme.provider.issuer()));
        assert!(event["exportLine"].as_str().unwrap().contains("Anna Example"));
        assert_eq!(found.text("/auditEvents2/nodes/0/operator/name"), "Anna Example");

        // The hash covers the person.
        let line: Value = serde_json::from_str(event["exportLine"].as_str().unwrap()).unwrap();
        let members = ["scope", "sequence", "id", "at", "action", "actorType", "actorKeyId", "actorKid", "targetId",
            "changes", "requestId", "sourceAddress", "target", "operator", "previousHash"];
        let members: Vec<_> = members.map(|name| line[name].clone()).into();
        let hash = crate::harness::hex(&keyplane_auth::sha256(json!(members).to_string().as_bytes()));
        assert_eq!(line["hash"], json!(hash));
    }

    async fn nothing_of_a_session_that_was_signed_out_counts(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let mut browser = acme.signed_in(&world, json!({})).await;
        let (token, before) = (browser.access_token(&world).await, browser.clone());
        world.ask_with(&token, "{ viewer { scope } }", Value::Null).await.ok();
        let replicas = world.replicas().await;
        for replica in &replicas {
            replica.ask_with(&token, "{ viewer { scope } }", Value::Null).await.ok();
        }

        let answer = browser.post(&world, "sign-out", json!({})).await;
        let location = answer.json()["location"].as_str().unwrap().to_owned();
        assert!(location.starts_with(&format!("{}/logout?client_id=", acme.provider.issuer())));
        assert!(location.contains("post_logout_redirect_uri=https%3A%2F%2Fkeys.example.com%2Fconsole%2F"));
        assert!(browser.cookies.is_empty());

        let inspect = "query ($token: String!) { inspectToken(input: { token: $token }) { reason checks { name status } } }";
        let inspected = world.ask(&world.root(), inspect, json!({ "token": token })).await;
        let checks = inspected.at("/inspectToken/checks").as_array().unwrap().clone();
        let failed: Vec<_> = checks.iter().filter(|check| check["status"] == "FAILED").collect();
        assert_eq!(failed, [&json!({ "name": "session", "status": "FAILED" })]);
        assert_eq!(inspected.text("/inspectToken/reason"), "SESSION_ENDED");

        for place in std::iter::once(&world).chain(&replicas) {
            let refused = place.ask_with(&token, "{ viewer { scope } }", Value::Null).await;
            assert_eq!(refused.refused("UNAUTHENTICATED").reason(), "SESSION_ENDED");
            let mut kept = before.clone();
            let answer = kept.token(place).await;
            assert_eq!((answer.status.as_u16(), &answer.json()["reason"]), (401, &json!("SIGNED_OUT")));
            assert!(kept.cookies.is_empty(), "the cookie of an ended session is removed");
        }
    }

    async fn a_session_ends_after_its_length_and_after_inactivity(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let input = json!({ "operatorIssuerId": acme.issuer, "sessionLengthSeconds": 3000, "idleSeconds": 900 });
        world.mutate(&world.root(), "updateOperatorIssuer", input, "operatorIssuer { id }").await.ok();

        let mut idle = acme.signed_in(&world, json!({})).await;
        world.clock.advance(899);
        idle.access_token(&world).await;
        world.clock.advance(900);
        assert_eq!(idle.token(&world).await.json()["reason"], "INACTIVE");

        let mut busy = acme.signed_in(&world, json!({})).await;
        for _ in 0..3 {
            world.clock.advance(800);
            busy.access_token(&world).await;
        }
        world.clock.advance(500);
        let token = busy.access_token(&world).await;
        let left = claims_of(&token)["exp"].as_i64().unwrap() - world.now().seconds();
        assert_eq!(left, 100, "a token does not outlive its session");
        world.clock.advance(101);
        assert_eq!(busy.token(&world).await.json()["reason"], "EXPIRED");
        assert_eq!(world.ask_with(&token, "{ viewer { scope } }", Value::Null).await.reason(), "SESSION_ENDED");
    }

    async fn a_cookie_that_names_no_session_says_so(world: World) {
        let mut browser = Browser::default();
        assert_eq!(browser.token(&world).await.json()["reason"], "NO_SESSION");
        for value in ["", "x", &"A".repeat(43), &"A".repeat(5_000)] {
            browser.cookies.insert("__Host-keyplane-session".to_owned(), value.to_owned());
            let answer = browser.token(&world).await;
            assert_eq!((answer.status.as_u16(), &answer.json()["reason"]), (401, &json!("NO_SESSION")));
        }
    }

    async fn of_several_rules_the_person_chooses_one_and_permissions_are_not_added_up(world: World) {
        let acme = Acme::new(&world).await;
        let project = world.project("shop").await;
        let first = acme.rule(&world, None, "Readers", "platform", &["READ"]).await;
        let second = acme.rule(&world, Some(&project), "Shop team", "platform", &["KEYS_WRITE"]).await;
        let foreign = acme.rule(&world, None, "Chiefs", "chiefs", &["ADMIN_KEYS_WRITE"]).await;

        let mut browser = acme.signed_in(&world, json!({})).await;
        let answer = browser.token(&world).await.json();
        assert_eq!(answer["state"], "CHOOSE");
        assert!(answer.get("accessToken").is_none());
        let offered: Vec<_> = answer["rules"].as_array().unwrap().iter().map(|rule| rule["id"].clone()).collect();
        assert_eq!(offered, [json!(first), json!(second)]);
        assert_eq!(answer["rules"][1]["projectSlug"], "shop");

        let refused = browser.post(&world, "choose", json!({ "ruleId": foreign })).await;
        assert_eq!(refused.status, 404);
        let chosen = browser.post(&world, "choose", json!({ "ruleId": second })).await.json();
        assert_eq!((&chosen["state"], &chosen["session"]["ruleName"]), (&json!("SIGNED_IN"), &json!("Shop team")));
        let viewer = browser.ask(&world, VIEWER, Value::Null).await;
        assert_eq!(viewer.at("/viewer/permissions"), &json!(["READ", "KEYS_WRITE"]));
        assert_eq!(viewer.text("/viewer/scope"), "PROJECT");

        // The choice stands: another one changes nothing.
        let again = browser.post(&world, "choose", json!({ "ruleId": first })).await.json();
        assert_eq!(again["session"]["ruleName"], "Shop team");

        // A sign-in can name the rule.
        let mut browser = Browser::default();
        acme.sign_in(&world, &mut browser, json!({ "ruleId": first }), json!({})).await;
        assert_eq!(browser.token(&world).await.json()["session"]["ruleName"], "Readers");
        let mut browser = Browser::default();
        acme.sign_in(&world, &mut browser, json!({ "ruleId": foreign }), json!({})).await;
        assert_eq!(browser.token(&world).await.json()["state"], "CHOOSE");
    }

    async fn a_sign_in_returns_to_the_portal_only(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        for (path, expected) in [
            ("/console/projects/acme", "/console/projects/acme"),
            ("https://evil.example/", "/console/"),
            ("//evil.example/", "/console/"),
            ("/console/../graphql", "/console/"),
        ] {
            let mut browser = Browser::default();
            let ended = acme.sign_in(&world, &mut browser, json!({ "returnTo": path }), json!({})).await;
            assert_eq!(ended.header("location"), expected);
        }
    }

    async fn names_are_shown_without_hidden_characters(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        for (claims, name, email) in [
            (json!({ "name": "An\u{202e}na\n" }), "Anna", json!("anna@example.com")),
            (json!({ "name": null, "preferred_username": "anna.x" }), "anna.x", json!("anna@example.com")),
            (json!({ "name": " ", "email_verified": false }), "anna@example.com", Value::Null),
            (json!({ "name": 7, "email": null, "email_verified": "true" }), "anna", Value::Null),
        ] {
            let mut browser = acme.signed_in(&world, claims).await;
            let session = browser.token(&world).await.json()["session"].clone();
            assert_eq!((&session["displayName"], &session["email"]), (&json!(name), &email));
        }
    }

    async fn a_person_whom_no_rule_lets_in_learns_so(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        for claims in [
            json!({ "groups": ["Platform"] }),
            json!({ "groups": "platform" }),
            json!({ "groups": [["platform"]] }),
            json!({ "groups": [] }),
            json!({ "groups": null }),
        ] {
            let mut browser = Browser::default();
            let ended = acme.sign_in(&world, &mut browser, json!({}), claims.clone()).await;
            assert_eq!(problem_of(&ended), "NO_RULE", "{claims}");
        }
    }
}

pub(super) fn claims_of(token: &str) -> Value {
    let payload = keyplane_auth::decode_base64url(token.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice(&payload).unwrap()
}
