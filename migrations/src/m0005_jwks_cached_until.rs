//! Until when verifiers may still cache a JWKS under an earlier policy with a longer lifetime.

use sea_orm_migration::prelude::*;

use crate::columns::optional;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = Table::alter()
            .table("project")
            .add_column(optional("jwks_cached_until").big_integer())
            .to_owned();
        manager.alter_table(column).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = Table::alter().table("project").drop_column("jwks_cached_until").to_owned();
        manager.alter_table(column).await
    }
}
