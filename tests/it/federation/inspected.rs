//! `inspectToken` judges a token of a trusted issuer as the token endpoint does, and names every rule.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use super::platform::{Acme, Way, identify};
use crate::{
    harness::{World, on_both},
    oauth::ask::TOKEN,
};

const QUERY: &str = "query ($input: InspectTokenInput!) { inspectToken(input: $input) {
    verdict kind reason checks { name status expected found detail } } }";

async fn inspect(world: &World, acme: &Acme, token: &str) -> Value {
    let input = json!({ "token": token, "projectId": acme.project });
    let answer = world.ask(&world.root(), QUERY, json!({ "input": input })).await;
    answer.at("/inspectToken").clone()
}

/// The first failed check that is not one of an identity's rules.
fn first_failed(inspection: &Value) -> &str {
    let checks = inspection["checks"].as_array().unwrap();
    let asides = ["rule", "federatedIdentity"];
    let failed = checks.iter().find(|check| {
        check["status"] == "FAILED" && !asides.iter().any(|aside| check["name"] == *aside)
    });
    failed.and_then(|check| check["name"].as_str()).unwrap_or_default()
}

on_both! {
    async fn the_inspector_refuses_what_the_token_endpoint_refuses_and_by_the_same_rule(world: World) {
        let acme = Acme::with(&world, json!({ "singleUse": true })).await;
        let now = world.now().seconds();
        let claims = acme.claims(&world);
        for (check, token) in [
            ("", acme.token(&world, json!({ "jti": "good" }))),
            ("publicAlg", acme.key.sign(json!({ "alg": "HS256" }), &claims)),
            ("trustedIssuer", acme.token(&world, json!({ "iss": "https://evil.example" }))),
            ("alg", acme.key.sign(json!({ "alg": "ES384" }), &claims)),
            ("typ", acme.key.sign(json!({ "typ": "at+jwt" }), &claims)),
            ("sub", acme.token(&world, json!({ "sub": "" }))),
            ("aud", acme.token(&world, json!({ "aud": "https://elsewhere.example" }))),
            ("exp", acme.token(&world, json!({ "exp": now - 60 }))),
            ("nbf", acme.token(&world, json!({ "nbf": now + 61 }))),
            ("iat", acme.token(&world, json!({ "iat": now - 3661 }))),
            ("jti", acme.token(&world, json!({ "jti": null }))),
            ("signature", acme.key.sign(json!({ "kid": "rsa-1", "alg": "RS256" }), &claims)),
            ("signature", acme.key.sign(json!({ "kid": "nobody" }), &claims)),
            ("identity", acme.token(&world, json!({ "repository_id": "42" }))),
        ] {
            let inspection = inspect(&world, &acme, &token).await;
            assert_eq!(inspection["kind"], "FEDERATED_JWT", "{check}: {inspection}");
            assert_eq!(first_failed(&inspection), check, "{inspection}");
            assert_eq!(inspection["verdict"] == "VALID", check.is_empty(), "{inspection}");
            let answer = Way::JwtBearer.ask(&token).send(&world, TOKEN).await;
            assert_eq!(answer.status == 200, check.is_empty(), "{check}: {}", answer.text());

            if check.is_empty() {
                let again = inspect(&world, &acme, &token).await;
                assert_eq!((first_failed(&again), &again["reason"]), ("replay", &json!("REPLAYED")));
                continue;
            }
            let checks = inspection["checks"].as_array().unwrap();
            let failed = checks.iter().find(|one| one["name"] == check).unwrap();
            let told = answer.json()["error_description"].as_str().unwrap().to_owned();
            let detail = failed["detail"].as_str().unwrap().replace('"', "'");
            assert!(told.contains(&detail), "{check}: {detail}, not {told}");
        }
    }

    async fn every_rule_of_every_identity_says_what_it_found_and_expected(world: World) {
        let acme = Acme::create(&world).await;
        let exact = json!([{ "claim": "sub", "match": "EXACT", "values": ["repo:acme/other"] }]);
        identify(&world, &acme.application, &acme.issuer, exact).await;
        let token = acme.token(&world, json!({ "repository_id": "42", "groups": "deployers" }));
        let inspection = inspect(&world, &acme, &token).await;
        let checks = inspection["checks"].as_array().unwrap();
        let details: Vec<_> = checks
            .iter()
            .filter(|check| check["name"] == "rule" && check["status"] == "FAILED")
            .map(|check| check["detail"].as_str().unwrap())
            .collect();
        assert_eq!(details, [
            "deploy: `repository_id` is 42, expected 17",
            "deploy: `/groups/*` is deployers, expected deployers as an element of an array",
            "deploy: `sub` is repo:acme/app:ref:refs/heads/main, expected repo:acme/other",
        ]);
        let rules = checks.iter().filter(|check| check["name"] == "rule").count();
        assert_eq!(rules, 6);
        assert_eq!(inspection["reason"], "NO_IDENTITY_MATCHES");

        acme.change_identity(&world, json!({ "enabled": false })).await;
        let inspection = inspect(&world, &acme, &acme.token(&world, json!({}))).await;
        let checks = inspection["checks"].as_array().unwrap();
        assert!(checks.iter().any(|check| check["detail"] == "deploy: the federated identity is disabled"), "{inspection}");
    }

    async fn an_inspection_at_an_api_names_the_application_that_the_gateway_names(world: World) {
        let acme = Acme::create(&world).await;
        let api = world.api(&acme.project, "orders", &["read"]).await;
        world.grant(&acme.application, &api, &["read"]).await;
        let input = json!({ "apiId": api, "accepts": ["FEDERATED_JWT"] });
        world.mutate(&world.root(), "updateApi", input, "api { id }").await.ok();
        let query = "query ($input: InspectTokenInput!) { inspectToken(input: $input) { kind reason application { id } } }";
        let at_api = async |token: &str, api: Option<&str>| {
            let input = json!({ "token": token, "apiId": api, "projectId": acme.project });
            let found = world.ask(&world.root(), query, json!({ "input": input })).await.ok();
            found.at("/inspectToken").clone()
        };

        let token = acme.token(&world, json!({ "aud": "urn:orders" }));
        let found = at_api(&token, Some(&api)).await;
        assert_eq!(found, json!({ "kind": "FEDERATED_JWT", "reason": null, "application": { "id": acme.application } }));
        let request = Request::get("/p/acme/apis/orders/verify").header("authorization", format!("Bearer {token}"));
        let answer = world.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("x-keyplane-client-id"), acme.application);
        assert_eq!(answer.header("x-keyplane-subject"), acme.application);
        assert_eq!(answer.header("x-keyplane-token-id"), "");

        let other = acme.token(&world, json!({ "aud": "urn:orders", "repository_id": "42" }));
        for (token, api) in [(&token, None), (&other, Some(&*api))] {
            assert_eq!(at_api(token, api).await["application"], Value::Null);
        }
    }

    async fn an_application_that_opens_no_way_in_is_named(world: World) {
        let acme = Acme::create(&world).await;
        acme.change_application(&world, json!({ "authMethod": "PRIVATE_KEY_JWT", "federatedGrants": [] })).await;
        let inspection = inspect(&world, &acme, &acme.token(&world, json!({}))).await;
        assert_eq!(first_failed(&inspection), "wayIn", "{inspection}");
        acme.change_application(&world, json!({ "enabled": false })).await;
        let inspection = inspect(&world, &acme, &acme.token(&world, json!({}))).await;
        assert_eq!(first_failed(&inspection), "application", "{inspection}");
        acme.change_issuer(&world, json!({ "enabled": false })).await;
        let inspection = inspect(&world, &acme, &acme.token(&world, json!({}))).await;
        assert_eq!((first_failed(&inspection), &inspection["reason"]), ("trustedIssuer", &json!("ISSUER_DISABLED")));
    }
}
