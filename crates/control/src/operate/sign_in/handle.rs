//! The handle of sign-in.

use std::sync::Arc;

use keyplane_auth::{base64url, sha256};
use tokio::sync::Semaphore;

use super::provider::Providers;
use crate::{
    known::Known,
    outside::{FetchShare, KeySets, Outside},
};

/// The most sign-ins that ask providers at a time.
const MAX_AT_ONCE: usize = 32;
/// Fetches for operators' issuers count together.
pub(super) const SHARE: FetchShare = FetchShare(uuid::Uuid::nil());
/// Random bytes of a cookie.
pub(super) const SECRET_BYTES: usize = 32;

/// Signs operators in and out, and renews the tokens of their sessions.
#[derive(Clone)]
pub struct SignIn {
    pub(super) known: Known,
    pub(super) outside: Outside,
    pub(super) key_sets: KeySets,
    pub(super) providers: Arc<Providers>,
    pub(super) turns: Arc<Semaphore>,
}

impl SignIn {
    pub(crate) fn new(known: Known, outside: Outside, key_sets: KeySets) -> Self {
        Self {
            known,
            outside,
            key_sets,
            providers: Arc::default(),
            turns: Arc::new(Semaphore::new(MAX_AT_ONCE)),
        }
    }

    /// A fresh random secret.
    pub(super) fn secret(&self) -> [u8; SECRET_BYTES] {
        let mut secret = [0; SECRET_BYTES];
        self.known.store().entropy().fill(&mut secret);
        secret
    }
}

/// The digest of a secret text, as the database has it.
pub(super) fn digest(text: &str) -> String {
    base64url(&sha256(text.as_bytes()))
}
