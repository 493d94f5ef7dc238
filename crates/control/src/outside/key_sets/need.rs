//! What a question to a source leads to, and what a fetch did.

use std::sync::Arc;

use keyplane_auth::OutsideKeySet;
use tokio::sync::watch;

use super::{
    error::{KeySetFault, KeySetUnavailable},
    flight::FetchTicket,
};

/// What a question for a key leads to.
pub(super) enum Need {
    /// The answer, and a background fetch to start if the set is due.
    Answer(Result<Arc<OutsideKeySet>, KeySetUnavailable>, Option<FetchTicket>),
    /// A fetch to start, and to wait for.
    Fetch(FetchTicket),
    /// The end of a fetch that another request started.
    Join(watch::Receiver<()>),
}

/// What an operator's wish for a fetch leads to.
pub(super) enum Refresh {
    /// A fetch to start, and to wait for.
    Fetch(FetchTicket),
    /// The end of a fetch that is under way.
    Join(watch::Receiver<()>),
    /// Nothing: the last fetch began a moment ago.
    Recent,
}

/// How a fetch changed a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turnout {
    /// As before.
    Same,
    /// The first good answer after a failure.
    Recovered,
    /// The first failure, or another one than before.
    Fails(KeySetFault),
}
