//! The row of an application in the table of last uses.

use keyplane_entity::{
    application,
    application_use::{Column, Entity, Model, NEVER},
    id::ApplicationId,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};

use crate::{error::Error, operate::write::Write};

impl Write {
    /// Gives an application its row, unless it has one: a release without this table may have
    /// created the application.
    pub(super) async fn ensure_use(&self, of: &application::Model) -> Result<(), Error> {
        let (application_id, project_id) = (of.id, of.project_id);
        let row = Model { application_id, project_id, last_used_at: NEVER };
        Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::column(Column::ApplicationId).do_nothing().to_owned())
            .exec_without_returning(self.db())
            .await?;
        Ok(())
    }

    /// Deletes the row.
    pub(super) async fn delete_use(&self, of: ApplicationId) -> Result<(), Error> {
        Entity::delete_many().filter(Column::ApplicationId.eq(of)).exec(self.db()).await?;
        Ok(())
    }
}
