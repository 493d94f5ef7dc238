//! Progress on a terminal.

use std::io::{self, IsTerminal as _, Write as _};

/// The events between two numbers on the terminal.
const STEP: u64 = 2_000;

/// A line on stderr that counts events, if stderr is a terminal.
pub(super) struct AuditProgress {
    done: &'static str,
    shows: bool,
    shown: u64,
}

impl AuditProgress {
    /// `done`: what happens to the events, such as `verified`.
    pub(super) fn new(done: &'static str) -> Self {
        Self { done, shows: io::stderr().is_terminal(), shown: 0 }
    }

    /// Shows how many events are done, unless the last number is recent.
    pub(super) fn show(&mut self, events: u64) {
        if self.shows && events >= self.shown + STEP {
            self.shown = events;
            // A terminal that is gone must not end the command.
            let _ = write!(io::stderr(), "\r{events} events {} …", self.done);
        }
    }

    /// Removes the line.
    pub(super) fn clear(&self) {
        if self.shown > 0 {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
