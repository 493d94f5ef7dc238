//! Tokens whose form, header or signature is wrong.

use axum::http::Method;
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD},
};
use keyplane_auth::{Algorithm, Header, SigningKey, mint};
use serde_json::{Value, json};

use super::tokens::{assert_verdicts, changed, judged};
use crate::harness::{Caller, World, ec_key, on_both, rsa_key};

/// A token with this header over the usual claims, signed with RS256 by `caller`.
fn with_header(world: &World, caller: &Caller, header: &str) -> String {
    caller.sign_raw(header, &Value::Object(caller.claims(world.now())).to_string())
}

/// A token with the usual claims and kid, signed with another algorithm.
fn with_algorithm(world: &World, caller: &Caller, algorithm: Algorithm) -> String {
    let key = if algorithm.is_rsa() { rsa_key("root") } else { ec_key() };
    let key = SigningKey::new(&key, algorithm).unwrap();
    let header = Header { kid: caller.kid.clone(), ..Header::default() };
    mint(&key, header, &caller.claims(world.now())).unwrap()
}

on_both! {
    async fn tokens_with_another_header_are_refused(world: World) {
        let root = world.root();
        let kid = root.kid.clone();
        let token = |header: String| with_header(&world, &root, &header);
        let unsigned = |header: &str| {
            let token = token(header.to_owned());
            token[..=token.rfind('.').unwrap()].to_owned()
        };

        let rows = vec![
            ("alg none", unsigned(&format!(r#"{{"alg":"none","kid":"{kid}"}}"#)), "ALGORITHM_NOT_ALLOWED"),
            ("alg none with a signature", token(format!(r#"{{"alg":"none","kid":"{kid}"}}"#)), "ALGORITHM_NOT_ALLOWED"),
            ("alg in another case", token(format!(r#"{{"alg":"rs256","kid":"{kid}"}}"#)), "ALGORITHM_NOT_ALLOWED"),
            ("HS256", token(format!(r#"{{"alg":"HS256","kid":"{kid}"}}"#)), "ALGORITHM_NOT_ALLOWED"),
            ("RS384", with_algorithm(&world, &root, Algorithm::Rs384), "ALGORITHM_NOT_ALLOWED"),
            ("RS512", with_algorithm(&world, &root, Algorithm::Rs512), "ALGORITHM_NOT_ALLOWED"),
            ("PS256", with_algorithm(&world, &root, Algorithm::Ps256), "ALGORITHM_NOT_ALLOWED"),
            ("ES256", with_algorithm(&world, &root, Algorithm::Es256), "ALGORITHM_NOT_ALLOWED"),
            ("no alg", token(format!(r#"{{"kid":"{kid}"}}"#)), "ALGORITHM_NOT_ALLOWED"),
            ("alg as a number", token(format!(r#"{{"alg":256,"kid":"{kid}"}}"#)), "MALFORMED"),
            ("no kid", token(r#"{"alg":"RS256"}"#.to_owned()), "MISSING_KID"),
            ("kid as a number", token(r#"{"alg":"RS256","kid":1}"#.to_owned()), "MALFORMED"),
            ("an unknown kid", token(r#"{"alg":"RS256","kid":"nobody"}"#.to_owned()), "UNKNOWN_KID"),
            ("an empty kid", token(r#"{"alg":"RS256","kid":""}"#.to_owned()), "UNKNOWN_KID"),
            ("a kid that would be SQL", token(r#"{"alg":"RS256","kid":"' OR '1'='1"}"#.to_owned()), "UNKNOWN_KID"),
            ("kid in another case", token(format!(r#"{{"alg":"RS256","kid":"{}"}}"#, swapped_case(&kid))), "UNKNOWN_KID"),
            ("crit", token(format!(r#"{{"alg":"RS256","kid":"{kid}","crit":["exp"],"exp":1}}"#)), "MALFORMED"),
            ("an empty crit", token(format!(r#"{{"alg":"RS256","kid":"{kid}","crit":[]}}"#)), "MALFORMED"),
            ("alg twice", token(format!(r#"{{"alg":"none","alg":"RS256","kid":"{kid}"}}"#)), "MALFORMED"),
            ("kid twice", token(format!(r#"{{"alg":"RS256","kid":"x","kid":"{kid}"}}"#)), "MALFORMED"),
            ("a header that is a list", token(r#"["RS256"]"#.to_owned()), "MALFORMED"),
            ("a header that is no JSON", token("RS256".to_owned()), "MALFORMED"),
        ];
        assert_verdicts(&world, rows).await;
    }

    async fn tokens_of_another_form_are_refused(world: World) {
        let root = world.root();
        let good = root.token(world.now());
        let parts: Vec<&str> = good.split('.').collect();
        let header = format!(r#"{{"alg":"RS256","kid":"{}"}}"#, root.kid);
        let exp = world.now().seconds() + 300;
        let padded = |part: &str| URL_SAFE.encode(URL_SAFE_NO_PAD.decode(part).unwrap());
        let standard = |part: &str| STANDARD.encode(URL_SAFE_NO_PAD.decode(part).unwrap());

        let rows = vec![
            ("one word", "token".to_owned(), "MALFORMED"),
            ("two parts", parts[..2].join("."), "MALFORMED"),
            ("four parts", format!("{good}.x"), "MALFORMED"),
            ("five parts, as an encrypted token", format!("{good}.x.y"), "MALFORMED"),
            ("three empty parts", "..".to_owned(), "MALFORMED"),
            ("padding", format!("{}.{}.{}", parts[0], parts[1], padded(parts[2])), "MALFORMED"),
            ("the other base64", format!("{}.{}.{}", parts[0], parts[1], standard(parts[2])), "MALFORMED"),
            ("a blank inside", format!("{}. {}.{}", parts[0], parts[1], parts[2]), "MALFORMED"),
            ("bits beyond the last byte", with_stray_bits(&parts), "MALFORMED"),
            ("a payload that is a list", root.sign_raw(&header, "[]"), "MALFORMED"),
            ("a payload that is no JSON", root.sign_raw(&header, "exp"), "MALFORMED"),
            ("an empty payload", root.sign_raw(&header, ""), "MALFORMED"),
            ("exp twice", root.sign_raw(&header, &format!(r#"{{"aud":"keyplane","exp":1,"exp":{exp}}}"#)), "MALFORMED"),
            ("aud twice", root.sign_raw(&header, &format!(r#"{{"aud":"x","aud":"keyplane","exp":{exp}}}"#)), "MALFORMED"),
            ("more than 8 KiB", oversized(&world, &root), "MALFORMED"),
        ];
        assert_verdicts(&world, rows).await;
    }

    async fn tokens_with_another_signature_are_refused(world: World) {
        let root = world.root();
        let good = root.token(world.now());
        let parts: Vec<&str> = good.split('.').collect();
        let later = root.token_with(changed(&world, &root, json!({ "sub": "x" })));
        let stranger = Caller::with_kid(&rsa_key("stranger"), &root.kid, "keyplane");
        let rows = vec![
            ("another key's signature", stranger.token(world.now()), "BAD_SIGNATURE"),
            ("another payload's signature", format!("{}.{}.{}", parts[0], parts[1], later.rsplit('.').next().unwrap()), "BAD_SIGNATURE"),
            ("no signature", format!("{}.{}.", parts[0], parts[1]), "BAD_SIGNATURE"),
            ("a signature of zeros", format!("{}.{}.{}", parts[0], parts[1], URL_SAFE_NO_PAD.encode([0; 256])), "BAD_SIGNATURE"),
            ("half a signature", format!("{}.{}.{}", parts[0], parts[1], &parts[2][..172]), "BAD_SIGNATURE"),
        ];
        assert_verdicts(&world, rows).await;
    }

    async fn authorization_without_one_bearer_token_is_refused(world: World) {
        let good = world.root().token(world.now());
        let bearer = format!("Bearer {good}");
        let rows: Vec<(&[String], &str)> = vec![
            (&[], "MISSING_TOKEN"),
            (std::slice::from_ref(&good), "MISSING_TOKEN"),
        ];
        for (headers, expected) in rows {
            assert_eq!(judged(&world, headers).await, expected, "{headers:?}");
        }
        for scheme in ["Basic", "DPoP", "Token", "Bearer:"] {
            let found = judged(&world, &[format!("{scheme} {good}")]).await;
            assert_eq!(found, "MISSING_TOKEN", "{scheme}");
        }
        assert_eq!(judged(&world, &["Bearer ".to_owned()]).await, "MISSING_TOKEN");
        assert_eq!(judged(&world, &[bearer.clone(), bearer]).await, "MALFORMED");
        for scheme in ["bearer", "BEARER", "Bearer "] {
            assert_eq!(judged(&world, &[format!("{scheme} {good}")]).await, "", "{scheme}");
        }
    }

    async fn the_guard_stands_before_every_body_and_every_query(world: World) {
        use axum::body::Body;
        use axum::http::Request;
        for body in ["", "{", "[]", r#"{"query":"{ __schema { types { name } } }"}"#, r#"{"query":"}"}"#] {
            let request = Request::builder().method(Method::POST).uri("/graphql");
            let request = request.header("content-type", "application/json");
            let answer = world.send(request.body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.status, 401, "{body}");
        }
    }
}

fn swapped_case(text: &str) -> String {
    let swap = |letter: char| {
        if letter.is_ascii_lowercase() {
            letter.to_ascii_uppercase()
        } else {
            letter.to_ascii_lowercase()
        }
    };
    text.chars().map(swap).collect()
}

/// The same signature in another spelling: the last character of a 256-byte signature has four
/// unused bits.
fn with_stray_bits(parts: &[&str]) -> String {
    let (head, last) = parts[2].split_at(parts[2].len() - 1);
    let stray = match last {
        "A" => "B",
        "Q" => "R",
        "g" => "h",
        _ => "x",
    };
    format!("{}.{}.{head}{stray}", parts[0], parts[1])
}

fn oversized(world: &World, caller: &Caller) -> String {
    let mut claims = caller.claims(world.now());
    claims.insert("pad".to_owned(), "x".repeat(8 * 1024).into());
    caller.token_with(claims)
}
