//! The use cases that change projects, applications with their secrets, keys, APIs and grants. Each
//! authorises, writes its audit event and commits in one transaction.

pub(crate) mod apis;
pub(crate) mod applications;
pub(crate) mod checkpoints;
pub(crate) mod client_secrets;
pub(crate) mod event;
mod found;
pub(crate) mod grants;
pub(crate) mod keys;
pub(crate) mod projects;
pub(crate) mod sealing;
mod write;

pub(crate) use write::Write;
