//! The signals that end the server, and SIGHUP, which does not.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// SIGTERM (service managers) and SIGINT (Ctrl-C) end the server. SIGHUP (log rotation, a closed
/// terminal) does not.
#[derive(Debug)]
pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hangup: Signal,
    /// Whether SIGHUP reads the certificate again, which is the work of another task.
    has_certificate: bool,
}

impl Signals {
    /// Installs the handlers; from now on the signals no longer kill the process.
    pub(crate) fn catch(has_certificate: bool) -> io::Result<Self> {
        Ok(Self {
            has_certificate,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hangup: signal(SignalKind::hangup())?,
        })
    }

    /// Waits for the next signal that ends the server.
    pub(crate) async fn next(&mut self) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                _ = self.hangup.recv() => self.log_hangup(),
            }
        }
    }

    fn log_hangup(&self) {
        if self.has_certificate {
            tracing::info!("SIGHUP: the certificate is read again; SIGTERM stops the server");
        } else {
            tracing::info!(
                "SIGHUP: there is nothing to reopen, the log goes to stderr; SIGTERM stops the \
                 server"
            );
        }
    }
}
