//! Generates load: connections that send requests one after the other.

use std::{
    cell::{Cell, RefCell},
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::future::try_join_all;

use crate::{
    connection::{Answer, Connection, Request},
    cpu::CpuClock,
    failure::{Failure, Result},
    pair::Target,
    summary::{Latencies, Slice, latencies},
};

/// The requests, and the expected answers.
#[derive(Clone, Debug)]
pub(crate) struct Workload {
    /// Sent in turn.
    pub requests: Arc<[Request]>,
    /// Whether each request may be sent only once. A slice then ends with its share of them.
    pub once: bool,
    /// The status of every answer.
    pub status: u16,
    /// The beginning of every body.
    pub body: Bytes,
}

impl Workload {
    /// A workload that repeats one request.
    pub(crate) fn repeat(request: Request, status: u16, body: impl Into<Bytes>) -> Self {
        Self { status, ..Self::in_turn(vec![request], body) }
    }

    /// A workload that sends the requests in turn; each answer is a 200.
    pub(crate) fn in_turn(requests: Vec<Request>, body: impl Into<Bytes>) -> Self {
        Self { requests: requests.into(), once: false, status: 200, body: body.into() }
    }

    /// A workload that sends each request once; each answer is a 200.
    pub(crate) fn once(requests: Vec<Request>, body: impl Into<Bytes>) -> Self {
        Self { once: true, ..Self::in_turn(requests, body) }
    }

    fn check(&self, answer: &Answer) -> Result<()> {
        let (status, body) = (answer.status(), answer.body());
        if status == self.status && body.starts_with(&self.body) {
            return Ok(());
        }
        let body = String::from_utf8_lossy(&body[..body.len().min(400)]);
        let headers = answer.headers();
        Err(Failure::Answer(format!("expected {}, got {status} {headers:?}\n{body}", self.status)))
    }
}

/// When a slice ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Until {
    /// After this time.
    Elapsed(Duration),
    /// After this number of answers.
    Answered(usize),
}

/// The pace at which the connections send.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pace {
    /// The next request as soon as the answer arrives.
    Closed,
    /// One request at each tick, or after the answer if that is later.
    Every(Duration),
}

/// Keep-alive connections to one server, and its processor clock.
#[derive(Debug)]
pub(crate) struct Driver {
    connections: Vec<Connection>,
    clock: CpuClock,
    workload: Workload,
    /// The number of the next request.
    next: Cell<usize>,
}

/// The part of one connection in a slice.
#[derive(Clone, Copy)]
struct Share<'a> {
    workload: &'a Workload,
    next: &'a Cell<usize>,
    latencies: &'a RefCell<Latencies>,
    end: Option<Instant>,
    most: usize,
    pace: Pace,
}

impl Driver {
    /// Connects.
    pub(crate) async fn connect(
        target: Target<'_>,
        connections: usize,
        workload: Workload,
    ) -> Result<Self> {
        let connections = Connection::open_many(target.address, connections).await?;
        let clock = target.process.cpu_clock()?;
        Ok(Self { connections, clock, workload, next: Cell::default() })
    }

    /// Sends until `until`, and waits for the answers to all requests, so that processor time and
    /// answers belong together. A wrong answer ends the run.
    pub(crate) async fn slice(&mut self, until: Until, pace: Pace) -> Result<Slice> {
        let begun = Instant::now();
        let used = self.clock.now()?;

        let (end, most) = match until {
            Until::Elapsed(length) => (Some(begun + length), usize::MAX),
            Until::Answered(count) => (None, count.div_ceil(self.connections.len().max(1))),
        };
        let answered = RefCell::new(latencies()?);
        let (workload, next) = (&self.workload, &self.next);
        let share = Share { workload, next, latencies: &answered, end, most, pace };
        try_join_all(self.connections.iter_mut().map(|connection| share.send(connection))).await?;

        let elapsed = begun.elapsed();
        let cpu = self.clock.now()?.saturating_sub(used);
        Ok(Slice::new(answered.into_inner(), elapsed, cpu))
    }
}

impl Share<'_> {
    async fn send(self, connection: &mut Connection) -> Result<()> {
        let mut ticks = match self.pace {
            Pace::Closed => None,
            Pace::Every(period) => Some(tokio::time::interval(period)),
        };

        let mut answered = 0;
        while answered < self.most && self.end.is_none_or(|end| Instant::now() < end) {
            if let Some(ticks) = &mut ticks {
                ticks.tick().await;
            }
            let request = self.take()?;

            let sent = Instant::now();
            let answer = connection.exchange(request).await?;
            let nanos = u64::try_from(sent.elapsed().as_nanos()).unwrap_or(u64::MAX);
            self.latencies.borrow_mut().saturating_record(nanos);

            self.workload.check(&answer)?;
            answered += 1;
        }
        Ok(())
    }

    /// The next request of all connections.
    fn take(&self) -> Result<&Request> {
        let (number, requests) = (self.next.get(), &self.workload.requests);
        if self.workload.once && number >= requests.len() {
            return Err(Failure::Setup("more requests were wanted than were prepared".into()));
        }
        self.next.set(number + 1);
        Ok(&requests[number % requests.len()])
    }
}
