//! The schema of the Admin API.

use async_graphql::{EmptySubscription, SDLExportOptions};

use super::{described::Described, mutation::Mutation, query::Query};

/// Maximum number of levels of fields. The introspection query of graphql-js needs 15.
pub(crate) const MAX_DEPTH: usize = 15;

/// The Admin API's schema.
pub(crate) type Schema = async_graphql::Schema<Query, Described<Mutation>, EmptySubscription>;

/// Builds the schema. The actor comes with each request, see [`Access`](super::access::Access).
pub(crate) fn schema() -> Schema {
    Schema::build(Query, Described(Mutation::default()), EmptySubscription)
        .limit_depth(MAX_DEPTH)
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
