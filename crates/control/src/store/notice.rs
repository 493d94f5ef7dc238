//! The notices that replicas send each other.

use std::fmt;

use uuid::Uuid;

use super::news::Part;

/// The channel of all replicas.
pub(super) const CHANNEL: &str = "keyplane";
/// Maximum number of commits that one notice confirms: a payload must be shorter than 8,000 bytes.
pub(super) const MAX_COMMITS: usize = 200;

/// A notice, in the form in which it is sent. Another version of this program ignores a notice that
/// it does not know, and takes an unknown change for a change of the whole scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    /// A commit changed a scope: this part of it, or any part if `None`.
    Changed { scope: Uuid, part: Option<Part> },
    /// A replica listens: its heartbeat with this number, from 1. The number is 0 if the replica
    /// runs another version of this program.
    Alive { by: Uuid, beat: u64 },
    /// A replica has ended.
    Gone(Uuid),
    /// The last notice of a transaction: the other replicas confirm its commit.
    Committed { by: Uuid, commit: Uuid, places: Places },
    /// A replica has heard of commits.
    Heard { by: Uuid, commits: Vec<Uuid> },
}

/// The positions of a commit's notices in the outbox: the last one, and how many there are. Another
/// version of this program, which has no outbox, sends none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) last: i64,
    pub(super) count: i64,
}

impl Places {
    /// Each position.
    pub(super) fn positions(self) -> impl Iterator<Item = i64> {
        // A transaction changes a few scopes; a notice that says otherwise is not ours.
        let count = self.count.clamp(0, 16);
        (0..count).map(move |back| self.last.saturating_sub(back))
    }
}

impl Notice {
    /// Reads a notice; `None` for one that this version does not know.
    pub(super) fn read(payload: &str) -> Option<Self> {
        let (word, rest) = payload.split_once(' ').unwrap_or((payload, ""));
        let beat = || rest.split(' ').nth(1).and_then(|beat| beat.parse().ok()).unwrap_or(0);
        let number = |at| rest.split(' ').nth(at).and_then(|number| number.parse().ok());
        let mut ids = rest.split(' ').map(|id| id.parse::<Uuid>().ok());

        match word {
            "alive" => Some(Self::Alive { by: ids.next()??, beat: beat() }),
            "gone" => Some(Self::Gone(ids.next()??)),
            "commit" => Some(Self::Committed {
                by: ids.next()??,
                commit: ids.next()??,
                places: Places { last: number(2).unwrap_or(0), count: number(3).unwrap_or(0) },
            }),
            "heard" => Some(Self::Heard { by: ids.next()??, commits: ids.flatten().collect() }),
            scope => {
                let part = (!rest.is_empty()).then(|| Part::new(rest));
                Some(Self::Changed { scope: scope.parse().ok()?, part })
            }
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { scope, part: None } => write!(f, "{scope}"),
            Self::Changed { scope, part: Some(part) } => write!(f, "{scope} {part}"),
            Self::Alive { by, beat } => write!(f, "alive {by} {beat}"),
            Self::Gone(replica) => write!(f, "gone {replica}"),
            Self::Committed { by, commit, places: Places { last, count } } => {
                write!(f, "commit {by} {commit} {last} {count}")
            }
            Self::Heard { by, commits } => {
                write!(f, "heard {by}")?;
                commits.iter().try_for_each(|commit| write!(f, " {commit}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_read_as_it_was_sent() {
        let [scope, by, commit] = [7, 8, 9].map(Uuid::from_u128);
        for notice in [
            Notice::Changed { scope, part: None },
            Notice::Changed { scope, part: Some(Part::new("apis")) },
            Notice::Alive { by, beat: 7 },
            Notice::Gone(by),
            Notice::Committed { by, commit, places: Places { last: 7, count: 2 } },
            Notice::Heard { by, commits: vec![commit, scope] },
        ] {
            assert_eq!(Notice::read(&notice.to_string()), Some(notice));
        }
        let most = Notice::Heard { by, commits: vec![commit; MAX_COMMITS] };
        assert!(most.to_string().len() < 8000);
    }

    #[test]
    fn a_notice_of_another_version_is_known_by_its_scope() {
        let scope = Uuid::from_u128(7);
        let read = |rest: &str| Notice::read(&format!("{scope}{rest}"));
        assert_eq!(read(" "), Some(Notice::Changed { scope, part: None }));
        let part = Some(Part::new("policies today"));
        assert_eq!(read(" policies today"), Some(Notice::Changed { scope, part }));
        assert_eq!(Notice::read("heartbeat 0198"), None);
    }

    #[test]
    fn a_commit_of_a_version_without_an_outbox_has_no_positions() {
        let [by, commit] = [8, 9].map(Uuid::from_u128);
        let read = Notice::read(&format!("commit {by} {commit}")).unwrap();
        let Notice::Committed { places, .. } = read else { panic!("{read:?}") };
        assert_eq!(places.positions().count(), 0);
        let two: Vec<_> = Places { last: 7, count: 2 }.positions().collect();
        assert_eq!(two, [7, 6]);
    }

    #[test]
    fn a_heartbeat_is_known_by_its_number_and_one_of_another_version_has_none() {
        let by = Uuid::from_u128(8);
        let sent = Notice::Alive { by, beat: 2 };
        for (payload, beat) in [("", 0), (" 1", 1), (" 2 further words", 2), (" x", 0)] {
            let read = Notice::read(&format!("alive {by}{payload}")).unwrap();
            assert_eq!(read, Notice::Alive { by, beat });
            assert_eq!(read == sent, beat == 2);
        }
        // Earlier versions read the id and ignore what follows.
        assert!(sent.to_string().starts_with(&format!("alive {by} ")));
    }
}
