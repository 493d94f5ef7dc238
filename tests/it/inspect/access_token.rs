//! Access tokens, as introspection judges them.

use keyplane_auth::{Algorithm, Header, SigningKey};
use serde_json::json;

use super::support::{Acme, ISSUER, inspect};
use crate::harness::{ec_key, on_both};

on_both! {
    async fn a_good_access_token_is_valid_under_every_check(world: World) {
        let acme = Acme::found(&world).await;
        let token = acme.token(&world, "a").await;
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert_valid("ACCESS_TOKEN");
        let checks = [
            "form", "alg", "typ", "kid", "key", "signature", "claims", "keyState", "iss", "exp",
            "iat", "application", "generation", "revoked",
        ];
        assert_eq!(inspection.named("PASSED"), checks);
        assert_eq!(inspection.0["claims"]["iss"], ISSUER);
        assert_eq!(inspection.0["header"]["typ"], "at+jwt");
    }

    async fn an_ended_access_token_says_how_long_ago(world: World) {
        let acme = Acme::found(&world).await;
        let token = acme.token(&world, "a").await;
        world.clock.advance(1800);
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "EXPIRED", "exp", ("after", "now"));
        world.clock.advance(40);
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "EXPIRED", "exp", ("after", "40 s ago"));
    }

    async fn an_access_token_that_was_changed_or_forged_is_refused(world: World) {
        let acme = Acme::found(&world).await;
        let token = acme.token(&world, "a").await;
        let other = acme.token(&world, "b").await;
        let (head, _) = token.rsplit_once('.').unwrap();
        let (_, signature) = other.rsplit_once('.').unwrap();
        let inspection = inspect(&world, &acme.reader, &format!("{head}.{signature}")).await;
        inspection.assert("ACCESS_TOKEN", "BAD_SIGNATURE", "signature", ("the key's", "another"));
        let stranger = SigningKey::new(&ec_key(), Algorithm::Es256).unwrap();
        let header = Header { kid: "nobody".into(), typ: Some("at+jwt".into()), ..Header::default() };
        let forged = acme.assertion_with(&world, header, json!({ "iss": ISSUER }), &stranger);
        let inspection = inspect(&world, &acme.reader, &forged).await;
        inspection.assert("ACCESS_TOKEN", "UNKNOWN_KID", "key", ("private half is here", "none"));
        let header = Header { kid: acme.kid.clone(), typ: Some("at+jwt".into()), ..Header::default() };
        let posing = acme.assertion_with(&world, header, json!({}), &stranger);
        let inspection = inspect(&world, &acme.reader, &posing).await;
        inspection.assert("ACCESS_TOKEN", "UNKNOWN_KID", "key", ("private half is here", "something else"));
    }

    async fn the_end_of_a_token_before_its_time_is_told(world: World) {
        let acme = Acme::found(&world).await;
        let token = acme.token(&world, "a").await;
        acme.change(&world, json!({ "enabled": false })).await;
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "APPLICATION_DISABLED", "application", ("enabled", "disabled"));
        acme.change(&world, json!({ "enabled": true })).await;
        let jti = inspect(&world, &acme.reader, &token).await.0["claims"]["jti"].clone();
        let credentials = keyplane_control::Credentials::Assertion {
            assertion: acme.assertion(&world, json!({ "jti": "r" })).into(),
            id: None,
        };
        let request = keyplane_control::RevocationRequest { credentials, token: token.as_str().into() };
        world.control.revoke_token("acme", &request).await.unwrap();
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "TOKEN_REVOKED", "revoked", ("not revoked", "revoked"));
        assert_eq!(inspection.0["claims"]["jti"], jti);

        let token = acme.token(&world, "b").await;
        let input = json!({ "applicationId": acme.application });
        world.mutate(&world.root(), "revokeApplicationTokens", input, "application { id }").await.ok();
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "APPLICATION_TOKENS_REVOKED", "generation", ("at least 1", "0"));
        inspect(&world, &acme.reader, &acme.token(&world, "c").await).await.assert_valid("ACCESS_TOKEN");
    }

    async fn a_token_of_a_revoked_signing_key_says_so(world: World) {
        let acme = Acme::found(&world).await;
        let token = acme.token(&world, "a").await;
        let query = "{ project(slug: \"acme\") { currentSigningKey { id } } }";
        let key = world.ask(&world.root(), query, json!(null)).await.text("/project/currentSigningKey/id");
        let input = json!({ "keyId": key, "reason": "lost" });
        world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "KEY_REVOKED", "keyState", ("ACTIVE", "REVOKED"));
    }

    async fn an_opaque_token_is_looked_up(world: World) {
        let acme = Acme::found(&world).await;
        acme.change(&world, json!({ "accessTokenFormat": "OPAQUE" })).await;
        let token = acme.token(&world, "a").await;
        for inspector in [&acme.reader, &world.root()] {
            let inspection = inspect(&world, inspector, &token).await;
            inspection.assert_valid("ACCESS_TOKEN");
            assert_eq!(inspection.named("PASSED"), ["token", "exp", "application", "generation", "revoked"]);
            assert_eq!(inspection.0["claims"]["iss"], ISSUER);
        }
        let inspection = inspect(&world, &acme.reader, &"x".repeat(43)).await;
        inspection.assert("UNKNOWN", "UNKNOWN_TOKEN", "token", ("opaque access token", "neither"));
        world.clock.advance(1840);
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "EXPIRED", "exp", ("after", "2026"));
    }
}
