//! The fetch of a source that is under way, of which there is one at a time.

use tokio::sync::watch;

/// Whether a request waits for a fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Urgency {
    /// A request waits.
    Foreground,
    /// The set is due, and its keys count on.
    Background,
}

/// The current fetch of a source, and the number of the last one.
#[derive(Default)]
pub(super) struct Flight {
    number: u64,
    current: Option<CurrentFlight>,
}

struct CurrentFlight {
    urgency: Urgency,
    /// Whether it has its turn.
    has_begun: bool,
    /// Closed when the fetch ends, whatever its end.
    done: watch::Receiver<()>,
}

/// The right to make one fetch. The fetch has ended when the ticket is dropped.
pub(super) struct FetchTicket {
    number: u64,
    pub(super) urgency: Urgency,
    done: watch::Sender<()>,
}

impl FetchTicket {
    /// Ends when the fetch does.
    pub(super) fn done(&self) -> watch::Receiver<()> {
        self.done.subscribe()
    }
}

impl Flight {
    /// A fetch that waits for its turn, in place of the current one.
    pub(super) fn queue(&mut self, urgency: Urgency) -> FetchTicket {
        let (sender, done) = watch::channel(());
        self.number += 1;
        self.current = Some(CurrentFlight { urgency, has_begun: false, done });
        FetchTicket { number: self.number, urgency, done: sender }
    }

    /// Marks the fetch as begun; `false` if another took its place.
    pub(super) fn begin(&mut self, ticket: &FetchTicket) -> bool {
        let current = self.current.as_mut().filter(|_| self.number == ticket.number);
        current.map(|flight| flight.has_begun = true).is_some()
    }

    /// Whether a fetch waits or has begun.
    pub(super) fn is_under_way(&self) -> bool {
        self.under_way().is_some()
    }

    /// The end of the fetch that a request may wait for. One of the background that still waits for
    /// its turn is none: the request starts its own, which goes first.
    pub(super) fn joined(&self) -> Option<watch::Receiver<()>> {
        let flight = self.under_way()?;
        let counts = match flight.urgency {
            Urgency::Foreground => true,
            Urgency::Background => flight.has_begun,
        };
        counts.then(|| flight.done.clone())
    }

    /// The end of the fetch that is under way.
    #[cfg(test)]
    pub(super) fn done(&self) -> Option<watch::Receiver<()>> {
        self.under_way().map(|flight| flight.done.clone())
    }

    fn under_way(&self) -> Option<&CurrentFlight> {
        self.current.as_ref().filter(|flight| flight.done.has_changed().is_ok())
    }
}
