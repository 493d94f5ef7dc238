//! Admin tokens, as their guard judges them.

use keyplane_auth::{Algorithm, Header, SigningKey, mint};
use serde_json::{Value, json};

use super::support::{Acme, Inspection, inspect};
use crate::harness::{Caller, World, ec_key, on_both, rsa_key};

fn changed(world: &World, caller: &Caller, changes: Value) -> String {
    let mut claims = caller.claims(world.now());
    claims.extend(changes.as_object().unwrap().clone());
    claims.retain(|_, value| !value.is_null());
    caller.token_with(claims)
}

/// What the guard says of the token; empty where it lets it in.
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
        let acme = Acme::found(&world).await;
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

    async fn a_refused_admin_token_names_the_guards_reason_and_what_was_found(world: World) {
        let acme = Acme::found(&world).await;
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
                // Without a kid there is no key either.
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
        let acme = Acme::found(&world).await;
        let stranger = Caller::with_kid(&rsa_key("stranger"), &acme.reader.kid, "acme");
        let inspection = inspect(&world, &acme.reader, &stranger.token(world.now())).await;
        assert_eq!(inspection.named("SKIPPED"), ["exp", "nbf", "iat", "lifetime"]);
        assert_eq!(inspection.text("keyState", "found"), "ACTIVE");
    }

    async fn a_token_of_a_revoked_key_says_so(world: World) {
        let acme = Acme::found(&world).await;
        let other = world.project_admin(&acme.project, "acme", "other", &["READ"]).await;
        let input = json!({ "keyId": world.key_of(&other).await, "reason": "lost" });
        world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
        let inspection = both(&world, &acme.reader, &other.token(world.now())).await;
        inspection.assert("ADMIN_TOKEN", "KEY_REVOKED", "keyState", ("ACTIVE or RETIRING", "REVOKED"));
        assert_eq!(inspection.0["key"]["state"], "REVOKED");
    }
}
