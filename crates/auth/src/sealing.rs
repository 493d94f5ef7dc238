//! Sealing: AES-256-GCM in two layers.
//!
//! Each row has its own data key, which the master key wraps. Both layers are bound
//! to the place where the secret is stored and to the columns that decide its use,
//! so that a sealed value opens in no other place and for no other use.
//!
//! Format: `version | master key id (16) | nonce (12) | wrapped data key
//! (32 + 16) | nonce (12) | ciphertext (n + 16)`. New values have version 2.
//! Version 1 does not authenticate the facts; only [`MasterKey::open_any_version`]
//! opens it.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::{Entropy, MasterKey};

/// The version of new sealed values.
const VERSION: u8 = 2;
/// The earlier version, which does not authenticate [`SealContext::facts`].
const VERSION_1: u8 = 1;
const KEY_LEN: usize = 32;
const TAG_LEN: usize = 16;

/// Bytes of a master key's id inside a sealed value.
pub(crate) const KEY_ID_LEN: usize = 16;

/// The place of a sealed value and the facts about its use. The value opens only
/// with the context that it was sealed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealContext<'a> {
    /// The table's name.
    pub table: &'a str,
    /// The column's name.
    pub column: &'a str,
    /// The row's ID.
    pub row: &'a [u8; 16],
    /// The project's ID; zeros for a row of the instance.
    pub project: &'a [u8; 16],
    /// The other columns of the row that decide the value's use, as text; the same
    /// facts always give the same text.
    pub facts: &'a str,
}

/// Why a value cannot be sealed or opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Sealed with another master key.
    #[error("sealed with master key {wanted}, but the master key here is {present}")]
    WrongMasterKey {
        /// The ID of the key that is needed.
        wanted: String,
        /// The ID of the key at hand.
        present: String,
    },
    /// The value was changed, truncated or moved, or the facts differ from those it
    /// was sealed with.
    #[error("the sealed value, or the row it is stored in, was changed or moved")]
    Damaged,
    /// The value has version 1, which does not authenticate the facts.
    #[error("sealed by an earlier version, which did not bind the value to its use")]
    Version1,
    /// The crypto library failed.
    #[error("sealing failed")]
    Failed,
}

/// The ID of the master key that sealed a value, as the value names it; `None` if the value is too
/// short to be one.
#[must_use]
pub fn sealed_by(sealed: &[u8]) -> Option<String> {
    raw_id_of(sealed).map(|id| crate::master_key::shown_id(id))
}

/// The bytes of [`sealed_by`].
pub(crate) fn raw_id_of(sealed: &[u8]) -> Option<&[u8; KEY_ID_LEN]> {
    sealed.get(1..)?.first_chunk()
}

/// The two layers; authenticated, so that they cannot be swapped.
#[derive(Clone, Copy)]
enum Layer {
    DataKey = 1,
    Value = 2,
}

impl MasterKey {
    /// Seals `plaintext` for the place that `context` names.
    pub fn seal(
        &self,
        entropy: &dyn Entropy,
        context: &SealContext<'_>,
        plaintext: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        self.seal_version(VERSION, entropy, context, plaintext)
    }

    /// Seals what `old` sealed under this key, for the same place and in the same version: a value
    /// of version 1 opens afterwards only where it opened before.
    pub fn reseal(
        &self,
        old: &MasterKey,
        entropy: &dyn Entropy,
        context: &SealContext<'_>,
        sealed: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let version = *sealed.first().ok_or(SealError::Damaged)?;
        let plaintext = old.open_any_version(context, sealed)?;
        self.seal_version(version, entropy, context, &plaintext)
    }

    fn seal_version(
        &self,
        version: u8,
        entropy: &dyn Entropy,
        context: &SealContext<'_>,
        plaintext: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let mut data_key = Zeroizing::new([0; KEY_LEN]);
        entropy.fill(&mut *data_key);
        let mut sealed = Vec::with_capacity(
            1 + KEY_ID_LEN + 2 * (NONCE_LEN + TAG_LEN) + KEY_LEN + plaintext.len(),
        );
        sealed.push(version);
        sealed.extend_from_slice(self.raw_id());

        let aad = |layer| self.authenticated(version, context, layer);
        let wrapping = aead_key(self.key())?;
        append(&wrapping, entropy, &aad(Layer::DataKey), &*data_key, &mut sealed)?;
        let sealing = aead_key(&*data_key)?;
        append(&sealing, entropy, &aad(Layer::Value), plaintext, &mut sealed)?;
        Ok(sealed)
    }

    /// Opens a value that [`MasterKey::seal`] made for the same place and the same facts.
    pub fn open(
        &self,
        context: &SealContext<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        if sealed.first() == Some(&VERSION_1) {
            return Err(SealError::Version1);
        }
        self.open_any_version(context, sealed)
    }

