//! The pure part of the Admin API's guard: everything about a token that needs
//! neither the key tables nor the clock.

mod frame;

pub use frame::AdminTokenFrame;

use serde::Deserialize;
use serde_json::Value;

use crate::{
    AdminTokenRefusal::{self, Expired, LifetimeTooLong, Malformed, NotYetValid},
    Jws, JwsError, NumericDate, VerifyingKey,
    check::{Check, Expected, Found, Rule, first_refusal},
    claims::Audience,
    jws::not_null,
    numeric_date::seconds,
};

/// Tolerance for clocks that differ, in seconds.
pub const LEEWAY_SECONDS: i64 = 60;

/// The longest admin token, in bytes.
pub const MAX_TOKEN_BYTES: usize = 8 * 1024;

/// An admin token whose form is right and whose signature is not yet checked.
/// Use its contents to find the key, and for nothing else.
#[derive(Clone, Debug)]
pub struct UnverifiedAdminToken<'t> {
    jws: Jws<'t>,
    kid: String,
    audiences: Vec<String>,
    token_id: Option<String>,
    claims: VerifiedAdminToken,
}

/// The times of an admin token whose signature was verified.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VerifiedAdminToken {
    expires_at: NumericDate,
    not_before: Option<NumericDate>,
    issued_at: Option<NumericDate>,
}

/// Expiry and time of issue of a token, in Unix seconds, fractions cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdminTokenTimes {
    /// `exp`.
    pub expires_at: i64,
    /// `iat`; `None` if the token has none.
    pub issued_at: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
struct RawClaims {
    #[serde(default, deserialize_with = "not_null")]
    aud: Option<Audience>,
    exp: NumericDate,
    #[serde(default, deserialize_with = "not_null")]
    nbf: Option<NumericDate>,
    #[serde(default, deserialize_with = "not_null")]
    iat: Option<NumericDate>,
    /// Matters only for the keys of operators' rules; the tokens of others may hold anything here.
    #[serde(default)]
    jti: Value,
}

impl<'t> UnverifiedAdminToken<'t> {
    /// Parses a token and checks its form: at most 8 KiB, three parts of strict
    /// base64url, no `crit`, `alg` exactly RS256, a `kid`, unique member names,
    /// and the types of `exp` (required), `nbf`, `iat` and `aud`.
    pub fn parse(token: &'t str) -> Result<Self, AdminTokenRefusal> {
        AdminTokenFrame::read(token).accept()
    }

    /// The `kid` of the header; not verified.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The audiences in `aud`; empty if the token has none.
    #[must_use]
    pub fn audiences(&self) -> &[String] {
        &self.audiences
    }

    /// The `jti`; `None` if the token has none, or one that is not a string.
    #[must_use]
    pub fn token_id(&self) -> Option<&str> {
        self.token_id.as_deref()
    }

    /// Checks the signature.
    pub fn verify(self, key: &VerifyingKey) -> Result<VerifiedAdminToken, AdminTokenRefusal> {
        self.jws.verify(key).map_err(|_| AdminTokenRefusal::BadSignature)?;
        Ok(self.claims)
    }
}

impl From<JwsError> for AdminTokenRefusal {
    fn from(error: JwsError) -> Self {
        Malformed(error.rule())
    }
}

impl VerifiedAdminToken {
    /// The names of the checks, in the order of [`Self::checks`].
    pub fn check_names() -> impl Iterator<Item = &'static str> {
        AdminTokenCase::RULES.into_iter().map(|(name, _)| name)
    }

    /// Checks the times against `now` (Unix seconds) and the lifetime against
    /// `max_lifetime` (seconds), lazily, one rule per step of the iterator. A
    /// failed check does not end the iteration. [`LEEWAY_SECONDS`] applies wherever
    /// the sender's clock is compared with the server's.
    pub fn checks(
        &self,
        now: i64,
        max_lifetime: i64,
    ) -> impl Iterator<Item = AdminTokenCheck> + use<> {
        let case = AdminTokenCase { token: *self, now, max_lifetime };
        AdminTokenCase::RULES.into_iter().map(move |(name, rule)| rule(&case, name))
    }

    /// Returns the times if all of [`Self::checks`] pass, else the first refusal,
    /// in this order: `exp`, `nbf`, `iat`, then exp - iat, or exp - now if there is
    /// no `iat`.
    pub fn check_times(
        &self,
        now: i64,
        max_lifetime: i64,
    ) -> Result<AdminTokenTimes, AdminTokenRefusal> {
        first_refusal(self.checks(now, max_lifetime))?;
        Ok(self.times())
    }

    /// The times that the token states, whether or not it is valid now.
    #[must_use]
    pub fn times(&self) -> AdminTokenTimes {
        AdminTokenTimes {
            expires_at: self.expires_at.whole(),
            issued_at: self.issued_at.map(NumericDate::whole),
        }
    }
}

type AdminTokenCheck = Check<'static, AdminTokenRefusal>;

/// A token's times and what they are checked against.
struct AdminTokenCase {
    token: VerifiedAdminToken,
    now: i64,
    max_lifetime: i64,
}

impl AdminTokenCase {
    const RULES: [Rule<Self, AdminTokenCheck>; 4] = [
        ("exp", Self::expiry),
        ("nbf", Self::not_before),
        ("iat", Self::issued_at),
        ("lifetime", Self::lifetime),
    ];

    fn expiry(&self, name: &'static str) -> AdminTokenCheck {
        let after = self.now.saturating_sub(LEEWAY_SECONDS);
        let expiry = self.token.expires_at;
        let expected = Expected::End { after, until: None };
        let found = Found::Time(expiry, self.now);
        Check::new(name, expected, found, expiry.is_after(after), Expired)
    }

    fn not_before(&self, name: &'static str) -> AdminTokenCheck {
        self.start(name, self.token.not_before)
    }

    fn issued_at(&self, name: &'static str) -> AdminTokenCheck {
        self.start(name, self.token.issued_at)
    }

    fn start(&self, name: &'static str, start: Option<NumericDate>) -> AdminTokenCheck {
        let until = self.now.saturating_add(LEEWAY_SECONDS);
        let expected = Expected::Start { from: None, until };
        let holds = start.is_none_or(|start| !start.is_after(until));
        Check::new(name, expected, Found::time(start, self.now), holds, NotYetValid)
    }

    fn lifetime(&self, name: &'static str) -> AdminTokenCheck {
        let (start, longest) = match self.token.issued_at {
            Some(issued_at) => (issued_at, self.max_lifetime),
            None => (self.now.into(), self.max_lifetime.saturating_add(LEEWAY_SECONDS)),
        };
        let lifetime = self.token.expires_at.since(start);
        let holds = lifetime <= seconds(longest);
        let expected = Expected::AtMostSeconds(longest);
        Check::new(name, expected, Found::Seconds(lifetime), holds, LifetimeTooLong)
    }
}
