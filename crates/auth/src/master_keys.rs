//! The master key file: one or several keys, of which one is active.
//!
//! A JSON object. Its own members are the active key, `otherKeys` are the others. Earlier releases
//! read a file of this form too, and find the active key in it:
//!
//! ```json
//! {
//!   "type": "master",
//!   "keyId": "mk_…",
//!   "created": "2026-11-28T12:00:00Z",
//!   "key": "…",
//!   "otherKeys": [{ "keyId": "mk_…", "created": "2025-11-28T12:00:00Z", "key": "…" }]
//! }
//! ```

use secrecy::SecretString;
use serde::Deserialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use zeroize::Zeroizing;

use crate::{
    Entropy, MasterKey, MasterKeyFileError, NumericDate, encoding::push_base64url,
    sealing::raw_id_of,
};

/// Room for the text of one key, in bytes.
const TEXT_OF_A_KEY: usize = 256;

/// The keys of a master key file.
#[derive(Debug)]
pub struct MasterKeys {
    active: FiledKey,
    others: Vec<FiledKey>,
}

/// A key with the time at which it was made.
#[derive(Debug)]
struct FiledKey {
    key: MasterKey,
    /// In Unix seconds; `None` in files of earlier releases.
    created: Option<i64>,
}

/// What the file says about a key, without the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterKeyEntry {
    /// ID of the key.
    pub id: String,
    /// Time at which it was made, in Unix seconds; `None` for a key of an earlier release.
    pub created: Option<i64>,
    /// Whether the file marks it as active.
    pub active: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FileMembers<'a> {
    r#type: &'a str,
    key_id: &'a str,
    key: &'a str,
    created: Option<&'a str>,
    #[serde(borrow, default)]
    other_keys: Vec<KeyMembers<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyMembers<'a> {
    key_id: &'a str,
    key: &'a str,
    created: Option<&'a str>,
}

impl KeyMembers<'_> {
    fn read(&self) -> Result<FiledKey, MasterKeyFileError> {
        let created = self.created.map(|text| {
            let at = OffsetDateTime::parse(text, &Rfc3339);
            at.map(OffsetDateTime::unix_timestamp).map_err(|_| MasterKeyFileError::Malformed)
        });
        Ok(FiledKey {
            key: MasterKey::from_members(self.key_id, self.key)?,
            created: created.transpose()?,
        })
    }
}

impl MasterKeys {
    /// Makes the only key of a new file. `now`: in Unix seconds.
    pub fn generate(entropy: &dyn Entropy, now: i64) -> Self {
        let active = FiledKey { key: MasterKey::generate(entropy), created: Some(now) };
        Self { active, others: Vec::new() }
    }

    /// Adds a new key, which is not active, and returns its ID. `now`: in Unix seconds.
    pub fn add(&mut self, entropy: &dyn Entropy, now: i64) -> String {
        let key = MasterKey::generate(entropy);
        let id = key.id().to_owned();
        self.others.push(FiledKey { key, created: Some(now) });
        id
    }

    /// Marks another key as active. Returns whether the file has it.
    pub fn activate(&mut self, id: &str) -> bool {
        if self.active().id() == id {
            return true;
        }
        let found = self.others.iter_mut().find(|filed| filed.key.id() == id);
        found.map(|filed| std::mem::swap(filed, &mut self.active)).is_some()
    }

    /// Removes a key. Returns whether it did: neither an unknown key nor the active one is removed.
    pub fn remove(&mut self, id: &str) -> bool {
        let before = self.others.len();
        self.others.retain(|filed| filed.key.id() != id);
        self.others.len() < before
    }

    /// The key that the file marks as active.
    #[must_use]
    pub fn active(&self) -> &MasterKey {
        &self.active.key
    }

    /// The key with this ID.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&MasterKey> {
        self.keys().map(|filed| &filed.key).find(|key| key.id() == id)
    }

    /// The key that a sealed value names.
    #[must_use]
    pub fn that_sealed(&self, sealed: &[u8]) -> Option<&MasterKey> {
        let id = raw_id_of(sealed)?;
        self.keys().map(|filed| &filed.key).find(|key| key.raw_id() == id)
    }

    /// What the file says about its keys, the active one first.
    pub fn entries(&self) -> impl Iterator<Item = MasterKeyEntry> {
        self.keys().enumerate().map(|(at, filed)| MasterKeyEntry {
            id: filed.key.id().to_owned(),
            created: filed.created,
            active: at == 0,
        })
    }

    fn keys(&self) -> impl Iterator<Item = &FiledKey> {
        [&self.active].into_iter().chain(&self.others)
    }

    pub(crate) fn into_active(self) -> MasterKey {
        self.active.key
    }

    /// Reads a master key file and checks that each ID belongs to its key.
    pub fn from_file_text(text: &str) -> Result<Self, MasterKeyFileError> {
        let members: FileMembers<'_> =
            serde_json::from_str(text).map_err(|_| MasterKeyFileError::Malformed)?;
        if members.r#type != "master" {
            return Err(MasterKeyFileError::Malformed);
        }

        let FileMembers { key_id, key, created, other_keys, .. } = members;
        let active = KeyMembers { key_id, key, created }.read()?;
        let mut keys = Self { active, others: Vec::with_capacity(other_keys.len()) };
        for members in other_keys {
            let filed = members.read()?;
            if keys.get(filed.key.id()).is_some() {
                return Err(MasterKeyFileError::Twice(filed.key.id().to_owned()));
            }
            keys.others.push(filed);
        }
        Ok(keys)
    }

    /// The text of the file.
    #[must_use]
    pub fn to_file_text(&self) -> SecretString {
        // Full capacity from the start: growing would leave copies of the keys behind.
        let room = TEXT_OF_A_KEY * (1 + self.others.len());
        let mut text = Zeroizing::new(String::with_capacity(room));
        text.push_str("{\n  \"type\": \"master\",");
        push_key(&mut text, &self.active, "\n  ");

        for (at, filed) in self.others.iter().enumerate() {
            text.push_str(if at == 0 { ",\n  \"otherKeys\": [\n    {" } else { ",\n    {" });
            push_key(&mut text, filed, "\n      ");
            text.push_str("\n    }");
        }
        text.push_str(if self.others.is_empty() { "\n}" } else { "\n  ]\n}" });
        SecretString::from(text.as_str())
    }
}

/// Appends the members of one key, each on a line that begins with `indent`.
fn push_key(text: &mut String, filed: &FiledKey, indent: &str) {
    for part in [indent, "\"keyId\": \"", filed.key.id()] {
        text.push_str(part);
    }
    if let Some(created) = filed.created {
        let created = NumericDate::from(created).to_string();
        for part in ["\",", indent, "\"created\": \"", &created] {
            text.push_str(part);
        }
    }
    for part in ["\",", indent, "\"key\": \""] {
        text.push_str(part);
    }
    push_base64url(text, filed.key.key());
    text.push('"');
}
