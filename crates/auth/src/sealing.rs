//! Sealing: AES-256-GCM in two layers.
//!
//! Each row has a data key of its own; the master key wraps that one. Both
//! layers are bound to the place where the secret is stored, so that a sealed
//! value opens nowhere else.
//!
//! Format, version 1: `1 | master key id (16) | nonce (12) | wrapped data key
//! (32 + 16) | nonce (12) | ciphertext (n + 16)`.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::{Entropy, MasterKey};

const VERSION: u8 = 1;
const KEY_LEN: usize = 32;
const TAG_LEN: usize = 16;

/// Bytes of a master key's id inside a sealed value.
pub(crate) const KEY_ID_LEN: usize = 16;

/// Where a sealed value is stored. It opens with the same context only.
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
}

/// Why a value is not sealed or does not open.
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
    /// Changed, cut off, or stored in another place than it was sealed for.
    #[error("the sealed value was changed or moved")]
    Damaged,
    /// The crypto library failed.
    #[error("sealing failed")]
    Failed,
}

/// The two layers; part of what is authenticated, so that they cannot be swapped.
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
        let mut data_key = Zeroizing::new([0; KEY_LEN]);
        entropy.fill(&mut *data_key);
        let mut sealed = Vec::with_capacity(
            1 + KEY_ID_LEN + 2 * (NONCE_LEN + TAG_LEN) + KEY_LEN + plaintext.len(),
        );
        sealed.push(VERSION);
        sealed.extend_from_slice(self.raw_id());
        let aad = |layer| self.authenticated(context, layer);
        let wrapping = aead_key(self.key())?;
        append(&wrapping, entropy, &aad(Layer::DataKey), &*data_key, &mut sealed)?;
        let sealing = aead_key(&*data_key)?;
        append(&sealing, entropy, &aad(Layer::Value), plaintext, &mut sealed)?;
        Ok(sealed)
    }

    /// Opens what [`MasterKey::seal`] made for the same place.
    pub fn open(
        &self,
        context: &SealContext<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let rest = sealed.strip_prefix(&[VERSION]).ok_or(SealError::Damaged)?;
        let (id, rest) = rest.split_at_checked(KEY_ID_LEN).ok_or(SealError::Damaged)?;
        if id != self.raw_id() {
            return Err(SealError::WrongMasterKey {
                wanted: crate::master_key::shown_id(id),
                present: self.id().to_owned(),
            });
        }
        let (wrapped, value) =
            rest.split_at_checked(NONCE_LEN + KEY_LEN + TAG_LEN).ok_or(SealError::Damaged)?;
        let aad = |layer| self.authenticated(context, layer);
        let data_key = open_part(&aead_key(self.key())?, &aad(Layer::DataKey), wrapped)?;
        open_part(&aead_key(&data_key)?, &aad(Layer::Value), value)
    }

    /// The bytes that both layers authenticate: every part with its length
    /// before it, so that no two places give the same bytes.
    fn authenticated(&self, context: &SealContext<'_>, layer: Layer) -> Vec<u8> {
        let mut aad = vec![VERSION, layer as u8];
        for part in [
            self.raw_id().as_slice(),
            context.table.as_bytes(),
            context.column.as_bytes(),
            context.row,
            context.project,
        ] {
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
    // Encrypted where it lies: there is room for it, so no copy stays behind.
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
