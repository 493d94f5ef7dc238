//! The Admin API. Types wrap the tables' rows; the use-cases decide.

mod access;
mod api;
mod application;
mod audit_event;
mod batches;
mod client_secret;
mod connection;
mod defaults;
mod described;
mod document;
pub(crate) mod endpoint;
mod enums;
mod failure;
mod grant;
mod harmless;
mod instance;
mod key;
mod key_policy;
mod label;
mod limits;
mod loaders;
mod media;
mod mutation;
mod node;
mod patch;
mod private_key_file;
mod project;
mod project_endpoints;
mod query;
pub(crate) mod refusal;
mod reply;
mod rotation_preview;
mod scalars;
mod shares;
mod token_inspection;
mod variables;
mod viewer;

use async_graphql::{EmptySubscription, SDLExportOptions};

pub(crate) use self::shares::Shares;
use self::{described::Described, mutation::Mutation, query::Query};

/// The Admin API's schema.
pub(crate) type Schema = async_graphql::Schema<Query, Described<Mutation>, EmptySubscription>;

/// Builds the schema. The actor comes with each request, see [`access::Access`].
pub(crate) fn schema() -> Schema {
    Schema::build(Query, Described(Mutation::default()), EmptySubscription)
        .limit_depth(limits::MAX_DEPTH)
        .finish()
}

/// The schema in the schema definition language, as `schema.graphql` holds it. Ends with one
/// newline.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().prefer_single_line_descriptions();
    let mut sdl = schema().sdl_with_options(options).trim_end().to_owned();
    sdl.push('\n');
    sdl
}

#[cfg(test)]
mod tests;
