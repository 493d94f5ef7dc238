//! `inspectToken` of assertions, compared with the OAuth endpoints.

use keyplane_auth::{Algorithm, Header, SigningKey};
use serde_json::json;

use super::support::{Acme, ISSUER, import, inspect};
use crate::harness::{ec_key, on_both};

on_both! {
    async fn a_good_client_assertion_is_valid_under_every_check(world: World) {
        let acme = Acme::create(&world).await;
        let inspection = inspect(&world, &acme.reader, &acme.assertion(&world, json!({}))).await;
        inspection.assert_valid("CLIENT_ASSERTION");
        let checks = [
            "form", "claims", "application", "authMethod", "alg", "key", "signature", "keyState",
            "typ", "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "replay",
        ];
        assert_eq!(inspection.named("PASSED"), checks);
        assert_eq!(inspection.0["key"]["kid"], json!(acme.kid));
    }

    async fn a_good_grant_assertion_is_valid_under_every_check(world: World) {
        let acme = Acme::create(&world).await;
        acme.change(&world, json!({ "allowAnySubject": true })).await;
        let token = acme.assertion(&world, json!({ "sub": "alice", "aud": format!("{ISSUER}/oauth/token") }));
        inspect(&world, &acme.reader, &token).await.assert_valid("GRANT_ASSERTION");
    }

    async fn an_assertion_without_kid_is_tried_with_the_applications_keys(world: World) {
        let acme = Acme::create(&world).await;
        let key = ec_key();
        let kid = import(&world, &acme.application, &key).await;
        let key = SigningKey::new(&key, Algorithm::Es256).unwrap();
        let token = acme.assertion_with(&world, Header::default(), json!({}), &key);
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert_valid("CLIENT_ASSERTION");
        assert_eq!(inspection.0["key"]["kid"], json!(kid));
    }

    async fn an_assertion_signed_with_a_secret_is_judged_by_the_method(world: World) {
        let acme = Acme::create(&world).await;
        let secret = acme.secret(&world).await;
        let token = acme.assertion_with(&world, Header::default(), json!({}), &secret);
        inspect(&world, &acme.reader, &token).await.assert_valid("CLIENT_ASSERTION");
        let foreign = acme.assertion(&world, json!({}));
        let inspection = inspect(&world, &acme.reader, &foreign).await;
        assert_eq!(inspection.reason(), "ALGORITHM_NOT_ALLOWED");
        assert_eq!((inspection.text("alg", "expected"), inspection.text("alg", "found")), ("HS256", "ES256"));
        acme.change(&world, json!({ "authMethod": "CLIENT_SECRET_BASIC" })).await;
        assert_eq!(inspect(&world, &acme.reader, &token).await.reason(), "WRONG_AUTH_METHOD");
    }

    async fn a_refused_assertion_names_what_was_expected_and_found(world: World) {
        let acme = Acme::create(&world).await;
        let now = world.now().seconds();
        let with = |changes| acme.assertion(&world, changes);
        let dpop = Header { kid: acme.kid.clone(), typ: Some("dpop+jwt".into()), ..Header::default() };
        let own = |kid: &str| Header { kid: kid.into(), ..Header::default() };
        let stranger = SigningKey::new(&ec_key(), Algorithm::Es256).unwrap();
        let nobodys = acme.assertion_with(&world, own("nobody"), json!({}), &stranger);

        let rows = [
            ("claims", "MALFORMED", with(json!({ "exp": "soon" })), ("types", "another form")),
            ("key", "UNKNOWN_KID", nobodys, ("this kid", "none")),
            ("signature", "BAD_SIGNATURE", acme.assertion_with(&world, own(&acme.kid), json!({}), &stranger), ("the key's", "another")),
            ("typ", "WRONG_TYPE", acme.assertion_with(&world, dpop, json!({}), &acme.key), ("JWT", "dpop+jwt")),
            ("sub", "WRONG_SUBJECT", with(json!({ "sub": null })), (acme.application.as_str(), "absent")),
            ("aud", "WRONG_AUDIENCE", with(json!({ "aud": "https://elsewhere.example" })), (ISSUER, "https://elsewhere.example")),
            ("aud", "WRONG_AUDIENCE", with(json!({ "aud": format!("{ISSUER}/oauth/token") })), (ISSUER, "/oauth/token")),
            ("exp", "MISSING_EXPIRY", with(json!({ "exp": null })), ("after", "absent")),
            ("exp", "EXPIRED", with(json!({ "exp": now - 90 })), ("after", "90 s ago")),
            ("exp", "LIFETIME_TOO_LONG", with(json!({ "exp": now + 4000 })), ("at most", "4000 s from now")),
            ("nbf", "NOT_YET_VALID", with(json!({ "nbf": now + 90 })), ("at most", "90 s from now")),
            ("iat", "ISSUED_TOO_LONG_AGO", with(json!({ "iat": now - 4000 })), ("from", "4000 s ago")),
            ("jti", "BAD_TOKEN_ID", with(json!({ "jti": "" })), ("1 to 255 bytes", "")),
        ];

        for (check, reason, token, texts) in rows {
            let inspection = inspect(&world, &acme.reader, &token).await;
            inspection.assert("CLIENT_ASSERTION", reason, check, texts);
        }

        let token = with(json!({ "iat": now + 90 }));
        let inspection = inspect(&world, &acme.reader, &token).await;
        assert_eq!(inspection.text("iat", "detail"), "iat lies 90 s in the future: is the signer's clock ahead?");
    }

    async fn a_grant_for_another_subject_is_judged_by_the_applications_switch(world: World) {
        let acme = Acme::create(&world).await;
        let alice = acme.assertion(&world, json!({ "sub": "alice" }));
        let inspection = inspect(&world, &acme.reader, &alice).await;
        inspection.assert("GRANT_ASSERTION", "WRONG_SUBJECT", "sub", (&acme.application, "alice"));
        acme.change(&world, json!({ "allowAnySubject": true })).await;
        inspect(&world, &acme.reader, &alice).await.assert_valid("GRANT_ASSERTION");
        let other = world.application(&acme.project, "other").await;
        let token = acme.assertion(&world, json!({ "sub": other }));
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("GRANT_ASSERTION", "WRONG_SUBJECT", "otherApplication", ("without the form of an application's ID", &other));
    }

    async fn inspecting_spends_nothing_and_tells_what_was_spent(world: World) {
        let acme = Acme::create(&world).await;
        let token = acme.assertion(&world, json!({}));
        for _ in 0..3 {
            inspect(&world, &acme.reader, &token).await.assert_valid("CLIENT_ASSERTION");
        }
        assert!(acme.exchange(&world, &token).await.is_some(), "it still serves");
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("CLIENT_ASSERTION", "REPLAYED", "replay", ("not used", "used"));
        assert!(acme.exchange(&world, &token).await.is_none());
    }

    async fn the_state_of_key_and_application_is_reported(world: World) {
        let acme = Acme::create(&world).await;
        let token = acme.assertion(&world, json!({}));
        acme.change(&world, json!({ "enabled": false })).await;
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("CLIENT_ASSERTION", "APPLICATION_DISABLED", "application", ("enabled", "disabled"));
        acme.change(&world, json!({ "enabled": true })).await;
        let query = "query ($kid: String!) { search(text: $kid) { id } }";
        let found = world.ask(&world.root(), query, json!({ "kid": acme.kid })).await;
        let input = json!({ "keyId": found.at("/search/0/id"), "reason": "lost" });
        world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("CLIENT_ASSERTION", "KEY_REVOKED", "keyState", ("ACTIVE", "REVOKED"));
        let input = json!({ "applicationId": acme.application });
        world.mutate(&world.root(), "deleteApplication", input, "deletedId").await.ok();
        let inspection = inspect(&world, &acme.reader, &token).await;
        assert_eq!(inspection.reason(), "UNKNOWN_APPLICATION", "{inspection:?}");
    }
}
