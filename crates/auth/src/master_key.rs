//! The master key.

use std::fmt;

use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::{
    Entropy, MasterKeys,
    encoding::{decode_base64url, push_base64url, sha256},
    sealing::KEY_ID_LEN,
};

/// Prefix of the hash that gives the ID, so that the ID differs from other hashes of the key.
const ID_DOMAIN: &[u8] = b"keyplane master key id v1\0";

/// The key that seals every secret in the database. Its ID is a hash of the key,
/// so that a wrong ID is detected.
pub struct MasterKey {
    key: Zeroizing<[u8; 32]>,
    raw_id: [u8; KEY_ID_LEN],
    id: String,
}

/// Why a text is refused as a master key file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MasterKeyFileError {
    /// Not a JSON object of the required form.
    #[error(
        "not a master key file: expected a JSON object with type master, keyId, and key as base64url of 32 bytes"
    )]
    Malformed,
    /// The ID is not that of the key: one of them was changed.
    #[error("the master key file is damaged: it says {named}, but its key is {found}")]
    WrongId {
        /// The `keyId` of the file.
        named: String,
        /// The ID of the key in the file.
        found: String,
    },
    /// A key is there twice.
    #[error("the master key file has the key {0} twice: remove one of the two")]
    Twice(String),
}

impl MasterKey {
    /// Makes a new master key.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        entropy.fill(&mut *key);
        Self::new(key)
    }

    fn new(key: Zeroizing<[u8; 32]>) -> Self {
        let mut material = Zeroizing::new(ID_DOMAIN.to_vec());
        // Full capacity from the start: growing would leave a copy of the key behind.
        material.reserve_exact(key.len());
        material.extend_from_slice(&*key);
        let mut raw_id = [0; KEY_ID_LEN];
        raw_id.copy_from_slice(&sha256(&material)[..KEY_ID_LEN]);
        let id = shown_id(&raw_id);
        Self { key, raw_id, id }
    }

    /// The ID: `mk_` followed by 32 hexadecimal digits.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn raw_id(&self) -> &[u8; KEY_ID_LEN] {
        &self.raw_id
    }

    pub(crate) fn key(&self) -> &[u8; 32] {
        &self.key
    }

    /// A key as a file holds it: checks that the ID belongs to the key.
    pub(crate) fn from_members(id: &str, key: &str) -> Result<Self, MasterKeyFileError> {
        let malformed = MasterKeyFileError::Malformed;
        let bytes = Zeroizing::new(decode_base64url(key).ok_or(malformed)?);
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return Err(MasterKeyFileError::Malformed);
        }
        key.copy_from_slice(&bytes);
        let master = Self::new(key);
        if id == master.id {
            Ok(master)
        } else {
            Err(MasterKeyFileError::WrongId { named: id.to_owned(), found: master.id })
        }
    }

    /// Reads the active key of a master key file, see [`MasterKeys`].
    pub fn from_file_text(text: &str) -> Result<Self, MasterKeyFileError> {
        MasterKeys::from_file_text(text).map(MasterKeys::into_active)
    }

    /// The text of a file with this key alone: `{"type":"master","keyId":…,"key":…}`.
    #[must_use]
    pub fn to_file_text(&self) -> SecretString {
        let mut text = Zeroizing::new(String::with_capacity(256));
        text.push_str("{\"type\":\"master\",\"keyId\":\"");
        text.push_str(&self.id);
        text.push_str("\",\"key\":\"");
        push_base64url(&mut text, &*self.key);
        text.push_str("\"}\n");
        SecretString::from(text.as_str())
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MasterKey").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The ID as text.
pub(crate) fn shown_id(raw: &[u8]) -> String {
    let mut id = String::from("mk_");
    for byte in raw {
        for digit in [byte >> 4, byte & 15] {
            id.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    id
}
