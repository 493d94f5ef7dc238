//! Trusted issuers, federated identities, and what applications do with them.

use sea_orm_migration::prelude::*;

use crate::columns::{id, index, optional, references, required};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [trusted_issuer(), federated_identity()] {
            manager.create_table(table).await?;
        }
        for index in indices() {
            manager.create_index(index).await?;
        }
        for column in settings() {
            let altered = Table::alter().table("application").add_column(column).to_owned();
            manager.alter_table(altered).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in settings() {
            let name = column.get_column_name();
            let altered = Table::alter().table("application").drop_column(name).to_owned();
            manager.alter_table(altered).await?;
        }
        for table in ["federated_identity", "trusted_issuer"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// New columns of an application.
fn settings() -> [ColumnDef; 2] {
    [
        required("federated_grants").json().default("[]").to_owned(),
        required("federated_claim").boolean().default(false).to_owned(),
    ]
}

fn trusted_issuer() -> TableCreateStatement {
    Table::create()
        .table("trusted_issuer")
        .col(id())
        .col(required("project_id").uuid())
        .col(required("name").text())
        .col(optional("external_id").text())
        .col(optional("preset").text())
        .col(optional("issuer").text())
        .col(optional("trust_domain").text())
        .col(required("key_source").text())
        .col(optional("discovery_url").text())
        .col(optional("jwks_uri").text())
        .col(optional("jwks").text())
        .col(optional("ca_certificate").text())
        .col(required("algorithms").json())
        .col(optional("audience").text())
        .col(required("allow_shared_audience").boolean())
        .col(optional("shared_audience_reason").text())
        .col(required("single_use").boolean())
        .col(required("max_age_seconds").big_integer())
        .col(required("enabled").boolean())
        .col(optional("expires_at").big_integer())
        .col(required("created_at").big_integer())
        .foreign_key(&mut references("trusted_issuer", "project_id", "project"))
        .to_owned()
}

fn federated_identity() -> TableCreateStatement {
    Table::create()
        .table("federated_identity")
        .col(id())
        .col(required("project_id").uuid())
        .col(required("application_id").uuid())
        .col(required("trusted_issuer_id").uuid())
        .col(required("name").text())
        .col(optional("external_id").text())
        .col(required("rules").json())
        .col(required("enabled").boolean())
        .col(optional("expires_at").big_integer())
        .col(required("created_at").big_integer())
        .foreign_key(&mut references("federated_identity", "application_id", "application"))
        .foreign_key(&mut references("federated_identity", "trusted_issuer_id", "trusted_issuer"))
        .to_owned()
}

/// A unique index counts no two rows without a value as the same.
fn indices() -> Vec<IndexCreateStatement> {
    let (issuer, identity) = ("trusted_issuer", "federated_identity");
    let unique = |name, table, column| index(name, table, &["project_id", column]).unique().take();
    vec![
        unique("issuer_iss", issuer, "issuer"),
        unique("issuer_trust_domain", issuer, "trust_domain"),
        unique("issuer_external_id", issuer, "external_id"),
        index("issuer_project", issuer, &["project_id", "id"]),
        unique("identity_external_id", identity, "external_id"),
        index("identity_application", identity, &["application_id", "id"]),
        index("identity_issuer", identity, &["trusted_issuer_id", "id"]),
        index("identity_project", identity, &["project_id", "id"]),
    ]
}
