//! Audit: names of targets, signed checkpoints, and the position of the stream.

use sea_orm_migration::prelude::*;

use crate::columns::{id, optional, required};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Columns of `audit_chain` that are 0 in existing rows: no checkpoint yet.
const OF_CHAIN: [&str; 2] = ["checkpoint_sequence", "checkpoint_at"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Null in existing events, whose hashes do not cover it.
        let target =
            Table::alter().table("audit_event").add_column(optional("target").text()).take();
        manager.alter_table(target).await?;
        for name in OF_CHAIN {
            let column = required(name).big_integer().default(0).take();
            manager
                .alter_table(Table::alter().table("audit_chain").add_column(column).take())
                .await?;
        }

        for table in [signing_key(), checkpoint(), position(), lease()] {
            manager.create_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in
            ["audit_stream_lease", "audit_stream_position", "audit_checkpoint", "audit_signing_key"]
        {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        for name in OF_CHAIN {
            manager
                .alter_table(Table::alter().table("audit_chain").drop_column(name).take())
                .await?;
        }
        manager.alter_table(Table::alter().table("audit_event").drop_column("target").take()).await
    }
}

fn signing_key() -> TableCreateStatement {
    Table::create()
        .table("audit_signing_key")
        .col(id())
        .col(required("kid").text().unique_key())
        .col(required("public_key").blob())
        .col(required("sealed_private_key").blob())
        .col(required("master_key_id").text())
        .col(required("created_at").big_integer())
        .take()
}

fn checkpoint() -> TableCreateStatement {
    Table::create()
        .table("audit_checkpoint")
        .col(required("scope_id").uuid())
        .col(required("sequence").big_integer())
        .col(required("at").big_integer())
        .col(required("kid").text())
        .col(required("jws").text())
        .primary_key(Index::create().col("scope_id").col("sequence"))
        .take()
}

fn position() -> TableCreateStatement {
    Table::create()
        .table("audit_stream_position")
        .col(required("scope_id").uuid().primary_key())
        .col(required("sequence").big_integer())
        .col(required("checkpoint_sequence").big_integer())
        .take()
}

fn lease() -> TableCreateStatement {
    Table::create()
        .table("audit_stream_lease")
        .col(required("id").small_integer().primary_key())
        .col(required("holder").uuid())
        .col(required("ends_at").big_integer())
        .take()
}
