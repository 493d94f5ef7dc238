//! Additional algorithms of an application's RSA key.

use sea_orm_migration::prelude::*;

use crate::columns::required;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // JOSE names, separated by spaces.
        let column = required("additional_algorithms").text().default("").to_owned();
        manager.alter_table(Table::alter().table("key").add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter().table("key").drop_column("additional_algorithms").to_owned();
        manager.alter_table(table).await
    }
}
