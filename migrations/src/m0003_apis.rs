//! APIs, grants, and each application's default API.

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
        // No foreign key: SQLite cannot add one to an existing table.
        let default = optional("default_api_id").uuid().to_owned();
        add_column(manager, "application", default).await?;

        create(manager, [("api", api()), ("api_grant", grant())], indices()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["api_grant", "api"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        let index = Index::drop().name("application_default").table("application").to_owned();
        manager.drop_index(index).await?;
        let default = Table::alter().table("application").drop_column("default_api_id").to_owned();
        manager.alter_table(default).await
    }
}

fn api() -> TableCreateStatement {
    Table::create()
        .table("api")
        .col(id())
        .col(required("project_id").uuid())
        .col(required("name").text())
        .col(required("identifier").text())
        .col(required("scopes").json())
        .col(required("accepts").json())
        .col(optional("resource_server_id").uuid())
        .col(required("enabled").boolean())
        .col(required("created_at").big_integer())
        .col(required("updated_at").big_integer())
        .foreign_key(&mut references("api", "project_id", "project"))
        .foreign_key(&mut references("api", "resource_server_id", "application"))
        .to_owned()
}

fn grant() -> TableCreateStatement {
    Table::create()
        .table("api_grant")
        .col(id())
        .col(required("project_id").uuid())
        .col(required("application_id").uuid())
        .col(required("api_id").uuid())
        .col(required("scopes").json())
        .col(required("created_at").big_integer())
        .foreign_key(&mut references("api_grant", "application_id", "application"))
        .foreign_key(&mut references("api_grant", "api_id", "api"))
        .to_owned()
}

fn indices() -> Vec<IndexCreateStatement> {
    vec![
        index("api_name", "api", &["project_id", "name"]).unique().to_owned(),
        index("api_identifier", "api", &["project_id", "identifier"]).unique().to_owned(),
        index("api_project", "api", &["project_id", "id"]),
        index("api_server", "api", &["resource_server_id"]),
        index("grant_pair", "api_grant", &["application_id", "api_id"]).unique().to_owned(),
        index("grant_application", "api_grant", &["application_id", "id"]),
        index("grant_api", "api_grant", &["api_id", "id"]),
        index("grant_project", "api_grant", &["project_id", "id"]),
        index("application_default", "application", &["default_api_id"]),
    ]
}
