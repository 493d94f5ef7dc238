//! PEM (RFC 7468), including the forms that shells and environment files leave.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::ImportError;

const BEGIN: &str = "-----BEGIN";
const END: &str = "-----END";
const DASHES: &str = "-----";

/// The labels that are recognized in a PEM that lost all its whitespace.
const KNOWN_LABELS: [&str; 10] = [
    "PUBLIC KEY",
    "RSA PUBLIC KEY",
    "CERTIFICATE",
    "X509 CERTIFICATE",
    "TRUSTED CERTIFICATE",
    "CERTIFICATE REQUEST",
    "NEW CERTIFICATE REQUEST",
    "PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
];

/// One block between a BEGIN and an END line.
pub(crate) struct PemBlock<'a> {
    /// The label, such as `PUBLIC KEY`.
    pub(crate) label: String,
    /// The text between the two lines.
    pub(crate) body: &'a str,
}

impl PemBlock<'_> {
    /// The bytes of the block.
    pub(crate) fn der(&self) -> Result<Zeroizing<Vec<u8>>, ImportError> {
        let body = Zeroizing::new(without_whitespace(self.body));
        STANDARD.decode(body.as_str()).map(Zeroizing::new).map_err(|_| ImportError::BadBase64)
    }
}

/// Splits a text into its PEM blocks. Text before a block is explanatory (RFC 7468
/// section 5.2) and ignored; text after the last block is an error.
pub(crate) fn blocks(text: &str) -> Result<Vec<PemBlock<'_>>, ImportError> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let (label, after) = after.split_once(DASHES).ok_or(ImportError::UnfinishedPem)?;
        let (body, after) = after.split_once(END).ok_or(ImportError::UnfinishedPem)?;
        let (end_label, after) = after.split_once(DASHES).ok_or(ImportError::UnfinishedPem)?;
        let label = full_label(label);
        if label != full_label(end_label) {
            return Err(ImportError::UnfinishedPem);
        }
        found.push(PemBlock { label, body });
        rest = after;
    }
    if is_blank(rest) { Ok(found) } else { Err(ImportError::TrailingData) }
}

/// Whether any BEGIN line, however mangled, names a private key.
pub(super) fn names_private_key(text: &str) -> bool {
    text.contains("PuTTY-User-Key-File")
        || text
            .split(BEGIN)
            .skip(1)
            .filter_map(|part| part.split_once(DASHES))
            .any(|(label, _)| without_whitespace(label).contains("PRIVATEKEY"))
}

/// The text without whitespace and without the escapes `\n`, `\r` and `\t` that
/// JSON and environment files write for it. Base64 has no backslash.
pub(super) fn without_whitespace(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next_if(|c| matches!(c, 'n' | 'r' | 't')) {
                Some(_) => {}
                // A lone backslash continues a line in a shell.
                None if chars.peek().is_none_or(|c| c.is_whitespace()) => {}
                None => out.push('\\'),
            },
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}

fn is_blank(text: &str) -> bool {
    without_whitespace(text).is_empty()
}

/// The label with its spaces restored.
fn full_label(label: &str) -> String {
    let bare = without_whitespace(label);
    KNOWN_LABELS
        .into_iter()
        .find(|known| without_whitespace(known) == bare)
        .map_or_else(|| label.trim().to_owned(), str::to_owned)
}
