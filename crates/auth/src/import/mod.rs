//! Imports public keys in the formats that users paste.

mod error;
pub(crate) mod jwk;
pub(crate) mod pem;
mod x509;

pub use error::ImportError;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use crate::{Algorithm, KidError, PublicKey};

/// The longest input; larger than any key or certificate.
const MAX_INPUT_BYTES: usize = 64 * 1024;

/// A public key, with `kid` and `alg` of its JWK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedKey {
    /// The key, checked.
    pub public_key: PublicKey,
    /// The `kid` of a JWK; an error if [`crate::validate_kid`] refuses it. The error matters only
    /// if the caller has no `kid` of its own.
    pub kid: Result<Option<String>, KidError>,
    /// The `alg` of a JWK; checked against the key. `None` if there is none.
    pub algorithm: Option<Algorithm>,
}

impl From<PublicKey> for ImportedKey {
    fn from(public_key: PublicKey) -> Self {
        Self { public_key, kid: Ok(None), algorithm: None }
    }
}

/// Takes a public key as SPKI PEM, PKCS#1 PEM, X.509 certificate PEM, CSR PEM
/// (its signature is checked) or JWK JSON, alone or the only one of an array or
/// a JWK Set; also a PEM whose newlines were lost or escaped on the way, the bare
/// base64 of the DER, and each of them as a JSON string.
///
/// A certificate only carries the key: its dates and its issuer's signature
/// are not looked at. RSA keys whose SPKI binds them to RSASSA-PSS parameters
/// are refused: a plain RSA key signs PS256 as well. No error repeats any of `text`.
pub fn import_public_key(text: &str) -> Result<ImportedKey, ImportError> {
    if text.len() > MAX_INPUT_BYTES {
        return Err(ImportError::TooLarge);
    }
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let inner: Option<Zeroizing<String>> = serde_json::from_str(trimmed).ok();
    let text = unwrap_quotes(inner.as_ref().map_or(text, |inner| inner.as_str()));
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
    if let Some(foreign) = foreign_format(text) {
        return Err(foreign);
    }
    import_bare(text).map(Into::into)
}

/// Removes whitespace, a byte order mark and the quotes of a shell or of an
/// environment file around the key.
fn unwrap_quotes(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '"' | '\'' | '`'))
}

/// Recognizes other key formats by their first words.
fn foreign_format(text: &str) -> Option<ImportError> {
    let names = |prefix: &str| text.split_whitespace().any(|word| word.starts_with(prefix));
    if text.starts_with("---- BEGIN SSH2") {
        return Some(ImportError::Ssh2);
    }
    if names("sk-ssh-") || names("sk-ecdsa-") {
        return Some(ImportError::SecurityKey);
    }

    if names("ssh-ed25519") {
        return Some(ImportError::OpenSshEd25519);
    }
    if names("ssh-") || names("ecdsa-sha2-") {
        return Some(ImportError::OpenSsh);
    }
    if text.starts_with("<RSAKeyValue") {
        let is_private = text.contains("<D>");
        return Some(if is_private { ImportError::PrivateKey } else { ImportError::Xml });
    }
    (text.starts_with("https://") || text.starts_with("http://")).then_some(ImportError::Url)
}

fn import_pem(text: &str) -> Result<PublicKey, ImportError> {
    let blocks = pem::blocks(text)?;
    let [block] = blocks.as_slice() else {
        return Err(ImportError::SeveralKeys(blocks.len()));
    };

    let der = block.der()?;
    refuse_private_der(&der)?;
    match block.label.as_str() {
        "PUBLIC KEY" => PublicKey::from_spki_der(&der).map_err(|error| {
            relabel(error, PublicKey::from_pkcs1_der(&der).is_ok(), "RSA PUBLIC KEY")
        }),
        "RSA PUBLIC KEY" => PublicKey::from_pkcs1_der(&der)
            .map_err(|error| relabel(error, PublicKey::from_spki_der(&der).is_ok(), "PUBLIC KEY")),
        "CERTIFICATE" | "X509 CERTIFICATE" => x509::key_of_certificate(&der),
        "TRUSTED CERTIFICATE" => x509::key_of_trusted_certificate(&der),
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => x509::key_of_request(&der),
        "PKCS7" | "CMS" | "PKCS #7 SIGNED DATA" => Err(ImportError::Pkcs7),
        _ => Err(ImportError::UnsupportedPem),
    }
}

/// The error for a block that holds another kind of key than its label says.
fn relabel(error: ImportError, is_other: bool, label: &'static str) -> ImportError {
    if is_other { ImportError::WrongLabel(label) } else { error }
}

/// Imports base64 without BEGIN and END lines: a public key, a certificate or a
/// certificate request. The DER itself tells them apart.
fn import_bare(text: &str) -> Result<PublicKey, ImportError> {
    let der =
        STANDARD.decode(pem::without_whitespace(text)).map_err(|_| ImportError::UnknownFormat)?;
    refuse_private_der(&der)?;
    // 0x30 is a SEQUENCE; anything else was base64 by chance.
    if der.first() != Some(&0x30) {
        return Err(ImportError::UnknownFormat);
    }
    let forms = [
        PublicKey::from_spki_der,
        x509::key_of_certificate,
        x509::key_of_request,
        PublicKey::from_pkcs1_der,
    ];
    // The first form that fits the DER decides: a key that is refused is not tried as another form.
    let mut judged = forms.into_iter().map(|form| form(&der));
    let malformed = Err(ImportError::Malformed);
    judged.find(|key| *key != malformed).unwrap_or(malformed)
}

/// Refuses DER that is a private key, whatever its label, or a bundle with one.
fn refuse_private_der(der: &[u8]) -> Result<(), ImportError> {
    match first_integer(der) {
        // PKCS#8, PKCS#1 and SEC1 private keys.
        Some(0 | 1) => Err(ImportError::PrivateKey),
        Some(3) => Err(ImportError::Pkcs12),
        _ => Ok(()),
    }
}

/// The version number at the beginning of a private key or a PKCS#12 file. No
/// public key or certificate has a number there.
fn first_integer(der: &[u8]) -> Option<u8> {
    let contents = match der {
        [0x30, length, rest @ ..] if *length < 0x80 => rest,
        [0x30, 0x81, _, rest @ ..]
        | [0x30, 0x82, _, _, rest @ ..]
        | [0x30, 0x83, _, _, _, rest @ ..] => rest,
        _ => return None,
    };
    match contents {
        [0x02, 0x01, version, ..] => Some(*version),
        _ => None,
    }
}
