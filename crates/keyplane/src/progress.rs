//! The progress of a command: a bar on a terminal, log lines elsewhere.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The pause between two updates of the bar.
const BAR: Duration = Duration::from_millis(100);
/// The pause between two log lines.
const LINE: Duration = Duration::from_secs(5);
/// Width of the bar in characters.
const WIDTH: u64 = 40;

/// The progress of one piece of work.
pub(crate) struct Progress {
    what: &'static str,
    is_terminal: bool,
    shown_at: Mutex<Option<Instant>>,
}

impl Progress {
    /// `what`: the things that are counted.
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, is_terminal: io::stderr().is_terminal(), shown_at: Mutex::default() }
    }

    /// Shows that `done` of `total` are done, unless that was shown a moment ago.
    pub(crate) fn show(&self, done: u64, total: u64) {
        let mut shown_at = self.shown_at.lock().unwrap_or_else(PoisonError::into_inner);
        let pause = if self.is_terminal { BAR } else { LINE };
        if shown_at.is_some_and(|at| at.elapsed() < pause) && done < total {
            return;
        }
        *shown_at = Some(Instant::now());

        if self.is_terminal {
            // A terminal that is gone does not end the work.
            let _ = write!(io::stderr().lock(), "\r{} {}", bar(done, total), self.what);
        } else {
            tracing::info!(done, total, "{}", self.what);
        }
    }

    /// Ends the line of the bar.
    pub(crate) fn end(&self) {
        let shown_at = self.shown_at.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_terminal && shown_at.is_some() {
            let _ = writeln!(io::stderr().lock());
        }
    }
}

fn bar(done: u64, total: u64) -> String {
    let part = |of: u64| done.min(total).saturating_mul(of).checked_div(total).unwrap_or(of);
    let filled = usize::try_from(part(WIDTH)).unwrap_or(0);
    let empty = usize::try_from(WIDTH).unwrap_or(0).saturating_sub(filled);
    format!("[{}{}] {:>3} % {done} of {total}", "#".repeat(filled), " ".repeat(empty), part(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_empty_at_first_and_full_at_the_end() {
        assert!(bar(0, 400).contains("[                                        ]   0 %"));
        assert!(bar(200, 400).contains("####                    ]  50 % 200 of 400"));
        for (done, total) in [(400, 400), (401, 400), (0, 0)] {
            assert!(bar(done, total).contains("########] 100 %"), "{done} of {total}");
        }
    }
}
