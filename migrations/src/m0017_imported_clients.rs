//! Clients that come from another server: other values of `client_id`, audiences of their assertions,
//! and secrets of which only a hash is known.

use sea_orm_migration::prelude::*;

use crate::columns::{index, references, required};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(alias()).await?;
        let owner = index("client_id_alias_application", "client_id_alias", &["application_id"]);
        manager.create_index(owner).await?;

        let audiences = required("assertion_audiences").json().default("[]").to_owned();
        let altered = Table::alter().table("application").add_column(audiences).to_owned();
        manager.alter_table(altered).await?;

        // What `digest` holds. The secrets of earlier versions are stored as SHA-256.
        let form = required("form").text().default("SHA256").to_owned();
        manager.alter_table(Table::alter().table("client_secret").add_column(form).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("client_secret", "form"), ("application", "assertion_audiences")] {
            let altered = Table::alter().table(table).drop_column(column).to_owned();
            manager.alter_table(altered).await?;
        }
        manager.drop_table(Table::drop().table("client_id_alias").to_owned()).await
    }
}

fn alias() -> TableCreateStatement {
    Table::create()
        .table("client_id_alias")
        .col(required("project_id").uuid())
        .col(required("alias").text())
        .col(required("application_id").uuid())
        .primary_key(Index::create().col("project_id").col("alias"))
        .foreign_key(&mut references("client_id_alias", "application_id", "application"))
        .to_owned()
}
