//! Generates load: connections that send requests one after the other.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use tokio::task::JoinSet;

use crate::{
    connection::{Answer, Connection},
    cpu::CpuClock,
    failure::{Failure, Result},
    summary::Slice,
};

/// The requests, and the expected answers.
#[derive(Clone, Debug)]
pub(crate) struct Workload {
    /// Sent in turn, whole requests with head and body.
    pub requests: Arc<[Bytes]>,
    /// Whether each request may be sent only once. A slice then ends with its share of them.
    pub once: bool,
    /// The status of every answer.
    pub status: u16,
    /// The beginning of every body.
    pub body: Bytes,
}

impl Workload {
    /// A workload that repeats one request.
    pub(crate) fn repeat(request: impl Into<Bytes>, status: u16, body: impl Into<Bytes>) -> Self {
        Self { requests: [request.into()].into(), once: false, status, body: body.into() }
    }

    fn check(&self, answer: Answer<'_>) -> Result<()> {
        if answer.status == self.status && answer.body.starts_with(&self.body) {
            return Ok(());
        }
        let body = String::from_utf8_lossy(&answer.body[..answer.body.len().min(400)]);
        Err(Failure::Answer(format!("expected {}, got {}\n{body}", self.status, answer.head)))
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
    next: Arc<AtomicUsize>,
}

/// The result of one connection.
struct Share {
    connection: Connection,
    latencies: Vec<u64>,
}

impl Driver {
    /// Connects.
    pub(crate) async fn connect(
        address: SocketAddr,
        connections: usize,
        clock: CpuClock,
        workload: Workload,
    ) -> Result<Self> {
        let connections = Connection::open_many(address, connections).await?;
        Ok(Self { connections, clock, workload, next: Arc::default() })
    }

    /// Sends until `until`, and waits for the answers to all requests, so that processor time and
    /// answers belong together. A wrong answer ends the run.
    pub(crate) async fn slice(&mut self, until: Until, pace: Pace) -> Result<Slice> {
        let begun = Instant::now();

        let (end, share) = match until {
            Until::Elapsed(length) => (Some(begun + length), usize::MAX),
            Until::Answered(count) => (None, count.div_ceil(self.connections.len().max(1))),
        };
        let used = self.clock.now()?;

        let mut tasks = JoinSet::new();
        for connection in self.connections.drain(..) {
            let (workload, next) = (self.workload.clone(), Arc::clone(&self.next));
            tasks.spawn(send(connection, workload, next, end, share, pace));
        }

        let mut latencies = Vec::new();
        while let Some(share) = tasks.join_next().await {
            let share = share.map_err(|error| Failure::Setup(error.to_string()))??;
            self.connections.push(share.connection);
            latencies.extend(share.latencies);
        }

        let elapsed = begun.elapsed();
        let cpu = self.clock.now()?.saturating_sub(used);
        Ok(Slice::new(latencies, elapsed, cpu))
    }
}

async fn send(
    mut connection: Connection,
    workload: Workload,
    next: Arc<AtomicUsize>,
    end: Option<Instant>,
    share: usize,
    pace: Pace,
) -> Result<Share> {
    let mut latencies = Vec::with_capacity(if end.is_some() { 4096 } else { share });

    let mut ticks = match pace {
        Pace::Closed => None,
        Pace::Every(period) => Some(tokio::time::interval(period)),
    };

    while latencies.len() < share && end.is_none_or(|end| Instant::now() < end) {
        if let Some(ticks) = &mut ticks {
            ticks.tick().await;
        }
        let turn = next.fetch_add(1, Ordering::Relaxed);
        if workload.once && turn >= workload.requests.len() {
            return Err(Failure::Setup("more requests were wanted than were prepared".into()));
        }

        let request = &workload.requests[turn % workload.requests.len()];
        let sent = Instant::now();
        let answer = connection.exchange(request).await?;
        latencies.push(u64::try_from(sent.elapsed().as_nanos()).unwrap_or(u64::MAX));
        workload.check(answer)?;
    }

    Ok(Share { connection, latencies })
}
