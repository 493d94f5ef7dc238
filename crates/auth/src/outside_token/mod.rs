//! JWTs of other issuers: CI systems, clusters, clouds, SPIFFE trust domains.
//!
//! A token goes through three types: [`UnverifiedOutsideToken`] has the right form,
//! [`AdmittedOutsideToken`] passes every rule that needs no key, and [`VerifiedOutsideToken`] was
//! signed by a key of its issuer. The rules that cost little come before the signature, so that a
//! token that is refused anyway costs no verification.

mod frame;
mod refusal;
mod rules;
mod spiffe_id;
mod times;

pub use frame::OutsideTokenFrame;
pub use refusal::{OutsideAudienceFault, OutsideTokenRefusal};
pub use rules::{OutsideIssuer, OutsideTokenRules};
pub use spiffe_id::{SpiffeId, is_trust_domain};
pub use times::OutsideTokenTimes;

use std::fmt;

use serde_json::{Map, Value};

use crate::{Algorithm, Jws, VerifyingKey, claims::Claims};

/// The longest outside token, in bytes: identity providers list many groups.
pub const MAX_OUTSIDE_TOKEN_BYTES: usize = 16 * 1024;

/// The most keys that are tried: each costs the verification of a signature.
const MAX_KEYS_TRIED: usize = 4;

/// An outside token whose form is right and whose claims are not yet judged. Use its contents to
/// find its issuer, and for nothing else. `Debug` shows none of them.
#[derive(Clone)]
pub struct UnverifiedOutsideToken<'t> {
    jws: Jws<'t>,
    algorithm: Algorithm,
    claims: Claims,
}

/// An outside token that passes every rule of its issuer that needs no key. Its signature is not
/// yet verified.
#[derive(Clone, Debug)]
pub struct AdmittedOutsideToken<'t>(UnverifiedOutsideToken<'t>);

/// An outside token that a key of its issuer signed. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct VerifiedOutsideToken {
    claims: Claims,
}

impl<'t> UnverifiedOutsideToken<'t> {
    /// Parses a token and checks its form: at most 16 KiB, three parts of strict base64url, no
    /// `crit`, an `alg` with public keys, member names that are unique at every depth, at most 16
    /// levels and 2,000 values, and the types of the registered claims. `jku`, `x5u`, `x5c` and
    /// `jwk` are not read.
    pub fn parse(token: &'t str) -> Result<Self, OutsideTokenRefusal> {
        OutsideTokenFrame::read(token).accept()
    }

    /// `iss`; not verified.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.claims.text("iss")
    }

    /// `sub`; not verified.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.claims.text("sub")
    }

    /// The SPIFFE ID in `sub`, if it is a valid one; not verified.
    #[must_use]
    pub fn spiffe_id(&self) -> Option<SpiffeId<'_>> {
        SpiffeId::parse(self.subject()?)
    }

    /// The `kid` of the header; not verified.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.jws.header().kid.as_deref()
    }

    /// The `alg` of the header; not verified.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Checks the signature of a token that no rule was asked about, so that the rest of a refused
    /// token can be explained. To accept a token, use [`AdmittedOutsideToken::verify`].
    pub fn explain<'k>(
        self,
        keys: impl IntoIterator<Item = &'k VerifyingKey>,
    ) -> Result<VerifiedOutsideToken, OutsideTokenRefusal> {
        let Self { jws, algorithm, claims } = self;
        let mut refusal = OutsideTokenRefusal::UnknownKey { named: jws.header().kid.is_some() };

        let fitting = keys.into_iter().filter(|key| key.algorithms().contains(algorithm));
        for key in fitting.take(MAX_KEYS_TRIED) {
            match jws.verify(key) {
                Ok(()) => return Ok(VerifiedOutsideToken { claims }),
                Err(fault) => refusal = fault.into(),
            }
        }
        Err(refusal)
    }
}

impl AdmittedOutsideToken<'_> {
    /// The `kid` of the header; not verified.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.0.kid()
    }

    /// The `alg` of the header: one of those that the issuer signs with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.0.algorithm
    }

    /// Checks the signature with each of the keys; those that do not have the header's `alg` are
    /// skipped, and four of the others are tried.
    pub fn verify<'k>(
        self,
        keys: impl IntoIterator<Item = &'k VerifyingKey>,
    ) -> Result<VerifiedOutsideToken, OutsideTokenRefusal> {
        self.0.explain(keys)
    }
}

impl VerifiedOutsideToken {
    /// All claims.
    #[must_use]
    pub fn claims(&self) -> &Map<String, Value> {
        self.claims.as_map()
    }

    /// `iss`; `None` if a SPIFFE workload's token has none.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.claims.text("iss")
    }

    /// `sub`, which the rules require.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.claims.text("sub").unwrap_or_default()
    }

    /// `jti`, if it is a string.
    #[must_use]
    pub fn token_id(&self) -> Option<&str> {
        self.claims.text("jti")
    }

    /// `exp`, `nbf` and `iat`, to be judged again where the token is remembered.
    #[must_use]
    pub fn times(&self) -> OutsideTokenTimes {
        OutsideTokenTimes::of(&self.claims)
    }
}

impl fmt::Debug for UnverifiedOutsideToken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnverifiedOutsideToken").finish_non_exhaustive()
    }
}

impl fmt::Debug for VerifiedOutsideToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedOutsideToken").finish_non_exhaustive()
    }
}
