//! TLS of the listener: a certificate and its key, checked at the start and replaced while the
//! server runs.

mod certificate;
mod error;
mod pair;
mod reload;
mod self_signed;
#[cfg(test)]
mod tests;

pub(crate) use error::TlsError;
pub(crate) use pair::{Pair, PairFiles, is_open_to_all};
pub(crate) use self_signed::files_in;

use std::{
    path::PathBuf,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use keyplane_entity::Timestamp;
use rustls::ServerConfig;

/// Where the certificate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TlsSource {
    /// Files of the operator, which may be replaced at any time.
    Files(PairFiles),
    /// A certificate that this server makes and keeps in its data folder.
    SelfSigned,
}

/// The certificate that new connections get.
pub(crate) struct Tls {
    files: PairFiles,
    current: RwLock<Arc<Pair>>,
    counts: TlsCounts,
}

/// What happened since the start.
#[derive(Debug, Default)]
pub(crate) struct TlsCounts {
    /// Certificates that replaced another one.
    pub(crate) replaced: AtomicU64,
    /// Files that changed and could not be used.
    pub(crate) refused: AtomicU64,
    /// Handshakes that were completed.
    pub(crate) handshakes: AtomicU64,
    /// Handshakes that failed or took too long.
    pub(crate) failed_handshakes: AtomicU64,
}

/// Adds one to a count.
pub(crate) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

/// What a self-signed certificate needs besides its source.
#[derive(Clone, Debug)]
pub(crate) struct ServerNames {
    /// Folder in which the self-signed certificate is kept.
    pub(crate) data_dir: PathBuf,
    /// Host names and IP addresses under which clients reach this server.
    pub(crate) hosts: Vec<String>,
}

impl Tls {
    /// Reads and checks the certificate and its key, and makes the self-signed one if it is
    /// missing. `now`: the time at which the certificate must be valid.
    pub(crate) fn open(
        source: TlsSource,
        names: &ServerNames,
        now: Timestamp,
    ) -> Result<Self, TlsError> {
        let files = match source {
            TlsSource::Files(files) => files,
            TlsSource::SelfSigned => self_signed::keep(names, now)?,
        };
        let pair = Pair::read(&files, now)?;
        if is_open_to_all(&files.key) {
            tracing::warn!(
                "other users can read or change {0}, the private key of the certificate; shut \
                 them out with: chmod o= {0}",
                files.key.display()
            );
        }
        for host in names.hosts.iter().filter(|host| !pair.certificate.covers(host)) {
            tracing::warn!(
                "the certificate in {} is not valid for {host}: clients that connect to this name \
                 refuse it",
                files.certificate.display()
            );
        }
        pair.announce(&files, now);

        Ok(Self { files, current: RwLock::new(Arc::new(pair)), counts: TlsCounts::default() })
    }

    /// The settings of a new connection.
    pub(crate) fn config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.current().config)
    }

    /// The certificate in use.
    pub(crate) fn current(&self) -> Arc<Pair> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What happened since the start.
    pub(crate) fn counts(&self) -> &TlsCounts {
        &self.counts
    }

    fn replace(&self, pair: Pair) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pair);
    }
}

impl Pair {
    /// Logs which certificate new connections get, with a warning in its last two weeks.
    fn announce(&self, files: &PairFiles, now: Timestamp) {
        const SOON: i64 = 14;
        let (certificate, path) = (&self.certificate, files.certificate.display());
        let (expires, fingerprint) = (certificate.not_after, certificate.fingerprint());
        let days = certificate.days_left(now);
        if days < SOON {
            tracing::warn!(certificate = %path, %expires, days, "the certificate expires soon");
        }
        tracing::info!(certificate = %path, %expires, sha256 = fingerprint, "TLS is on");
    }
}
