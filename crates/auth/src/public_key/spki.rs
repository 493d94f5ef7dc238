//! Reads and writes `SubjectPublicKeyInfo` in DER (RFC 5280, RFC 3279, RFC 5480, RFC 8410).

use pkcs8::{
    AlgorithmIdentifierRef, ObjectIdentifier,
    der::{
        self, Decode as _, Encode as _,
        asn1::{AnyRef, BitStringRef, UintRef},
    },
    spki::SubjectPublicKeyInfoRef,
};

use super::{Material, PublicKey};
use crate::{
    ImportError,
    key_type::{Curve, KeyType},
};

pub(crate) const RSA_ENCRYPTION: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSASSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const SECP256R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const SECP384R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const X25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.110");
const X448: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.111");
const ED448: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.113");

/// Parses SPKI DER and checks the key; refuses trailing bytes.
pub(super) fn decode(spki: &[u8]) -> Result<PublicKey, ImportError> {
    let spki = SubjectPublicKeyInfoRef::from_der(spki).map_err(|_| ImportError::Malformed)?;
    let key = spki.subject_public_key.as_bytes().ok_or(ImportError::Malformed)?;
    match key_type(&spki.algorithm)? {
        KeyType::Rsa => PublicKey::from_pkcs1_der(key),
        KeyType::Ec(curve) => PublicKey::from_ec_point(curve, key),
        KeyType::Ed25519 => PublicKey::from_ed25519(key),
    }
}

/// Reads the `AlgorithmIdentifier` of an SPKI or a PKCS#8 key. Refuses
/// `id-RSASSA-PSS`, which binds the key to parameters that a JWK cannot express.
pub(crate) fn key_type(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<KeyType, ImportError> {
    match algorithm.oid {
        RSA_ENCRYPTION => Ok(KeyType::Rsa),
        RSASSA_PSS => Err(ImportError::RsaPss),
        EC_PUBLIC_KEY => match algorithm.parameters_oid() {
            Ok(SECP256R1) => Ok(KeyType::Ec(Curve::P256)),
            Ok(SECP384R1) => Ok(KeyType::Ec(Curve::P384)),
            _ => Err(ImportError::UnsupportedCurve),
        },
        ED25519 => Ok(KeyType::Ed25519),
        X25519 | X448 | ED448 => Err(ImportError::UnsupportedCurve),
        _ => Err(ImportError::UnsupportedKeyType),
    }
}

/// The canonical SPKI DER of a checked key.
pub(super) fn encode(material: &Material) -> Result<Vec<u8>, ImportError> {
    let encoded = match material {
        // RFC 3279 section 2.3.1: the parameters are NULL.
        Material::Rsa { modulus, exponent } => {
            wrap(RSA_ENCRYPTION, Some(AnyRef::NULL), &pkcs1(modulus, exponent)?)
        }
        Material::Ec { curve, point } => {
            let curve = match curve {
                Curve::P256 => SECP256R1,
                Curve::P384 => SECP384R1,
            };
            wrap(EC_PUBLIC_KEY, Some(AnyRef::from(&curve)), point)
        }
        Material::Ed25519(key) => wrap(ED25519, None, key),
    };
    encoded.map_err(|_| ImportError::Malformed)
}

/// The `RSAPublicKey` of an RSA key's numbers (RFC 8017 appendix A.1.1).
pub(crate) fn pkcs1(modulus: &[u8], exponent: &[u8]) -> Result<Vec<u8>, ImportError> {
    encode_pkcs1(modulus, exponent).map_err(|_| ImportError::Malformed)
}

fn encode_pkcs1(modulus: &[u8], exponent: &[u8]) -> der::Result<Vec<u8>> {
    pkcs1::RsaPublicKey {
        modulus: UintRef::new(modulus)?,
        public_exponent: UintRef::new(exponent)?,
    }
    .to_der()
}

fn wrap(oid: ObjectIdentifier, parameters: Option<AnyRef<'_>>, key: &[u8]) -> der::Result<Vec<u8>> {
    SubjectPublicKeyInfoRef {
        algorithm: AlgorithmIdentifierRef { oid, parameters },
        subject_public_key: BitStringRef::from_bytes(key)?,
    }
    .to_der()
}
