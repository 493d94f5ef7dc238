//! The algorithms of JWS headers: those of keys, and HS256.

use std::{fmt, str::FromStr};

use crate::{Algorithm, UnknownAlgorithm};

/// An algorithm that the header of a JWS may name: a public-key algorithm, or
/// HS256. HS256 takes a secret and is not in [`Algorithm`], so that no key can
/// have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JwsAlgorithm {
    /// An algorithm with a public key.
    Public(Algorithm),
    /// HMAC with SHA-256 (RFC 7518 section 3.2).
    Hs256,
}

impl JwsAlgorithm {
    /// Every algorithm: those of [`Algorithm::ALL`] in their order, then HS256.
    pub fn all() -> impl Iterator<Item = Self> {
        Algorithm::ALL.into_iter().map(Self::Public).chain([Self::Hs256])
    }

    /// The JOSE name, as in a header's `alg`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public(algorithm) => algorithm.as_str(),
            Self::Hs256 => "HS256",
        }
    }

    /// Whether its keys are RSA keys.
    #[must_use]
    pub const fn is_rsa(self) -> bool {
        match self {
            Self::Public(algorithm) => algorithm.is_rsa(),
            Self::Hs256 => false,
        }
    }
}

impl From<Algorithm> for JwsAlgorithm {
    fn from(algorithm: Algorithm) -> Self {
        Self::Public(algorithm)
    }
}

impl FromStr for JwsAlgorithm {
    type Err = UnknownAlgorithm;

    /// Takes a JOSE name, case-sensitively, as [`Algorithm`] does.
    fn from_str(name: &str) -> Result<Self, UnknownAlgorithm> {
        if name == Self::Hs256.as_str() { Ok(Self::Hs256) } else { name.parse().map(Self::Public) }
    }
}

impl fmt::Display for JwsAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
