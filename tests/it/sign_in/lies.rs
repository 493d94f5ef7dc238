//! A provider that lies, and a browser that is led astray: no sign-in.

use keyplane_control::SignInProblem;
use serde_json::{Value, json};

use super::{
    browser::{Acme, Browser, issuer, problem_of},
    provider::{Mood, Provider, Signs},
};
use crate::harness::{World, on_both};

const READ: &[&str] = &["READ"];

async fn problem(world: &World, acme: &Acme, claims: Value) -> String {
    let mut browser = Browser::default();
    let ended = acme.sign_in(world, &mut browser, json!({}), claims).await;
    assert!(!browser.cookies.contains_key("__Host-keyplane-session"));
    problem_of(&ended)
}

on_both! {
    async fn an_id_token_that_is_not_for_this_sign_in_is_refused(world: World) {
        let (acme, _) = Acme::with_rule(&world, READ).await;
        let now = world.now().seconds();
        for (claims, expected) in [
            (json!({ "nonce": "another" }), "TOKEN_INVALID"),
            (json!({ "nonce": null }), "TOKEN_INVALID"),
            (json!({ "iss": "https://evil.example" }), "TOKEN_INVALID"),
            (json!({ "iss": format!("{}/", acme.provider.issuer()) }), "TOKEN_INVALID"),
            (json!({ "iss": null }), "TOKEN_INVALID"),
            (json!({ "aud": "another client" }), "TOKEN_INVALID"),
            (json!({ "aud": ["keyplane portal", "another client"] }), "TOKEN_INVALID"),
            (json!({ "aud": [] }), "TOKEN_INVALID"),
            (json!({ "aud": null }), "TOKEN_INVALID"),
            (json!({ "azp": "another client" }), "TOKEN_INVALID"),
            (json!({ "azp": 7 }), "TOKEN_INVALID"),
            (json!({ "sub": null }), "TOKEN_INVALID"),
            (json!({ "sub": "" }), "TOKEN_INVALID"),
            (json!({ "sub": "a".repeat(256) }), "TOKEN_INVALID"),
            (json!({ "iat": null }), "TOKEN_INVALID"),
            (json!({ "exp": null }), "CLOCK_DIFFERS"),
            (json!({ "exp": now - 61 }), "CLOCK_DIFFERS"),
            (json!({ "iat": now + 62, "exp": now + 300 }), "CLOCK_DIFFERS"),
            (json!({ "iat": now - 602 }), "CLOCK_DIFFERS"),
            (json!({ "nbf": now + 62 }), "CLOCK_DIFFERS"),
            (json!({ "auth_time": now + 62 }), "CLOCK_DIFFERS"),
        ] {
            assert_eq!(problem(&world, &acme, claims.clone()).await, expected, "{claims}");
        }
        acme.signed_in(&world, json!({ "aud": ["keyplane portal"], "azp": "keyplane portal" })).await;
    }

    async fn sign_ins_are_counted_by_what_they_came_to(world: World) {
        let (acme, _) = Acme::with_rule(&world, READ).await;
        acme.signed_in(&world, json!({})).await;
        problem(&world, &acme, json!({ "nonce": "another" })).await;
        for _ in 0..2 {
            assert_eq!(problem(&world, &acme, json!({ "groups": [] })).await, "NO_RULE");
        }

        let counts = world.control.figures().await.sign_ins;
        let refused: Vec<_> = counts.refused.into_iter().filter(|(_, count)| *count > 0).collect();
        assert_eq!(counts.accepted, 1);
        assert_eq!(refused, [(SignInProblem::TokenInvalid, 1), (SignInProblem::NoRule, 2)]);
    }

    async fn a_signature_counts_only_if_it_is_the_providers_own(world: World) {
        let (acme, _) = Acme::with_rule(&world, READ).await;
        for signs in [Signs::WithAnother, Signs::WithThePublicKey, Signs::Not] {
            acme.provider.signs(signs);
            assert_eq!(problem(&world, &acme, json!({})).await, "TOKEN_INVALID", "{signs:?}");
        }
        acme.provider.signs(Signs::Well);
        acme.signed_in(&world, json!({})).await;
    }

    async fn an_answer_of_another_provider_is_refused(world: World) {
        let (acme, _) = Acme::with_rule(&world, READ).await;
        let other = Acme { provider: Provider::start().await, issuer: String::new() };
        let other = Acme { issuer: issuer(&world, &other.provider, "Other").await, ..other };

        // The answer says that it comes from another issuer (RFC 9207), or does not say from which.
        for iss in [Some(other.provider.issuer()), None] {
            let mut browser = Browser::default();
            let location = acme.begin(&world, &mut browser, json!({})).await;
            let code = acme.provider.consents(&world, &location, json!({}));
            let mut back = acme.back(&location, &code);
            back.retain(|(name, _)| name != "iss");
            back.extend(iss.map(|iss| ("iss".to_owned(), iss)));
            let ended = browser.come_back(&world, &acme.issuer, &back).await;
            assert_eq!(problem_of(&ended), "PROVIDER_INVALID");
            assert_eq!(acme.provider.token_requests(), 0, "the code was given away");
        }

        // The browser comes back to the redirect URI of another provider.
        let mut browser = Browser::default();
        let location = acme.begin(&world, &mut browser, json!({})).await;
        let code = acme.provider.consents(&world, &location, json!({}));
        let ended = browser.come_back(&world, &other.issuer, &acme.back(&location, &code)).await;
        assert_eq!(problem_of(&ended), "STATE");
        assert_eq!(other.provider.token_requests(), 0, "the code was given away");
    }

    async fn a_state_is_bound_to_its_browser_and_counts_once(world: World) {
        let (acme, _) = Acme::with_rule(&world, READ).await;
        let mut browser = Browser::default();
        let location = acme.begin(&world, &mut browser, json!({})).await;
        let code = acme.provider.consents(&world, &location, json!({}));
        let back = acme.back(&location, &code);

        // Another browser is led to the answer, with and without a sign-in of its own.
        let ended = Browser::default().come_back(&world, &acme.issuer, &back).await;
        assert_eq!(problem_of(&ended), "STATE");
        let mut other = Browser::default();
        acme.begin(&world, &mut other, json!({})).await;
        let ended = other.come_back(&world, &acme.issuer, &back).await;
        assert_eq!(problem_of(&ended), "STATE");
        assert!(other.cookies.contains_key("__Host-keyplane-sign-in"), "the other sign-in was ended");
        assert_eq!(acme.provider.token_requests(), 0);

        let mut again = browser.clone();
        let ended = browser.come_back(&world, &acme.issuer, &back).await;
        assert_eq!(ended.header("location"), "/console/");
        assert!(!browser.cookies.contains_key("__Host-keyplane-sign-in"));

        // The same answer again: the provider refuses the code; and if it did not, the state is spent.
        let ended = again.clone().come_back(&world, &acme.issuer, &back).await;
        assert_eq!(problem_of(&ended), "STATE");
        let code = acme.provider.consents(&world, &location, json!({}));
        let ended = again.come_back(&world, &acme.issuer, &acme.back(&location, &code)).await;
        assert_eq!(problem_of(&ended), "STATE");
    }

    async fn a_code_of_another_sign_in_is_refused(world: World) {
        let (acme, _) = Acme::with_rule(&world, READ).await;
        let (mut victim, mut thief) = (Browser::default(), Browser::default());
        let location = acme.begin(&world, &mut victim, json!({})).await;
        let stolen = acme.provider.consents(&world, &location, json!({}));
        let location = acme.begin(&world, &mut thief, json!({})).await;
        let ended = thief.come_back(&world, &acme.issuer, &acme.back(&location, &stolen)).await;
        assert_eq!(problem_of(&ended), "STATE");
    }

    async fn a_sign_in_takes_ten_minutes_at_most(world: World) {
        let (acme, _) = Acme::with_rule(&world, READ).await;
        let mut browser = Browser::default();
        let location = acme.begin(&world, &mut browser, json!({})).await;
        world.clock.advance(601);
        let code = acme.provider.consents(&world, &location, json!({}));
        let ended = browser.come_back(&world, &acme.issuer, &acme.back(&location, &code)).await;
        assert_eq!(problem_of(&ended), "STATE");
    }

    async fn repeated_parameters_are_refused(world: World) {
        let (acme, _) = Acme::with_rule(&world, READ).await;
        for name in ["state", "code", "iss", "error"] {
            let mut browser = Browser::default();
            let location = acme.begin(&world, &mut browser, json!({})).await;
            let code = acme.provider.consents(&world, &location, json!({}));
            let mut back = acme.back(&location, &code);
            let value = back.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
            for _ in 0..2 - usize::from(value.is_some()) {
                back.push((name.to_owned(), value.clone().unwrap_or("x".to_owned())));
            }
            let ended = browser.come_back(&world, &acme.issuer, &back).await;
            assert_eq!(problem_of(&ended), "STATE", "{name}");
        }
    }

    async fn the_errors_of_a_provider_are_told_apart(world: World) {
        let (acme, _) = Acme::with_rule(&world, READ).await;
        for (error, expected) in [
            ("login_required", "LOGIN_REQUIRED"),
            ("interaction_required", "LOGIN_REQUIRED"),
            ("consent_required", "LOGIN_REQUIRED"),
            ("access_denied", "DENIED"),
            ("unauthorized_client", "CLIENT_REFUSED"),
            ("server_error", "PROVIDER_ERROR"),
            ("<script>alert(1)</script>", "PROVIDER_ERROR"),
        ] {
            let mut browser = Browser::default();
            let location = acme.begin(&world, &mut browser, json!({ "prompt": "none" })).await;
            assert!(location.contains("prompt=none"));
            let mut back = acme.back(&location, "");
            back.retain(|(name, _)| name != "code");
            back.push(("error".to_owned(), error.to_owned()));
            let ended = browser.come_back(&world, &acme.issuer, &back).await;
            assert_eq!(problem_of(&ended), expected, "{error}");
        }

        for (mood, expected) in [
            (Mood::Status(401, "invalid_client"), "CLIENT_REFUSED"),
            (Mood::Status(400, "unauthorized_client"), "CLIENT_REFUSED"),
            (Mood::Status(400, "invalid_grant"), "STATE"),
            (Mood::Status(500, ""), "PROVIDER_ERROR"),
            (Mood::Status(302, ""), "PROVIDER_ERROR"),
            (Mood::Html, "PROVIDER_INVALID"),
        ] {
            let mut browser = Browser::default();
            let location = acme.begin(&world, &mut browser, json!({})).await;
            let code = acme.provider.consents(&world, &location, json!({}));
            acme.provider.is(mood);
            let ended = browser.come_back(&world, &acme.issuer, &acme.back(&location, &code)).await;
            assert_eq!(problem_of(&ended), expected, "{mood:?}");
            acme.provider.is(Mood::Well);
        }
    }

    async fn a_discovery_document_that_lies_is_refused(world: World) {
        for (patch, expected) in [
            (json!({ "issuer": "https://evil.example" }), "PROVIDER_INVALID"),
            (json!({ "issuer": null }), "PROVIDER_INVALID"),
            (json!({ "authorization_endpoint": "javascript:alert(1)" }), "PROVIDER_INVALID"),
            (json!({ "token_endpoint": "http://169.254.169.254/token" }), "PROVIDER_INVALID"),
            (json!({ "token_endpoint": null }), "PROVIDER_INVALID"),
            (json!({ "token_endpoint_auth_methods_supported": ["private_key_jwt"] }), "PROVIDER_INVALID"),
        ] {
            let provider = Provider::start().await;
            provider.says(patch.clone());
            let id = issuer(&world, &provider, "Liar").await;
            let started = Browser::default().post(&world, "start", json!({ "issuerId": id })).await;
            assert_eq!(started.json()["error"], expected, "{patch}");
            assert_eq!(started.status, 503);
        }
    }

    async fn a_client_authenticates_by_the_method_that_the_provider_takes(world: World) {
        for methods in [json!(["client_secret_post"]), json!(["client_secret_basic"]), Value::Null] {
            let (acme, _) = Acme::with_rule(&world, READ).await;
            acme.provider.says(json!({ "token_endpoint_auth_methods_supported": methods }));
            acme.signed_in(&world, json!({})).await;
        }
    }

    async fn other_pages_begin_renew_choose_and_end_nothing(world: World) {
        use axum::{body::Body, http::Request};
        let (acme, _) = Acme::with_rule(&world, READ).await;
        let browser = acme.signed_in(&world, json!({})).await;
        let cookie = &browser.cookies["__Host-keyplane-session"];
        for path in ["start", "token", "choose", "sign-out"] {
            for (origin, site, media, expected) in [
                (Some("https://evil.example"), None, "application/json", 403),
                (Some("null"), None, "application/json", 403),
                (None, None, "application/json", 403),
                (Some(crate::harness::PUBLIC_URL), Some("cross-site"), "application/json", 403),
                (Some(crate::harness::PUBLIC_URL), Some("same-site"), "application/json", 403),
                (Some(crate::harness::PUBLIC_URL), None, "text/plain", 415),
            ] {
                let mut request = Request::post(format!("/portal-auth/{path}"))
                    .header("cookie", format!("__Host-keyplane-session={cookie}"))
                    .header("content-type", media);
                if let Some(origin) = origin {
                    request = request.header("origin", origin);
                }
                if let Some(site) = site {
                    request = request.header("sec-fetch-site", site);
                }
                let answer = world.send(request.body(Body::from("{}")).unwrap()).await;
                assert_eq!(answer.status, expected, "{path} {origin:?} {site:?} {media}");
            }
            let answer = world.get(&format!("/portal-auth/{path}")).await;
            assert_eq!(answer.status, 405, "{path}");
        }
    }
}
