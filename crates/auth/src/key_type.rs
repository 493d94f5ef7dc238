//! The types of keys.

use jsonwebtoken::jwk::EllipticCurve;

use crate::Algorithm;

/// A supported type of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyType {
    Rsa,
    Ec(Curve),
    Ed25519,
}

/// The curves of ECDSA keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    P256,
    P384,
}

impl KeyType {
    /// The algorithm of a key for which no other is chosen.
    pub(crate) const fn default_algorithm(self) -> Algorithm {
        match self {
            Self::Rsa => Algorithm::Rs256,
            Self::Ec(Curve::P256) => Algorithm::Es256,
            Self::Ec(Curve::P384) => Algorithm::Es384,
            Self::Ed25519 => Algorithm::EdDsa,
        }
    }
}

impl Curve {
    pub(crate) const ALL: [Self; 2] = [Self::P256, Self::P384];

    /// The `crv` of a JWK (RFC 7518 section 6.2.1.1).
    pub(crate) const fn jwk_curve(self) -> EllipticCurve {
        match self {
            Self::P256 => EllipticCurve::P256,
            Self::P384 => EllipticCurve::P384,
        }
    }

    /// Bytes of a coordinate, and of each of the two numbers of a signature.
    pub(crate) const fn field_len(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
        }
    }
}
