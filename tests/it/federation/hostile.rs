//! Tokens that must not pass, each refused with the rule that refused it, at every way in.

use keyplane_auth::{Algorithm, Header, HmacKey, base64url, mint};
use secrecy::SecretString;
use serde_json::{Map, Value, json};

use super::platform::{Acme, CI, ISSUER, PlatformKey, Way, assert_refused, identify, rules, trust};
use crate::{
    harness::{World, on_both},
    oauth::ask::TOKEN,
};

/// A name, a token, and what the refusal says.
type Hostile = (&'static str, String, &'static str);

/// The names of the rules that refuse: the texts of `keyplane_auth`.
mod says {
    pub(super) const PARTS: &str = "a JWT has three parts";
    pub(super) const BASE64: &str = "each part must be base64url";
    pub(super) const LONG: &str = "it is longer than";
    pub(super) const HEADER: &str = "the header must be a JSON object";
    pub(super) const CRIT: &str = "the header must not have crit";
    pub(super) const PAYLOAD: &str = "the payload must be a JSON object";
    pub(super) const PUBLIC: &str = "only algorithms with public keys are taken";
    pub(super) const LIST: &str = "the trusted issuer accepts RS256, PS256, ES256";
    pub(super) const KID: &str = "no key with the header's kid that fits its alg";
    pub(super) const NO_KID: &str = "none of the issuer's keys fits its alg";
    pub(super) const SIGNATURE: &str = "the signature does not verify with the issuer's key";
    pub(super) const TYPE: &str = "typ is that of another kind of token";
    pub(super) const ISSUER: &str = "the project trusts no such issuer";
    pub(super) const SUBJECT: &str = "sub must be a string of 1 to 2048 bytes";
    pub(super) const OTHER_AUDIENCE: &str =
        "alone, as a string or an array of one; it names another";
    pub(super) const AUDIENCES: &str =
        "alone, as a string or an array of one; it is not exactly one";
    pub(super) const NO_AUDIENCE: &str = "alone, as a string or an array of one; it is missing";
    pub(super) const NO_END: &str = "exp is missing";
    pub(super) const ENDED: &str = "exp passed 60 s ago";
    pub(super) const EARLY: &str = "lies 61 s in the future";
    pub(super) const OLD: &str = "iat lies 3661 s back, at most 3600 are taken";
    pub(super) const FAR: &str = "no iat and its exp lies 3661 s ahead, at most 3600 are taken";
}

/// As a text, so that it may name a member twice.
fn payload(claims: &Map<String, Value>, more: &str) -> String {
    let text = Value::Object(claims.clone()).to_string();
    format!("{},{more}}}", &text[..text.len() - 1])
}

