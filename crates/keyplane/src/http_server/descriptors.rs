//! The limit of open files and sockets.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Descriptors reserved for the database, files, pipes and refusals.
const RESERVED: usize = 128;

/// The default limit of connections. Each connection takes about 16 KiB.
const MOST_BY_DEFAULT: usize = 10_000;

/// Raises the limit of open descriptors (`ulimit -n`) to its hard limit, if the system allows it,
/// and returns the limit that is then in force.
pub(super) fn raise() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, "the limit of open files cannot be raised to its hard limit");
    }
    let current = getrlimit(Resource::Nofile).current;
    current.map_or(usize::MAX, |current| usize::try_from(current).unwrap_or(usize::MAX))
}

/// The connection limit: `wanted`, or fewer if there are not enough `descriptors`.
pub(super) fn connections(descriptors: usize, wanted: Option<usize>) -> usize {
    let possible = (descriptors / 2).max(descriptors.saturating_sub(RESERVED));
    let wanted_or_default = wanted.unwrap_or(MOST_BY_DEFAULT);
    if wanted.is_some_and(|wanted| wanted > possible) {
        tracing::warn!(
            descriptors,
            "max_connections is lowered to {possible}: the process may not open more files; raise \
             its hard limit (ulimit -Hn, or LimitNOFILE of systemd)"
        );
    }
    wanted_or_default.min(possible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_the_rest() {
        assert_eq!(connections(1024, None), 896);
        assert_eq!(connections(1024, Some(5000)), 896);
        assert_eq!(connections(1024, Some(5)), 5);
        assert_eq!(connections(64, None), 32);
        assert_eq!(connections(usize::MAX, None), 10_000);
        assert_eq!(connections(1 << 20, Some(50_000)), 50_000);
    }
}
