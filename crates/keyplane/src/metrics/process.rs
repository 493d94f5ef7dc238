//! The numbers of the process, from the operating system. What a system does not tell is absent.

use std::fs;

use rustix::{
    param::page_size,
    process::{Resource, getrlimit},
    time::{ClockId, clock_gettime},
};

/// The numbers of the process.
#[derive(Clone, Copy, Debug)]
pub(super) struct ProcessFigures {
    /// CPU time of all threads, in seconds.
    pub(super) cpu_seconds: f64,
    /// Memory in RAM, in bytes.
    pub(super) resident_bytes: Option<u64>,
    /// Address space, in bytes.
    pub(super) virtual_bytes: Option<u64>,
    /// Open files and sockets.
    pub(super) open_files: Option<u64>,
    /// The limit of open files and sockets; `None` without one.
    pub(super) max_files: Option<u64>,
}

impl ProcessFigures {
    pub(super) fn read() -> Self {
        let cpu = clock_gettime(ClockId::ProcessCPUTime);
        let (virtual_bytes, resident_bytes) = memory().unzip();
        #[expect(clippy::cast_precision_loss, reason = "seconds since the start of the process")]
        let cpu_seconds = cpu.tv_sec as f64 + cpu.tv_nsec as f64 / 1e9;
        Self {
            cpu_seconds,
            resident_bytes,
            virtual_bytes,
            // The listing has one of its own.
            open_files: fs::read_dir("/proc/self/fd")
                .ok()
                .map(|files| u64::try_from(files.count().saturating_sub(1)).unwrap_or(u64::MAX)),
            max_files: getrlimit(Resource::Nofile).current,
        }
    }
}

/// Address space and memory in RAM, in bytes (proc(5), statm).
fn memory() -> Option<(u64, u64)> {
    let text = fs::read_to_string("/proc/self/statm").ok()?;
    let page = u64::try_from(page_size()).ok()?;
    let mut pages = text.split(' ').map(str::parse::<u64>);
    Some((pages.next()?.ok()? * page, pages.next()?.ok()? * page))
}
