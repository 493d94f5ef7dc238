//! Keeps the memory of the process, which holds private keys, out of core dumps and away from the
//! debuggers of its own user.

use std::io;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The memory of the process since its first instruction in `main`: no core dumps, and no access by
/// other processes of the same user.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClosedMemory {
    /// The limit of core dumps that the process was started with.
    core: Rlimit,
}

impl ClosedMemory {
    /// Closes the memory. Where the system does not allow it, the command goes on with a warning on
    /// stderr.
    pub(crate) fn close() -> Self {
        let core = getrlimit(Resource::Core);
        let closed = Rlimit { current: Some(0), maximum: core.maximum };
        warn(setrlimit(Resource::Core, closed).map_err(Into::into));
        warn(set_dumpable(false));
        Self { core }
    }

    /// Opens the memory again if the operator wants core dumps, else closes it for good: the limit
    /// cannot be raised any more.
    pub(crate) fn settle(self, core_dumps: bool) {
        if core_dumps {
            warn(setrlimit(Resource::Core, self.core).map_err(Into::into));
            warn(set_dumpable(true));
        } else {
            let closed = Rlimit { current: Some(0), maximum: Some(0) };
            warn(setrlimit(Resource::Core, closed).map_err(Into::into));
        }
    }
}

fn warn(done: io::Result<()>) {
    if let Err(error) = done {
        eprintln!("keyplane: warning: core dumps cannot be switched off or on: {error}");
    }
}

/// Sets whether the kernel may dump the memory of the process and lets other processes of its user
/// read it (`PR_SET_DUMPABLE` of prctl(2)).
#[cfg(target_os = "linux")]
fn set_dumpable(dumpable: bool) -> io::Result<()> {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};

    let behavior =
        if dumpable { DumpableBehavior::Dumpable } else { DumpableBehavior::NotDumpable };
    Ok(set_dumpable_behavior(behavior)?)
}

/// Other systems have only the limit of core dumps.
#[cfg(not(target_os = "linux"))]
fn set_dumpable(_dumpable: bool) -> io::Result<()> {
    Ok(())
}
