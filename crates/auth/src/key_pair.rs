//! The crypto library's key pairs behind one type.

use aws_lc_rs::{
    encoding::{AsBigEndian as _, AsDer as _},
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING,
        ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
        EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384,
        RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
    },
};
use pkcs8::{PrivateKeyInfo, der::Decode as _};
use zeroize::Zeroizing;

use crate::{
    GenerateError, ImportError, KeySpec, PrivateKeyError, PublicKey, SignError,
    algorithm::{Hash, Padding, Scheme},
    key_type::{Curve, KeyType},
    public_key::spki::key_type,
};

/// The encoding of ECDSA signatures.
#[derive(Clone, Copy)]
pub(crate) enum EcdsaForm {
    /// r and s side by side, as in a JWS (RFC 7518 section 3.4).
    Fixed,
    /// ASN.1, as in X.509 (RFC 3279 section 2.2.3).
    Asn1,
}

impl EcdsaForm {
    fn algorithm(self, curve: Curve) -> &'static EcdsaSigningAlgorithm {
        match (self, curve) {
            (Self::Fixed, Curve::P256) => &ECDSA_P256_SHA256_FIXED_SIGNING,
            (Self::Fixed, Curve::P384) => &ECDSA_P384_SHA384_FIXED_SIGNING,
            (Self::Asn1, Curve::P256) => &ECDSA_P256_SHA256_ASN1_SIGNING,
            (Self::Asn1, Curve::P384) => &ECDSA_P384_SHA384_ASN1_SIGNING,
        }
    }
}

/// A private key, parsed.
pub(crate) enum KeyPair {
    Rsa(RsaKeyPair),
    Ec(Curve, EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl KeyPair {
    /// Generates a key. Takes 60 ms for RSA-2048, 450 ms for RSA-4096, microseconds for others.
    pub(crate) fn generate(spec: KeySpec) -> Result<Self, GenerateError> {
        // The spec's fields are public, so its values are checked again.
        let spec = KeySpec::new(spec.algorithm, spec.rsa_bits)?;
        match spec.algorithm.key_type() {
            KeyType::Rsa => RsaKeyPair::generate(spec.rsa_size()?).map(Self::Rsa),
            KeyType::Ec(curve) => EcdsaKeyPair::generate(EcdsaForm::Fixed.algorithm(curve))
                .map(|pair| Self::Ec(curve, pair)),
            KeyType::Ed25519 => Ed25519KeyPair::generate().map(Self::Ed25519),
        }
        .map_err(|_| GenerateError::Failed)
    }

    /// Parses PKCS#8 DER (RFC 5208, RFC 5958); refuses trailing bytes.
    pub(crate) fn from_pkcs8(der: &[u8], form: EcdsaForm) -> Result<Self, PrivateKeyError> {
        let info = PrivateKeyInfo::from_der(der).map_err(|_| PrivateKeyError::Malformed)?;
        match key_type(&info.algorithm).map_err(PrivateKeyError::Refused)? {
            KeyType::Rsa => {
                check_rsa(info.private_key)?;
                RsaKeyPair::from_pkcs8(der).map(Self::Rsa)
            }
            KeyType::Ec(curve) => EcdsaKeyPair::from_pkcs8(form.algorithm(curve), der)
                .map(|pair| Self::Ec(curve, pair)),
            KeyType::Ed25519 => Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).map(Self::Ed25519),
        }
        .map_err(|_| PrivateKeyError::Malformed)
    }

    /// Parses an `RSAPrivateKey` (RFC 8017 appendix A.1.2).
    pub(crate) fn from_pkcs1(der: &[u8]) -> Result<Self, PrivateKeyError> {
        check_rsa(der)?;
        RsaKeyPair::from_der(der).map(Self::Rsa).map_err(|_| PrivateKeyError::Malformed)
    }

    /// Parses an `ECPrivateKey` (RFC 5915) that names its curve.
    pub(crate) fn from_sec1(der: &[u8]) -> Result<Self, PrivateKeyError> {
        pkcs8::der::asn1::AnyRef::from_der(der).map_err(|_| PrivateKeyError::Malformed)?;
        Curve::ALL
            .into_iter()
            .find_map(|curve| {
                EcdsaKeyPair::from_private_key_der(EcdsaForm::Fixed.algorithm(curve), der)
                    .ok()
                    .map(|pair| Self::Ec(curve, pair))
            })
            .ok_or(PrivateKeyError::Refused(ImportError::UnsupportedCurve))
    }

    /// An EC key from its private number and its public point, which must match.
    pub(crate) fn from_ec_numbers(
        curve: Curve,
        number: &[u8],
        point: &[u8],
    ) -> Result<Self, PrivateKeyError> {
        let algorithm = EcdsaForm::Fixed.algorithm(curve);
        EcdsaKeyPair::from_private_key_and_public_key(algorithm, number, point)
            .map(|pair| Self::Ec(curve, pair))
            .map_err(|_| PrivateKeyError::Malformed)
    }

    /// An Ed25519 key from its seed and its public half, which must match.
    pub(crate) fn from_ed25519_seed(seed: &[u8], key: &[u8]) -> Result<Self, PrivateKeyError> {
        Ed25519KeyPair::from_seed_and_public_key(seed, key)
            .map(Self::Ed25519)
            .map_err(|_| PrivateKeyError::Malformed)
    }

    /// The key as PKCS#8 version 1, which every reader accepts.
    pub(crate) fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
        match self {
            Self::Rsa(pair) => pair.as_der().map(|der| der.as_ref().to_vec()),
            Self::Ec(_, pair) => pair.to_pkcs8v1().map(|der| der.as_ref().to_vec()),
            Self::Ed25519(pair) => pair.to_pkcs8v1().map(|der| der.as_ref().to_vec()),
        }
        .map(Zeroizing::new)
        .map_err(|_| PrivateKeyError::Malformed)
    }

