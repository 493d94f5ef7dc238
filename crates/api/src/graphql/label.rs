//! Labels of applications.

use async_graphql::{InputObject, SimpleObject, dataloader::Loader};
use keyplane_entity::{id::ApplicationId, label};

use super::{access::Reader, failure::Failure, loaders::Loaded};

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

/// The labels of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct LabelsOf(pub(crate) ApplicationId);

impl Loader<LabelsOf> for Reader {
    type Value = Result<Vec<Label>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[LabelsOf]) -> Loaded<LabelsOf, Vec<Label>> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().labels_of(&self.actor, &ids).await?.into_iter();
        let nodes = |rows: Vec<label::Model>| rows.into_iter().map(Into::into).collect();
        Ok(found.map(|(id, rows)| (LabelsOf(id), Ok(nodes(rows)))).collect())
    }
}
