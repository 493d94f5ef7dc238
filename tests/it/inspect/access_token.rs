//! `inspectToken` of access tokens, compared with introspection.

use keyplane_auth::{Algorithm, Header, PrivateKey, SigningKey, decode_unverified};
use serde_json::{Value, json};

use super::support::{Acme, ISSUER, inspect};
use crate::harness::{World, ec_key, on_both};

/// Makes a retained signing key the current one; returns its kid and its private half.
pub(super) async fn retained_signer(world: &World, acme: &Acme) -> (String, SigningKey) {
    let input = json!({
        "projectId": acme.project, "name": "retained", "algorithm": "ES256",
        "retainPrivateKey": true, "force": true, "reason": "to sign in its place",
    });
    let made = world.mutate(&world.root(), "generateSigningKey", input, "key { id kid }").await;
    let input = json!({ "keyId": made.text("/generateSigningKey/key/id") });
    let exported =
        world.mutate(&world.root(), "exportPrivateKey", input, "privateKey { content }").await;
    let key = PrivateKey::from_pem(&exported.text("/exportPrivateKey/privateKey/content")).unwrap();
    (made.text("/generateSigningKey/key/kid"), SigningKey::new(&key, Algorithm::Es256).unwrap())
}

on_both! {
    async fn a_good_access_token_is_valid_under_every_check(world: World) {
        let acme = Acme::create(&world).await;
        let token = acme.token(&world, "a").await;
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert_valid("ACCESS_TOKEN");
        let checks = [
            "form", "alg", "typ", "kid", "key", "signature", "claims", "keyState", "iss", "exp",
            "iat", "application", "generation", "revoked", "federated_identity", "exchanged_from",
        ];
        assert_eq!(inspection.named("PASSED"), checks);
        assert_eq!(inspection.0["claims"]["iss"], ISSUER);
        assert_eq!(inspection.0["header"]["typ"], "at+jwt");
    }

    async fn an_ended_access_token_says_how_long_ago(world: World) {
        let acme = Acme::create(&world).await;
        let token = acme.token(&world, "a").await;
        world.clock.advance(1800);
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "EXPIRED", "exp", ("after", "now"));
        world.clock.advance(40);
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "EXPIRED", "exp", ("after", "40 s ago"));
    }

    async fn an_access_token_that_was_changed_or_forged_is_refused(world: World) {
        let acme = Acme::create(&world).await;
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

    async fn what_the_issuers_key_signed_is_still_held_to_the_rules(world: World) {
        let acme = Acme::create(&world).await;
        let real = decode_unverified(&acme.token(&world, "a").await).claims.unwrap();
        let (kid, key) = retained_signer(&world, &acme).await;

        let sign = |typ: &str, changes: Value| {
            let header = Header { kid: kid.clone(), typ: Some(typ.into()), ..Header::default() };
            let mut claims = real.clone();
            claims.extend(changes.as_object().unwrap().clone());
            acme.assertion_with(&world, header, claims.into(), &key)
        };
        let inspected = async |token: String| inspect(&world, &acme.reader, &token).await;

        inspected(sign("at+jwt", json!({}))).await.assert_valid("ACCESS_TOKEN");
        let other = "https://old.example.com/p/acme";
        let inspection = inspected(sign("at+jwt", json!({ "iss": other }))).await;
        inspection.assert("ACCESS_TOKEN", "WRONG_ISSUER", "iss", (ISSUER, other));

        let now = world.now().seconds();
        let inspection = inspected(sign("at+jwt", json!({ "iat": now + 40 }))).await;
        inspection.assert("ACCESS_TOKEN", "NOT_YET_VALID", "iat", ("", "40 s"));
        let inspection = inspected(sign("at+jwt", json!({ "client_id": null }))).await;
        inspection.assert("ACCESS_TOKEN", "MALFORMED", "claims", ("those of an access token", "others"));
        // With another type it could be any kind of token, so the inspector uses iss.

        let inspection = inspected(sign("JWT", json!({}))).await;
        inspection.assert("ACCESS_TOKEN", "WRONG_TYPE", "typ", ("at+jwt", "JWT"));
    }

    async fn the_early_end_of_a_token_is_reported(world: World) {
        let acme = Acme::create(&world).await;
        let token = acme.token(&world, "a").await;
        acme.change(&world, json!({ "enabled": false })).await;
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "APPLICATION_DISABLED", "application", ("enabled", "disabled"));
        acme.change(&world, json!({ "enabled": true })).await;
        let jti = inspect(&world, &acme.reader, &token).await.0["claims"]["jti"].clone();
        let credentials = keyplane_control::Credentials::Assertion {
            assertion: acme.assertion(&world, json!({ "jti": "r" })).into(),
            kind: keyplane_control::AssertionKind::JwtBearer,
            id: None,
        };
        let request = keyplane_control::RevocationRequest { credentials, token: token.as_str().into(), source: None };
        world.control.tokens().revoke("acme", &request).await.unwrap();
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
        let acme = Acme::create(&world).await;
        let token = acme.token(&world, "a").await;
        let query = "{ project(slug: \"acme\") { currentSigningKey { id } } }";
        let key = world.ask(&world.root(), query, json!(null)).await.text("/project/currentSigningKey/id");
        let input = json!({ "keyId": key, "reason": "lost" });
        world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "KEY_REVOKED", "keyState", ("ACTIVE", "REVOKED"));
    }

    async fn an_opaque_token_is_looked_up(world: World) {
        let acme = Acme::create(&world).await;
        acme.change(&world, json!({ "accessTokenFormat": "OPAQUE" })).await;
        let token = acme.token(&world, "a").await;
        for inspector in [&acme.reader, &world.root()] {
            let inspection = inspect(&world, inspector, &token).await;
            inspection.assert_valid("ACCESS_TOKEN");
            assert_eq!(inspection.named("PASSED"), ["token", "exp", "application", "generation", "revoked", "federated_identity", "exchanged_from"]);
            assert_eq!(inspection.0["claims"]["iss"], ISSUER);
        }
        let inspection = inspect(&world, &acme.reader, &"x".repeat(43)).await;
        inspection.assert("UNKNOWN", "UNKNOWN_TOKEN", "token", ("opaque access token", "neither"));
        let cut = format!("{}0", &token[..53]);
        let inspection = inspect(&world, &acme.reader, if cut == token { "kpot_" } else { &cut }).await;
        inspection.assert("UNKNOWN", "UNKNOWN_TOKEN", "token", ("opaque access token", "changed"));
        assert!(inspection.text("token", "detail").contains("checksum"));
        let inspection = inspect(&world, &acme.reader, "kpcs_0").await;
        inspection.assert("UNKNOWN", "UNKNOWN_TOKEN", "token", ("opaque access token", "client secret"));
        world.clock.advance(1840);
        let inspection = inspect(&world, &acme.reader, &token).await;
        inspection.assert("ACCESS_TOKEN", "EXPIRED", "exp", ("after", "2026"));
    }
}
