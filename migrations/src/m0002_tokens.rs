//! Client secrets, spent assertions, revoked tokens, opaque tokens.

use sea_orm_migration::prelude::*;

use crate::{
    columns::{id, index, optional, references, required},
    steps::{add_column, create},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let generation = required("token_generation").big_integer().default(0).to_owned();
        add_column(manager, "application", generation).await?;

        let tables = [
            ("client_secret", client_secret()),
            ("spent_assertion", spent_assertion()),
            ("revoked_token", revoked_token()),
            ("opaque_token", opaque_token()),
        ];
        create(manager, tables, indices()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["opaque_token", "revoked_token", "spent_assertion", "client_secret"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        let generation =
            Table::alter().table("application").drop_column("token_generation").to_owned();
        manager.alter_table(generation).await
    }
}

fn client_secret() -> TableCreateStatement {
    Table::create()
        .table("client_secret")
        .col(id())
        .col(required("project_id").uuid())
        .col(required("application_id").uuid())
        .col(required("digest").blob())
        .col(optional("sealed_secret").blob())
        .col(optional("master_key_id").text())
        .col(required("created_at").big_integer())
        .col(optional("expires_at").big_integer())
        .col(optional("last_used_at").big_integer())
        .foreign_key(&mut references("client_secret", "application_id", "application"))
        .to_owned()
}

fn spent_assertion() -> TableCreateStatement {
    Table::create()
        .table("spent_assertion")
        .col(required("application_id").uuid())
        .col(required("digest").blob())
        .col(required("expires_at").big_integer())
        .primary_key(Index::create().col("application_id").col("digest"))
        .to_owned()
}

fn revoked_token() -> TableCreateStatement {
    Table::create()
        .table("revoked_token")
        .col(required("project_id").uuid())
        .col(required("jti").text())
        .col(required("expires_at").big_integer())
        .primary_key(Index::create().col("project_id").col("jti"))
        .to_owned()
}

fn opaque_token() -> TableCreateStatement {
    Table::create()
        .table("opaque_token")
        .col(ColumnDef::new("digest").blob().not_null().primary_key())
        .col(required("project_id").uuid())
        .col(required("application_id").uuid())
        .col(required("claims").text())
        .col(required("expires_at").big_integer())
        .to_owned()
}

fn indices() -> Vec<IndexCreateStatement> {
    vec![
        index("secret_application", "client_secret", &["application_id", "id"]),
        index("spent_end", "spent_assertion", &["expires_at"]),
        index("revoked_end", "revoked_token", &["expires_at"]),
        index("opaque_end", "opaque_token", &["expires_at"]),
        index("opaque_application", "opaque_token", &["application_id"]),
    ]
}
