//! A child process that ends with its owner, and its memory.

use std::{
    fs,
    process::{Child, Command},
    time::{Duration, Instant},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use crate::{
    cpu::CpuClock,
    failure::{Doing as _, Failure, Result},
};

/// How long a server may take to stop after SIGTERM.
const PATIENCE: Duration = Duration::from_secs(20);

/// A child process; killed on drop.
#[derive(Debug)]
pub(crate) struct Process(Child);

impl Process {
    /// Starts it.
    pub(crate) fn spawn(command: &mut Command) -> Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        command.spawn().map(Self).doing(format!("starting {program}"))
    }

    /// The child itself, for its pipes.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.0
    }

    /// Its processor time.
    pub(crate) fn cpu_clock(&self) -> Result<CpuClock> {
        CpuClock::of_process(self.0.id())
    }

    /// Whether it has ended, and how.
    pub(crate) fn ended(&mut self) -> Result<Option<String>> {
        Ok(self.0.try_wait().doing("asking for a child")?.map(|status| status.to_string()))
    }

    /// Asks it to end (SIGTERM) and waits.
    pub(crate) async fn stop(mut self) -> Result<()> {
        let pid = Pid::from_raw(self.0.id().cast_signed());
        kill(pid, Signal::SIGTERM).doing("stopping a child")?;
        let begun = Instant::now();
        while self.ended()?.is_none() {
            if begun.elapsed() > PATIENCE {
                return Err(Failure::Answer(format!("process {pid} did not end on SIGTERM")));
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Memory in use, in MiB (`VmRSS`: code and mapped files count too).
    pub(crate) fn memory(&self) -> Result<f64> {
        self.status("VmRSS")
    }

    /// The most memory in use since [`Process::reset_peak`], in MiB.
    pub(crate) fn peak_memory(&self) -> Result<f64> {
        self.status("VmHWM")
    }

    /// Forgets the peak so far (`proc_pid_clear_refs(5)`).
    pub(crate) fn reset_peak(&self) -> Result<()> {
        fs::write(format!("/proc/{}/clear_refs", self.0.id()), "5").doing("resetting the peak")
    }

    fn status(&self, field: &str) -> Result<f64> {
        let path = format!("/proc/{}/status", self.0.id());
        let text = fs::read_to_string(&path).doing(format!("reading {path}"))?;
        kibibytes(&text, field)
            .map(|kib| kib / 1024.0)
            .ok_or_else(|| Failure::Setup(format!("{path} has no {field}")))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to kill.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn kibibytes(status: &str, field: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_from_the_kernels_status_text() {
        let text = "VmPeak:\t  9000 kB\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n";
        assert_eq!(kibibytes(text, "VmHWM"), Some(2048.0));
        assert_eq!(kibibytes(text, "VmSwap"), None);
    }
}
