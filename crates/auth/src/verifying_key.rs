//! Public keys, parsed once, for the algorithms they are used with.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, ParsedPublicKey,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512,
    VerificationAlgorithm,
};

use pkcs8::der::asn1::{AnyRef, IntRef};
use pkcs8::der::{Decode as _, Reader};

use crate::{Algorithm, AlgorithmSet, PublicKey};

/// A public key, parsed for each algorithm that it is used with; it verifies no other algorithm.
/// Cheap to clone.
#[derive(Clone)]
pub struct VerifyingKey {
    algorithms: AlgorithmSet,
    keys: Arc<[(Algorithm, ParsedPublicKey)]>,
}

/// The key's type does not fit the algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key is not one for {0}")]
pub struct AlgorithmMismatch(pub Algorithm);

/// Why a signature does not verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSignature {
    /// It does not match the message and the key, or the key does not have its algorithm.
    #[error("the signature does not verify")]
    Mismatch,
    /// An ECDSA signature in DER; a JWS needs r and s side by side.
    #[error("{}", DER_SIGNATURE)]
    Der,
}

/// The error for an ECDSA signature in DER, with the solution.
pub(crate) const DER_SIGNATURE: &str = "the signature is ECDSA in DER, as openssl, AWS KMS, Google Cloud KMS and Node write it; a JWS holds r and s side by side (RFC 7518 section 3.4), 64 bytes for ES256 and 96 for ES384: pad each of the two integers of the DER to half of that, or in Node sign with dsaEncoding ieee-p1363";

impl VerifyingKey {
    /// Parses `key` for `algorithm` alone.
    pub fn new(key: &PublicKey, algorithm: Algorithm) -> Result<Self, AlgorithmMismatch> {
        Self::for_all(key, [algorithm])
    }

    /// Parses `key` for each of `algorithms`; an error if one of them does not fit the key.
    pub fn for_all(
        key: &PublicKey,
        algorithms: impl IntoIterator<Item = Algorithm>,
    ) -> Result<Self, AlgorithmMismatch> {
        let parse = |algorithm| {
            let parsed = ParsedPublicKey::new(verification(algorithm), key.spki_der()).ok();
            let parsed = parsed.filter(|_| key.supports(algorithm));
            Ok((algorithm, parsed.ok_or(AlgorithmMismatch(algorithm))?))
        };
        let keys: Arc<[_]> = algorithms.into_iter().map(parse).collect::<Result<_, _>>()?;
        let algorithms = keys.iter().map(|(algorithm, _)| *algorithm).collect();
        Ok(Self { algorithms, keys })
    }

    /// The algorithms that the key verifies.
    #[must_use]
    pub fn algorithms(&self) -> AlgorithmSet {
        self.algorithms
    }

    /// Checks a JWS signature by `algorithm` over `message` (RFC 7518 section 3; ECDSA
    /// signatures are r and s side by side). An error if the key does not have `algorithm`.
    pub fn verify(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), BadSignature> {
        let own = self.keys.iter().find(|(own, _)| *own == algorithm);
        let (_, key) = own.ok_or(BadSignature::Mismatch)?;
        key.verify_sig(message, signature).map_err(|_| {
            if is_der(algorithm, signature) { BadSignature::Der } else { BadSignature::Mismatch }
        })
    }
}

/// Whether a signature that did not verify is an `ECDSA-Sig-Value` (RFC 3279 section 2.2.3).
fn is_der(algorithm: Algorithm, signature: &[u8]) -> bool {
    let length = match algorithm {
        Algorithm::Es256 => 64,
        Algorithm::Es384 => 96,
        _ => return false,
    };
    let two_integers = |value: AnyRef<'_>| {
        value.sequence(|reader| {
            reader.decode::<IntRef<'_>>()?;
            reader.decode::<IntRef<'_>>().map(|_| ())
        })
    };
    signature.len() != length && AnyRef::from_der(signature).and_then(two_integers).is_ok()
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyingKey").field("algorithms", &self.algorithms).finish_non_exhaustive()
    }
}

fn verification(algorithm: Algorithm) -> &'static dyn VerificationAlgorithm {
    match algorithm {
        Algorithm::Rs256 => &RSA_PKCS1_2048_8192_SHA256,
        Algorithm::Rs384 => &RSA_PKCS1_2048_8192_SHA384,
        Algorithm::Rs512 => &RSA_PKCS1_2048_8192_SHA512,
        Algorithm::Ps256 => &RSA_PSS_2048_8192_SHA256,
        Algorithm::Ps384 => &RSA_PSS_2048_8192_SHA384,
        Algorithm::Ps512 => &RSA_PSS_2048_8192_SHA512,
        Algorithm::Es256 => &ECDSA_P256_SHA256_FIXED,
        Algorithm::Es384 => &ECDSA_P384_SHA384_FIXED,
        Algorithm::EdDsa => &ED25519,
    }
}
