//! Hash, base64url and PEM.

use ::base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use aws_lc_rs::digest::{Context, SHA256, digest};
use zeroize::Zeroizing;

/// Characters of base64 on a line of PEM (RFC 7468 section 2).
const PEM_LINE: usize = 64;

/// Whether two digests are equal; compares in constant time.
#[must_use]
pub fn digests_equal(one: &[u8], other: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(one, other).is_ok()
}

/// SHA-256 of `data`.
#[must_use]
pub fn sha256(data: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest(&SHA256, data).as_ref());
    out
}

/// Base64 with padding, as in `x5c` (RFC 7517 section 4.7).
#[must_use]
pub fn base64(data: &[u8]) -> String {
    STANDARD.encode(data)
}

/// Base64url without padding (RFC 7515 section 2).
pub fn base64url(data: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(data)
}

/// The reverse of [`base64url`]. `None` for padding, whitespace or a non-canonical
/// last character, so that no two texts stand for the same bytes.
pub fn decode_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// As [`decode_base64url`], for secret bytes; they are erased on drop.
pub(crate) fn decode_secret_base64url(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    decode_base64url(text).map(Zeroizing::new)
}

/// Appends base64url of secret bytes without leaving a copy behind.
pub(crate) fn push_base64url(out: &mut String, secret: &[u8]) {
    out.push_str(&Zeroizing::new(URL_SAFE_NO_PAD.encode(secret)));
}

/// One PEM block with lines of 64 characters and a final newline (RFC 7468).
pub(crate) fn pem(label: &str, der: &[u8]) -> Zeroizing<String> {
    let body = Zeroizing::new(STANDARD.encode(der));
    // Full capacity from the start: growing would leave copies of a secret behind.
    let mut out = Zeroizing::new(String::with_capacity(
        body.len() + body.len() / PEM_LINE + 2 * label.len() + 40,
    ));

    for part in ["-----BEGIN ", label, "-----\n"] {
        out.push_str(part);
    }

    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at(rest.len().min(PEM_LINE));
        out.push_str(line);
        out.push('\n');
        rest = tail;
    }

    for part in ["-----END ", label, "-----\n"] {
        out.push_str(part);
    }
    out
}

/// SHA-256 of data that arrives in parts.
pub struct Sha256(Context);

impl Default for Sha256 {
    fn default() -> Self {
        Self(Context::new(&SHA256))
    }
}

impl Sha256 {
    /// Adds the next part.
    pub fn update(&mut self, part: &[u8]) {
        self.0.update(part);
    }

    /// The digest in hexadecimal.
    #[must_use]
    pub fn finish_hex(self) -> String {
        let digest = self.0.finish();
        let digits = digest.as_ref().iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])).collect()
    }
}
