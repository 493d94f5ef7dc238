//! Names in files and other tools for applications, APIs, grants and keys, as trusted issuers and
//! federated identities have them.

use sea_orm_migration::prelude::*;

use crate::columns::{index, optional};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const COLUMN: &str = "external_id";

/// Each table, the column of its scope, and its unique index.
const TABLES: [(&str, &str, &str); 4] = [
    ("application", "project_id", "application_external_id"),
    ("api", "project_id", "api_external_id"),
    ("api_grant", "project_id", "grant_external_id"),
    ("key", "scope_id", "key_external_id"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// A unique index counts no two rows without a value as the same.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, scope, name) in TABLES {
            let column = optional(COLUMN).text().to_owned();
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
            let unique = index(name, table, &[scope, COLUMN]).unique().to_owned();
            manager.create_index(unique).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, name) in TABLES {
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
            let altered = Table::alter().table(table).drop_column(COLUMN).to_owned();
            manager.alter_table(altered).await?;
        }
        Ok(())
    }
}
