//! Trusted issuers whose keys an operator wants fetched again, heard of from every replica.

use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use keyplane_entity::id::TrustedIssuerId;
use tokio::sync::Notify;

use super::change::Change;
use crate::store::News;

/// Issuers that a loop has not read yet.
#[derive(Default)]
pub(crate) struct RefreshedIssuers {
    heard: Mutex<HashSet<TrustedIssuerId>>,
    more: Notify,
}

impl RefreshedIssuers {
    /// Notes an issuer whose keys are to be fetched again. What a process missed is fetched within
    /// an hour like every set.
    pub(super) fn hear(&self, news: &News) {
        let News::Changed { part: Some(part), .. } = news else { return };
        if let Ok(Change::TrustedIssuerKeys(id)) = part.as_str().parse() {
            self.put([id]);
        }
    }

    /// Notes issuers.
    pub(crate) fn put(&self, issuers: impl IntoIterator<Item = TrustedIssuerId>) {
        self.heard().extend(issuers);
        self.more.notify_one();
    }

    /// Waits for issuers, and takes at most `most` of them.
    pub(crate) async fn take(&self, most: usize) -> Vec<TrustedIssuerId> {
        loop {
            let taken = self.take_now(most);
            if !taken.is_empty() {
                return taken;
            }
            self.more.notified().await;
        }
    }

    fn take_now(&self, most: usize) -> Vec<TrustedIssuerId> {
        let mut heard = self.heard();
        let taken: Vec<_> = heard.iter().take(most).copied().collect();
        heard.retain(|id| !taken.contains(id));
        taken
    }

    fn heard(&self) -> MutexGuard<'_, HashSet<TrustedIssuerId>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
