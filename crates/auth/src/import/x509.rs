//! Keys inside certificates and certificate requests.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P256_SHA512_ASN1, ECDSA_P384_SHA256_ASN1,
    ECDSA_P384_SHA384_ASN1, ECDSA_P384_SHA512_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey,
    VerificationAlgorithm,
};
use x509_parser::{certification_request::X509CertificationRequest, prelude::FromDer as _};

use super::ImportError;
use crate::{
    PublicKey,
    key_type::{Curve, KeyType},
};

/// The key of an X.509 certificate. The rest of the certificate is not checked.
pub(super) fn key_of_certificate(der: &[u8]) -> Result<PublicKey, ImportError> {
    let (rest, certificate) =
        x509_parser::parse_x509_certificate(der).map_err(|_| ImportError::Malformed)?;
    if !rest.is_empty() {
        return Err(ImportError::TrailingData);
    }
    PublicKey::from_spki_der(certificate.public_key().raw)
}

/// The key of the output of `openssl x509 -trustout`: a certificate, followed by
/// OpenSSL's trust settings, which are ignored.
pub(super) fn key_of_trusted_certificate(der: &[u8]) -> Result<PublicKey, ImportError> {
    let (rest, _) = x509_parser::parse_x509_certificate(der).map_err(|_| ImportError::Malformed)?;
    key_of_certificate(&der[..der.len() - rest.len()])
}

/// The key of a certificate request (PKCS#10, RFC 2986), whose signature
/// proves that the sender has the private half.
pub(super) fn key_of_request(der: &[u8]) -> Result<PublicKey, ImportError> {
    let (rest, request) =
        X509CertificationRequest::from_der(der).map_err(|_| ImportError::Malformed)?;
    if !rest.is_empty() {
        return Err(ImportError::TrailingData);
    }
    let info = &request.certification_request_info;
    let key = PublicKey::from_spki_der(info.subject_pki.raw)?;
    let oid = request.signature_algorithm.algorithm.to_id_string();
    let algorithm = verification(&oid, key.key_type()).ok_or(ImportError::RequestAlgorithm)?;
    UnparsedPublicKey::new(algorithm, key.spki_der())
        .verify(info.raw, &request.signature_value.data)
        .map_err(|_| ImportError::RequestSignature)?;
    Ok(key)
}

/// The verification algorithm for a signature OID and a key of this type (RFC 8017
/// appendix A.2.4, RFC 5758 section 3.2, RFC 8410). `None` if they do not fit.
fn verification(oid: &str, key: KeyType) -> Option<&'static dyn VerificationAlgorithm> {
    match key {
        KeyType::Rsa => match oid {
            "1.2.840.113549.1.1.11" => Some(&RSA_PKCS1_2048_8192_SHA256),
            "1.2.840.113549.1.1.12" => Some(&RSA_PKCS1_2048_8192_SHA384),
            "1.2.840.113549.1.1.13" => Some(&RSA_PKCS1_2048_8192_SHA512),
            _ => None,
        },
        KeyType::Ec(curve) => match (oid, curve) {
            ("1.2.840.10045.4.3.2", Curve::P256) => Some(&ECDSA_P256_SHA256_ASN1),
            ("1.2.840.10045.4.3.2", Curve::P384) => Some(&ECDSA_P384_SHA256_ASN1),
            ("1.2.840.10045.4.3.3", Curve::P256) => Some(&ECDSA_P256_SHA384_ASN1),
            ("1.2.840.10045.4.3.3", Curve::P384) => Some(&ECDSA_P384_SHA384_ASN1),
            ("1.2.840.10045.4.3.4", Curve::P256) => Some(&ECDSA_P256_SHA512_ASN1),
            ("1.2.840.10045.4.3.4", Curve::P384) => Some(&ECDSA_P384_SHA512_ASN1),
            (_, Curve::P256 | Curve::P384) => None,
        },
        KeyType::Ed25519 => match oid {
            "1.3.101.112" => Some(&ED25519),
            _ => None,
        },
    }
}
