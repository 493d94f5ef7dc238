//! Helpers of the migrations. They define only how a column is written, never which columns exist.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

pub(crate) fn required(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).not_null().to_owned()
}

pub(crate) fn optional(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).null().to_owned()
}

pub(crate) fn id() -> ColumnDef {
    ColumnDef::new("id").uuid().not_null().primary_key().to_owned()
}

pub(crate) fn references(
    from: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from, column).to(to, "id").to_owned()
}

pub(crate) fn index(
    name: &str,
    table: &'static str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

/// The key of a name in an index: its bytes, with A to Z in lower case, on both databases.
pub(crate) fn name_key(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => "lower(name)",
        _ => "lower(name COLLATE \"C\")",
    }
}
