//! Orders and filters of lists, and what needs attention.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::columns::{index, name_key, references, required};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Columns that lists of applications are filtered by. They stand in the indexes, so that a filter
/// reads no application that it leaves out.
const FACETS: &str = "type, auth_method, enabled, deleted_at";

/// Indexes that are dropped again, with their tables.
const INDEXES: [(&str, &str); 6] = [
    ("application_facets", "application"),
    ("application_name", "application"),
    ("project_name", "project"),
    ("key_ending", "key"),
    ("key_signing", "key"),
    ("usage_refused", "usage_count"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(application_use()).await?;
        let db = manager.get_connection();
        db.execute_unprepared(LAST_USES).await?;
        let order = ["project_id", "last_used_at", "application_id"];
        manager.create_index(index("application_use_order", "application_use", &order)).await?;

        for statement in indexes(manager.get_database_backend()) {
            db.execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table) in INDEXES {
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        manager.drop_table(Table::drop().table("application_use").to_owned()).await
    }
}

fn application_use() -> TableCreateStatement {
    Table::create()
        .table("application_use")
        .col(required("application_id").uuid().primary_key())
        .col(required("project_id").uuid())
        .col(required("last_used_at").big_integer())
        .foreign_key(&mut references("application_use", "application_id", "application"))
        .to_owned()
}

/// A row for each application; 0 stands for no call.
const LAST_USES: &str = "INSERT INTO application_use (application_id, project_id, last_used_at) \
     SELECT id, project_id, COALESCE((SELECT MAX(last_at) FROM usage_count \
         WHERE subject_id = application.id AND outcome = 'ACCEPTED'), 0) \
     FROM application WHERE deleted_at IS NULL";

fn indexes(backend: DbBackend) -> [String; 6] {
    let name = name_key(backend);
    [
        format!("CREATE INDEX application_facets ON application (project_id, id, {FACETS})"),
        format!("CREATE INDEX application_name ON application (project_id, {name}, id, {FACETS})"),
        format!("CREATE INDEX project_name ON project ({name}, id)"),
        // What ends soon in all projects.
        "CREATE INDEX key_ending ON key (expires_at, id) \
         WHERE revoked_at IS NULL AND deleted_at IS NULL AND expires_at IS NOT NULL"
            .to_owned(),
        // The signing keys of all projects, without the keys of applications.
        "CREATE INDEX key_signing ON key (activates_at, id) WHERE purpose = 'SIGNING'".to_owned(),
        // The refused calls of the last hours.
        "CREATE INDEX usage_refused ON usage_count (starts_at, subject_id) \
         WHERE outcome <> 'ACCEPTED' AND span = 'HOUR'"
            .to_owned(),
    ]
}
