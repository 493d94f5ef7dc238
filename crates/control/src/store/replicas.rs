//! The replicas that listen, and which of them have heard of a commit.
//!
//! A commit is answered once every replica that listens has heard of it, so that no other replica
//! answers from older caches. A replica that does not confirm in time is deaf, frozen or gone. Its
//! own heartbeats have not come back to it either, so by then it does not trust its caches.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::oneshot,
    time::{Instant, timeout},
};
use uuid::Uuid;

/// The replicas that were heard of, and the commits of this process that they have not confirmed
/// yet.
#[derive(Debug, Default)]
pub(crate) struct Replicas(Arc<Mutex<HeardOf>>);

#[derive(Debug, Default)]
struct HeardOf {
    heard_from: HashMap<Uuid, Instant>,
    commits: HashMap<Uuid, Commit>,
}

#[derive(Debug)]
struct Commit {
    missing: HashSet<Uuid>,
    heard: oneshot::Sender<()>,
}

/// A commit that other replicas must confirm.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) commit: Uuid,
    heard: oneshot::Receiver<()>,
    known: Arc<Mutex<HeardOf>>,
}

impl Replicas {
    /// Notes a heartbeat that was heard at `now`. Replicas that were not heard for `trust` are
    /// forgotten; this applies to processes without commits of their own too.
    pub(crate) fn alive(&self, replica: Uuid, now: Instant, trust: Duration) {
        let mut known = self.known();
        known.forget_silent(now, trust);
        known.heard_from.insert(replica, now);
    }

    /// Notes that a replica has ended.
    pub(crate) fn remove_replica(&self, replica: Uuid) {
        let mut known = self.known();
        known.heard_from.remove(&replica);
        known.complete_heard(|commit| commit.missing.remove(&replica));
    }

    /// Registers a commit of this process before it happens.
    pub(crate) fn expect(&self, commit: Uuid) -> Expected {
        let (sender, heard) = oneshot::channel();
        // Until its own notice has come back, this process itself counts as missing.
        let missing = HashSet::from([Uuid::nil()]);
        self.known().commits.insert(commit, Commit { missing, heard: sender });
        Expected { commit, heard, known: Arc::clone(&self.0) }
    }

    /// Notes that this process's own notice of a commit has come back at `now`. Every heartbeat
    /// sent before it is known by now; the replicas whose heartbeat was heard within `trust` must
    /// confirm the commit.
    pub(crate) fn committed(&self, commit: Uuid, own: Uuid, now: Instant, trust: Duration) {
        let mut known = self.known();
        known.forget_silent(now, trust);
        let others: HashSet<_> =
            known.heard_from.keys().copied().filter(|replica| *replica != own).collect();
        if let Some(waiting) = known.commits.get_mut(&commit) {
            waiting.missing = others;
        }
        known.complete_heard(|_| true);
    }

    /// Notes that a replica has heard of commits.
    pub(crate) fn heard(&self, replica: Uuid, commits: &[Uuid]) {
        let mut known = self.known();
        for commit in commits {
            if let Some(waiting) = known.commits.get_mut(commit) {
                waiting.missing.remove(&replica);
            }
        }
        known.complete_heard(|_| true);
    }

    fn known(&self) -> MutexGuard<'_, HeardOf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HeardOf {
    /// Forgets the replicas that were last heard of `trust` before `now` or earlier.
    fn forget_silent(&mut self, now: Instant, trust: Duration) {
        self.heard_from.retain(|_, at| now.duration_since(*at) < trust);
    }

    /// Completes the commits that `changed` and that no replica is missing from any more.
    fn complete_heard(&mut self, mut changed: impl FnMut(&mut Commit) -> bool) {
        let done = |_: &Uuid, commit: &mut Commit| changed(commit) && commit.missing.is_empty();
        for (_, commit) in self.commits.extract_if(done) {
            // An abandoned commit has no receiver.
            let _ = commit.heard.send(());
        }
    }
}

impl Expected {
    /// Waits until every replica that listens has heard of the commit, `longest` at most.
    pub(crate) async fn wait(mut self, longest: Duration) {
        if timeout(longest, &mut self.heard).await.is_err() {
            tracing::debug!(commit = %self.commit, "not every replica confirmed a commit in time");
        }
    }
}

impl Drop for Expected {
    fn drop(&mut self) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.commits.remove(&self.commit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUST: Duration = Duration::from_secs(1);

    fn is_heard(expected: &mut Expected) -> bool {
        expected.heard.try_recv().is_ok()
    }

    #[test]
    fn a_commit_waits_for_each_replica_that_listens_and_for_no_other() {
        let [own, other, third, stale, commit] = [1, 2, 3, 4, 5].map(Uuid::from_u128);
        let replicas = Replicas::default();
        let before = Instant::now();
        replicas.alive(stale, before, TRUST);
        for replica in [own, other, third] {
            replicas.alive(replica, before + TRUST / 2, TRUST);
        }
        let mut expected = replicas.expect(commit);
        assert!(!is_heard(&mut expected), "its own notice has not come back");
        replicas.committed(commit, own, before + TRUST, TRUST);
        replicas.heard(other, &[commit]);
        assert!(!is_heard(&mut expected), "the third replica is missing");
        replicas.heard(third, &[Uuid::nil(), commit]);
        assert!(is_heard(&mut expected));
    }

    #[test]
    fn a_process_that_commits_nothing_forgets_silent_replicas_too() {
        let replicas = Replicas::default();
        let start = Instant::now();
        for count in 0..100 {
            replicas.alive(Uuid::from_u128(count.into()), start + TRUST * count, TRUST);
        }
        assert_eq!(replicas.known().heard_from.len(), 1);
    }

    #[test]
    fn a_commit_does_not_wait_for_a_replica_that_has_ended() {
        let [own, other, commit] = [1, 2, 3].map(Uuid::from_u128);
        let replicas = Replicas::default();
        let now = Instant::now();
        replicas.alive(other, now, TRUST);
        let mut expected = replicas.expect(commit);
        replicas.committed(commit, own, now, TRUST);
        assert!(!is_heard(&mut expected));
        replicas.remove_replica(other);
        assert!(is_heard(&mut expected));
    }
}
