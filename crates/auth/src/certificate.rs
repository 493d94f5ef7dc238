//! Self-signed X.509 certificates, for verifiers that want `x5c`.

use rcgen::{
    CertificateParams, DistinguishedName, DnType, IsCa, KeyUsagePurpose, PublicKeyData,
    SerialNumber, SignatureAlgorithm,
};
use time::OffsetDateTime;

use crate::{
    Algorithm, PrivateKey, PrivateKeyError, PublicKey,
    algorithm::{Hash, Padding, Scheme},
    encoding::{base64url, pem, sha256},
    key_pair::{EcdsaForm, KeyPair},
    key_type::Curve,
    public_key::Material,
};

/// "No well-defined expiration": 9999-12-31T23:59:59Z (RFC 5280 section 4.1.2.5).
const NEVER: i64 = 253_402_300_799;

/// The longest CN and OU, in characters (RFC 5280 appendix A.1).
const NAME_LIMIT: usize = 64;

/// The contents of a certificate besides its key.
#[derive(Clone, Copy, Debug)]
pub struct CertificateRequest<'a> {
    /// The key ID: the OU of issuer and subject, cut to 64 characters.
    pub kid: &'a str,
    /// The CN of issuer and subject, cut to 64 characters.
    pub issuer_name: &'a str,
    /// The serial number, big-endian; not all zeros.
    pub serial: [u8; 16],
    /// Start, in Unix seconds.
    pub not_before: i64,
    /// End, in Unix seconds; `None` for 9999-12-31, which means no expiry (RFC 5280).
    pub not_after: Option<i64>,
}

/// Why no certificate was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// A date outside the years 0 to 9999, or an end before the start.
    #[error("the certificate's dates are out of range")]
    Dates,
    /// The key does not parse or does not fit the algorithm.
    #[error(transparent)]
    Key(#[from] PrivateKeyError),
    /// The crypto library failed.
    #[error("the certificate could not be signed")]
    Sign,
}

/// Makes a self-signed X.509 v3 end-entity certificate for the key and returns
/// its DER. The signature uses the hash of `algorithm`; for PS* algorithms it is
/// PKCS#1 v1.5 with the same key, which every reader supports.
pub fn self_signed_certificate(
    key: &PrivateKey,
    algorithm: Algorithm,
    request: &CertificateRequest<'_>,
) -> Result<Vec<u8>, CertificateError> {
    let signer = CertificateSigner::new(key, algorithm)?;

    let mut params = CertificateParams::default();
    params.not_before = date(request.not_before)?;
    params.not_after = date(request.not_after.unwrap_or(NEVER))?;
    if params.not_after < params.not_before {
        return Err(CertificateError::Dates);
    }

    params.serial_number = Some(SerialNumber::from_slice(&request.serial));
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, cut(request.issuer_name));
    params.distinguished_name.push(DnType::OrganizationalUnitName, cut(request.kid));
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];

    let certificate = params.self_signed(&signer).map_err(|_| CertificateError::Sign)?;
    Ok(certificate.der().to_vec())
}

/// The certificate as PEM.
#[must_use]
pub fn certificate_pem(der: &[u8]) -> String {
    pem("CERTIFICATE", der).to_string()
}

/// `x5t#S256`: base64url of the certificate's SHA-256 (RFC 7517 section 4.9).
#[must_use]
pub fn certificate_thumbprint(der: &[u8]) -> String {
    base64url(&sha256(der))
}

pub(crate) fn date(seconds: i64) -> Result<OffsetDateTime, CertificateError> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| CertificateError::Dates)
}

fn cut(name: &str) -> String {
    name.chars().take(NAME_LIMIT).collect()
}

/// A key pair behind rcgen's trait. rcgen's own type keeps a copy of the private
/// key and does not erase it.
pub(crate) struct CertificateSigner {
    pair: KeyPair,
    public_key: Vec<u8>,
    scheme: Scheme,
}

impl CertificateSigner {
    pub(crate) fn new(key: &PrivateKey, algorithm: Algorithm) -> Result<Self, PrivateKeyError> {
        let public_key = key.public_key();
        if !public_key.supports(algorithm) {
            return Err(PrivateKeyError::AlgorithmMismatch(algorithm));
        }
        Ok(Self {
            pair: KeyPair::from_pkcs8(key.pkcs8_der(), EcdsaForm::Asn1)?,
            public_key: subject_public_key(&public_key)?,
            scheme: certificate_scheme(algorithm),
        })
    }
}

/// The scheme of the certificate's own signature: PKCS#1 v1.5 for every RSA key.
const fn certificate_scheme(algorithm: Algorithm) -> Scheme {
    match algorithm.scheme() {
        Scheme::Rsa(Padding::Pkcs1 | Padding::Pss, hash) => Scheme::Rsa(Padding::Pkcs1, hash),
        other @ (Scheme::Ecdsa(_) | Scheme::Ed25519) => other,
    }
}

/// The contents of the BIT STRING of an SPKI.
fn subject_public_key(key: &PublicKey) -> Result<Vec<u8>, PrivateKeyError> {
    match key.material() {
        Material::Ec { point, .. } => Ok(point.clone()),
        Material::Ed25519(key) => Ok(key.clone()),
        Material::Rsa { modulus, exponent } => {
            crate::public_key::spki::pkcs1(modulus, exponent).map_err(PrivateKeyError::Refused)
        }
    }
}

impl PublicKeyData for CertificateSigner {
    fn der_bytes(&self) -> &[u8] {
        &self.public_key
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        match self.scheme {
            Scheme::Rsa(_, Hash::Sha256) => &rcgen::PKCS_RSA_SHA256,
            Scheme::Rsa(_, Hash::Sha384) => &rcgen::PKCS_RSA_SHA384,
            Scheme::Rsa(_, Hash::Sha512) => &rcgen::PKCS_RSA_SHA512,
            Scheme::Ecdsa(Curve::P256) => &rcgen::PKCS_ECDSA_P256_SHA256,
            Scheme::Ecdsa(Curve::P384) => &rcgen::PKCS_ECDSA_P384_SHA384,
            Scheme::Ed25519 => &rcgen::PKCS_ED25519,
        }
    }
}

impl rcgen::SigningKey for CertificateSigner {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        self.pair.sign(self.scheme, message).map_err(|_| rcgen::Error::RemoteKeyError)
    }
}
