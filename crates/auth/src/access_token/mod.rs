//! Access tokens as JWTs (RFC 9068).

mod claims;
mod exchanged;
mod frame;
mod refusal;
mod rules;
mod signer;

pub use claims::{AccessTokenClaims, FederatedSubject};
pub use exchanged::{ActingParty, EarlierToken, MAX_EXCHANGES};
pub use frame::AccessTokenFrame;
pub use refusal::AccessTokenRefusal;
pub use rules::{AccessTokenRules, AccessTokenTimes};
pub use signer::TokenSigner;

use crate::{
    AccessTokenRefusal::{AlgorithmNotAllowed, Malformed},
    Jws, JwsHeader, VerifyingKey,
    json::parse_unique,
};

/// The longest access token, in bytes: carried claims make it longer than an
/// assertion.
pub const MAX_ACCESS_TOKEN_BYTES: usize = 16 * 1024;

/// The media type that only access tokens have (RFC 9068 section 2.1).
pub(crate) const MEDIA_TYPE: &str = "at+jwt";

/// An access token whose frame is right and whose signature is not yet
/// checked. Its payload is not read before that.
#[derive(Clone, Debug)]
pub struct UnverifiedAccessToken<'t> {
    jws: Jws<'t>,
    kid: String,
}

/// An access token that one of the issuer's keys signed. Do not rely on its
/// claims until [`AccessTokenRules`] accepts them.
#[derive(Clone, Debug)]
pub struct VerifiedAccessToken {
    claims: AccessTokenClaims,
}

impl<'t> UnverifiedAccessToken<'t> {
    /// Parses a token. Requires at most 16 KiB, three parts of strict base64url,
    /// no `crit`, `typ` at+jwt, and a `kid`.
    pub fn parse(token: &'t str) -> Result<Self, AccessTokenRefusal> {
        AccessTokenFrame::read(token).accept()
    }

    /// As [`Self::parse`], for a JWS that is already parsed.
    pub(crate) fn from_jws(jws: Jws<'t>) -> Result<Self, AccessTokenRefusal> {
        AccessTokenFrame::of(jws).accept()
    }

    /// The `kid` of the header; not verified.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The header; not verified.
    #[must_use]
    pub fn header(&self) -> &JwsHeader {
        self.jws.header()
    }

    /// Checks the signature, then reads the claims: exactly those that
    /// [`TokenSigner`] writes.
    pub fn verify(self, key: &VerifyingKey) -> Result<VerifiedAccessToken, AccessTokenRefusal> {
        let (found, taken) = (self.jws.header().algorithm, key.algorithms());
        if !found.is_some_and(|algorithm| taken.contains(algorithm)) {
            return Err(AlgorithmNotAllowed { found, taken });
        }
        self.jws.verify(key)?;
        let claims: AccessTokenClaims = parse_unique(self.jws.payload())
            .filter(AccessTokenClaims::carries_nothing_reserved)
            .ok_or(Malformed("its claims are not those of an access token of this issuer"))?;
        Ok(VerifiedAccessToken { claims })
    }
}

impl VerifiedAccessToken {
    /// The claims. Do not rely on them before the rules accept them.
    #[must_use]
    pub fn claims(&self) -> &AccessTokenClaims {
        &self.claims
    }

    /// The claims, even if the token has expired: revocation has to know which
    /// application the token belongs to.
    #[must_use]
    pub fn into_claims(self) -> AccessTokenClaims {
        self.claims
    }
}
