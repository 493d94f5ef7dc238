//! Instance, projects, applications, keys, audit events, search terms.
//!
//! Times are Unix milliseconds. Enumerations are stored as the texts of the contract.

use sea_orm_migration::prelude::*;

use crate::{
    columns::{id, index, optional, references, required},
    steps::create,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            ("instance", instance()),
            ("project", project()),
            ("application", application()),
            ("key", key()),
            ("audit_chain", chain()),
            ("audit_event", event()),
            ("search_term", term()),
        ];
        create(manager, tables, indices()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "search_term",
            "audit_event",
            "audit_chain",
            "key",
            "application",
            "project",
            "instance",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn instance() -> TableCreateStatement {
    Table::create()
        .table("instance")
        .col(ColumnDef::new("id").small_integer().not_null().primary_key())
        .col(required("public_url").text())
        .col(required("master_key_id").text())
        .col(required("created_at").big_integer())
        .to_owned()
}

fn project() -> TableCreateStatement {
    Table::create()
        .table("project")
        .col(id())
        .col(required("slug").text().unique_key())
        .col(required("name").text())
        .col(optional("authorization_endpoint").text())
        .col(required("signing_algorithm").text())
        .col(required("rsa_bits").integer())
        .col(optional("rotation_period_seconds").big_integer())
        .col(required("publish_ahead_seconds").big_integer())
        .col(required("jwks_max_age_seconds").big_integer())
        .col(required("max_admin_token_lifetime_seconds").big_integer())
        .col(required("created_at").big_integer())
        .col(required("updated_at").big_integer())
        .col(optional("deleted_at").big_integer())
        .to_owned()
}

fn application() -> TableCreateStatement {
    Table::create()
        .table("application")
        .col(id())
        .col(required("project_id").uuid())
        .col(required("name").text())
        .col(required("type").text())
        .col(required("auth_method").text())
        .col(required("enabled").boolean())
        .col(required("access_token_format").text())
        .col(required("access_token_lifetime_seconds").big_integer())
        .col(required("allow_any_subject").boolean())
        .col(required("allow_token_endpoint_audience").boolean())
        .col(required("allowed_claims").json())
        .col(required("created_at").big_integer())
        .col(required("updated_at").big_integer())
        .col(optional("deleted_at").big_integer())
        .foreign_key(&mut references("application", "project_id", "project"))
        .to_owned()
}

fn key() -> TableCreateStatement {
    Table::create()
        .table("key")
        .col(id())
        .col(required("scope_id").uuid())
        .col(optional("application_id").uuid())
        .col(required("purpose").text())
        .col(required("kid").text())
        .col(required("name").text())
        .col(required("algorithm").text())
        .col(required("public_key").blob())
        .col(required("thumbprint").text())
        .col(optional("certificate").blob())
        .col(required("custody").text())
        .col(required("origin").text())
        .col(optional("sealed_private_key").blob())
        .col(optional("master_key_id").text())
        .col(required("private_key_retained").boolean())
        .col(optional("permissions").text())
        .col(optional("created_by_kid").text())
        .col(optional("predecessor_id").uuid().unique_key())
        .col(required("created_at").big_integer())
        .col(required("activates_at").big_integer())
        .col(optional("retires_at").big_integer())
        .col(optional("expires_at").big_integer())
        .col(optional("not_after").big_integer())
        .col(optional("revoked_at").big_integer())
        .col(optional("last_used_at").big_integer())
        .col(required("max_token_lifetime_seconds").big_integer())
        .col(optional("deleted_at").big_integer())
        .foreign_key(&mut references("key", "application_id", "application"))
        .foreign_key(&mut references("key", "predecessor_id", "key"))
        .to_owned()
}

fn chain() -> TableCreateStatement {
    Table::create()
        .table("audit_chain")
        .col(ColumnDef::new("scope_id").uuid().not_null().primary_key())
        .col(required("sequence").big_integer())
        .col(required("hash").text())
        .to_owned()
}

fn event() -> TableCreateStatement {
    Table::create()
        .table("audit_event")
        .col(id())
        .col(required("scope_id").uuid())
        .col(required("sequence").big_integer())
        .col(required("at").big_integer())
        .col(required("action").text())
        .col(required("actor_type").text())
        .col(optional("actor_key_id").uuid())
        .col(optional("actor_kid").text())
        .col(optional("target_id").text())
        .col(required("changes").text())
        .col(optional("request_id").text())
        .col(optional("source_address").text())
        .col(required("previous_hash").text())
        .col(required("hash").text())
        .to_owned()
}

fn term() -> TableCreateStatement {
    Table::create()
        .table("search_term")
        .col(required("scope_id").uuid())
        .col(required("kind").text())
        .col(required("term").blob())
        .col(required("target_id").uuid())
        .primary_key(Index::create().col("scope_id").col("kind").col("term").col("target_id"))
        .to_owned()
}

fn indices() -> Vec<IndexCreateStatement> {
    vec![
        index("application_project", "application", &["project_id", "id"]),
        index("key_kid", "key", &["scope_id", "kid"]).unique().to_owned(),
        index("key_thumbprint", "key", &["scope_id", "thumbprint"]).unique().to_owned(),
        index("key_scope", "key", &["scope_id", "id"]),
        index("key_purpose", "key", &["scope_id", "purpose", "id"]),
        index("key_application", "key", &["application_id", "id"]),
        index("key_end", "key", &["scope_id", "expires_at", "id"]),
        // The schedule queries signing keys that retire, and projects with a rotation period.
        index("key_retirement", "key", &["retires_at"]),
        index("project_rotation", "project", &["rotation_period_seconds"]),
        index("event_sequence", "audit_event", &["scope_id", "sequence"]).unique().to_owned(),
        index("event_action", "audit_event", &["scope_id", "action", "sequence"]),
        index("event_target", "audit_event", &["scope_id", "target_id", "sequence"]),
        index("event_actor", "audit_event", &["scope_id", "actor_key_id", "sequence"]),
        index("term_target", "search_term", &["target_id", "term"]),
        // The instance's command palette searches all scopes at once.
        index("term_any_scope", "search_term", &["term", "kind"]),
    ]
}
