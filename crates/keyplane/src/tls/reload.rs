//! Replaces the certificate when its files change.

use std::{fs, io, os::unix::fs::MetadataExt as _, path::Path, sync::Arc, time::Duration};

use keyplane_control::Clock;
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    time::{Instant, sleep},
};

use super::{
    Tls, count,
    error::TlsError,
    pair::{Pair, PairFiles},
};

/// The pause between two looks at the files.
const EACH: Duration = Duration::from_secs(2);

/// The pause before files that do not fit are read again: certbot replaces one after the other.
const AGAIN: Duration = Duration::from_millis(500);

/// How often a certificate that ends soon is mentioned.
const REMIND: Duration = Duration::from_hours(24);

/// Which file a path leads to, and its state: device, inode, length, and the times of the last
/// change of its content and of its inode. Symbolic links are followed, so an exchanged link shows.
type Stamp = (u64, u64, u64, i64, i64, i64, i64);

fn stamp(path: &Path) -> io::Result<Stamp> {
    let file = fs::metadata(path)?;
    let (modified, changed) =
        ((file.mtime(), file.mtime_nsec()), (file.ctime(), file.ctime_nsec()));
    Ok((file.dev(), file.ino(), file.size(), modified.0, modified.1, changed.0, changed.1))
}

/// The stamps of both files; `None` for one that is missing.
type Stamps = (Option<Stamp>, Option<Stamp>);

fn stamps(files: &PairFiles) -> Stamps {
    (stamp(&files.certificate).ok(), stamp(&files.key).ok())
}

/// What is known of the files.
struct Watch {
    tls: Arc<Tls>,
    clock: Arc<dyn Clock>,
    /// The files as they were when they were last read.
    seen: Stamps,
    /// The message of the last refusal, which is logged once.
    refused: Option<String>,
    reminded: Instant,
}

impl Tls {
    /// Replaces the certificate whenever its files change, or SIGHUP asks for it, until the task is
    /// aborted. Files that cannot be used leave the certificate in use.
    pub(crate) async fn watch(self: Arc<Self>, clock: Arc<dyn Clock>) {
        let mut hangup = match signal(SignalKind::hangup()) {
            Ok(hangup) => Some(hangup),
            Err(error) => {
                tracing::warn!(%error, "SIGHUP cannot be caught; the files are still watched");
                None
            }
        };

        // What changed between the start and now is read at once.
        let mut watch =
            Watch { seen: (None, None), tls: self, clock, refused: None, reminded: Instant::now() };
        loop {
            watch.look(false).await;
            tokio::select! {
                () = sleep(EACH) => {}
                () = next(&mut hangup) => watch.look(true).await,
            }
        }
    }
}

/// The next SIGHUP; never, if the signal cannot be caught.
async fn next(hangup: &mut Option<Signal>) {
    match hangup {
        Some(hangup) => drop(hangup.recv().await),
        None => std::future::pending().await,
    }
}

impl Watch {
    /// Reads the files if they changed, if they could not be used the last time, or if the operator
    /// asks.
    async fn look(&mut self, asked: bool) {
        self.remind();
        let now = stamps(&self.tls.files);
        if now == self.seen && self.refused.is_none() && !asked {
            return;
        }

        match self.read().await {
            Ok(pair) => self.accept(pair, asked),
            Err(error) => self.refuse(&error, asked),
        }
    }

    /// Reads the files; again after a pause if they cannot be used or changed meanwhile.
    async fn read(&mut self) -> Result<Pair, TlsError> {
        self.seen = stamps(&self.tls.files);
        let pair = self.read_once().await;
        if pair.is_ok() && stamps(&self.tls.files) == self.seen {
            return pair;
        }
        sleep(AGAIN).await;
        self.seen = stamps(&self.tls.files);
        self.read_once().await
    }

    async fn read_once(&self) -> Result<Pair, TlsError> {
        let (files, now) = (self.tls.files.clone(), self.clock.now());
        let read = tokio::task::spawn_blocking(move || Pair::read(&files, now)).await;
        read.unwrap_or_else(|error| Err(TlsError::SelfSigned(error.to_string())))
    }

    fn accept(&mut self, pair: Pair, asked: bool) {
        self.refused = None;
        if self.tls.current().chain == pair.chain {
            if asked {
                tracing::info!("SIGHUP: the certificate is still the same");
            }
            return;
        }
        pair.announce(&self.tls.files, self.clock.now());
        self.tls.replace(pair);
        count(&self.tls.counts.replaced);
    }

    fn refuse(&mut self, error: &TlsError, asked: bool) {
        let message = error.to_string();
        if asked || self.refused.as_ref() != Some(&message) {
            count(&self.tls.counts.refused);
            tracing::error!("the certificate in use stays: {message}");
        }
        self.refused = Some(message);
    }

    /// Mentions a certificate that ends soon once a day.
    fn remind(&mut self) {
        if self.reminded.elapsed() >= REMIND {
            self.reminded = Instant::now();
            self.tls.current().announce(&self.tls.files, self.clock.now());
        }
    }
}
