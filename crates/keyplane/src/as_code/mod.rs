//! Configuration as code: files that describe projects, and the commands `plan`, `apply` and `export`.
//!
//! The files are read into what is [`desired`], the server into what is [`remote`], and the difference
//! is a [`plan`], which [`apply`] carries out by mutations. An object belongs to the file set whose
//! name its `externalId` begins with; there is no other state.

mod apply;
mod args;
mod command;
mod consistency;
mod desired;
mod drift;
mod error;
mod export;
mod model;
mod object;
mod plan;
mod public_key;
mod remote;
mod source;

pub(crate) use args::{ApplyArgs, PlanArgs, SetExportArgs};
pub(crate) use command::{apply_files, plan_files};
pub(crate) use error::AsCodeError;
pub(crate) use export::export_files;
pub(crate) use model::schema;
