//! The outbox of the notices that replicas send each other about their commits.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

use crate::columns::{index, optional, required};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(change_notice()).await?;
        let ends = index("change_notice_end", "change_notice", &["written_at"]);
        manager.create_index(ends).await?;

        manager.create_table(notice_head()).await?;
        let start = "INSERT INTO notice_head (id, position) VALUES (1, 0)";
        manager.get_connection().execute_unprepared(start).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["notice_head", "change_notice"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn change_notice() -> TableCreateStatement {
    Table::create()
        .table("change_notice")
        .col(required("position").big_integer().primary_key())
        .col(required("scope_id").uuid())
        .col(optional("part").text())
        .col(required("replica_id").uuid())
        .col(required("commit_id").uuid())
        .col(required("written_at").big_integer())
        .to_owned()
}

/// One row, whose lock gives out the positions.
fn notice_head() -> TableCreateStatement {
    Table::create()
        .table("notice_head")
        .col(required("id").integer().primary_key())
        .col(required("position").big_integer())
        .to_owned()
}
