//! Reads files: YAML and TOML become one tree with places, which is checked by the JSON Schema.

mod check;
mod flaw;
mod folder;
mod nearest;
mod node;
mod toml;
mod yaml;

pub(super) use check::SchemaCheck;
pub(super) use flaw::{Flaws, Mark, Spot};
pub(super) use folder::{Bounds, SourceFile, list, read_beside};
pub(super) use node::{SourceMember, SourceNode, SourceValue};
