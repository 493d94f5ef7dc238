//! The table of signature algorithms: nine with public keys, and HS256.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::key_type::{Curve, KeyType};

/// How an algorithm signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// An RSA signature with this padding and hash.
    Rsa(Padding, Hash),
    /// ECDSA on this curve, with the hash of the curve's size.
    Ecdsa(Curve),
    /// Ed25519, which has its own hash.
    Ed25519,
}

/// The padding of an RSA signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Padding {
    /// RSASSA-PKCS1-v1_5.
    Pkcs1,
    /// RSASSA-PSS, the salt as long as the digest.
    Pss,
}

/// The hash of an RSA signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

/// Makes [`Algorithm`] from its table. A row is the variant, the JOSE name, which is also the
/// name in `jsonwebtoken`, and how the algorithm signs.
macro_rules! algorithms {
    ($($(#[$doc:meta])+ $variant:ident: $name:ident, $scheme:expr;)+) => {
        /// A JWS signature algorithm (RFC 7518 section 3.1, RFC 8037).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Algorithm {
            $($(#[$doc])+ $variant,)+
        }

        impl Algorithm {
            /// Every algorithm, in the order of RFC 7518.
            pub const ALL: [Self; [$(Self::$variant),+].len()] = [$(Self::$variant),+];

            /// The JOSE name, as in a header's `alg`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($name),)+
                }
            }

            /// How it signs.
            pub(crate) const fn scheme(self) -> Scheme {
                match self {
                    $(Self::$variant => $scheme,)+
                }
            }
        }

        impl From<Algorithm> for jsonwebtoken::Algorithm {
            fn from(algorithm: Algorithm) -> Self {
                match algorithm {
                    $(Algorithm::$variant => Self::$name,)+
                }
            }
        }
    };
}

algorithms! {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256: RS256, Scheme::Rsa(Padding::Pkcs1, Hash::Sha256);
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384: RS384, Scheme::Rsa(Padding::Pkcs1, Hash::Sha384);
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512: RS512, Scheme::Rsa(Padding::Pkcs1, Hash::Sha512);
    /// RSASSA-PSS with SHA-256, the salt as long as the digest.
    Ps256: PS256, Scheme::Rsa(Padding::Pss, Hash::Sha256);
    /// RSASSA-PSS with SHA-384, the salt as long as the digest.
    Ps384: PS384, Scheme::Rsa(Padding::Pss, Hash::Sha384);
    /// RSASSA-PSS with SHA-512, the salt as long as the digest.
    Ps512: PS512, Scheme::Rsa(Padding::Pss, Hash::Sha512);
    /// ECDSA on P-256 with SHA-256.
    Es256: ES256, Scheme::Ecdsa(Curve::P256);
    /// ECDSA on P-384 with SHA-384.
    Es384: ES384, Scheme::Ecdsa(Curve::P384);
    /// Ed25519.
    EdDsa: EdDSA, Scheme::Ed25519;
}

impl Algorithm {
    /// The type of its keys.
    pub(crate) const fn key_type(self) -> KeyType {
        match self.scheme() {
            Scheme::Rsa(..) => KeyType::Rsa,
            Scheme::Ecdsa(curve) => KeyType::Ec(curve),
            Scheme::Ed25519 => KeyType::Ed25519,
        }
    }

    /// Whether its keys are RSA keys.
    #[must_use]
    pub const fn is_rsa(self) -> bool {
        match self.key_type() {
            KeyType::Rsa => true,
            KeyType::Ec(_) | KeyType::Ed25519 => false,
        }
    }

    /// Every name, as the end of a sentence: `RS256, …, ES384 or EdDSA`.
    pub(crate) fn names() -> String {
        let [first @ .., last] = Self::ALL.map(Self::as_str);
        format!("{} or {last}", first.join(", "))
    }
}

/// The name is not one of the supported algorithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown algorithm; expected {}", Algorithm::names())]
pub struct UnknownAlgorithm;

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
