//! The use cases that change projects, applications with their secrets, keys, APIs, grants, trusted
//! issuers and federated identities. Each
//! authorises, writes its audit event and commits in one transaction.

pub(crate) mod apis;
pub(crate) mod applications;
pub(crate) mod checkpoints;
pub(crate) mod client_secrets;
pub(crate) mod event;
pub(crate) mod event_types;
mod external_id;
pub(crate) mod federated_identities;
mod found;
pub(crate) mod grants;
pub(crate) mod import_secret;
pub(crate) mod keys;
pub(crate) mod operators;
pub(crate) mod projects;
pub(crate) mod sealing;
pub(crate) mod sign_in;
pub(crate) mod trusted_issuers;
pub(crate) mod webhooks;
mod write;

pub(crate) use write::Write;
