//! The database schema, as migrations that run on both SQLite and PostgreSQL. Independent of the
//! other crates: an applied migration never changes, even if the entities do.

mod columns;
mod m0001_control_plane;
mod m0002_tokens;
mod m0003_apis;
mod m0004_additional_algorithms;
mod m0005_jwks_cached_until;
mod m0006_descriptions_and_labels;
mod m0007_change_notices;
mod m0008_usage;
mod m0009_webhooks;
mod m0010_audit;
mod m0011_quotas_and_secret_names;
mod m0012_master_keys;
mod m0013_trusted_issuers;
mod m0014_operators;
mod m0015_external_ids;
mod m0016_accept_audience_parameter;
mod m0017_imported_clients;
mod m0018_lists;
mod m0019_rare_rows;
mod steps;

use std::collections::HashSet;

use sea_orm_migration::{
    prelude::*,
    sea_orm::{DatabaseConnection, DatabaseTransaction, EntityTrait},
    seaql_migrations,
};

/// All migrations, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_control_plane::Migration),
            Box::new(m0002_tokens::Migration),
            Box::new(m0003_apis::Migration),
            Box::new(m0004_additional_algorithms::Migration),
            Box::new(m0005_jwks_cached_until::Migration),
            Box::new(m0006_descriptions_and_labels::Migration),
            Box::new(m0007_change_notices::Migration),
            Box::new(m0008_usage::Migration),
            Box::new(m0009_webhooks::Migration),
            Box::new(m0010_audit::Migration),
            Box::new(m0011_quotas_and_secret_names::Migration),
            Box::new(m0012_master_keys::Migration),
            Box::new(m0013_trusted_issuers::Migration),
            Box::new(m0014_operators::Migration),
            Box::new(m0015_external_ids::Migration),
            Box::new(m0016_accept_audience_parameter::Migration),
            Box::new(m0017_imported_clients::Migration),
            Box::new(m0018_lists::Migration),
            Box::new(m0019_rare_rows::Migration),
        ]
    }
}

/// The name of the newest migration, which stands for the schema of this release.
pub fn newest() -> String {
    Migrator::migrations().last().map_or_else(String::new, |migration| migration.name().to_owned())
}

/// How the schema of a database compares with the migrations of this release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Every migration is applied.
    Current,
    /// Some migrations are not applied.
    Behind,
    /// A migration of a later release, with this name, is applied.
    Ahead(String),
}

/// Compares the applied migrations of a database with those of `M`. Changes nothing.
pub async fn standing<M: MigratorTrait>(
    connection: &DatabaseConnection,
) -> Result<Standing, DbErr> {
    if !SchemaManager::new(connection).has_table("seaql_migrations").await? {
        return Ok(Standing::Behind);
    }
    let applied = seaql_migrations::Entity::find().all(connection).await?;
    let applied: HashSet<_> = applied.into_iter().map(|row| row.version).collect();

    let known: HashSet<_> =
        M::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    Ok(match applied.difference(&known).max() {
        Some(later) => Standing::Ahead(later.clone()),
        None if applied.len() == known.len() => Standing::Current,
        None => Standing::Behind,
    })
}

/// Name of the last migration that was applied to a database; empty without one.
pub async fn latest(connection: &DatabaseConnection) -> Result<String, DbErr> {
    let applied = seaql_migrations::Entity::find().all(connection).await?;
    Ok(applied.into_iter().map(|row| row.version).max().unwrap_or_default())
}

/// Applies the pending migrations of `M` and records them, in one transaction: if the process is
/// killed or a migration fails, the database stays unchanged. `use_transaction` of a migration has
/// no effect.
pub async fn migrate<M: MigratorTrait>(transaction: DatabaseTransaction) -> Result<(), DbErr> {
    M::up(&transaction, None).await?;
    transaction.commit().await
}

pub use sea_orm_migration::MigratorTrait;
