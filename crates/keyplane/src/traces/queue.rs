//! The spans that wait to be sent.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use futures_util::FutureExt as _;
use keyplane_control::Counter;
use opentelemetry::Context;
use opentelemetry_sdk::{
    Resource,
    error::{OTelSdkError, OTelSdkResult},
    trace::{Span, SpanData, SpanExporter, SpanProcessor},
};

/// Maximum number of waiting spans, about 2 MiB; further ones are dropped.
const QUEUE: usize = 2048;
/// Maximum number of spans in one request to the collector.
const BATCH: usize = 512;
/// How long a span waits for others.
const PAUSE: Duration = Duration::from_secs(1);
/// The pause between two log lines about a collector that fails.
const LOG_AGAIN: Duration = Duration::from_mins(1);

/// What became of spans.
#[derive(Debug, Default)]
pub(crate) struct SpanCounts {
    /// The collector took them.
    pub(crate) sent: Counter,
    /// The queue was full.
    pub(crate) dropped: Counter,
    /// The collector did not take them.
    pub(crate) failed: Counter,
}

/// Work of the thread.
enum SpanWork {
    Send(Box<SpanData>),
    /// Send what waits, and answer.
    Flush(SyncSender<()>),
}

/// The queue of spans, which takes each without waiting.
#[derive(Debug)]
pub(super) struct SpanQueue {
    work: SyncSender<SpanWork>,
    counts: Arc<SpanCounts>,
}

impl SpanQueue {
    /// Starts the thread that sends spans to the collector of `exporter`.
    pub(super) fn start(
        mut exporter: impl SpanExporter + 'static,
        resource: &Resource,
        counts: Arc<SpanCounts>,
    ) -> io::Result<Self> {
        exporter.set_resource(resource);
        let (work, waiting) = sync_channel(QUEUE);
        let sender = Sender { exporter, counts: Arc::clone(&counts), logged_at: None };
        thread::Builder::new().name("traces".into()).spawn(move || sender.run(&waiting))?;
        Ok(Self { work, counts })
    }

    fn flush(&self, limit: Duration) -> OTelSdkResult {
        let (answer, answered) = sync_channel(1);
        let gone = |_| OTelSdkError::InternalFailure("the thread of traces is gone".into());
        self.work.try_send(SpanWork::Flush(answer)).map_err(|_| OTelSdkError::Timeout(limit))?;
        match answered.recv_timeout(limit) {
            Ok(()) => Ok(()),
            Err(RecvTimeoutError::Timeout) => Err(OTelSdkError::Timeout(limit)),
            Err(error @ RecvTimeoutError::Disconnected) => Err(gone(error)),
        }
    }
}

impl SpanProcessor for SpanQueue {
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, span: SpanData) {
        if self.work.try_send(SpanWork::Send(Box::new(span))).is_err() {
            self.counts.dropped.increment();
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.flush(PAUSE)
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.flush(timeout)
    }
}

/// The thread's side of the queue.
struct Sender<E> {
    exporter: E,
    counts: Arc<SpanCounts>,
    logged_at: Option<Instant>,
}

impl<E: SpanExporter> Sender<E> {
    fn run(mut self, waiting: &Receiver<SpanWork>) {
        while let Ok(work) = waiting.recv() {
            let mut batch = Vec::with_capacity(BATCH);
            let answer = fill(&mut batch, work, waiting);
            self.send(batch);
            if let Some(answer) = answer {
                // Nothing is left to do if the caller no longer waits.
                let _ = answer.try_send(());
            }
        }
    }

    fn send(&mut self, batch: Vec<SpanData>) {
        if batch.is_empty() {
            return;
        }
        let spans = u64::try_from(batch.len()).unwrap_or(u64::MAX);
        // The client of the exporter blocks this thread, so that the future is ready at once.
        let sent = self.exporter.export(batch).now_or_never();
        match sent.unwrap_or(Err(OTelSdkError::InternalFailure("the client waited".into()))) {
            Ok(()) => self.counts.sent.add(spans),
            Err(error) => {
                self.counts.failed.add(spans);
                if self.logged_at.is_none_or(|at| at.elapsed() >= LOG_AGAIN) {
                    self.logged_at = Some(Instant::now());
                    tracing::warn!(%error, spans, "spans could not be sent to the collector");
                }
            }
        }
    }
}

/// Collects the spans of the next request to the collector, for a second at most. Returns the
/// channel of a flush that ended the wait.
fn fill(
    batch: &mut Vec<SpanData>,
    first: SpanWork,
    waiting: &Receiver<SpanWork>,
) -> Option<SyncSender<()>> {
    let until = Instant::now() + PAUSE;
    let mut next = first;
    loop {
        match next {
            SpanWork::Send(span) => batch.push(*span),
            SpanWork::Flush(answer) => return Some(answer),
        }
        if batch.len() >= BATCH {
            return None;
        }
        let left = until.saturating_duration_since(Instant::now());
        match waiting.recv_timeout(left) {
            Ok(work) => next = work,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        }
    }
}
