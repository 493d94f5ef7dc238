//! Webhooks with their secrets and attempts, and the notices of keys that end.

use sea_orm_migration::prelude::*;

use crate::columns::{id, index, optional, references, required};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [webhook(), secret(), attempt(), notice()] {
            manager.create_table(table).await?;
        }
        for index in indices() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("key_any_end").table("key").to_owned()).await?;
        for table in ["expiry_notice", "webhook_attempt", "webhook_secret", "webhook"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn webhook() -> TableCreateStatement {
    Table::create()
        .table("webhook")
        .col(id())
        .col(required("scope_id").uuid())
        .col(required("url").text())
        .col(required("event_types").json())
        .col(required("enabled").boolean())
        .col(required("position").big_integer())
        .col(required("due_at").big_integer())
        .col(optional("failing_since").big_integer())
        .col(required("created_at").big_integer())
        .col(optional("last_delivery_at").big_integer())
        .col(optional("last_error").text())
        .to_owned()
}

fn secret() -> TableCreateStatement {
    Table::create()
        .table("webhook_secret")
        .col(id())
        .col(required("scope_id").uuid())
        .col(required("webhook_id").uuid())
        .col(required("sealed_secret").blob())
        .col(required("master_key_id").text())
        .col(required("created_at").big_integer())
        .col(optional("expires_at").big_integer())
        .foreign_key(&mut references("webhook_secret", "webhook_id", "webhook"))
        .to_owned()
}

/// Without a foreign key: the attempts of a deleted webhook are swept by their age.
fn attempt() -> TableCreateStatement {
    Table::create()
        .table("webhook_attempt")
        .col(id())
        .col(required("webhook_id").uuid())
        .col(required("place").big_integer())
        .col(required("sequence").big_integer())
        .col(required("at").big_integer())
        .col(required("duration_ms").big_integer())
        .col(optional("status").integer())
        .col(optional("error").text())
        .to_owned()
}

fn notice() -> TableCreateStatement {
    Table::create()
        .table("expiry_notice")
        .col(ColumnDef::new("key_id").uuid().not_null().primary_key())
        .col(required("at").big_integer())
        .foreign_key(&mut references("expiry_notice", "key_id", "key"))
        .to_owned()
}

fn indices() -> Vec<IndexCreateStatement> {
    vec![
        index("webhook_scope", "webhook", &["scope_id", "id"]),
        index("webhook_secret_owner", "webhook_secret", &["webhook_id", "id"]),
        index("webhook_secret_end", "webhook_secret", &["expires_at"]),
        index("webhook_attempt_sequence", "webhook_attempt", &["webhook_id", "sequence"]),
        index("webhook_attempt_place", "webhook_attempt", &["webhook_id", "place"]),
        index("webhook_attempt_age", "webhook_attempt", &["at"]),
        // The keys of all scopes that end soon: the schedule's notices, and the portal's bell.
        index("key_any_end", "key", &["expires_at", "id"]),
    ]
}
