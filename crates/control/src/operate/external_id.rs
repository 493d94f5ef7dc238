//! External IDs: the names that things have in files and other tools, each once in a project among
//! the things of its kind.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::write::Write;
use crate::error::Error;

impl Write {
    /// Refuses an external ID that one of `others` has, which are the other things of the kind
    /// `noun` in the project.
    pub(super) async fn refuse_taken_external_id<E: EntityTrait>(
        &self,
        external_id: Option<&str>,
        others: Select<E>,
        column: E::Column,
        noun: &str,
    ) -> Result<(), Error> {
        // Without a value there is nothing to compare: `eq` of none would ask for null.
        let Some(wanted) = external_id else { return Ok(()) };
        match others.filter(column.eq(wanted)).one(self.db()).await? {
            None => Ok(()),
            Some(_) => Err(Error::taken(
                "externalId",
                format!("another {noun} of the project has the external ID {wanted} already"),
            )),
        }
    }
}
