//! ID tokens of the providers by which operators sign in (OpenID Connect Core 1.0, section 3.1.3.7).

use serde_json::{Map, Value};

use crate::{Jws, JwsAlgorithm, OutsideKey, claims::Claims, encoding::digests_equal};

/// The longest ID token, in bytes. One with hundreds of groups is shorter.
pub const MAX_ID_TOKEN_BYTES: usize = 32 * 1024;
/// Tolerance for clocks that differ, in seconds.
const LEEWAY: i64 = 60;
/// The greatest age of a token that was just fetched, in seconds.
const MAX_AGE: i64 = 600;
/// The longest `sub`, in bytes (section 2).
const MAX_SUBJECT: usize = 255;

/// Why an ID token is refused. The texts hold nothing of the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum IdTokenRefusal {
    /// Not a JWS of at most 32 KiB whose payload is JSON with unique names and claims of their types.
    #[error("it is not a JWT with the claims of an ID token")]
    Malformed,
    /// `alg` is not an asymmetric algorithm, or is `none`.
    #[error("its alg is not an asymmetric algorithm that is known here")]
    Algorithm,
    /// No key of the provider has its `kid` and fits its `alg`.
    #[error("no key of the provider has its kid and fits its alg")]
    UnknownKey,
    /// The signature does not verify.
    #[error("its signature does not verify with the provider's key")]
    Signature,
    /// `iss` is another.
    #[error("iss is another than the issuer URL")]
    Issuer,
    /// `aud` is not the client ID alone.
    #[error("aud is not the client ID alone")]
    Audience,
    /// `azp` is another client.
    #[error("azp is another client")]
    AuthorizedParty,
    /// `nonce` is missing, or is that of another sign-in.
    #[error("nonce is missing, or is that of another sign-in")]
    Nonce,
    /// `sub` is missing, empty or too long.
    #[error("sub is missing, empty or longer than 255 bytes")]
    Subject,
    /// `exp` is missing or has passed.
    #[error("exp is missing or has passed")]
    Expired,
    /// `iat` is missing.
    #[error("iat is missing")]
    NoIssueTime,
    /// `iat`, `nbf` or `auth_time` lies in the future.
    #[error("iat, nbf or auth_time lies in the future")]
    Ahead,
    /// `iat` lies more than ten minutes back.
    #[error("iat lies more than 10 minutes back")]
    Old,
    /// `auth_time` is missing or too long ago, though `max_age` was sent.
    #[error("auth_time is missing or too long ago, though max_age was sent")]
    NotRecent,
}

/// What an ID token must say.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedIdToken<'a> {
    /// `iss`, byte for byte.
    pub issuer: &'a str,
    /// `aud`.
    pub client_id: &'a str,
    /// `nonce` of this sign-in.
    pub nonce: &'a str,
    /// The `max_age` that was sent, in seconds.
    pub max_age: Option<i64>,
}

/// An ID token whose signature is not checked. Use it to find the key.
#[derive(Debug)]
pub struct UnverifiedIdToken<'t> {
    jws: Jws<'t>,
    algorithm: JwsAlgorithm,
    claims: Claims,
}

/// An ID token whose signature holds.
#[derive(Debug)]
pub struct VerifiedIdToken(Claims);

/// The claims of an accepted ID token.
#[derive(Clone, Debug)]
pub struct IdToken {
    /// `sub`.
    pub subject: String,
    /// `auth_time` in Unix seconds; `None` if the provider does not tell.
    pub authenticated_at: Option<i64>,
    /// All claims.
    pub claims: Map<String, Value>,
}

impl<'t> UnverifiedIdToken<'t> {
    /// Parses a token and checks its form and algorithm.
    pub fn parse(token: &'t str) -> Result<Self, IdTokenRefusal> {
        if token.len() > MAX_ID_TOKEN_BYTES {
            return Err(IdTokenRefusal::Malformed);
        }
        let jws = Jws::parse(token).map_err(|_| IdTokenRefusal::Malformed)?;
        let algorithm = match jws.header().algorithm {
            Some(algorithm @ JwsAlgorithm::Public(_)) => algorithm,
            Some(JwsAlgorithm::Hs256) | None => return Err(IdTokenRefusal::Algorithm),
        };
        let claims = Claims::parse(jws.payload()).ok_or(IdTokenRefusal::Malformed)?;
        Ok(Self { jws, algorithm, claims })
    }

