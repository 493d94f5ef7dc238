//! News of commits, which the store passes to its subscriber.

use std::fmt;

use uuid::Uuid;

/// Called with each piece of news, before the request that committed is answered.
pub(crate) type Subscriber = Box<dyn Fn(News) + Send + Sync>;

/// News of a commit, of this process or of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// A commit changed a scope: this part of it, or any part if `None`.
    Changed {
        /// ID of the scope.
        scope: Uuid,
        /// The changed part.
        part: Option<Part>,
    },
    /// Commits may have been missed, so anything may have changed.
    Missed,
}

/// The name of a part of a scope. The store passes it on and does not read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part(String);

impl Part {
    /// `name` must not be empty or contain a line break.
    pub(crate) fn new(name: impl fmt::Display) -> Self {
        Self(name.to_string())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
