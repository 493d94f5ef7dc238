//! A public document of a project as it is kept in memory.

use std::sync::Arc;

use bytes::Bytes;
use keyplane_auth::{base64url, sha256};
use keyplane_entity::Timestamp;

/// The public documents of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocumentKind {
    /// The JWKS.
    Jwks,
    /// The discovery document.
    Discovery,
}

/// A document as of a point in time.
pub(crate) struct Document {
    body: Bytes,
    etag: Arc<str>,
    max_age: u64,
    /// Time of the next change of the keys, and so of the document, by date; `None` if no date is
    /// due.
    pub(crate) until: Option<Timestamp>,
    /// Time at which the next key activates; caches should fetch the document again by then.
    pub(crate) activation: Option<Timestamp>,
}

/// A public document, ready to be sent.
#[derive(Clone, Debug)]
pub struct Published {
    /// JSON text.
    pub body: Bytes,
    /// Strong entity tag, with its quotes.
    pub etag: Arc<str>,
    /// Value of `Cache-Control: max-age`, in seconds.
    pub max_age_seconds: u64,
}

impl Document {
    pub(crate) fn new(body: String, max_age: u64) -> Self {
        let etag = format!("\"{}\"", base64url(&sha256(body.as_bytes())));
        Self { body: body.into(), etag: etag.into(), max_age, until: None, activation: None }
    }

    pub(crate) fn holds_at(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    /// The document as it is sent at `now`, with this maximum of its `max-age`, in seconds.
    pub(crate) fn at(&self, now: Timestamp, longest: u64) -> Published {
        let left = self.activation.map_or(i64::MAX, |at| at.millis_since(now) / 1000);
        let max_age = u64::try_from(left).unwrap_or(0).min(self.max_age).min(longest);
        Published {
            body: self.body.clone(),
            etag: Arc::clone(&self.etag),
            max_age_seconds: max_age,
        }
    }
}
