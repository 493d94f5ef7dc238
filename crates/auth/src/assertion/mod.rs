//! JWTs that an application signs (RFC 7521, RFC 7523): parsing and
//! verification. Its modules have the sets of rules.

mod application;
mod client;
mod frame;
mod grant;
mod refusal;
mod rules;
mod times;

pub use application::{ApplicationJwt, ApplicationJwtRules};
pub use client::ClientAssertionRules;
pub(crate) use client::MEDIA_TYPE as CLIENT_MEDIA_TYPE;
pub use frame::AssertionFrame;
pub use grant::GrantAssertionRules;
pub use refusal::{AssertionRefusal, AudienceFault, AudienceRule};
pub use rules::{SUBJECT_FORM, is_subject};

use std::fmt;

use serde_json::{Map, Value};

use crate::{
    AlgorithmSet, ApplicationKey, AssertionRefusal::AlgorithmNotAllowed, Jws, JwsAlgorithm,
    KeyRefusal, claims::Claims,
};

/// The most keys that are tried if no `kid` names one: each costs the
/// verification of a signature, and any client may send an assertion.
const MAX_KEYS_TRIED: usize = 4;

/// An assertion whose form is right and whose signature is not yet checked.
/// Use its contents to find the application and its keys, and for nothing
/// else. `Debug` shows none of them.
#[derive(Clone)]
pub struct UnverifiedAssertion<'t> {
    jws: Jws<'t>,
    algorithm: JwsAlgorithm,
    claims: Claims,
}

/// An assertion whose signature was verified. Do not rely on its claims until
/// [`ClientAssertionRules`], [`GrantAssertionRules`] or [`ApplicationJwtRules`] accepts them.
#[derive(Clone)]
pub struct VerifiedAssertion {
    typ: Option<String>,
    algorithm: JwsAlgorithm,
    claims: Claims,
}

/// The claims of an accepted assertion.
#[derive(Clone, Debug, PartialEq)]
pub struct AcceptedAssertion {
    /// `sub`.
    pub subject: String,
    /// `exp` in Unix seconds, fractions cut off.
    pub expires_at: i64,
    /// `jti`; `None` if there is none. The caller must record it as used, so that
    /// the assertion works only once.
    pub token_id: Option<String>,
    /// The earliest time at which it may have been used, in Unix seconds; see
    /// [`VerifiedAssertion::first_use`].
    pub first_use: Option<i64>,
    /// All claims, unchanged.
    pub claims: Map<String, Value>,
}

impl<'t> UnverifiedAssertion<'t> {
    /// Parses an assertion and checks its form: at most 8 KiB, three parts of
    /// strict base64url, no `crit`, a supported `alg`, unique member names, and
    /// the types of the registered claims. The rules decide which claims are
    /// required.
    pub fn parse(assertion: &'t str) -> Result<Self, AssertionRefusal> {
        AssertionFrame::read(assertion).accept()
    }

    /// As [`Self::parse`], for a JWS that is already parsed.
    pub(crate) fn from_jws(jws: Jws<'t>) -> Result<Self, AssertionRefusal> {
        AssertionFrame::of_jws(jws).accept()
    }

    /// `iss`: the application that claims to have signed it; not verified.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.claims.text("iss")
    }

    /// `sub`; not verified.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.claims.text("sub")
    }

    /// The `kid` of the header; not verified.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.jws.header().kid.as_deref()
    }

    /// The `alg` of the header; not verified.
    #[must_use]
    pub fn algorithm(&self) -> JwsAlgorithm {
        self.algorithm
    }

    /// Checks the signature with the key that `kid` names.
    pub fn verify(self, key: &ApplicationKey) -> Result<VerifiedAssertion, AssertionRefusal> {
        self.verify_any([((), key)]).map(|((), assertion)| assertion)
    }

    /// Checks the signature with each of the keys and returns the mark of the one
    /// that verifies it. Skips keys that do not have the header's algorithm; tries
    /// the first four of the others, since any client can cause this work. Without
    /// any key the error is [`KeyRefusal::Unknown`].
    pub fn verify_any<'k, T>(
        self,
        keys: impl IntoIterator<Item = (T, &'k ApplicationKey)>,
    ) -> Result<(T, VerifiedAssertion), AssertionRefusal> {
        let algorithm = self.algorithm;
        let (mut taken, mut tried, mut refusal) = (AlgorithmSet::default(), 0, None);

        for (mark, key) in keys {
            taken = taken.union(key.algorithms());
            if !key.algorithms().contains(algorithm) || tried == MAX_KEYS_TRIED {
                continue;
            }
            tried += 1;
            match self.jws.verify_application(key) {
                Ok(()) => {
                    let typ = self.jws.into_header().typ;
                    return Ok((mark, VerifiedAssertion { typ, algorithm, claims: self.claims }));
                }
                Err(fault) => refusal = Some(fault.into()),
            }
        }

        Err(match refusal {
            Some(refusal) => refusal,
            None if taken.is_empty() => KeyRefusal::Unknown.into(),
            None => AlgorithmNotAllowed { found: Some(algorithm), taken },
        })
    }
}

impl VerifiedAssertion {
    /// The algorithm of the signature.
    #[must_use]
    pub fn algorithm(&self) -> JwsAlgorithm {
        self.algorithm
    }

    /// The earliest time at which it may have been used, in Unix seconds: its `iat` or, without
    /// one, the first moment at which its `exp` was accepted. `None` if it has neither `iat` nor
    /// `jti`: then it may be used more than once.
    #[must_use]
    pub fn first_use(&self) -> Option<i64> {
        times::first_use(&self.claims)
    }
}

impl fmt::Debug for UnverifiedAssertion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnverifiedAssertion").finish_non_exhaustive()
    }
}

impl fmt::Debug for VerifiedAssertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedAssertion").finish_non_exhaustive()
    }
}
