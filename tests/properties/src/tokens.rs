//! Admin tokens and assertions.

use std::sync::OnceLock;

use keyplane_auth::{
    Algorithm, ApplicationKey, Header, KeySpec, PrivateKey, SigningKey, UnverifiedAdminToken,
    UnverifiedAssertion, VerifyingKey, base64url, decode_unverified, mint,
};
use serde_json::{Map, Value};

/// The longest token that is parsed, in bytes.
const MAX_TOKEN: usize = 8 * 1024;

/// A key pair of this process, which the bytes cannot know.
struct Pair {
    signing: SigningKey,
    verifying: VerifyingKey,
}

fn pair(algorithm: Algorithm) -> Pair {
    let key = PrivateKey::generate(KeySpec::new(algorithm, None).unwrap()).unwrap();
    Pair {
        signing: SigningKey::new(&key, algorithm).unwrap(),
        verifying: VerifyingKey::new(&key.public_key(), algorithm).unwrap(),
    }
}

fn admin() -> &'static Pair {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    PAIR.get_or_init(|| pair(Algorithm::Rs256))
}

fn application() -> &'static Pair {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    PAIR.get_or_init(|| pair(Algorithm::Es256))
}

/// A JWS over a payload of any text, signed by the key.
fn signed(pair: &Pair, algorithm: &str, payload: &[u8]) -> String {
    let header = format!(r#"{{"alg":"{algorithm}","kid":"k1","typ":"JWT"}}"#);
    let input = format!("{}.{}", base64url(header.as_bytes()), base64url(payload));
    let signature = pair.signing.sign(input.as_bytes()).unwrap();
    format!("{input}.{}", base64url(&signature))
}

/// Any text is parsed or refused; a text that was not signed by the key is never accepted, and a
/// refusal is safe to show. Claims of any form, signed, are parsed or refused.
pub fn admin_token(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = decode_unverified(&text);
    match UnverifiedAdminToken::parse(&text) {
        Ok(token) => {
            assert!(text.len() <= MAX_TOKEN && !token.kid().is_empty());
            assert!(token.verify(&admin().verifying).is_err(), "a token that no key signed");
        }
        Err(refusal) => assert_shown(&refusal.to_string()),
    }

    let token = signed(admin(), "RS256", data);
    let parsed = UnverifiedAdminToken::parse(&token);
    let claims: Option<Map<String, Value>> = serde_json::from_slice(data).ok();
    match parsed {
        Ok(parsed) => {
            assert!(claims.is_some_and(|claims| claims["exp"].is_number()));
            let verified = parsed.verify(&admin().verifying).unwrap();
            // Whatever the times are, they are judged.
            let _ = verified.check_times(1_795_000_000, 86_400);
        }
        Err(refusal) => assert_shown(&refusal.to_string()),
    }
}

/// As [`admin_token`], for assertions of applications.
pub fn assertion(data: &[u8]) {
    let key = ApplicationKey::Public(application().verifying.clone());
    let text = String::from_utf8_lossy(data);
    match UnverifiedAssertion::parse(&text) {
        Ok(parsed) => {
            assert!(text.len() <= MAX_TOKEN);
            assert!(parsed.verify(&key).is_err(), "an assertion that no key signed");
        }
        Err(refusal) => assert_shown(&refusal.to_string()),
    }

    let token = signed(application(), "ES256", data);
    match UnverifiedAssertion::parse(&token) {
        Ok(parsed) => drop(parsed.verify(&key).unwrap()),
        Err(refusal) => assert_shown(&refusal.to_string()),
    }

    // What is accepted is what was signed.
    if let Ok(claims) = serde_json::from_slice::<Map<String, Value>>(data)
        && let Ok(token) = mint(&application().signing, Header::default(), &claims)
        && let Ok(parsed) = UnverifiedAssertion::parse(&token)
    {
        assert_eq!(parsed.issuer(), claims.get("iss").and_then(Value::as_str));
        assert_eq!(parsed.subject(), claims.get("sub").and_then(Value::as_str));
    }
}

/// A refusal stands in a header and in a line of the log.
fn assert_shown(refusal: &str) {
    assert!(refusal.len() < 1024 && !refusal.contains(char::is_control), "{refusal:?}");
}
