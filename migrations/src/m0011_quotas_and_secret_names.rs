//! Quotas of applications, and names of client secrets.

use sea_orm_migration::prelude::*;

use crate::columns::{optional, required};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let quota = optional("tokens_per_minute").big_integer().to_owned();
        manager
            .alter_table(Table::alter().table("application").add_column(quota).to_owned())
            .await?;

        let name = required("name").text().default("").to_owned();
        manager.alter_table(Table::alter().table("client_secret").add_column(name).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("client_secret", "name"), ("application", "tokens_per_minute")] {
            let altered = Table::alter().table(table).drop_column(column).to_owned();
            manager.alter_table(altered).await?;
        }
        Ok(())
    }
}
