//! Answers to clients that are not served.

use std::{io, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::Semaphore,
};

use super::{connections::LimitMet, explanation};

/// How many clients at once get an answer that a limit was reached; others are only disconnected.
const MAX_REFUSALS: usize = 32;

/// How long a refused client has to read the answer.
const REFUSAL_TIMEOUT: Duration = Duration::from_secs(1);

/// Answers to clients that are not served; a limited number at once.
#[derive(Clone)]
pub(super) struct Refusals(Arc<Semaphore>);

impl Default for Refusals {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MAX_REFUSALS)))
    }
}

impl Refusals {
    /// Says that a limit of connections was reached.
    pub(super) fn limit_met(&self, stream: TcpStream, limit: LimitMet) {
        self.send(stream, explanation::answer("503 Service Unavailable", &limit.to_string()));
    }

    /// Says to a client of HTTP that the port speaks HTTPS.
    pub(super) fn not_encrypted(&self, stream: TcpStream) {
        let why = "this port speaks HTTPS: begin the URL with https://";
        self.send(stream, explanation::answer("400 Bad Request", why));
    }

    /// Sends an answer and closes the connection, unless too many such answers are being sent.
    fn send(&self, mut stream: TcpStream, answer: String) {
        let Ok(permit) = Arc::clone(&self.0).try_acquire_owned() else { return };
        tokio::spawn(async move {
            let sent = async {
                stream.write_all(answer.as_bytes()).await?;
                stream.shutdown().await?;
                // Closing with unread data would reset the connection and lose the answer.
                while stream.read(&mut [0; 4096]).await? > 0 {}
                io::Result::Ok(())
            };
            // Nothing is left to do, whether or not the client read the answer.
            let _ = tokio::time::timeout(REFUSAL_TIMEOUT, sent).await;
            drop(permit);
        });
    }
}
