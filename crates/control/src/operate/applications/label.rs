//! Labels of applications.

use std::collections::{BTreeMap, btree_map::Entry};

use keyplane_auth::shown;
use keyplane_entity::{
    application,
    id::{ApplicationId, ProjectId},
    label::{self, Column, Label},
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::{error::Error, input::is_hidden, operate::write::Write};

/// Maximum number of labels of an application.
const MAX_LABELS: usize = 32;
/// Maximum length of a key, in characters.
const MAX_KEY: usize = 63;
/// Maximum length of a value, in characters.
const MAX_VALUE: usize = 255;

/// The labels of an application, value by key.
pub(super) type Labels = BTreeMap<String, String>;

/// Why a label is not valid; `None` if it is valid.
pub(crate) fn label_fault(label: &Label) -> Option<String> {
    let in_key =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._/-".contains(&byte);
    if !(1..=MAX_KEY).contains(&label.key.len()) || !label.key.bytes().all(in_key) {
        return Some(format!(
            "a key must be 1 to {MAX_KEY} lower-case letters, digits, dots, underscores, slashes \
             and hyphens"
        ));
    }
    if label.value.chars().nth(MAX_VALUE).is_some() || label.value.chars().any(is_hidden) {
        return Some(format!(
            "a value must be at most {MAX_VALUE} characters, without control, zero-width and \
             text-direction characters"
        ));
    }
    None
}

/// Checks the labels of an application.
pub(super) fn check_labels(field: &str, labels: Vec<Label>) -> Result<Labels, Error> {
    let refuse = |why: String| Err(Error::input(field, why));
    if labels.len() > MAX_LABELS {
        return refuse(format!("must be at most {MAX_LABELS}"));
    }

    let mut checked = Labels::new();
    for label in labels {
        if let Some(fault) = label_fault(&label) {
            return refuse(fault);
        }
        match checked.entry(label.key) {
            Entry::Vacant(free) => free.insert(label.value),
            Entry::Occupied(taken) => {
                return refuse(format!("the key {} is listed twice", shown(taken.key())));
            }
        };
    }
    Ok(checked)
}

impl Write {
    /// The labels of an application of the project.
    pub(super) async fn labels(
        &self,
        project: ProjectId,
        application: ApplicationId,
    ) -> Result<Labels, Error> {
        let rows = label::Entity::in_project(project)
            .filter(Column::ApplicationId.eq(application))
            .all(self.db())
            .await?;
        Ok(rows.into_iter().map(|row| (row.key, row.value)).collect())
    }

    /// Stores the labels of an application that has none.
    pub(super) async fn insert_labels(
        &self,
        of: &application::Model,
        labels: &Labels,
    ) -> Result<(), Error> {
        let rows: Vec<_> = labels.iter().map(|(key, value)| row(of, key, value)).collect();
        if !rows.is_empty() {
            label::Entity::insert_many(rows).exec_without_returning(self.db()).await?;
        }
        Ok(())
    }

    /// Deletes the labels of an application.
    pub(super) async fn delete_labels(&self, of: ApplicationId) -> Result<(), Error> {
        label::Entity::delete_many().filter(Column::ApplicationId.eq(of)).exec(self.db()).await?;
        Ok(())
    }
}

fn row(of: &application::Model, key: &str, value: &str) -> label::ActiveModel {
    label::Model {
        application_id: of.id,
        key: key.to_owned(),
        project_id: of.project_id,
        value: value.to_owned(),
    }
    .into_active_model()
}
