//! The database schema, as migrations that run on SQLite and PostgreSQL alike. Knows none of the
//! other crates: an applied migration never changes, whatever becomes of the entities.

mod columns;
mod m0001_control_plane;
mod m0002_tokens;
mod m0003_apis;
mod m0009_jwks_cached_until;

use sea_orm_migration::prelude::*;

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
            Box::new(m0009_jwks_cached_until::Migration),
        ]
    }
}

pub use sea_orm_migration::MigratorTrait;
