//! The audit log: its events, chains, checkpoints, exports and stream.

mod checkpoints;
mod events;
mod file;
mod log;
mod refusals;
mod search;
mod stream;
mod targets;
mod verify;