    /// As [`Self::open`], but also opens version 1, for the same place and any facts.
    /// Only for uses that no change of the facts can widen.
    pub fn open_any_version(
        &self,
        context: &SealContext<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (&version, rest) = sealed.split_first().ok_or(SealError::Damaged)?;
        if !matches!(version, VERSION_1 | VERSION) {
            return Err(SealError::Damaged);
        }

        let (id, rest) = rest.split_at_checked(KEY_ID_LEN).ok_or(SealError::Damaged)?;
        if id != self.raw_id() {
            return Err(SealError::WrongMasterKey {
                wanted: crate::master_key::shown_id(id),
                present: self.id().to_owned(),
            });
        }

        let (wrapped, value) =
            rest.split_at_checked(NONCE_LEN + KEY_LEN + TAG_LEN).ok_or(SealError::Damaged)?;
        let aad = |layer| self.authenticated(version, context, layer);
        let data_key = open_part(&aead_key(self.key())?, &aad(Layer::DataKey), wrapped)?;
        open_part(&aead_key(&data_key)?, &aad(Layer::Value), value)
    }

    /// The bytes that both layers authenticate: each part preceded by its length, so
    /// that no two places give the same bytes.
    fn authenticated(&self, version: u8, context: &SealContext<'_>, layer: Layer) -> Vec<u8> {
        let mut aad = vec![version, layer as u8];
        let facts = (version != VERSION_1).then_some(context.facts.as_bytes());
        let place = [
            self.raw_id().as_slice(),
            context.table.as_bytes(),
            context.column.as_bytes(),
            context.row,
            context.project,
        ];
        for part in place.into_iter().chain(facts) {
            aad.extend_from_slice(&(part.len() as u64).to_be_bytes());
            aad.extend_from_slice(part);
        }
        aad
    }
}

fn aead_key(key: &[u8]) -> Result<LessSafeKey, SealError> {
    UnboundKey::new(&AES_256_GCM, key).map(LessSafeKey::new).map_err(|_| SealError::Failed)
}

/// Appends `nonce | ciphertext | tag`. Nonces are random: a data key seals
/// once, and the master key far fewer than 2^32 times.
fn append(
    key: &LessSafeKey,
    entropy: &dyn Entropy,
    aad: &[u8],
    plaintext: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), SealError> {
    let mut nonce = [0; NONCE_LEN];
    entropy.fill(&mut nonce);
    out.extend_from_slice(&nonce);
    let start = out.len();
    // Encrypted in place: the capacity suffices, so no copy stays behind.
    out.extend_from_slice(plaintext);
    let nonce = Nonce::assume_unique_for_key(nonce);
    let tag = key
        .seal_in_place_separate_tag(nonce, Aad::from(aad), &mut out[start..])
        .map_err(|_| SealError::Failed)?;
    out.extend_from_slice(tag.as_ref());

    Ok(())
}

fn open_part(
    key: &LessSafeKey,
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(SealError::Damaged)?;
    let mut buffer = Zeroizing::new(ciphertext.to_vec());
    let nonce = Nonce::assume_unique_for_key(*nonce);
    let length = key
        .open_in_place(nonce, Aad::from(aad), &mut buffer)
        .map_err(|_| SealError::Damaged)?
        .len();
    buffer.truncate(length);
    Ok(buffer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemEntropy;

    const HOME: SealContext<'static> = SealContext {
        table: "key",
        column: "private_key",
        row: &[1; 16],
        project: &[2; 16],
        facts: "SIGNING",
    };

    /// Seals a value as earlier versions did.
    fn seal_version_1(master: &MasterKey, plaintext: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut sealed = vec![VERSION_1];
        sealed.extend_from_slice(master.raw_id());
        let data_key = [3; KEY_LEN];
        for (layer, key, plaintext) in [
            (Layer::DataKey, master.key(), data_key.as_slice()),
            (Layer::Value, &data_key, plaintext),
        ] {
            let aad = master.authenticated(VERSION_1, &HOME, layer);
            append(&aead_key(key)?, &SystemEntropy, &aad, plaintext, &mut sealed)?;
        }
        Ok(sealed)
    }

    #[test]
    fn what_an_earlier_version_sealed_opens_only_where_the_facts_do_not_matter() {
        let master = MasterKey::generate(&SystemEntropy);
        let sealed = seal_version_1(&master, b"secret").unwrap_or_default();
        assert_eq!(master.open(&HOME, &sealed), Err(SealError::Version1));
        let opened = master.open_any_version(&HOME, &sealed);
        assert_eq!(opened.as_deref().map(Vec::as_slice), Ok(&b"secret"[..]));
        let moved = SealContext { row: &[9; 16], ..HOME };
        assert_eq!(master.open_any_version(&moved, &sealed), Err(SealError::Damaged));

        // It stays as it is under another master key.
        let next = MasterKey::generate(&SystemEntropy);
        let resealed = next.reseal(&master, &SystemEntropy, &HOME, &sealed).unwrap_or_default();
        assert_eq!(next.open(&HOME, &resealed), Err(SealError::Version1));
        let opened = next.open_any_version(&HOME, &resealed);
        assert_eq!(opened.as_deref().map(Vec::as_slice), Ok(&b"secret"[..]));

        // The version is authenticated too.
        let mut raised = sealed;
        raised[0] = VERSION;
        assert_eq!(master.open(&HOME, &raised), Err(SealError::Damaged));
    }
}
