//! The pure part of the Admin API's guard: everything about a token that needs
//! neither the key tables nor the clock.

use serde::Deserialize;

use crate::AdminTokenRefusal::{
    self, AlgorithmNotAllowed, Expired, LifetimeTooLong, Malformed, MissingKid, MissingToken,
    NotYetValid,
};
use crate::json::parse_unique;
use crate::jws::not_null;
use crate::{Algorithm, Jws, JwsError, VerifyingKey};

/// Tolerance for clocks that differ, in seconds.
pub const LEEWAY_SECONDS: i64 = 60;

/// The longest admin token, in bytes.
pub const MAX_TOKEN_BYTES: usize = 8 * 1024;

/// An admin token whose form is right and whose signature is not yet checked.
/// What it says serves to find the key, and for nothing else.
#[derive(Clone, Debug)]
pub struct UnverifiedAdminToken<'t> {
    jws: Jws<'t>,
    kid: String,
    audiences: Vec<String>,
    claims: VerifiedAdminToken,
}

/// The times of an admin token whose signature held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VerifiedAdminToken {
    expires_at: f64,
    not_before: Option<f64>,
    issued_at: Option<f64>,
}

/// When a token ends and when it was made, in Unix seconds, fractions cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdminTokenTimes {
    /// `exp`.
    pub expires_at: i64,
    /// `iat`, where there is one.
    pub issued_at: Option<i64>,
}

#[derive(Deserialize)]
struct RawClaims {
    #[serde(default, deserialize_with = "not_null")]
    aud: Option<Audience>,
    exp: f64,
    #[serde(default, deserialize_with = "not_null")]
    nbf: Option<f64>,
    #[serde(default, deserialize_with = "not_null")]
    iat: Option<f64>,
}

/// `aud` is a string or an array of strings (RFC 7519 section 4.1.3).
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl<'t> UnverifiedAdminToken<'t> {
    /// Takes a token apart and checks its form: at most 8 KiB, three parts of
    /// strict base64url, no `crit`, `alg` exactly RS256, a `kid`, unique
    /// names, and the types of `exp` (required), `nbf`, `iat` and `aud`.
    pub fn parse(token: &'t str) -> Result<Self, AdminTokenRefusal> {
        if token.is_empty() {
            return Err(MissingToken);
        }
        if token.len() > MAX_TOKEN_BYTES {
            return Err(Malformed("it is longer than 8 KiB"));
        }
        let jws = Jws::parse(token)?;
        if jws.header().algorithm != Some(Algorithm::Rs256) {
            return Err(AlgorithmNotAllowed);
        }
        let kid = jws.header().kid.clone().ok_or(MissingKid)?;
        let raw: RawClaims = parse_unique(jws.payload()).ok_or(Malformed(
            "the payload must be a JSON object with unique names, exp a number, nbf and iat numbers, aud a string or an array of strings",
        ))?;
        let audiences = match raw.aud {
            None => Vec::new(),
            Some(Audience::One(audience)) => vec![audience],
            Some(Audience::Several(audiences)) => audiences,
        };
        Ok(Self {
            jws,
            kid,
            audiences,
            claims: VerifiedAdminToken {
                expires_at: raw.exp,
                not_before: raw.nbf,
                issued_at: raw.iat,
            },
        })
    }

    /// The key that it says it was signed with.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// Every audience that it names; empty without `aud`.
    #[must_use]
    pub fn audiences(&self) -> &[String] {
        &self.audiences
    }

    /// Checks the signature.
    pub fn verify(self, key: &VerifyingKey) -> Result<VerifiedAdminToken, AdminTokenRefusal> {
        self.jws.verify(key).map_err(|_| AdminTokenRefusal::BadSignature)?;
        Ok(self.claims)
    }
}

impl From<JwsError> for AdminTokenRefusal {
    fn from(error: JwsError) -> Self {
        Malformed(match error {
            JwsError::Parts => "a JWT has three parts with dots between them",
            JwsError::Base64 => "each part must be base64url without padding",
            JwsError::Header => {
                "the header must be a JSON object with unique names, and alg, kid and typ strings"
            }
            JwsError::Critical => "the header must not have crit",
        })
    }
}

impl VerifiedAdminToken {
    /// Checks the times against `now` (Unix seconds) and the lifetime against
    /// `max_lifetime` (seconds), in this order: `exp`, `nbf` and `iat`, then
    /// exp - iat, or exp - now where there is no `iat`. The leeway counts
    /// wherever the sender's clock meets ours.
    pub fn check_times(
        &self,
        now: i64,
        max_lifetime: i64,
    ) -> Result<AdminTokenTimes, AdminTokenRefusal> {
        let leeway = seconds(LEEWAY_SECONDS);
        let now = seconds(now);
        let max_lifetime = seconds(max_lifetime);
        if now >= self.expires_at + leeway {
            return Err(Expired);
        }
        let starts = [self.not_before, self.issued_at];
        if starts.into_iter().flatten().any(|at| at > now + leeway) {
            return Err(NotYetValid);
        }
        let too_long = match self.issued_at {
            Some(issued_at) => self.expires_at - issued_at > max_lifetime,
            None => self.expires_at - now > max_lifetime + leeway,
        };
        if too_long {
            return Err(LifetimeTooLong);
        }
        Ok(AdminTokenTimes {
            expires_at: whole(self.expires_at),
            issued_at: self.issued_at.map(whole),
        })
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "exact up to 2^53 seconds, long after the last certificate"
)]
fn seconds(value: i64) -> f64 {
    value as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and both ends are far outside of any valid time"
)]
fn whole(value: f64) -> i64 {
    value.floor() as i64
}