/// Texts that are no token of the issuer's form.
fn malformed(world: &World, acme: &Acme) -> Vec<Hostile> {
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
fn forged(world: &World, acme: &Acme) -> Vec<Hostile> {
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

/// Tokens of another issuer, for another party, or of another time.
fn elsewhere(world: &World, acme: &Acme) -> Vec<Hostile> {
    let now = world.now().seconds();
    let with = |changes: Value| acme.token(world, changes);
    vec![
        ("iss with a final slash", with(json!({ "iss": "https://ci.example/" })), says::ISSUER),
        ("iss in other letters", with(json!({ "iss": "https://CI.example" })), says::ISSUER),
        ("iss over http", with(json!({ "iss": "http://ci.example" })), says::ISSUER),
        ("iss with a blank", with(json!({ "iss": "https://ci.example " })), says::ISSUER),
        ("an unknown iss", with(json!({ "iss": "https://evil.example" })), says::ISSUER),
        (
            "the iss of an issuer of another project",
            with(json!({ "iss": "https://other.example" })),
            says::ISSUER,
        ),
        ("no sub", with(json!({ "sub": null })), says::SUBJECT),
        ("an empty sub", with(json!({ "sub": "" })), says::SUBJECT),
        (
            "a long sub",
            with(json!({ "sub": format!("repo:acme/{}", "x".repeat(2048)) })),
            says::SUBJECT,
        ),
        (
            "another audience",
            with(json!({ "aud": "https://github.com/acme" })),
            says::OTHER_AUDIENCE,
        ),
        (
            "the token endpoint as audience",
            with(json!({ "aud": format!("{ISSUER}/oauth/token") })),
            says::OTHER_AUDIENCE,
        ),
        (
            "the audience with a final slash",
            with(json!({ "aud": format!("{ISSUER}/") })),
            says::OTHER_AUDIENCE,
        ),
        (
            "the audience in other letters",
            with(json!({ "aud": ISSUER.to_uppercase() })),
            says::OTHER_AUDIENCE,
        ),
        (
            "another project's audience",
            with(json!({ "aud": "https://keys.example.com/p/other" })),
            says::OTHER_AUDIENCE,
        ),
        (
            "two audiences",
            with(json!({ "aud": [ISSUER, "https://elsewhere.example"] })),
            says::AUDIENCES,
        ),
        ("the audience twice", with(json!({ "aud": [ISSUER, ISSUER] })), says::AUDIENCES),
        ("an empty list of audiences", with(json!({ "aud": [] })), says::AUDIENCES),
        ("no audience", with(json!({ "aud": null })), says::NO_AUDIENCE),
        ("no exp", with(json!({ "exp": null })), says::NO_END),
        ("exp at its bound", with(json!({ "exp": now - 60 })), says::ENDED),
        ("iat after its bound", with(json!({ "iat": now + 61 })), says::EARLY),
        ("nbf after its bound", with(json!({ "nbf": now + 61 })), says::EARLY),
        ("iat before its bound", with(json!({ "iat": now - 3661 })), says::OLD),
        ("exp too far without iat", with(json!({ "iat": null, "exp": now + 3661 })), says::FAR),
    ]
}

/// Genuine tokens of other workloads, and claims that only look like those of the rules.
fn others(world: &World, acme: &Acme) -> Vec<Hostile> {
    let refused =
        |name, changes: Value, claim: &'static str| (name, acme.token(world, changes), claim);
    let (sub, id, branch) = ("the rule on sub", "the rule on repository_id", "the rule on ref");
    let (groups, pod) = ("the rule on /groups/*", "the rule on /platform/pod.example");
    vec![
        refused(
            "another repository",
            json!({ "repository_id": "42", "sub": "repo:acme/other" }),
            id,
        ),
        refused(
            "a fork",
            json!({ "repository_id": "99", "sub": "repo:evil/app:ref:refs/heads/main" }),
            sub,
        ),
        refused(
            "a renamed repository",
            json!({ "repository_id": "18", "repository": "acme/app" }),
            id,
        ),
        refused("an owner whose name begins so", json!({ "sub": "repo:acme-evil/app" }), sub),
        refused("an owner in other letters", json!({ "sub": "repo:ACME/app" }), sub),
        refused("an owner with a Cyrillic letter", json!({ "sub": "repo:\u{430}cme/app" }), sub),
        refused("a blank before sub", json!({ "sub": " repo:acme/app" }), sub),
        refused("a wide slash", json!({ "sub": "repo:acme\u{ff0f}app" }), sub),
        refused("a decomposed letter", json!({ "sub": "repo:a\u{301}cme/app" }), sub),
        refused(
            "pull_request of a fork",
            json!({ "ref": "refs/pull/7/merge", "event_name": "pull_request" }),
            branch,
        ),
        refused("another branch that begins so", json!({ "ref": "refs/heads/main2" }), branch),
        refused("a branch in other letters", json!({ "ref": "refs/heads/Main" }), branch),
        refused("an ID that is a number", json!({ "repository_id": 17 }), id),
        refused("an ID in an array", json!({ "repository_id": ["17"] }), id),
        refused("an ID in an object", json!({ "repository_id": { "17": "17" } }), id),
        refused("an ID that is null", json!({ "repository_id": null }), id),
        refused("an ID that is true", json!({ "repository_id": true }), id),
        refused("an ID with a zero before", json!({ "repository_id": "017" }), id),
        refused("an ID with a blank behind", json!({ "repository_id": "17 " }), id),
        refused("an ID with NUL behind", json!({ "repository_id": "17\u{0}" }), id),
        refused("an ID in wide digits", json!({ "repository_id": "\u{ff11}\u{ff17}" }), id),
        refused("an ID with an invisible letter", json!({ "repository_id": "17\u{200b}" }), id),
        refused("an ID of two lines", json!({ "repository_id": "17\n42" }), id),
        refused(
            "an ID in another claim",
            json!({ "repository_id": null, "Repository_id": "17" }),
            id,
        ),
        refused("a group as a text", json!({ "groups": "deployers" }), groups),
        refused("no group", json!({ "groups": [] }), groups),
        refused("other groups", json!({ "groups": ["deployers2", "Deployers"] }), groups),
        refused("groups as an object", json!({ "groups": { "0": "deployers" } }), groups),
        refused("a group in an array in the array", json!({ "groups": [["deployers"]] }), groups),
        refused(
            "a group in an object in the array",
            json!({ "groups": [{ "name": "deployers" }] }),
            groups,
        ),
        refused(
            "a claim with the pointer as its name",
            json!({ "platform": null, "/platform/pod.example~1name": "web" }),
            pod,
        ),
        refused(
            "a claim with the path as its name",
            json!({ "platform": { "pod.example": { "name": "web" } } }),
            pod,
        ),
        refused(
            "the claim in an array",
            json!({ "platform": [{ "pod.example/name": "web" }] }),
            pod,
        ),
    ]
}

on_both! {
    async fn each_hostile_token_is_refused_with_the_rule_that_refused_it_at_every_way_in(world: World) {
        let acme = Acme::create(&world).await;
        // What it allows for its own assertions is not for those of others.
        acme.change_application(&world, json!({ "allowTokenEndpointAudience": true })).await;
        let other = world.project("other").await;
        let jwks = json!({ "keys": [acme.key.jwk(json!({}))] });
        trust(&world, &other, "https://other.example", jwks, json!({})).await;

        let all = [
            malformed(&world, &acme),
            forged(&world, &acme),
            elsewhere(&world, &acme),
            others(&world, &acme),
        ]
        .concat();
        assert!(all.len() >= 100, "{}", all.len());
        for (name, token, text) in &all {
            for way in Way::ALL {
                for ask in [way.ask(token), way.ask(token).with("client_id", &acme.application)] {
                    let answer = ask.send(&world, TOKEN).await;
                    assert_refused(name, way, &answer, text);
                }
            }
        }
        for way in Way::ALL {
            let token = acme.token(&world, json!({}));
            let answer = way.ask(&token).send(&world, TOKEN).await;
            assert_eq!(answer.status, 200, "{way:?}: {}", answer.text());
        }
    }

    async fn a_token_is_taken_up_to_its_bounds_and_by_either_key(world: World) {
        let acme = Acme::create(&world).await;
        let now = world.now().seconds();
        for (name, token) in [
            ("RSA", acme.rsa.sign(json!({}), &acme.claims(&world))),
            ("no kid", acme.key.sign(json!({ "kid": null }), &acme.claims(&world))),
            ("no typ", acme.key.sign(json!({ "typ": null }), &acme.claims(&world))),
            ("jku is not looked at", acme.key.sign(json!({ "jku": "https://evil.example" }), &acme.claims(&world))),
            ("exp", acme.token(&world, json!({ "exp": now - 59 }))),
            ("a fraction", acme.token(&world, json!({ "exp": f64::from(i32::try_from(now).unwrap()) - 59.5 }))),
            ("iat ahead", acme.token(&world, json!({ "iat": now + 60, "nbf": now + 60 }))),
            ("iat back", acme.token(&world, json!({ "iat": now - 3660 }))),
            ("a far exp with iat", acme.token(&world, json!({ "exp": now + 31_536_000 }))),
            ("no iat", acme.token(&world, json!({ "iat": null, "nbf": null, "exp": now + 3660 }))),
            ("an array of one", acme.token(&world, json!({ "aud": [ISSUER] }))),
            ("no jti", acme.token(&world, json!({ "jti": null }))),
            ("a jti that is a number", acme.token(&world, json!({ "jti": 7 }))),
            ("another branch of the list", acme.token(&world, json!({ "ref": "refs/heads/next" }))),
        ] {
            for way in Way::ALL {
                let answer = way.ask(&token).send(&world, TOKEN).await;
                assert_eq!(answer.status, 200, "{name}, {way:?}: {}", answer.text());
            }
        }
    }

    async fn keys_of_two_issuers_with_one_kid_do_not_stand_in_for_each_other(world: World) {
        let acme = Acme::create(&world).await;
        let own = PlatformKey::ec("ec-1");
        let jwks = json!({ "keys": [own.jwk(json!({}))] });
        let second = "https://second.example";
        let issuer = trust(&world, &acme.project, second, jwks, json!({})).await;
        identify(&world, &acme.application, &issuer, rules()).await;

        let of = |key: &PlatformKey, iss: &str| key.sign(json!({}), &acme.changed(&world, json!({ "iss": iss })));
        for way in Way::ALL {
            for (key, iss) in [(&own, CI), (&acme.key, second)] {
                let answer = way.ask(&of(key, iss)).send(&world, TOKEN).await;
                assert_refused(iss, way, &answer, says::SIGNATURE);
            }
            assert_eq!(way.ask(&of(&own, second)).send(&world, TOKEN).await.status, 200);
        }
    }

    async fn an_address_counts_only_if_its_issuer_verified_it(world: World) {
        let acme = Acme::create(&world).await;
        let rules = json!([
            { "claim": "sub", "match": "EXACT", "values": ["person"] },
            { "claim": "email", "match": "EXACT", "values": ["ann@acme.example"] },
        ]);
        identify(&world, &acme.application, &acme.issuer, rules).await;
        let email = json!("ann@acme.example");
        for verified in [json!(false), json!("true"), json!(1), json!(null), json!(["true"])] {
            let claims = json!({ "sub": "person", "email": email, "email_verified": verified });
            let answer = Way::Client.ask(&acme.token(&world, claims)).send(&world, TOKEN).await;
            assert_refused("email", Way::Client, &answer, "the rule on");
        }
        let claims = json!({ "sub": "person", "email": email, "email_verified": true });
        let answer = Way::Client.ask(&acme.token(&world, claims)).send(&world, TOKEN).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}
