//! `keyplane plan`, `apply` and `export` against the real server, on both databases.

mod drift;
mod export;
mod files;
mod kills;
mod rounds;
mod schema;
mod sets;
mod site;
