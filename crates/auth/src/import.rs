//! Public keys as people paste them.

mod error;
mod jwk;
pub(crate) mod pem;
mod x509;

pub use error::ImportError;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::{Algorithm, PublicKey};

/// More than any key or certificate needs.
const MAX_INPUT_BYTES: usize = 64 * 1024;

/// A public key and what its JWK said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedKey {
    /// The key, checked.
    pub public_key: PublicKey,
    /// The `kid` of a JWK, as it stood there: [`crate::validate_kid`] is for the caller.
    pub kid: Option<String>,
    /// The `alg` of a JWK; it fits the key.
    pub algorithm: Option<Algorithm>,
}

impl From<PublicKey> for ImportedKey {
    fn from(public_key: PublicKey) -> Self {
        Self { public_key, kid: None, algorithm: None }
    }
}

/// Takes a public key as SPKI PEM, PKCS#1 PEM, X.509 certificate PEM, CSR PEM
/// (its signature is checked) or JWK JSON; also a PEM whose newlines were lost
/// or escaped on the way, and the bare base64 of an SPKI.
///
/// A certificate only carries the key: its dates and its issuer's signature
/// are not looked at. RSA keys whose SPKI binds them to RSASSA-PSS parameters
/// are refused: a plain RSA key signs PS256 as well. No error repeats any of `text`.
pub fn import_public_key(text: &str) -> Result<ImportedKey, ImportError> {
    if text.len() > MAX_INPUT_BYTES {
        return Err(ImportError::TooLarge);
    }
    let text = unwrap_quotes(text);
    if text.is_empty() {
        return Err(ImportError::Empty);
    }
    if text.starts_with(['{', '[']) {
        return jwk::import(text);
    }
    if pem::names_private_key(text) {
        return Err(ImportError::PrivateKey);
    }
    if text.contains("-----BEGIN") {
        return import_pem(text).map(Into::into);
    }
    if text.starts_with("ssh-") || text.starts_with("ecdsa-sha2-") {
        return Err(ImportError::OpenSsh);
    }
    import_bare(text).map(Into::into)
}

/// Removes whitespace, a byte order mark and the quotes of a shell or of an
/// environment file around the key.
fn unwrap_quotes(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '"' | '\'' | '`'))
}

fn import_pem(text: &str) -> Result<PublicKey, ImportError> {
    let blocks = pem::blocks(text)?;
    let [block] = blocks.as_slice() else {
        return Err(ImportError::SeveralKeys);
    };
    let der = block.der()?;
    if is_private_der(&der) {
        return Err(ImportError::PrivateKey);
    }
    match block.label.as_str() {
        "PUBLIC KEY" => PublicKey::from_spki_der(&der),
        "RSA PUBLIC KEY" => PublicKey::from_pkcs1_der(&der),
        "CERTIFICATE" | "X509 CERTIFICATE" => x509::key_of_certificate(&der),
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => x509::key_of_request(&der),
        _ => Err(ImportError::UnsupportedPem),
    }
}

/// Base64 without BEGIN and END lines: an SPKI, since nothing names another kind.
fn import_bare(text: &str) -> Result<PublicKey, ImportError> {
    let der =
        STANDARD.decode(pem::without_whitespace(text)).map_err(|_| ImportError::UnknownFormat)?;
    if is_private_der(&der) {
        return Err(ImportError::PrivateKey);
    }
    // 0x30 is a SEQUENCE; anything else was base64 by chance.
    if der.first() != Some(&0x30) {
        return Err(ImportError::UnknownFormat);
    }
    PublicKey::from_spki_der(&der)
}

/// Whether DER is a private key under whatever label: PKCS#8, PKCS#1 and SEC1
/// private keys are sequences that start with a version of 0 or 1, where no
/// public key or certificate has a small number.
fn is_private_der(der: &[u8]) -> bool {
    let contents = match der {
        [0x30, length, rest @ ..] if *length < 0x80 => rest,
        [0x30, 0x81, _, rest @ ..]
        | [0x30, 0x82, _, _, rest @ ..]
        | [0x30, 0x83, _, _, _, rest @ ..] => rest,
        _ => return false,
    };
    matches!(contents, [0x02, 0x01, 0 | 1, ..])
}
