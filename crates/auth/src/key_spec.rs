//! The type and size of a key to generate.

use aws_lc_rs::rsa::KeySize;

use crate::{Algorithm, key_type::KeyType};

/// The sizes of generated RSA keys, in bits; the first is the default.
const RSA_SIZES: [(u32, KeySize); 3] =
    [(2048, KeySize::Rsa2048), (3072, KeySize::Rsa3072), (4096, KeySize::Rsa4096)];

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
        let rsa_bits = match (algorithm.key_type(), rsa_bits) {
            (KeyType::Rsa, None) => Some(RSA_SIZES[0].0),
            (KeyType::Rsa, Some(bits)) => rsa_size(bits).map(|_| Some(bits))?,
            (KeyType::Ec(_) | KeyType::Ed25519, None) => None,
            (KeyType::Ec(_) | KeyType::Ed25519, Some(_)) => {
                return Err(KeySpecError::NotRsa(algorithm));
            }
        };
        Ok(Self { algorithm, rsa_bits })
    }

    /// The size of the RSA key to generate.
    pub(crate) fn rsa_size(self) -> Result<KeySize, KeySpecError> {
        rsa_size(self.rsa_bits.ok_or(KeySpecError::RsaBits)?)
    }
}

fn rsa_size(bits: u32) -> Result<KeySize, KeySpecError> {
    let found = RSA_SIZES.into_iter().find(|(size, _)| *size == bits);
    found.map(|(_, size)| size).ok_or(KeySpecError::RsaBits)
}
