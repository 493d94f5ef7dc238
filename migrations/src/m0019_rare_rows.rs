//! Indexes for rows that are rare among many.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::columns::name_key;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The refused calls of the last hours. `span` and `outcome` are in the key although its condition decides them:
/// only an index that answers alone is taken by SQLite before `usage_age`, which holds the accepted calls too.
const REFUSED: &str = "CREATE INDEX usage_refused ON usage_count \
                       (span, starts_at, subject_id, calls, outcome) \
                       WHERE outcome <> 'ACCEPTED' AND span = 'HOUR'";
/// The index of the migration before.
const REFUSED_BEFORE: &str = "CREATE INDEX usage_refused ON usage_count (starts_at, subject_id) \
                              WHERE outcome <> 'ACCEPTED' AND span = 'HOUR'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "usage_refused", "usage_count").await?;
        let enabled = by_name(manager.get_database_backend());
        for statement in [REFUSED, &enabled] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "application_enabled", "application").await?;
        drop(manager, "usage_refused", "usage_count").await?;
        manager.get_connection().execute_unprepared(REFUSED_BEFORE).await?;
        Ok(())
    }
}

async fn drop(
    manager: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name(name).table(table).to_owned()).await
}

/// The disabled applications of a project by name, with the other columns that lists are filtered by.
fn by_name(backend: DbBackend) -> String {
    let name = name_key(backend);
    format!(
        "CREATE INDEX application_enabled ON application \
         (project_id, enabled, {name}, id, type, auth_method, deleted_at)"
    )
}