    /// The `kid` of the header.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.jws.header().kid.as_deref()
    }

    /// The `alg` of the header.
    #[must_use]
    pub fn algorithm(&self) -> JwsAlgorithm {
        self.algorithm
    }

    /// Checks the signature with the keys that fit the header. `candidates`: at most a few.
    pub fn verify<'k>(
        self,
        candidates: impl IntoIterator<Item = &'k OutsideKey>,
    ) -> Result<VerifiedIdToken, IdTokenRefusal> {
        let JwsAlgorithm::Public(algorithm) = self.algorithm else {
            return Err(IdTokenRefusal::Algorithm);
        };
        let mut fault = IdTokenRefusal::UnknownKey;
        for key in candidates {
            if key.verifier(algorithm).is_some_and(|key| self.jws.verify(key).is_ok()) {
                return Ok(VerifiedIdToken(self.claims));
            }
            fault = IdTokenRefusal::Signature;
        }
        Err(fault)
    }
}

impl VerifiedIdToken {
    /// Accepts the token for this sign-in, or says why not. `now`: Unix seconds.
    pub fn accept(
        self,
        expected: &ExpectedIdToken<'_>,
        now: i64,
    ) -> Result<IdToken, IdTokenRefusal> {
        self.check_parties(expected)?;
        self.check_times(now)?;
        let subject = self.0.text("sub").ok_or(IdTokenRefusal::Subject)?;
        if subject.is_empty() || subject.len() > MAX_SUBJECT {
            return Err(IdTokenRefusal::Subject);
        }

        let authenticated_at = self.0.date("auth_time").map(crate::NumericDate::whole);
        if authenticated_at.is_some_and(|at| at > now + LEEWAY) {
            return Err(IdTokenRefusal::Ahead);
        }
        if let Some(max_age) = expected.max_age
            && authenticated_at.is_none_or(|at| at < now - max_age - LEEWAY)
        {
            return Err(IdTokenRefusal::NotRecent);
        }
        let subject = subject.to_owned();
        Ok(IdToken { subject, authenticated_at, claims: self.0.into_map() })
    }

    fn check_parties(&self, expected: &ExpectedIdToken<'_>) -> Result<(), IdTokenRefusal> {
        if self.0.text("iss") != Some(expected.issuer) {
            return Err(IdTokenRefusal::Issuer);
        }
        // Further audiences are parties that this client would have to trust.
        if self.0.sole_audience() != Some(expected.client_id) {
            return Err(IdTokenRefusal::Audience);
        }
        if self.0.get("azp").is_some_and(|azp| azp.as_str() != Some(expected.client_id)) {
            return Err(IdTokenRefusal::AuthorizedParty);
        }
        let nonce = self.0.text("nonce").unwrap_or_default();
        if !digests_equal(nonce.as_bytes(), expected.nonce.as_bytes()) {
            return Err(IdTokenRefusal::Nonce);
        }
        Ok(())
    }

    fn check_times(&self, now: i64) -> Result<(), IdTokenRefusal> {
        let issued_at = self.0.date("iat").ok_or(IdTokenRefusal::NoIssueTime)?;
        if issued_at.is_after(now + LEEWAY)
            || self.0.date("nbf").is_some_and(|at| at.is_after(now + LEEWAY))
        {
            return Err(IdTokenRefusal::Ahead);
        }
        if self.0.date("exp").is_none_or(|at| !at.is_after(now - LEEWAY)) {
            return Err(IdTokenRefusal::Expired);
        }
        if issued_at.is_before(now - MAX_AGE) {
            return Err(IdTokenRefusal::Old);
        }
        Ok(())
    }
}
