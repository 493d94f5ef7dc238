//! Public keys as JWK (RFC 7517, RFC 7518 section 6, RFC 8037).

use jsonwebtoken::jwk::{
    AlgorithmParameters, CommonParameters, EllipticCurve, EllipticCurveKeyParameters,
    EllipticCurveKeyType, Jwk, OctetKeyPairParameters, OctetKeyPairType, PublicKeyUse,
    RSAKeyParameters, RSAKeyType, ThumbprintHash,
};

use super::{Material, PublicKey};
use crate::{Algorithm, ImportError, base64, certificate_thumbprint, encoding::base64url};

impl PublicKey {
    /// The key as a JWK that holds nothing else.
    #[must_use]
    pub fn jwk(&self) -> Jwk {
        bare(self.material())
    }

    /// The key as a JWK for signatures, with `kid`, `alg` and `use`, and with `x5c` and
    /// `x5t#S256` if it has a certificate, which is DER.
    #[must_use]
    pub fn jwk_as(&self, kid: &str, algorithm: Algorithm, certificate: Option<&[u8]>) -> Jwk {
        let common = CommonParameters {
            public_key_use: Some(PublicKeyUse::Signature),
            key_algorithm: Some(jsonwebtoken::Algorithm::from(algorithm).into()),
            key_id: Some(kid.to_owned()),
            x509_chain: certificate.map(|der| vec![base64(der)]),
            x509_sha256_fingerprint: certificate.map(certificate_thumbprint),
            ..CommonParameters::default()
        };
        Jwk { common, ..self.jwk() }
    }
}

fn bare(key: &Material) -> Jwk {
    let algorithm = match key {
        Material::Rsa { modulus, exponent } => AlgorithmParameters::RSA(RSAKeyParameters {
            key_type: RSAKeyType::RSA,
            n: base64url(modulus),
            e: base64url(exponent),
        }),
        Material::Ec { curve, point } => {
            let (x, y) = point[1..].split_at(curve.field_len());
            AlgorithmParameters::EllipticCurve(EllipticCurveKeyParameters {
                key_type: EllipticCurveKeyType::EC,
                curve: curve.jwk_curve(),
                x: base64url(x),
                y: base64url(y),
            })
        }
        Material::Ed25519(key) => AlgorithmParameters::OctetKeyPair(OctetKeyPairParameters {
            key_type: OctetKeyPairType::OctetKeyPair,
            curve: EllipticCurve::Ed25519,
            x: base64url(key),
        }),
    };

    Jwk { common: CommonParameters::default(), algorithm }
}

/// The thumbprint with SHA-256, base64url (RFC 7638, RFC 8037 section 2).
pub(super) fn thumbprint(key: &Material) -> Result<String, ImportError> {
    bare(key).thumbprint(ThumbprintHash::SHA256).map_err(|_| ImportError::Malformed)
}