    pub(crate) fn public_key(&self) -> Result<PublicKey, ImportError> {
        match self {
            Self::Rsa(pair) => PublicKey::from_pkcs1_der(pair.public_key().as_ref()),
            Self::Ec(curve, pair) => PublicKey::from_ec_point(*curve, pair.public_key().as_ref()),
            Self::Ed25519(pair) => PublicKey::from_ed25519(pair.public_key().as_ref()),
        }
    }

    /// The private number of an EC or Ed25519 key, as in a JWK's `d`.
    pub(crate) fn private_number(&self) -> Option<Zeroizing<Vec<u8>>> {
        let number = match self {
            Self::Rsa(_) => return None,
            Self::Ec(_, pair) => pair.private_key().as_be_bytes().ok()?.as_ref().to_vec(),
            Self::Ed25519(pair) => pair.seed().ok()?.as_be_bytes().ok()?.as_ref().to_vec(),
        };
        Some(Zeroizing::new(number))
    }

    /// The length of a signature in [`EcdsaForm::Fixed`], in bytes.
    pub(crate) fn signature_len(&self) -> usize {
        match self {
            Self::Rsa(pair) => pair.public_modulus_len(),
            Self::Ec(curve, _) => 2 * curve.field_len(),
            Self::Ed25519(_) => 64,
        }
    }

    /// Signs `message`; an error if an RSA key is given the scheme of another type.
    pub(crate) fn sign(&self, scheme: Scheme, message: &[u8]) -> Result<Vec<u8>, SignError> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the parameter's type asks for it; the library ignores it and uses its own generator"
        )]
        let rng = SystemRandom::new();

        match self {
            Self::Rsa(pair) => {
                let encoding = rsa_encoding(scheme).ok_or(SignError)?;
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(encoding, &rng, message, &mut signature).map_err(|_| SignError)?;
                Ok(signature)
            }
            Self::Ec(_, pair) => pair
                .sign(&rng, message)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(|_| SignError),
            Self::Ed25519(pair) => pair
                .try_sign(message)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(|_| SignError),
        }
    }
}

/// Padding and hash of an RSA signature; `None` for other schemes.
fn rsa_encoding(scheme: Scheme) -> Option<&'static dyn RsaEncoding> {
    match scheme {
        Scheme::Rsa(Padding::Pkcs1, Hash::Sha256) => Some(&RSA_PKCS1_SHA256),
        Scheme::Rsa(Padding::Pkcs1, Hash::Sha384) => Some(&RSA_PKCS1_SHA384),
        Scheme::Rsa(Padding::Pkcs1, Hash::Sha512) => Some(&RSA_PKCS1_SHA512),
        Scheme::Rsa(Padding::Pss, Hash::Sha256) => Some(&RSA_PSS_SHA256),
        Scheme::Rsa(Padding::Pss, Hash::Sha384) => Some(&RSA_PSS_SHA384),
        Scheme::Rsa(Padding::Pss, Hash::Sha512) => Some(&RSA_PSS_SHA512),
        Scheme::Ecdsa(_) | Scheme::Ed25519 => None,
    }
}

/// Refuses an RSA key with a reason, since the crypto library gives none. Also
/// refuses trailing bytes, which the library accepts.
fn check_rsa(pkcs1: &[u8]) -> Result<(), PrivateKeyError> {
    let key = pkcs1::RsaPrivateKey::try_from(pkcs1).map_err(|_| PrivateKeyError::Malformed)?;
    PublicKey::from_rsa(key.modulus.as_bytes(), key.public_exponent.as_bytes())
        .map(|_| ())
        .map_err(PrivateKeyError::Refused)
}
