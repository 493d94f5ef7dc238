//! `inspectToken` of admin tokens, compared with the guard.

use keyplane_auth::{Algorithm, Header, SigningKey, mint};
use serde_json::{Value, json};

use super::support::{Acme, ISSUER, Inspection, inspect};
use crate::harness::{Caller, PUBLIC_URL, World, ec_key, on_both, rsa_key};

fn changed(world: &World, caller: &Caller, changes: Value) -> String {
    let mut claims = caller.claims(world.now());
    claims.extend(changes.as_object().unwrap().clone());
    claims.retain(|_, value| !value.is_null());
    caller.token_with(claims)
}

/// The guard's reason for refusing the token; empty if it is accepted.
async fn guard(world: &World, token: &str) -> String {
    world.ask_with(token, "{ __typename }", Value::Null).await.reason().to_owned()
}

async fn both(world: &World, inspector: &Caller, token: &str) -> Inspection {
    let inspection = inspect(world, inspector, token).await;
    assert_eq!(inspection.reason(), guard(world, token).await, "{inspection:?}");
    inspection
}

on_both! {
    async fn a_good_admin_token_is_valid_under_every_check(world: World) {
        let acme = Acme::create(&world).await;
        let token = acme.reader.token(world.now());
        let inspection = both(&world, &acme.reader, &token).await;
        inspection.assert_valid("ADMIN_TOKEN");
        let checks = ["form", "alg", "kid", "claims", "aud", "key", "signature", "keyState", "exp", "nbf", "iat", "lifetime"];
        assert_eq!(inspection.named("PASSED"), checks);
        assert_eq!(inspection.0["key"]["kid"], json!(acme.reader.kid));
        assert_eq!(inspection.0["header"]["alg"], "RS256");
        assert_eq!(inspection.0["claims"]["aud"], "acme");
        let root = inspect(&world, &world.root(), &world.root().token(world.now())).await;
        root.assert_valid("ADMIN_TOKEN");
    }

    async fn an_admin_token_that_names_its_scope_by_url_is_judged_as_the_guard_judges_it(world: World) {
        let acme = Acme::create(&world).await;
        world.project("other").await;
        let short_and_url = |short: &str, url: &str| json!([[short, url], [url], url]);

        for (caller, good) in [
            (&acme.reader, short_and_url("acme", ISSUER)),
            (&world.root(), short_and_url("keyplane", PUBLIC_URL)),
        ] {
            for audience in good.as_array().unwrap() {
                let token = changed(&world, caller, json!({ "aud": audience }));
                both(&world, caller, &token).await.assert_valid("ADMIN_TOKEN");
                both(&world, &world.root(), &token).await.assert_valid("ADMIN_TOKEN");
            }
        }

        let elsewhere = "https://staging.example.com/p/acme";
        for audience in [json!(elsewhere), json!(format!("{ISSUER}/")), json!([ISSUER, "other"])] {
            let token = changed(&world, &acme.reader, json!({ "aud": audience }));
            let inspection = both(&world, &acme.reader, &token).await;
            inspection.assert("ADMIN_TOKEN", "WRONG_AUDIENCE", "aud", (&format!("{ISSUER} or acme"), ""));
            assert!(inspection.text("aud", "detail").contains(PUBLIC_URL), "{inspection:?}");
        }
    }

    async fn a_token_without_issuer_and_known_key_that_names_a_scope_by_url_is_an_admin_token(world: World) {
        let acme = Acme::create(&world).await;
        let stranger = Caller::with_kid(&rsa_key("stranger"), "nobody", ISSUER);
        let inspection = both(&world, &world.root(), &stranger.token(world.now())).await;
        inspection.assert("ADMIN_TOKEN", "UNKNOWN_KID", "key", ("an admin key", "none"));
        let assertion = acme.assertion(&world, json!({}));
        inspect(&world, &world.root(), &assertion).await.assert_valid("CLIENT_ASSERTION");
    }

    async fn a_refused_admin_token_names_the_guards_reason_and_what_was_found(world: World) {
        let acme = Acme::create(&world).await;
        let reader = &acme.reader;
        let now = world.now().seconds();
        let claims = Value::Object(reader.claims(world.now())).to_string();
        let es256 = SigningKey::new(&ec_key(), Algorithm::Es256).unwrap();
        let header = Header { kid: reader.kid.clone(), ..Header::default() };
        let stranger = Caller::with_kid(&rsa_key("stranger"), &reader.kid, "acme");
        let nobody = Caller::with_kid(&rsa_key("stranger"), "nobody", "acme");

        let rows = [
            ("alg", "ALGORITHM_NOT_ALLOWED", mint(&es256, header, &reader.claims(world.now())).unwrap(), ("RS256", "ES256")),
            ("kid", "MISSING_KID", reader.sign_raw(r#"{"alg":"RS256"}"#, &claims), ("kid", "absent")),
            ("claims", "MALFORMED", changed(&world, reader, json!({ "exp": null })), ("exp a number", "")),
            ("aud", "WRONG_AUDIENCE", changed(&world, reader, json!({ "aud": ["acme", "keyplane"] })), ("acme", "acme, keyplane")),
            ("key", "UNKNOWN_KID", nobody.token(world.now()), ("an admin key", "none")),
            ("signature", "BAD_SIGNATURE", stranger.token(world.now()), ("the key's", "another")),
            ("exp", "EXPIRED", changed(&world, reader, json!({ "iat": now - 600, "exp": now - 90 })), ("after", "90 s ago")),
            ("iat", "NOT_YET_VALID", changed(&world, reader, json!({ "iat": now + 90 })), ("at most", "90 s from now")),
            ("nbf", "NOT_YET_VALID", changed(&world, reader, json!({ "nbf": now + 90 })), ("at most", "90 s from now")),
            ("lifetime", "LIFETIME_TOO_LONG", changed(&world, reader, json!({ "exp": now + 86_401 })), ("86400 s", "86401 s")),
        ];

        for (check, reason, token, texts) in rows {
            let inspection = both(&world, reader, &token).await;
            if check == "kid" {
                // Without a kid, the check of the key fails too.
                assert_eq!((inspection.reason(), inspection.named("FAILED")), (reason, vec!["kid", "key"]));
            } else {
                inspection.assert("ADMIN_TOKEN", reason, check, texts);
            }
        }

        let ahead = changed(&world, reader, json!({ "iat": now + 90 }));
        let detail = inspect(&world, reader, &ahead).await;
        assert_eq!(detail.text("iat", "detail"), "iat lies 90 s in the future: is the signer's clock ahead?");
    }

    async fn checks_that_nothing_depends_on_are_judged_behind_a_failed_one(world: World) {
        let acme = Acme::create(&world).await;
        let stranger = Caller::with_kid(&rsa_key("stranger"), &acme.reader.kid, "acme");
        let inspection = inspect(&world, &acme.reader, &stranger.token(world.now())).await;
        assert_eq!(inspection.named("SKIPPED"), ["exp", "nbf", "iat", "lifetime"]);
        assert_eq!(inspection.text("keyState", "found"), "ACTIVE");
    }

    async fn a_token_of_a_revoked_key_says_so(world: World) {
        let acme = Acme::create(&world).await;
        let other = world.project_admin(&acme.project, "acme", "other", &["READ"]).await;
        let input = json!({ "keyId": world.key_of(&other).await, "reason": "lost" });
        world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
        let inspection = both(&world, &acme.reader, &other.token(world.now())).await;
        inspection.assert("ADMIN_TOKEN", "KEY_REVOKED", "keyState", ("ACTIVE or RETIRING", "REVOKED"));
        assert_eq!(inspection.0["key"]["state"], "REVOKED");
    }
}
