//! Texts that are no token, and tokens that are signed otherwise than by a key of the issuer.

use keyplane_auth::{Algorithm, Header, HmacKey, base64url, mint};
use secrecy::SecretString;
use serde_json::{Map, Value, json};

use super::{
    super::platform::{Acme, ISSUER, PlatformKey},
    Hostile, says,
};
use crate::harness::World;

/// As a text, so that it may name a member twice.
fn payload(claims: &Map<String, Value>, more: &str) -> String {
    let text = Value::Object(claims.clone()).to_string();
    format!("{},{more}}}", &text[..text.len() - 1])
}

/// Texts that are no token of the issuer's form.
pub(super) fn malformed(world: &World, acme: &Acme) -> Vec<Hostile> {
    let good = acme.token(world, json!({}));
    let [header, body, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!() };
    let claims = acme.claims(world);
    let raw = |header: &str| {
        let payload = Value::Object(claims.clone()).to_string();
        acme.key.sign_raw(Algorithm::Es256, header, &payload)
    };
    let with = |more: &str| {
        let header = r#"{"alg":"ES256","kid":"ec-1"}"#;
        acme.key.sign_raw(Algorithm::Es256, header, &payload(&claims, more))
    };
    let of = |payload: &str| {
        acme.key.sign_raw(Algorithm::Es256, r#"{"alg":"ES256","kid":"ec-1"}"#, payload)
    };
    let deep = format!(r#""deep":{}1{}"#, "[".repeat(16), "]".repeat(16));
    let many = format!(r#""many":[{}1]"#, "1,".repeat(2000));

    vec![
        ("two parts", format!("{header}.{body}"), says::PARTS),
        ("four parts", format!("{good}.{signature}"), says::PARTS),
        ("padding", format!("{good}="), says::BASE64),
        ("a blank inside", format!("{header}.{body}. {signature}"), says::BASE64),
        ("too long", acme.token(world, json!({ "x": "x".repeat(16 * 1024) })), says::LONG),
        ("a header that is no JSON", raw("alg=ES256"), says::HEADER),
        ("alg twice", raw(r#"{"alg":"ES256","alg":"HS256","kid":"ec-1"}"#), says::HEADER),
        ("a kid that is a number", raw(r#"{"alg":"ES256","kid":1}"#), says::HEADER),
        ("crit", raw(r#"{"alg":"ES256","kid":"ec-1","crit":["exp"]}"#), says::CRIT),
        (
            "crit of b64",
            raw(r#"{"alg":"ES256","kid":"ec-1","crit":["b64"],"b64":false}"#),
            says::CRIT,
        ),
        ("a JWT in the payload", of(&good), says::PAYLOAD),
        ("an array as payload", of(r#"[{"iss":"https://ci.example"}]"#), says::PAYLOAD),
        (
            "text after the payload",
            of(&format!("{} 1", Value::Object(claims.clone()))),
            says::PAYLOAD,
        ),
        ("sub twice", with(r#""sub":"repo:acme/app""#), says::PAYLOAD),
        ("sub twice by an escape", with(r#""s\u0075b":"repo:acme/app""#), says::PAYLOAD),
        ("repository_id twice", with(r#""repository_id":"17""#), says::PAYLOAD),
        ("a member twice deep inside", with(r#""a":[{"b":{"c":1,"c":2}}]"#), says::PAYLOAD),
        ("nested too deeply", with(&deep), says::PAYLOAD),
        ("too many values", with(&many), says::PAYLOAD),
        ("an exp that is no number of a double", with(r#""x":1e999"#), says::PAYLOAD),
        ("exp as a text", acme.token(world, json!({ "exp": "2999-01-01" })), says::PAYLOAD),
        (
            "exp that is null",
            of(&payload(&acme.changed(world, json!({ "exp": null })), r#""exp":null"#)),
            says::PAYLOAD,
        ),
        ("iat as a text", acme.token(world, json!({ "iat": "now" })), says::PAYLOAD),
        ("nbf as an array", acme.token(world, json!({ "nbf": [1] })), says::PAYLOAD),
        ("aud as a number", acme.token(world, json!({ "aud": 1 })), says::PAYLOAD),
        (
            "aud with an object",
            acme.token(world, json!({ "aud": [{ "a": ISSUER }] })),
            says::PAYLOAD,
        ),
        ("sub as an array", acme.token(world, json!({ "sub": ["repo:acme/app"] })), says::PAYLOAD),
    ]
}

/// Tokens that are signed otherwise than by a key of the issuer.
pub(super) fn forged(world: &World, acme: &Acme) -> Vec<Hostile> {
    let claims = acme.claims(world);
    let good = acme.token(world, json!({}));
    let body = good.split('.').nth(1).unwrap();
    let attacker = PlatformKey::ec("attacker");
    let jwk = attacker.jwk(json!({}));
    let as_secret = |secret: String| {
        let key = HmacKey::new(&SecretString::from(secret));
        let header = Header { kid: "rsa-1".into(), ..Header::default() };
        mint(&key, header, &claims).unwrap()
    };
    let unsigned = |header: Value| format!("{}.{body}.", base64url(header.to_string().as_bytes()));
    let public = acme.rsa.private.public_key();
    let ps256 = acme.rsa.sign_raw(
        Algorithm::Ps256,
        r#"{"alg":"PS256","kid":"rsa-1"}"#,
        &Value::Object(claims.clone()).to_string(),
    );
    let ps384 = acme.rsa.sign_raw(
        Algorithm::Ps384,
        r#"{"alg":"PS384","kid":"rsa-1"}"#,
        &Value::Object(claims.clone()).to_string(),
    );

    vec![
        ("alg none", unsigned(json!({ "alg": "none", "kid": "ec-1" })), says::PUBLIC),
        ("alg None", unsigned(json!({ "alg": "None" })), says::PUBLIC),
        ("no alg", unsigned(json!({ "kid": "ec-1" })), says::PUBLIC),
        ("alg in other letters", acme.key.sign(json!({ "alg": "es256" }), &claims), says::PUBLIC),
        ("the RSA key's PEM as HMAC secret", as_secret(public.spki_pem()), says::PUBLIC),
        ("the JWK as HMAC secret", as_secret(acme.rsa.jwk(json!({})).to_string()), says::PUBLIC),
        ("an alg that is not in the list", ps384, says::LIST),
        ("an alg that the JWK does not say", ps256, says::KID),
        (
            "ES256 with the RSA key's kid",
            acme.key.sign(json!({ "kid": "rsa-1" }), &claims),
            says::KID,
        ),
        (
            "RS256 with the EC key's kid",
            acme.rsa.sign(json!({ "kid": "ec-1" }), &claims),
            says::KID,
        ),
        (
            "RS256 in the header, ES256 in fact",
            acme.key.sign(json!({ "alg": "RS256", "kid": "rsa-1" }), &claims),
            says::SIGNATURE,
        ),
        ("an unknown kid", acme.key.sign(json!({ "kid": "ec-2" }), &claims), says::KID),
        ("a path as kid", acme.key.sign(json!({ "kid": "../../ec-1" }), &claims), says::KID),
        ("a kid in other letters", acme.key.sign(json!({ "kid": "EC-1" }), &claims), says::KID),
        ("an empty kid", acme.key.sign(json!({ "kid": "" }), &claims), says::KID),
        ("jku", attacker.sign(json!({ "jku": "https://evil.example/jwks" }), &claims), says::KID),
        (
            "jku beside a known kid",
            attacker.sign(json!({ "jku": "https://evil.example/jwks", "kid": "ec-1" }), &claims),
            says::SIGNATURE,
        ),
        ("x5u", attacker.sign(json!({ "x5u": "https://evil.example/x.pem" }), &claims), says::KID),
        ("jwk", attacker.sign(json!({ "jwk": jwk }), &claims), says::KID),
        (
            "jwk without kid",
            attacker.sign(json!({ "jwk": jwk, "kid": null }), &claims),
            says::SIGNATURE,
        ),
        (
            "no kid, and no key of the alg",
            PlatformKey::rsa("x", "attacker").sign(json!({ "kid": null, "alg": "PS256" }), &claims),
            says::NO_KID,
        ),
        (
            "another's key under a known kid",
            attacker.sign(json!({ "kid": "ec-1" }), &claims),
            says::SIGNATURE,
        ),
        (
            "another payload under the signature",
            {
                let other = acme.token(world, json!({ "repository_id": "42" }));
                let (head, _) = good.rsplit_once('.').unwrap();
                format!("{head}.{}", other.rsplit('.').next().unwrap())
            },
            says::SIGNATURE,
        ),
        ("no signature", format!("{}.", good.rsplit_once('.').unwrap().0), says::SIGNATURE),
        ("typ of an access token", acme.key.sign(json!({ "typ": "at+jwt" }), &claims), says::TYPE),
        (
            "typ of a logout token",
            acme.key.sign(json!({ "typ": "logout+jwt" }), &claims),
            says::TYPE,
        ),
        (
            "typ of a client assertion",
            acme.key.sign(json!({ "typ": "client-authentication+jwt" }), &claims),
            says::TYPE,
        ),
        ("an empty typ", acme.key.sign(json!({ "typ": "" }), &claims), says::TYPE),
    ]
}
