//! Public keys.

mod jwk;
mod rules;
pub(crate) mod spki;

use std::{
    fmt,
    hash::{Hash, Hasher},
    sync::Arc,
};

use crate::{
    Algorithm, ImportError,
    encoding::pem,
    key_type::{Curve, KeyType},
};

/// A supported public key: RSA of 2048 to 8192 bits, P-256, P-384 or Ed25519. Its
/// canonical form is SPKI DER. Cheap to clone; two values are equal if they are the
/// same key.
#[derive(Clone)]
pub struct PublicKey(Arc<PublicKeyForms>);

/// A public key in the forms that are needed often.
struct PublicKeyForms {
    spki: Vec<u8>,
    material: Material,
    thumbprint: String,
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
        let thumbprint = jwk::thumbprint(&material)?;
        Ok(Self(Arc::new(PublicKeyForms { spki, material, thumbprint })))
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

    /// The JWK thumbprint with SHA-256, base64url (RFC 7638, RFC 8037 section 2).
    #[must_use]
    pub fn thumbprint(&self) -> String {
        self.0.thumbprint.clone()
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
        algorithm.key_type() == self.key_type()
    }

    /// The default algorithm of the key's type: RS256, ES256, ES384 or `EdDSA`.
    #[must_use]
    pub fn default_algorithm(&self) -> Algorithm {
        self.key_type().default_algorithm()
    }

    pub(crate) fn key_type(&self) -> KeyType {
        match self.0.material {
            Material::Rsa { .. } => KeyType::Rsa,
            Material::Ec { curve, .. } => KeyType::Ec(curve),
            Material::Ed25519(_) => KeyType::Ed25519,
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
