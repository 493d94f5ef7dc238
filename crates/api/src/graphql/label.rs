//! Labels of applications.

use async_graphql::{InputObject, SimpleObject};
use keyplane_entity::label;

/// Label of an application.
#[derive(Clone, SimpleObject)]
pub(crate) struct Label {
    /// Key, 1 to 63 lower-case letters, digits, dots, underscores, slashes and hyphens; unique
    /// among the labels of an application.
    key: String,
    /// Value, 0 to 255 characters.
    value: String,
}

impl From<label::Model> for Label {
    fn from(row: label::Model) -> Self {
        Self { key: row.key, value: row.value }
    }
}

/// Label of an application.
#[derive(InputObject)]
pub(crate) struct LabelInput {
    /// Key, 1 to 63 lower-case letters, digits, dots, underscores, slashes and hyphens.
    key: String,
    /// Value, 0 to 255 characters.
    value: String,
}

impl From<LabelInput> for label::Label {
    fn from(input: LabelInput) -> Self {
        Self { key: input.key, value: input.value }
    }
}
