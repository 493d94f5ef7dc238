//! Public keys.

mod rules;
pub(crate) mod spki;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::encoding::{base64url, pem, sha256};
use crate::{Algorithm, ImportError};

/// A supported public key: RSA of 2048 to 8192 bits, P-256, P-384 or Ed25519. Its
/// canonical form is SPKI DER. Cheap to clone; two values are equal if they are the
/// same key.
#[derive(Clone)]
pub struct PublicKey(Arc<Inner>);

struct Inner {
    spki: Vec<u8>,
    material: Material,
}

/// The numbers of a key, big-endian.
pub(crate) enum Material {
    /// An RSA key; the numbers have no leading zeros.
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    /// Uncompressed SEC1 point: 0x04, x, y.
    Ec { curve: Curve, point: Vec<u8> },
    /// RFC 8032 encoding.
    Ed25519(Vec<u8>),
}

/// The curves of ECDSA keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    P256,
    P384,
}

impl Curve {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
        }
    }

    /// Bytes of a coordinate.
    pub(crate) const fn field_len(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
        }
    }
}

impl PublicKey {
    /// Parses SPKI DER (RFC 5280 section 4.1.2.7), the form in the database, and
    /// checks the key as an import does.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, ImportError> {
        spki::decode(der)
    }

    /// Parses an `RSAPublicKey` (RFC 8017 appendix A.1.1).
    pub(crate) fn from_pkcs1_der(der: &[u8]) -> Result<Self, ImportError> {
        let key = pkcs1::RsaPublicKey::try_from(der).map_err(|_| ImportError::Malformed)?;
        Self::from_rsa(key.modulus.as_bytes(), key.public_exponent.as_bytes())
    }

    /// An RSA key from its big-endian numbers; leading zeros are dropped.
    pub(crate) fn from_rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, ImportError> {
        let modulus = rules::strip_zeros(modulus);
        let exponent = rules::strip_zeros(exponent);
        rules::check_rsa(modulus, exponent)?;
        Self::build(Material::Rsa { modulus: modulus.to_vec(), exponent: exponent.to_vec() })
    }

    /// An EC key from its SEC1 point, uncompressed or compressed.
    pub(crate) fn from_ec_point(curve: Curve, point: &[u8]) -> Result<Self, ImportError> {
        let point = rules::uncompressed_point(curve, point)?;
        Self::build(Material::Ec { curve, point })
    }

    /// An Ed25519 key from its 32 bytes.
    pub(crate) fn from_ed25519(key: &[u8]) -> Result<Self, ImportError> {
        rules::check_ed25519(key)?;
        Self::build(Material::Ed25519(key.to_vec()))
    }

    fn build(material: Material) -> Result<Self, ImportError> {
        let spki = spki::encode(&material)?;
        Ok(Self(Arc::new(Inner { spki, material })))
    }

    pub(crate) fn material(&self) -> &Material {
        &self.0.material
    }

    /// The SPKI DER.
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        &self.0.spki
    }

    /// The SPKI as PEM (`-----BEGIN PUBLIC KEY-----`).
    #[must_use]
    pub fn spki_pem(&self) -> String {
        pem("PUBLIC KEY", &self.0.spki).to_string()
    }

    /// The JWK members of the key, without `kid`, `alg` and `use`, in the order of
    /// RFC 7638 section 3.2.
    #[must_use]
    pub fn jwk(&self) -> Map<String, Value> {
        self.jwk_members()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), Value::String(value)))
            .collect()
    }

    /// The members of [`PublicKey::jwk`], sorted by name.
    pub(crate) fn jwk_members(&self) -> Vec<(&'static str, String)> {
        match &self.0.material {
            Material::Rsa { modulus, exponent } => vec![
                ("e", base64url(exponent)),
                ("kty", "RSA".to_owned()),
                ("n", base64url(modulus)),
            ],
            Material::Ec { curve, point } => {
                let (x, y) = point[1..].split_at(curve.field_len());
                vec![
                    ("crv", curve.name().to_owned()),
                    ("kty", "EC".to_owned()),
                    ("x", base64url(x)),
                    ("y", base64url(y)),
                ]
            }
            Material::Ed25519(key) => vec![
                ("crv", "Ed25519".to_owned()),
                ("kty", "OKP".to_owned()),
                ("x", base64url(key)),
            ],
        }
    }

    /// The JWK thumbprint with SHA-256, base64url (RFC 7638, RFC 8037 section 2).
    #[must_use]
    pub fn thumbprint(&self) -> String {
        // Values are base64url or fixed names, so nothing needs escaping.
        let members: Vec<String> = self
            .jwk_members()
            .iter()
            .map(|(name, value)| format!("\"{name}\":\"{value}\""))
            .collect();
        base64url(&sha256(format!("{{{}}}", members.join(",")).as_bytes()))
    }

    /// Bits of the modulus of an RSA key; `None` for others.
    #[must_use]
    pub fn rsa_bits(&self) -> Option<u32> {
        match &self.0.material {
            Material::Rsa { modulus, .. } => Some(rules::bits(modulus)),
            Material::Ec { .. } | Material::Ed25519(_) => None,
        }
    }

    /// Whether a key of this type can sign with `algorithm`.
    #[must_use]
    pub fn supports(&self, algorithm: Algorithm) -> bool {
        algorithm == self.default_algorithm() || (algorithm.is_rsa() && self.rsa_bits().is_some())
    }

    /// The default algorithm of the key's type: RS256, ES256, ES384 or `EdDSA`.
    #[must_use]
    pub fn default_algorithm(&self) -> Algorithm {
        match &self.0.material {
            Material::Rsa { .. } => Algorithm::Rs256,
            Material::Ec { curve, .. } => match curve {
                Curve::P256 => Algorithm::Es256,
                Curve::P384 => Algorithm::Es384,
            },
            Material::Ed25519(_) => Algorithm::EdDsa,
        }
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.spki == other.0.spki
    }
}

impl Eq for PublicKey {}

impl Hash for PublicKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.spki.hash(state);
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PublicKey").field(&self.thumbprint()).finish()
    }
}
