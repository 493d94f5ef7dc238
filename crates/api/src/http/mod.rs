//! Plain HTTP: the public documents, the portal's files, health, and the headers of every response.

pub(crate) mod authorize;
pub(crate) mod bearer;
pub(crate) mod body;
pub(crate) mod caller;
pub(crate) mod console;
pub(crate) mod etag;
pub(crate) mod health;
pub(crate) mod machines;
pub(crate) mod observe;
mod panics;
pub(crate) mod published;
pub(crate) mod refusal;
pub(crate) mod slug;
pub(crate) mod sources;
pub(crate) mod throttle;
