//! Processor time, from the kernel's own accounting.

use std::time::Duration;

use nix::{time::ClockId, unistd::Pid};

use crate::failure::{Doing as _, Result};

/// The processor time of one process: all its threads, also those that have ended, in
/// nanoseconds (`clock_getcpuclockid(3)`; `/proc/PID/stat` counts the same in ticks of 10 ms).
#[derive(Clone, Copy, Debug)]
pub(crate) struct CpuClock(ClockId);

impl CpuClock {
    /// The clock of a running process.
    pub(crate) fn of_process(pid: u32) -> Result<Self> {
        let pid = Pid::from_raw(pid.cast_signed());
        let clock = ClockId::pid_cpu_clock_id(pid).doing("finding a process's clock")?;
        Ok(Self(clock))
    }

    /// The clock of the thread that reads it.
    pub(crate) fn of_this_thread() -> Self {
        Self(ClockId::CLOCK_THREAD_CPUTIME_ID)
    }

    /// The time used so far.
    pub(crate) fn now(self) -> Result<Duration> {
        Ok(self.0.now().doing("reading a process's clock")?.into())
    }
}
