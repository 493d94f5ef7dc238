//! Whether the token endpoint of a project takes `audience` for `resource`.

use sea_orm_migration::prelude::*;

use crate::columns::required;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const COLUMN: &str = "accept_audience_parameter";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // False in existing rows: their clients may send an `audience` that was ignored so far, and
        // would get another token, or none. New projects say true themselves.
        let column = required(COLUMN).boolean().default(false).to_owned();
        let altered = Table::alter().table("project").add_column(column).to_owned();
        manager.alter_table(altered).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let altered = Table::alter().table("project").drop_column(COLUMN).to_owned();
        manager.alter_table(altered).await
    }
}
