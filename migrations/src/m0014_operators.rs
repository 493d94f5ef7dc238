//! Sign-in of operators: providers with their rules, sessions and blocked people. An admin key may
//! belong to a rule, and an audit event may name a person.

use sea_orm_migration::prelude::*;

use crate::columns::{id, index, optional, references, required};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const KEYS: &str = "key_operator_rule";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [issuer(), rule(), session(), block()] {
            manager.create_table(table).await?;
        }
        for (table, column) in columns() {
            let altered = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(altered).await?;
        }
        for index in indices() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(KEYS).table("key").to_owned()).await?;
        for (table, column) in columns() {
            let altered = Table::alter()
                .table(table)
                .drop_column(Alias::new(column.get_column_name()))
                .to_owned();
            manager.alter_table(altered).await?;
        }
        for table in ["operator_block", "operator_session", "operator_rule", "operator_issuer"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn issuer() -> TableCreateStatement {
    Table::create()
        .table("operator_issuer")
        .col(id())
        .col(required("name").text())
        .col(required("issuer").text().unique_key())
        .col(required("client_id").text())
        .col(required("sealed_client_secret").blob())
        .col(required("master_key_id").text())
        .col(required("scopes").json())
        .col(optional("ca_certificate").text())
        .col(required("session_length_seconds").big_integer())
        .col(required("idle_seconds").big_integer())
        .col(required("enabled").boolean())
        .col(required("created_at").big_integer())
        .to_owned()
}

fn rule() -> TableCreateStatement {
    Table::create()
        .table("operator_rule")
        .col(id())
        .col(required("operator_issuer_id").uuid())
        .col(required("scope_id").uuid())
        .col(required("name").text())
        .col(required("claim_rules").json())
        .col(required("permissions").text())
        .col(required("enabled").boolean())
        .col(optional("expires_at").big_integer())
        .col(required("created_at").big_integer())
        .foreign_key(&mut references("operator_rule", "operator_issuer_id", "operator_issuer"))
        .to_owned()
}

/// Without foreign keys: the sessions of what was deleted are swept by their age.
fn session() -> TableCreateStatement {
    Table::create()
        .table("operator_session")
        .col(id())
        .col(required("operator_issuer_id").uuid())
        .col(optional("operator_rule_id").uuid())
        .col(required("matched_rules").json())
        .col(required("issuer").text())
        .col(required("subject").text())
        .col(required("display_name").text())
        .col(optional("email").text())
        .col(required("cookie_digest").text().unique_key())
        .col(required("state_digest").text().unique_key())
        .col(optional("authenticated_at").big_integer())
        .col(required("created_at").big_integer())
        .col(required("last_used_at").big_integer())
        .col(required("expires_at").big_integer())
        .col(optional("ended_at").big_integer())
        .col(optional("end").text())
        .to_owned()
}

/// A person is the issuer and the subject, so a block outlives the row of the provider.
fn block() -> TableCreateStatement {
    Table::create()
        .table("operator_block")
        .col(id())
        .col(required("issuer").text())
        .col(required("subject").text())
        .col(required("reason").text())
        .col(required("created_at").big_integer())
        .to_owned()
}

fn columns() -> [(&'static str, ColumnDef); 2] {
    [
        ("key", optional("operator_rule_id").uuid().to_owned()),
        // Null in existing events, whose hashes do not cover it.
        ("audit_event", optional("operator").text().to_owned()),
    ]
}

fn indices() -> Vec<IndexCreateStatement> {
    let mut person = index("operator_block_person", "operator_block", &["issuer", "subject"]);
    vec![
        index("operator_rule_issuer", "operator_rule", &["operator_issuer_id", "id"]),
        index("operator_rule_scope", "operator_rule", &["scope_id"]),
        index("operator_session_issuer", "operator_session", &["operator_issuer_id", "id"]),
        index("operator_session_rule", "operator_session", &["operator_rule_id"]),
        index("operator_session_person", "operator_session", &["issuer", "subject"]),
        index("operator_session_end", "operator_session", &["expires_at"]),
        person.unique().to_owned(),
        index(KEYS, "key", &["operator_rule_id", "id"]),
    ]
}
