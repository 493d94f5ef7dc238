//! The type and size of a key to generate.

use crate::Algorithm;

/// The default RSA size, in bits.
const DEFAULT_RSA_BITS: u32 = 2048;

/// The type and size of a key to generate. [`KeySpec::new`] checks them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeySpec {
    /// The algorithm that the key signs with.
    pub algorithm: Algorithm,
    /// Bits of the modulus; always set for RSA, `None` for others.
    pub rsa_bits: Option<u32>,
}

/// Why no key is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeySpecError {
    /// The RSA size is not supported.
    #[error("RSA keys are generated with 2048, 3072 or 4096 bits")]
    RsaBits,
    /// A size was given for a type of key that has only one.
    #[error("rsaBits is for RSA keys; {0} keys have one size")]
    NotRsa(Algorithm),
}

impl KeySpec {
    /// A spec for `algorithm`. `rsa_bits` is 2048 (the default), 3072 or 4096, and
    /// must be `None` for other keys than RSA.
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
