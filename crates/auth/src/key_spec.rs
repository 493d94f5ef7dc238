//! What key to generate.

use crate::Algorithm;

/// The RSA size when none is asked for, in bits.
const DEFAULT_RSA_BITS: u32 = 2048;

/// A key to generate. Made by [`KeySpec::new`], which checks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeySpec {
    /// What the key signs with.
    pub algorithm: Algorithm,
    /// Bits of the modulus: always there for RSA, never for the others.
    pub rsa_bits: Option<u32>,
}

/// Why no key is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeySpecError {
    /// Another RSA size.
    #[error("RSA keys are generated with 2048, 3072 or 4096 bits")]
    RsaBits,
    /// A size for a key that has none to choose.
    #[error("rsaBits is for RSA keys; {0} keys have one size")]
    NotRsa(Algorithm),
}

impl KeySpec {
    /// A key for `algorithm`; `rsa_bits` is 2048 (default), 3072 or 4096 and
    /// for RSA only.
    pub fn new(algorithm: Algorithm, rsa_bits: Option<u32>) -> Result<Self, KeySpecError> {
        let rsa_bits = match (algorithm.is_rsa(), rsa_bits) {
            (true, None) => Some(DEFAULT_RSA_BITS),
            (true, Some(2048 | 3072 | 4096)) => rsa_bits,
            (true, Some(_)) => return Err(KeySpecError::RsaBits),
            (false, Some(_)) => return Err(KeySpecError::NotRsa(algorithm)),
            (false, None) => None,
        };
        Ok(Self { algorithm, rsa_bits })
    }
}
