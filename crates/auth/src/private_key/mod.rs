//! Private keys in canonical form.

mod export;
mod jwk;

pub use jwk::PrivateJwk;

use std::{fmt, sync::Arc};

use zeroize::Zeroizing;

use crate::{
    Algorithm, ImportError, KeySpec, KeySpecError, PublicKey,
    import::pem::{PemBlock, blocks},
    key_pair::{EcdsaForm, KeyPair},
};

/// A private key as PKCS#8 DER, erased when the last clone is dropped. `Debug`
/// shows its public half only.
#[derive(Clone)]
pub struct PrivateKey(Arc<PrivateKeyForms>);

/// A private key in its canonical form, with its public half.
struct PrivateKeyForms {
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
    #[error("the private key is encrypted; decrypt it with: openssl pkey -in FILE -out key.pem")]
    Encrypted,
    /// OpenSSH's own format.
    #[error(
        "this is a private key in OpenSSH's own format; turn a copy into PEM with: ssh-keygen -p -N '' -m PEM -f COPY"
    )]
    OpenSsh,
    /// OpenSSH's own format, with an Ed25519 key.
    #[error(
        "this is an OpenSSH Ed25519 key, which ssh-keygen cannot convert; make another pair with: openssl genpkey -algorithm ed25519"
    )]
    OpenSshEd25519,
    /// `PuTTY`'s format.
    #[error("this is a PuTTY key; convert it with: puttygen FILE -O private-openssh -o key.pem")]
    Putty,
    /// A public key.
    #[error("this is a public key; sign with the private half")]
    PublicHalf,
    /// A certificate or a certificate request.
    #[error("this is a certificate, which holds only the public half; sign with the private key")]
    Certificate,
    /// The PEM holds something else.
    #[error("the PEM block holds no private key")]
    NotPrivate,
    /// JSON that is not a private JWK.
    #[error("this JSON is not a private JWK: expected an object with kty, and strings in it")]
    NotJwk,
    /// A JWK of a shared secret.
    #[error("this is a symmetric key (kty oct), not a private key")]
    Symmetric,
    /// A private RSA JWK without the numbers of RFC 7518 section 6.3.2.2 to 6.3.2.6.
    #[error("the private JWK lacks p, q, dp, dq or qi; export it with all of them")]
    IncompleteJwk,
    /// The key does not parse or is inconsistent.
    #[error("the private key is damaged")]
    Malformed,
    /// A kind of key that is not supported.
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
    /// The spec is not valid.
    #[error(transparent)]
    Spec(#[from] KeySpecError),
    /// The crypto library failed.
    #[error("key generation failed")]
    Failed,
}

impl PrivateKey {
    /// Generates a key. Blocking CPU work: on average 60 ms for RSA-2048, 450 ms for
    /// RSA-4096, microseconds for others.
    pub fn generate(spec: KeySpec) -> Result<Self, GenerateError> {
        let pair = KeyPair::generate(spec)?;
        Self::from_pair(&pair).map_err(|_| GenerateError::Failed)
    }

    /// Parses PKCS#8 DER and checks that the key is consistent and supported.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, PrivateKeyError> {
        Self::from_pair(&KeyPair::from_pkcs8(der, EcdsaForm::Fixed)?)
    }

    /// Parses the one private key of a PEM: PKCS#8, PKCS#1 (RSA) or SEC1 (EC). Other blocks, such
    /// as the parameters and certificates that openssl writes, are ignored.
    pub fn from_pem(text: &str) -> Result<Self, PrivateKeyError> {
        if text.contains("PuTTY-User-Key-File") {
            return Err(PrivateKeyError::Putty);
        }
        let blocks = blocks(text).map_err(|_| PrivateKeyError::NotPem)?;
        let mut keys = blocks.iter().filter(|block| block.label.ends_with("PRIVATE KEY"));
        match (keys.next(), keys.next(), blocks.first()) {
            (Some(block), None, _) => Self::from_pair(&read_block(block)?),
            (None, _, Some(block)) => Err(other_block(block)),
            _ => Err(PrivateKeyError::NotPem),
        }
    }

    fn from_pair(pair: &KeyPair) -> Result<Self, PrivateKeyError> {
        let public_key = pair.public_key().map_err(PrivateKeyError::Refused)?;
        let pkcs8 = pair.to_pkcs8()?;
        Ok(Self(Arc::new(PrivateKeyForms { pkcs8, public_key })))
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
        // The public half is not encrypted, and begins with the key type.
        "OPENSSH PRIVATE KEY" if der.windows(11).any(|bytes| bytes == b"ssh-ed25519") => {
            Err(PrivateKeyError::OpenSshEd25519)
        }
        "OPENSSH PRIVATE KEY" => Err(PrivateKeyError::OpenSsh),
        "PRIVATE KEY" => KeyPair::from_pkcs8(&der, EcdsaForm::Fixed),
        "RSA PRIVATE KEY" => KeyPair::from_pkcs1(&der),
        "EC PRIVATE KEY" => KeyPair::from_sec1(&der),
        _ => Err(PrivateKeyError::NotPrivate),
    }
}

/// The error for a PEM block that is not a private key.
fn other_block(block: &PemBlock<'_>) -> PrivateKeyError {
    match block.label.as_str() {
        "PUBLIC KEY" | "RSA PUBLIC KEY" => PrivateKeyError::PublicHalf,
        label if label.contains("CERTIFICATE") => PrivateKeyError::Certificate,
        _ => PrivateKeyError::NotPrivate,
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey").field("public_key", &self.0.public_key).finish_non_exhaustive()
    }
}
