//! The stream of a connection. It ends if the client is too slow or idle for too long, or if a new
//! connection needs its place.

use std::{
    io::{self, ErrorKind, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

use super::{connections::Place, exchange::Exchange, explanation};

/// How long a request's head may take, from its first byte to its last.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection may wait for a request. Proxies usually close after a minute. This is
/// longer, so that the proxy closes first and no request is lost to a race.
const IDLE_TIMEOUT: Duration = Duration::from_secs(90);

/// How long a client may read nothing of a pending answer.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// For how long and up to how many bytes an unread body is drained after the last answer. Closing
/// at once would reset the connection and lose the answer.
const LINGER_TIMEOUT: Duration = Duration::from_secs(1);
const LINGER_BYTES: usize = 2 * 1024 * 1024;

/// The stream of a connection that has a place.
pub(super) struct Watched<S> {
    // Dropped before the place: the descriptor must be free before the place is.
    stream: S,
    place: Place,
    exchange: Arc<Exchange>,
    /// The number of requests that had begun when the stream was last read for a head.
    requests: u32,
    idle_since: Instant,
    head_since: Option<Instant>,
    stalled_since: Option<Instant>,
    /// Whether something was written since the last flush.
    has_written: bool,
    /// The unwritten rest of an answer that replaces one of hyper's own.
    explanation: Option<Vec<u8>>,
    /// After the last answer: until when and up to how many bytes the input is drained.
    lingering: Option<(Instant, usize)>,
    /// Whether the stream's own end was sent.
    is_shut: bool,
    timer: Pin<Box<Sleep>>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Watched<S> {
    pub(super) fn new(stream: S, place: Place, exchange: Arc<Exchange>) -> Self {
        let idle_since = Instant::now();
        Self {
            stream,
            place,
            exchange,
            requests: 0,
            idle_since,
            head_since: None,
            stalled_since: None,
            has_written: false,
            explanation: None,
            lingering: None,
            is_shut: false,
            timer: Box::pin(sleep_until(idle_since + IDLE_TIMEOUT)),
        }
    }

    /// The time at which the client counts as too slow, in the current state. `None` while a
    /// request runs: reading its body has its own time-out, and computing the answer has none here.
    fn deadline(&self) -> Option<Instant> {
        if let Some((until, _)) = self.lingering {
            return Some(until);
        }
        if let Some(since) = self.stalled_since {
            return Some(since + WRITE_TIMEOUT);
        }
        if self.exchange.is_running() || self.exchange.requests() != self.requests {
            return None;
        }
        Some(match self.head_since {
            Some(since) => since + HEAD_TIMEOUT,
            None => self.idle_since + IDLE_TIMEOUT,
        })
    }

    /// Ready after the deadline. Resets the timer only if it would fire too late or has fired,
    /// since most deadlines change before the timer fires.
    fn poll_deadline(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(deadline) = self.deadline() else { return Poll::Pending };
        loop {
            if self.timer.is_elapsed() || self.timer.deadline() > deadline {
                self.timer.as_mut().reset(deadline);
            }
            std::task::ready!(self.timer.as_mut().poll(context));
            if Instant::now() >= deadline {
                return Poll::Ready(());
            }
        }
    }

    fn poll_too_slow<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        self.poll_deadline(context).map(|()| Err(ErrorKind::TimedOut.into()))
    }

    /// Records the result of a read for a head: bytes (`Some(true)`), the end (`Some(false)`) or
    /// nothing yet (`None`).
    fn after_read(&mut self, context: &mut Context<'_>, has_come: Option<bool>) -> Read {
        let requests = self.exchange.requests();
        if requests != self.requests {
            self.requests = requests;
            self.head_since = None;
            self.idle_since = Instant::now();
        }
        match has_come {
            Some(true) if self.place.begin() => {
                self.head_since.get_or_insert_with(Instant::now);
                Read::AsItIs
            }
            Some(false) => Read::AsItIs,
            None if self.head_since.is_some() || self.stalled_since.is_some() => Read::Wait,
            None if self.place.wait(context) => Read::Wait,
            Some(true) | None => Read::Closed,
        }
    }

    fn after_write(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.stalled_since = None;
            self.has_written = true;
            return written;
        }
        self.stalled_since.get_or_insert_with(Instant::now);
        self.poll_too_slow(context)
    }

    /// Writes a refusal with a reason instead of hyper's bare one. `None` if `bare` is not a bare
    /// refusal.
    fn poll_explain(
        &mut self,
        context: &mut Context<'_>,
        bare: &[u8],
    ) -> Option<Poll<io::Result<usize>>> {
        if self.explanation.is_none() {
            // An answer before the head of a request is complete comes from hyper itself.
            let is_its_own = self.head_since.is_some() && self.exchange.requests() == self.requests;
            let text = if is_its_own { explanation::of(bare) } else { None };
            self.explanation = Some(text?.into_bytes());
        }

        while let Some(rest) = self.explanation.take_if(|rest| !rest.is_empty()) {
            let written = Pin::new(&mut self.stream).poll_write(context, &rest);
            let written = match self.after_write(context, written) {
                Poll::Ready(Ok(written)) => written,
                other => {
                    self.explanation = Some(rest);
                    return Some(other);
                }
            };
            self.explanation = Some(rest[written..].to_vec());
        }

        Some(Poll::Ready(Ok(bare.len())))
    }

    /// Drains what still arrives, so that the client reads the last answer instead of a reset.
    fn poll_linger(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut bytes = [0; 4096];
        loop {
            let mut buffer = ReadBuf::new(&mut bytes);
            match Pin::new(&mut self.stream).poll_read(context, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {
                    let Some((_, left)) = &mut self.lingering else { return Poll::Ready(Ok(())) };
                    *left = left.saturating_sub(buffer.filled().len());
                    if *left == 0 {
                        return Poll::Ready(Ok(()));
                    }
                }
                Poll::Ready(_) => return Poll::Ready(Ok(())),
                Poll::Pending => return self.poll_deadline(context).map(Ok),
            }
        }
    }
}

/// The outcome of a read for a head.
enum Read {
    /// The read's own result stands.
    AsItIs,
    /// There is nothing yet.
    Wait,
    /// Another connection took this one's place; the stream ends as if the client had closed it.
    Closed,
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.stream).poll_read(context, buffer);
        if this.exchange.is_running() {
            return read;
        }

        let has_come = read.is_ready().then(|| buffer.filled().len() > before);
        match this.after_read(context, has_come) {
            Read::AsItIs => read,
            Read::Wait => this.poll_too_slow(context),
            Read::Closed => {
                buffer.set_filled(before);
                Poll::Ready(Ok(()))
            }
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(context, &[IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let [only] = parts
            && let Some(explained) = this.poll_explain(context, only)
        {
            return explained;
        }
        let written = Pin::new(&mut this.stream).poll_write_vectored(context, parts);
        this.after_write(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // TLS holds encrypted bytes that the socket has not taken.
        let flushed = match Pin::new(&mut this.stream).poll_flush(context) {
            Poll::Ready(flushed) => flushed,
            Poll::Pending => {
                this.stalled_since.get_or_insert_with(Instant::now);
                return this.poll_too_slow(context);
            }
        };
        this.stalled_since = None;

        // After an answer, hyper does not read again before input arrives, so the idle time begins
        // here.
        if this.has_written && !this.exchange.is_running() {
            this.has_written = false;
            this.after_read(context, None);
            this.idle_since = Instant::now();
            // The deadline has not passed yet; this registers the task with the timer.
            let _ = this.poll_deadline(context);
        }
        Poll::Ready(flushed)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let until = || Some((Instant::now() + LINGER_TIMEOUT, LINGER_BYTES));
        if this.lingering.is_none() {
            this.lingering = until();
        }

        if !this.is_shut {
            // The end of a TLS stream is a message, which the socket may not take.
            match Pin::new(&mut this.stream).poll_shutdown(context) {
                Poll::Ready(shut) => shut?,
                Poll::Pending => return this.poll_deadline(context).map(Ok),
            }
            this.is_shut = true;
            if !this.exchange.has_unread_body() && this.explanation.is_none() {
                return Poll::Ready(Ok(()));
            }
            this.lingering = until();
        }
        this.poll_linger(context)
    }
}
