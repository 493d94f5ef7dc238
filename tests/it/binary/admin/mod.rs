//! The commands that call the Admin API, as a person and as a script run them.

mod answers;
mod contexts;
mod desk;
mod docs;
mod import;
mod refusals;
mod secrets;
mod verbs;
