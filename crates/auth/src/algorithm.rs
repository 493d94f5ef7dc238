//! The nine public-key signature algorithms, and HS256.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A JWS signature algorithm (RFC 7518 section 3.1, RFC 8037).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
    /// RSASSA-PSS with SHA-256, the salt as long as the digest.
    Ps256,
    /// RSASSA-PSS with SHA-384, the salt as long as the digest.
    Ps384,
    /// RSASSA-PSS with SHA-512, the salt as long as the digest.
    Ps512,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// Ed25519.
    EdDsa,
}

/// The name is not one of the supported algorithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown algorithm; one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, EdDSA is taken"
)]
pub struct UnknownAlgorithm;

impl Algorithm {
    /// Every algorithm, in the order of RFC 7518.
    pub const ALL: [Self; 9] = [
        Self::Rs256,
        Self::Rs384,
        Self::Rs512,
        Self::Ps256,
        Self::Ps384,
        Self::Ps512,
        Self::Es256,
        Self::Es384,
        Self::EdDsa,
    ];

    /// The JOSE name, as in a header's `alg`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Ps256 => "PS256",
            Self::Ps384 => "PS384",
            Self::Ps512 => "PS512",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::EdDsa => "EdDSA",
        }
    }

    /// Whether its keys are RSA keys.
    #[must_use]
    pub const fn is_rsa(self) -> bool {
        !matches!(self, Self::Es256 | Self::Es384 | Self::EdDsa)
    }
}

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    /// Takes a JOSE name, case-sensitively; `Ed25519` (RFC 9864) means [`Algorithm::EdDsa`].
    fn from_str(name: &str) -> Result<Self, UnknownAlgorithm> {
        if name == "Ed25519" {
            return Ok(Self::EdDsa);
        }
        Self::ALL.into_iter().find(|algorithm| algorithm.as_str() == name).ok_or(UnknownAlgorithm)
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

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
        if name == "HS256" { Ok(Self::Hs256) } else { name.parse().map(Self::Public) }
    }
}

impl fmt::Display for JwsAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Algorithm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Algorithm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
