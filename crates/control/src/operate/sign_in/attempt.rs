//! One sign-in, as the browser's cookie holds it until the provider sends the browser back.
//!
//! Nothing is stored here meanwhile. The cookie has 256 random bits and what was asked for; `state`,
//! `nonce` and the PKCE verifier are digests of both, each of its own kind. So none of them tells
//! another, and a cookie that was changed fits no `state`.

use keyplane_auth::{Sha256, base64url, decode_base64url, digests_equal, sha256};
use keyplane_entity::{
    Timestamp,
    id::{OperatorIssuerId, OperatorRuleId, OperatorSessionId},
};
use serde::{Deserialize, Serialize};

use super::handle::SECRET_BYTES;

/// How long a sign-in may take, in seconds.
pub(super) const LIFE_SECONDS: i64 = 600;
/// The longest cookie, in bytes.
const MAX_COOKIE: usize = 2_048;

/// What a sign-in asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attempt {
    /// Provider, `opi_…`.
    pub(super) issuer: String,
    /// Rule to take if several match, `opr_…`.
    pub(super) rule: Option<String>,
    /// Session that the new one replaces, `ops_…`.
    pub(super) replaces: Option<String>,
    /// Whether `max_age` was sent.
    pub(super) step_up: bool,
    /// Path of the portal to go to.
    pub(super) return_to: String,
    /// Time of the start, in Unix milliseconds.
    pub(super) at: i64,
}

/// A sign-in with its secret.
#[derive(Clone)]
pub(super) struct Secret {
    random: [u8; SECRET_BYTES],
    /// The attempt as JSON, as the cookie has it.
    json: String,
    pub(super) attempt: Attempt,
}

impl Secret {
    /// A new sign-in; `None` if the attempt cannot be written.
    pub(super) fn new(random: [u8; SECRET_BYTES], attempt: Attempt) -> Option<Self> {
        let json = serde_json::to_string(&attempt).ok()?;
        Some(Self { random, json, attempt })
    }

    /// Reads a cookie; `None` if this server did not write it.
    pub(super) fn read(cookie: &str) -> Option<Self> {
        if cookie.len() > MAX_COOKIE {
            return None;
        }
        let (random, json) = cookie.split_once('.')?;
        let random = decode_base64url(random)?.try_into().ok()?;
        let json = String::from_utf8(decode_base64url(json)?).ok()?;
        let attempt = serde_json::from_str(&json).ok()?;
        Some(Self { random, json, attempt })
    }

    /// The cookie's value.
    pub(super) fn cookie(&self) -> String {
        format!("{}.{}", base64url(&self.random), base64url(self.json.as_bytes()))
    }

    /// `state` of the request to the provider.
    pub(super) fn state(&self) -> String {
        self.derived("state")
    }

    /// `nonce` of the request to the provider.
    pub(super) fn nonce(&self) -> String {
        self.derived("nonce")
    }

    /// The PKCE verifier (RFC 7636 section 4.1).
    pub(super) fn verifier(&self) -> String {
        self.derived("verifier")
    }

    /// The PKCE challenge, method S256 (section 4.2).
    pub(super) fn challenge(&self) -> String {
        base64url(&sha256(self.verifier().as_bytes()))
    }

    /// Whether the provider's answer belongs to this sign-in.
    pub(super) fn fits(&self, state: &str, issuer: OperatorIssuerId, now: Timestamp) -> bool {
        let at = Timestamp(self.attempt.at);
        digests_equal(self.state().as_bytes(), state.as_bytes())
            && self.attempt.issuer == issuer.to_string()
            && now <= at.plus_seconds(LIFE_SECONDS)
    }

    /// The rule that the person asked for.
    pub(super) fn rule(&self) -> Option<OperatorRuleId> {
        self.attempt.rule.as_deref()?.parse().ok()
    }

    /// The session that the new one replaces.
    pub(super) fn replaces(&self) -> Option<OperatorSessionId> {
        self.attempt.replaces.as_deref()?.parse().ok()
    }

    fn derived(&self, kind: &str) -> String {
        let mut digest = Sha256::default();
        for part in [b"keyplane sign-in ", kind.as_bytes(), b"\n", &self.random] {
            digest.update(part);
        }
        digest.update(self.json.as_bytes());
        // 64 characters of the PKCE alphabet.
        digest.finish_hex()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        let attempt = Attempt {
            issuer: OperatorIssuerId(uuid::Uuid::from_u128(7)).to_string(),
            rule: None,
            replaces: None,
            step_up: false,
            return_to: "/console/".to_owned(),
            at: 1_000,
        };
        Secret::new([5; SECRET_BYTES], attempt).expect("JSON")
    }

    #[test]
    fn a_cookie_reads_back_and_a_changed_one_fits_no_state() {
        let (secret, now) = (secret(), Timestamp(2_000));
        let issuer = secret.attempt.issuer.parse().expect("an ID");
        let again = Secret::read(&secret.cookie()).expect("a cookie");
        assert!(again.fits(&secret.state(), issuer, now));
        assert!(!again.fits(&secret.state(), OperatorIssuerId(uuid::Uuid::from_u128(8)), now));
        assert!(!again.fits(&secret.state(), issuer, Timestamp(1_001).plus_seconds(LIFE_SECONDS)));
        assert!(!again.fits("", issuer, now));

        let later = Attempt { at: 2_000, ..secret.attempt.clone() };
        let changed = Secret::new(secret.random, later).expect("JSON");
        assert!(!changed.fits(&secret.state(), issuer, now));
        for bad in ["", ".", "a.b", &secret.cookie()[1..], &"a".repeat(3_000)] {
            assert!(Secret::read(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn state_nonce_and_verifier_differ_and_have_the_form_of_pkce() {
        let secret = secret();
        let all = [secret.state(), secret.nonce(), secret.verifier(), secret.challenge()];
        for (at, one) in all.iter().enumerate() {
            assert!((43..=128).contains(&one.len()), "{one}");
            assert!(!all[at + 1..].contains(one));
        }
    }
}
