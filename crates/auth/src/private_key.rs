//! A private key in its canonical form.

mod export;

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::import::pem::{PemBlock, blocks};
use crate::key_pair::{EcdsaForm, KeyPair};
use crate::{Algorithm, ImportError, KeySpec, KeySpecError, PublicKey};

/// A private key as PKCS#8 DER, erased when the last clone is dropped. `Debug`
/// shows its public half only.
#[derive(Clone)]
pub struct PrivateKey(Arc<Inner>);

struct Inner {
    pkcs8: Zeroizing<Vec<u8>>,
    public_key: PublicKey,
}

/// Why a private key cannot be read, used or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrivateKeyError {
    /// No PEM block, or several.
    #[error("expected one PEM block with a private key (PKCS#8, PKCS#1 or SEC1)")]
    NotPem,
    /// Encrypted with a passphrase.
    #[error("the private key is encrypted; give it without a passphrase")]
    Encrypted,
    /// The PEM holds something else.
    #[error("the PEM block holds no private key")]
    NotPrivate,
    /// Not what its frame says, or inconsistent in itself.
    #[error("the private key is damaged")]
    Malformed,
    /// A kind of key that is not taken.
    #[error("{0}")]
    Refused(ImportError),
    /// The key is of another kind than the algorithm needs.
    #[error("the private key is not one for {0}")]
    AlgorithmMismatch(Algorithm),
    /// PKCS#1 is a format of RSA keys.
    #[error("PEM_PKCS1 is for RSA keys; take PEM_PKCS8")]
    NotRsa,
}

/// Why no key was generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GenerateError {
    /// Asked for a key that does not exist.
    #[error(transparent)]
    Spec(#[from] KeySpecError),
    /// The crypto library failed.
    #[error("key generation failed")]
    Failed,
}

impl PrivateKey {
    /// Makes a new key. Blocking CPU work: 60 ms for RSA-2048, 450 ms for
    /// RSA-4096 on average, microseconds otherwise.
    pub fn generate(spec: KeySpec) -> Result<Self, GenerateError> {
        let pair = KeyPair::generate(spec)?;
        Self::from_pair(&pair).map_err(|_| GenerateError::Failed)
    }

    /// Parses PKCS#8 DER, checks that the key is consistent and one we take.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, PrivateKeyError> {
        Self::from_pair(&KeyPair::from_pkcs8(der, EcdsaForm::Fixed)?)
    }

    /// Parses one PEM block: PKCS#8, PKCS#1 (RSA) or SEC1 (EC, with or without
    /// the parameters block that openssl writes before it).
    pub fn from_pem(text: &str) -> Result<Self, PrivateKeyError> {
        let blocks = blocks(text).map_err(|_| PrivateKeyError::NotPem)?;
        let mut keys = blocks.iter().filter(|block| block.label != "EC PARAMETERS");
        let (Some(block), None) = (keys.next(), keys.next()) else {
            return Err(PrivateKeyError::NotPem);
        };
        Self::from_pair(&read_block(block)?)
    }

    fn from_pair(pair: &KeyPair) -> Result<Self, PrivateKeyError> {
        let public_key = pair.public_key().map_err(PrivateKeyError::Refused)?;
        let pkcs8 = pair.to_pkcs8()?;
        Ok(Self(Arc::new(Inner { pkcs8, public_key })))
    }

    /// The PKCS#8 DER: a secret.
    #[must_use]
    pub fn pkcs8_der(&self) -> &[u8] {
        &self.0.pkcs8
    }

    /// The public half.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.0.public_key.clone()
    }
}

fn read_block(block: &PemBlock<'_>) -> Result<KeyPair, PrivateKeyError> {
    let encrypted = block.label == "ENCRYPTED PRIVATE KEY" || block.body.contains("Proc-Type");
    if encrypted {
        return Err(PrivateKeyError::Encrypted);
    }
    let der = block.der().map_err(|_| PrivateKeyError::Malformed)?;
    match block.label.as_str() {
        "PRIVATE KEY" => KeyPair::from_pkcs8(&der, EcdsaForm::Fixed),
        "RSA PRIVATE KEY" => KeyPair::from_pkcs1(&der),
        "EC PRIVATE KEY" => KeyPair::from_sec1(&der),
        _ => Err(PrivateKeyError::NotPrivate),
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey").field("public_key", &self.0.public_key).finish_non_exhaustive()
    }
}
