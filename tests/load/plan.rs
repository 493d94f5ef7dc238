//! The duration and the sizes of a run.

use std::time::Duration;

/// The sizes of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Whether this is a quick run, which fails only beyond twice the bar.
    pub quick: bool,
    /// Slices of each side of a row; the sides take turns.
    pub slices: usize,
    /// Length of a slice.
    pub slice: Duration,
    /// Requests of a slice if each needs its own token.
    pub tokens: usize,
    /// Projects of the large filling.
    pub projects: usize,
    /// Access tokens that are issued before memory is read.
    pub issued: usize,
    /// Applications whose tokens are checked in turn.
    pub crowd: usize,
    /// How often a start is timed.
    pub starts: usize,
}

impl Plan {
    /// Some minutes, at full size.
    pub(crate) const FULL: Self = Self {
        quick: false,
        slices: 9,
        slice: Duration::from_secs(1),
        tokens: 6000,
        projects: 100_000,
        issued: 1_000_000,
        crowd: 10_000,
        starts: 9,
    };

    /// Two minutes, at a tenth of the size.
    pub(crate) const QUICK: Self = Self {
        quick: true,
        slices: 3,
        slice: Duration::from_millis(400),
        tokens: 600,
        projects: 10_000,
        issued: 20_000,
        crowd: 1000,
        starts: 3,
    };

    /// Projects of the small filling, in either run.
    pub(crate) const SMALL: usize = 100;

    /// The multiple of its bar beyond which a row makes the run fail; `None` if none does.
    pub(crate) fn tolerance(&self) -> Option<f64> {
        self.quick.then_some(2.0)
    }
}
