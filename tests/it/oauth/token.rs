//! The token endpoint: accepted and refused requests.

use axum::http::Method;
use keyplane_auth::{Header, decode_base64url};
use serde_json::{Value, json};

use super::{
    ask::{Ask, CLIENT_ASSERTION, Case, INTROSPECT, JWT_BEARER, REVOKE, TOKEN, check, check_all},
    parties::{Acme, ISSUER},
};
use crate::harness::{World, on_both};

fn own() -> Ask {
    Ask::client_credentials()
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn good(world: &World, acme: &Acme) -> Vec<Case> {
    let (basic, post, signer, lax) = (&acme.basic, &acme.post, &acme.signer, &acme.lax);
    let endpoint = format!("{ISSUER}/oauth/token");
    let now = world.now().seconds();

    vec![
        ("basic", basic.basic(own()), 200, ""),
        ("basic with its own client_id", basic.basic(own()).with("client_id", &basic.id), 200, ""),
        ("post", own().post(&post.id, &post.secret), 200, ""),
        ("opaque", acme.opaque.basic(own()), 200, ""),
        ("an assertion", signer.prove(world, own(), json!({})), 200, ""),
        (
            "an assertion with client_id",
            signer.prove(world, own(), json!({})).with("client_id", &signer.id),
            200,
            "",
        ),
        ("aud as an array of one", signer.prove(world, own(), json!({ "aud": [ISSUER] })), 200, ""),
        ("no jti", signer.prove(world, own(), json!({ "jti": null })), 200, ""),
        ("no iat", signer.prove(world, own(), json!({ "iat": null })), 200, ""),
        ("iat within the leeway", signer.prove(world, own(), json!({ "iat": now + 59 })), 200, ""),
        ("exp within the leeway", signer.prove(world, own(), json!({ "exp": now - 59 })), 200, ""),
        ("typ JWT", own().assertion(&signer.sign_typed(world, "JWT", json!({}))), 200, ""),
        (
            "typ client-authentication+jwt",
            own().assertion(&signer.sign_typed(world, "client-authentication+jwt", json!({}))),
            200,
            "",
        ),
        ("no kid", own().assertion(&signer.sign_as(world, Header::default(), json!({}))), 200, ""),
        ("HS256 with a secret", acme.hmac.prove(world, own(), json!({})), 200, ""),
        (
            "the token endpoint as audience where allowed",
            lax.prove(world, own(), json!({ "aud": endpoint })),
            200,
            "",
        ),
        ("the issuer as resource", basic.basic(own()).with("resource", ISSUER), 200, ""),
        (
            "the issuer as resource twice",
            basic.basic(own()).with("resource", ISSUER).with("resource", ISSUER),
            200,
            "",
        ),
        ("an empty scope", basic.basic(own()).raw("scope="), 200, ""),
        ("unknown parameters", basic.basic(own()).raw("x=1&x=2&y"), 200, ""),
        (
            "a charset",
            basic.basic(own()).content_type("application/x-www-form-urlencoded; charset=UTF-8"),
            200,
            "",
        ),
        ("a grant", Ask::grant(&signer.sign(world, json!({}))), 200, ""),
        (
            "a grant for the token endpoint",
            Ask::grant(&signer.sign(world, json!({ "aud": endpoint }))),
            200,
            "",
        ),
        (
            "a grant with client_id",
            Ask::grant(&signer.sign(world, json!({}))).with("client_id", &signer.id),
            200,
            "",
        ),
        (
            "a grant beside its own client assertion",
            signer.prove(world, Ask::grant(&signer.sign(world, json!({}))), json!({})),
            200,
            "",
        ),
        ("a grant by HS256", Ask::grant(&acme.hmac.sign(world, json!({}))), 200, ""),
        (
            "a grant for another subject where allowed",
            Ask::grant(&lax.sign(world, json!({ "sub": "alice@example.com" }))),
            200,
            "",
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn malformed(world: &World, acme: &Acme) -> Vec<Case> {
    let (basic, post) = (&acme.basic, &acme.post);
    let assertion = || acme.signer.sign(world, json!({}));
    let invalid = "invalid_request";

    vec![
        ("nothing", Ask::new(), 400, invalid),
        ("no grant_type", basic.basic(Ask::new()), 400, invalid),
        ("an empty grant_type", basic.basic(Ask::new().raw("grant_type=")), 400, invalid),
        (
            "another grant_type",
            basic.basic(Ask::new().with("grant_type", "password")),
            400,
            "unsupported_grant_type",
        ),
        (
            "authorization_code",
            basic.basic(Ask::new().with("grant_type", "authorization_code")),
            400,
            "unsupported_grant_type",
        ),
        (
            "two grant_types",
            basic.basic(own().with("grant_type", "client_credentials")),
            400,
            invalid,
        ),
        ("two scopes", basic.basic(own().raw("scope=a&scope=b")), 400, invalid),
        (
            "two client_ids",
            basic.basic(own().with("client_id", &basic.id).with("client_id", &basic.id)),
            400,
            invalid,
        ),
        (
            "two client_secrets",
            own().post(&post.id, &post.secret).with("client_secret", &post.secret),
            400,
            invalid,
        ),
        ("two assertions", Ask::grant(&assertion()).with("assertion", &assertion()), 400, invalid),
        ("a broken escape", basic.basic(own().raw("scope=%zz")), 400, invalid),
        ("no UTF-8", basic.basic(own().raw("scope=%ff")), 400, invalid),
        ("two Authorization headers", basic.basic(basic.basic(own())), 400, invalid),
        ("basic and post", basic.basic(own()).post(&basic.id, &basic.secret), 400, invalid),
        ("basic and an assertion", basic.basic(own()).assertion(&assertion()), 400, invalid),
        (
            "post and an assertion",
            own().post(&post.id, &post.secret).assertion(&assertion()),
            400,
            invalid,
        ),
        (
            "another client_id than in the header",
            basic.basic(own()).with("client_id", &post.id),
            400,
            invalid,
        ),
        ("a secret without client_id", own().with("client_secret", &post.secret), 400, invalid),
        (
            "a client_assertion without its type",
            own().with("client_assertion", &assertion()),
            400,
            invalid,
        ),
        (
            "a type without client_assertion",
            own().with("client_assertion_type", CLIENT_ASSERTION),
            400,
            invalid,
        ),
        ("a grant without assertion", Ask::new().with("grant_type", JWT_BEARER), 400, invalid),
    ]
}

fn unproven(world: &World, acme: &Acme) -> Vec<Case> {
    let (basic, post) = (&acme.basic, &acme.post);
    let refused = "invalid_client";
    let deleted = "app_01h455vb4pex5vsknk084sn02q";

    vec![
        ("no credentials", own(), 401, refused),
        ("a name alone", own().with("client_id", &basic.id), 401, refused),
        ("a wrong secret", own().basic(&basic.id, "wrong"), 401, refused),
        ("an empty secret", own().basic(&basic.id, ""), 401, refused),
        ("an empty secret in the body", own().post(&post.id, ""), 401, refused),
        ("a wrong secret in the body", own().post(&post.id, "wrong"), 401, refused),
        ("an unknown client", own().basic(deleted, &basic.secret), 401, refused),
        ("an unknown client in the body", own().post(deleted, &post.secret), 401, refused),
        ("an id of no form", own().basic("admin", "admin"), 401, refused),
        ("an empty id", own().basic("", &basic.secret), 401, refused),
        ("another one's secret", own().basic(&basic.id, &acme.opaque.secret), 401, refused),
        ("the header's client in the body", own().post(&basic.id, &basic.secret), 401, refused),
        ("the body's client in the header", own().basic(&post.id, &post.secret), 401, refused),
        ("a disabled client", acme.disabled.basic(own()), 401, refused),
        ("another project's client", acme.stranger.basic(own()), 401, refused),
        ("a client of keys with a secret", own().basic(&acme.signer.id, "x"), 401, refused),
        ("another scheme", own().header("Bearer x"), 401, refused),
        ("no base64", own().header("Basic !!"), 401, refused),
        ("no colon", own().header("Basic YXBw"), 401, refused),
        (
            "another kind of assertion",
            own().with("client_assertion", "x").with("client_assertion_type", "urn:x"),
            401,
            refused,
        ),
        ("no JWT", own().assertion("x"), 401, refused),
        ("a JWT of nothing", own().assertion("e30.e30.AA"), 401, refused),
        (
            "a client_assertion beside another client_id",
            acme.signer.prove(world, own(), json!({})).with("client_id", &basic.id),
            401,
            refused,
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn bad_assertions(world: &World, acme: &Acme) -> Vec<Case> {
    let signer = &acme.signer;
    let now = world.now().seconds();
    let endpoint = format!("{ISSUER}/oauth/token");
    let mut cases = vec![];

    for (name, changes) in [
        ("expired", json!({ "exp": now - 61 })),
        ("no exp", json!({ "exp": null })),
        ("exp as a text", json!({ "exp": "soon" })),
        ("exp too far", json!({ "exp": now + 3600 + 61 })),
        ("iat too old", json!({ "iat": now - 3600 - 61 })),
        ("iat ahead", json!({ "iat": now + 61 })),
        ("nbf ahead", json!({ "nbf": now + 61 })),
        ("no aud", json!({ "aud": null })),
        ("another aud", json!({ "aud": "https://keys.example.com/p/other" })),
        ("two auds", json!({ "aud": [ISSUER, "https://example.com"] })),
        ("an empty aud", json!({ "aud": [] })),
        ("the issuer and a slash", json!({ "aud": format!("{ISSUER}/") })),
        ("no iss", json!({ "iss": null })),
        ("another iss", json!({ "iss": acme.basic.id })),
        ("an empty jti", json!({ "jti": "" })),
        ("jti as a number", json!({ "jti": 1 })),
        ("too long", json!({ "x": "x".repeat(9000) })),
    ] {
        cases.push((name, signer.prove(world, own(), changes.clone()), 401, "invalid_client"));
        cases.push((name, Ask::grant(&signer.sign(world, changes)), 400, "invalid_grant"));
    }

    let prove = |changes| signer.prove(world, own(), changes);
    let foreign = Header { kid: "nobody".to_owned(), ..Header::default() };
    let crit = json!({ "crit": ["exp"] }).as_object().unwrap().clone();
    let critical = Header { kid: signer.kid.clone(), extra: crit, ..Header::default() };
    let mut other = signer.sign(world, json!({})).into_bytes();
    let last = other.len() - 10;
    other[last] = if other[last] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(other).unwrap();

    for (name, assertion) in [
        ("an unknown kid", signer.sign_as(world, foreign, json!({}))),
        ("crit", signer.sign_as(world, critical, json!({}))),
        ("an access token's typ", signer.sign_typed(world, "at+jwt", json!({}))),
        ("a changed signature", forged),
    ] {
        cases.push((name, own().assertion(&assertion), 401, "invalid_client"));
        cases.push((name, Ask::grant(&assertion), 400, "invalid_grant"));
    }

    let typed = signer.sign_typed(world, "client-authentication+jwt", json!({}));
    let alien = acme.lax.sign(world, json!({ "sub": acme.basic.id }));
    cases.extend([
        ("a foreign sub", prove(json!({ "sub": "alice" })), 401, "invalid_client"),
        (
            "a foreign sub where allowed in grants",
            acme.lax.prove(world, own(), json!({ "sub": "alice" })),
            401,
            "invalid_client",
        ),
        (
            "the token endpoint as audience",
            prove(json!({ "aud": endpoint })),
            401,
            "invalid_client",
        ),
        (
            "another endpoint as audience",
            acme.lax.prove(world, own(), json!({ "aud": format!("{ISSUER}/oauth/revoke") })),
            401,
            "invalid_client",
        ),
        (
            "a grant for a foreign sub",
            Ask::grant(&signer.sign(world, json!({ "sub": "alice" }))),
            400,
            "invalid_grant",
        ),
        ("a grant for another application", Ask::grant(&alien), 400, "invalid_grant"),
        (
            "a grant for an endless sub",
            Ask::grant(&acme.lax.sign(world, json!({ "sub": "x".repeat(256) }))),
            400,
            "invalid_grant",
        ),
        ("a grant with typ client-authentication+jwt", Ask::grant(&typed), 400, "invalid_grant"),
        ("a grant that is no JWT", Ask::grant("x"), 400, "invalid_grant"),
        (
            "a grant beside another client",
            acme.basic.basic(Ask::grant(&signer.sign(world, json!({})))),
            400,
            "invalid_grant",
        ),
        (
            "a grant beside another client_id",
            Ask::grant(&signer.sign(world, json!({}))).with("client_id", &acme.basic.id),
            400,
            "invalid_grant",
        ),
        (
            "a grant beside a wrong secret",
            Ask::grant(&signer.sign(world, json!({}))).basic(&acme.basic.id, "x"),
            401,
            "invalid_client",
        ),
    ]);
    cases
}

fn not_granted(acme: &Acme) -> Vec<Case> {
    let ask = || acme.basic.basic(own());
    vec![
        ("a resource server", acme.server.basic(own()), 400, "unauthorized_client"),
        (
            "an unknown resource",
            ask().with("resource", "https://api.example.com"),
            400,
            "invalid_target",
        ),
        (
            "one unknown resource of two",
            ask().with("resource", ISSUER).with("resource", "https://api.example.com"),
            400,
            "invalid_target",
        ),
        ("a resource that is no URL", ask().with("resource", "x\"y"), 400, "invalid_target"),
        ("a scope", ask().with("scope", "orders:read"), 400, "invalid_scope"),
    ]
}

/// The payload of a JWT.
pub(super) fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&decode_base64url(payload).unwrap()).unwrap()
}

on_both! {
    async fn what_fits_gets_a_token(world: World) {
        let acme = Acme::create(&world).await;
        for (name, ask, status, error) in good(&world, &acme) {
            let answer = ask.send(&world, TOKEN).await;
            check(name, &ask, &answer, status, error);
            let body = answer.json();
            assert_eq!(body["token_type"], "Bearer", "{name}");
            assert_eq!(body["expires_in"], 1800, "{name}");
            assert!(body.get("scope").is_none() && body.get("refresh_token").is_none(), "{name}");
        }
    }

    async fn a_malformed_request_says_what_is_wrong(world: World) {
        let acme = Acme::create(&world).await;
        check_all(&world, TOKEN, malformed(&world, &acme)).await;
    }

    async fn who_does_not_prove_himself_gets_nothing(world: World) {
        let acme = Acme::create(&world).await;
        check_all(&world, TOKEN, unproven(&world, &acme)).await;
    }

    async fn a_bad_assertion_is_no_proof_and_no_grant(world: World) {
        let acme = Acme::create(&world).await;
        check_all(&world, TOKEN, bad_assertions(&world, &acme)).await;
    }

    async fn a_client_gets_only_granted_scopes(world: World) {
        let acme = Acme::create(&world).await;
        check_all(&world, TOKEN, not_granted(&acme)).await;
    }

    async fn a_token_says_who_got_it_and_carries_only_what_may_be_carried(world: World) {
        let acme = Acme::create(&world).await;
        let changes = json!({ "sub": "alice", "tenant": { "id": 7 }, "other": 1, "scope": "admin" });
        let answer = Ask::grant(&acme.lax.sign(&world, changes)).send(&world, TOKEN).await.json();
        let said = claims(answer["access_token"].as_str().unwrap());
        let now = world.now().seconds();
        assert_eq!(said["iss"], ISSUER);
        assert_eq!(said["sub"], "alice");
        assert_eq!(said["aud"], ISSUER);
        assert_eq!(said["client_id"], acme.lax.id);
        assert_eq!((said["iat"].as_i64(), said["exp"].as_i64()), (Some(now), Some(now + 1800)));
        assert_eq!(said["tenant"], json!({ "id": 7 }));
        assert!(said.get("other").is_none() && said.get("scope").is_none(), "{said}");
    }

    async fn the_endpoints_take_posts_of_small_forms_at_known_issuers(world: World) {
        let acme = Acme::create(&world).await;
        let ask = || acme.basic.basic(own().with("token", "x"));
        for path in [TOKEN, INTROSPECT, REVOKE] {
            for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS] {
                let answer = ask().send_by(&world, path, method.clone()).await;
                assert_eq!(answer.status, 405, "{method} {path}");
                assert_eq!(answer.header("allow"), "POST");
                assert_eq!(answer.header("cache-control"), "no-store");
                assert_eq!(answer.header("pragma"), "no-cache");
            }

            for content_type in ["", "application/json", "text/plain", "multipart/form-data; boundary=x"] {
                let ask = ask().content_type(content_type);
                let answer = ask.send(&world, path).await;
                check(content_type, &ask, &answer, 415, "invalid_request");
            }

            let ask_long = ask().with("x", &"x".repeat(64 * 1024));
            let answer = ask_long.send(&world, path).await;
            check("too long", &ask_long, &answer, 413, "invalid_request");

            for slug in ["nobody", "ACME", "%27", "x"] {
                let path = path.replace("acme", slug);
                let answer = ask().send(&world, &path).await;
                check(&path, &ask(), &answer, 404, "not_found");
            }
        }
    }
}
