//! Counted calls. They take over the last use of keys and client secrets.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::columns::{index, optional, required};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(usage_count()).await?;
        // Rows are folded and removed by their age.
        let age = ["span", "starts_at"];
        manager.create_index(index("usage_age", "usage_count", &age)).await?;

        // The columns stay, because replicas of the release before still use them.
        for table in ["key", "client_secret"] {
            manager.get_connection().execute_unprepared(&last_uses(manager, table)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("usage_count").to_owned()).await
    }
}

fn usage_count() -> TableCreateStatement {
    // The order of the key is the order of reading: the calls of a subject in a range of time, and
    // its newest row.
    let key = ["subject_id", "starts_at", "api_id", "span", "outcome"];
    let mut primary = Index::create();
    for column in key {
        primary.col(column);
    }

    Table::create()
        .table("usage_count")
        .col(required("subject_id").uuid())
        .col(required("starts_at").big_integer())
        .col(required("api_id").uuid())
        .col(required("span").text())
        .col(required("outcome").text())
        .col(required("calls").big_integer())
        .col(required("last_at").big_integer())
        .col(optional("last_source").text())
        .primary_key(&mut primary)
        .to_owned()
}

/// Copies the known last uses of the rows of a table. Their number of calls is not known.
fn last_uses(manager: &SchemaManager<'_>, table: &str) -> String {
    let no_api = match manager.get_database_backend() {
        DbBackend::Sqlite => "zeroblob(16)",
        _ => "'00000000-0000-0000-0000-000000000000'",
    };
    format!(
        "INSERT INTO usage_count \
         (subject_id, starts_at, api_id, span, outcome, calls, last_at, last_source) \
         SELECT id, 0, {no_api}, 'EARLIER', 'ACCEPTED', 0, last_used_at, NULL \
         FROM \"{table}\" WHERE last_used_at IS NOT NULL"
    )
}
