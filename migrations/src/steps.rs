//! Steps of the first three migrations.
//!
//! Early builds ran them on SQLite without a transaction: a process killed half-way left tables
//! without a record of the migration. These steps keep existing tables, so that the migration can
//! be completed. Later migrations are atomic and do not need them.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// Creates tables and then indices, except for those that a killed process left behind.
pub(crate) async fn create(
    manager: &SchemaManager<'_>,
    tables: impl IntoIterator<Item = (&'static str, TableCreateStatement)>,
    indices: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    for (name, table) in tables {
        if !is_there(manager, name, &table).await? {
            manager.create_table(table).await?;
        }
    }

    for mut index in indices {
        if manager.get_database_backend() == DbBackend::Sqlite {
            index.if_not_exists();
        }
        manager.create_index(index).await?;
    }
    Ok(())
}

/// Adds a column to `table`, unless a killed process left it behind.
pub(crate) async fn add_column(
    manager: &SchemaManager<'_>,
    table: &'static str,
    mut column: ColumnDef,
) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite
        && manager.has_column(table, column.get_column_name()).await?
    {
        return Ok(());
    }
    manager.alter_table(Table::alter().table(table).add_column(column.take()).to_owned()).await
}

/// Whether SQLite has this table. An error if the table lacks one of these columns, since Keyplane
/// then did not make it.
async fn is_there(
    manager: &SchemaManager<'_>,
    name: &'static str,
    table: &TableCreateStatement,
) -> Result<bool, DbErr> {
    if manager.get_database_backend() != DbBackend::Sqlite || !manager.has_table(name).await? {
        return Ok(false);
    }
    for column in table.get_columns() {
        if !manager.has_column(name, column.get_column_name()).await? {
            return Err(DbErr::Migration(format!(
                "it has a table \"{name}\" that Keyplane did not make: give Keyplane a database of its own"
            )));
        }
    }
    Ok(true)
}
