//! Descriptions, owners and labels.

use sea_orm_migration::prelude::*;

use crate::columns::{index, references, required};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Texts that are empty in existing rows.
const TEXTS: [(&str, &str); 4] = [
    ("project", "description"),
    ("application", "description"),
    ("application", "owner"),
    ("api", "description"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in TEXTS {
            let column = required(column).text().default("").to_owned();
            let altered = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(altered).await?;
        }

        manager.create_table(label()).await?;
        // A list that is filtered by a label walks this index, which holds the label's applications
        // in the order of the list.
        let filter = ["project_id", "key", "value", "application_id"];
        manager.create_index(index("label_filter", "application_label", &filter)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("application_label").to_owned()).await?;
        for (table, column) in TEXTS {
            let altered = Table::alter().table(table).drop_column(column).to_owned();
            manager.alter_table(altered).await?;
        }
        Ok(())
    }
}

fn label() -> TableCreateStatement {
    Table::create()
        .table("application_label")
        .col(required("application_id").uuid())
        .col(required("key").text())
        .col(required("project_id").uuid())
        .col(required("value").text())
        .primary_key(Index::create().col("application_id").col("key"))
        .foreign_key(&mut references("application_label", "application_id", "application"))
        .to_owned()
}
