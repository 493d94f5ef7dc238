//! The active master key and the keys that each server holds; copies and restored backups.

use sea_orm_migration::prelude::*;

use crate::columns::{optional, required};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sealing()).await?;
        manager.create_table(holder()).await?;
        for (table, column) in columns() {
            let altered = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(altered).await?;
        }

        let first = "INSERT INTO sealing (id, master_key_id, former_key_ids) \
                     SELECT 1, master_key_id, '' FROM instance";
        manager.get_connection().execute_unprepared(first).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in columns() {
            let altered = Table::alter()
                .table(table)
                .drop_column(Alias::new(column.get_column_name()))
                .to_owned();
            manager.alter_table(altered).await?;
        }
        for table in ["master_key_holder", "sealing"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// One row. A transaction that seals a value locks it, so that it is not in the table `instance`,
/// which readiness probes update.
fn sealing() -> TableCreateStatement {
    Table::create()
        .table("sealing")
        .col(ColumnDef::new("id").small_integer().not_null().primary_key())
        .col(required("master_key_id").text())
        .col(required("former_key_ids").text())
        .to_owned()
}

fn holder() -> TableCreateStatement {
    Table::create()
        .table("master_key_holder")
        .col(ColumnDef::new("replica_id").uuid().not_null().primary_key())
        .col(required("name").text())
        .col(required("key_ids").text())
        .col(required("seen_at").big_integer())
        .to_owned()
}

fn columns() -> [(&'static str, ColumnDef); 3] {
    [
        ("instance", optional("restored_from").big_integer().to_owned()),
        ("instance", optional("database_identity").text().to_owned()),
        ("application", required("assertions_after").big_integer().default(0).to_owned()),
    ]
}
