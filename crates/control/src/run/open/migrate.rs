//! Brings the schema up to date in one transaction, or checks that it is.

use keyplane_migrations::{Migrator, Standing, migrate, standing};
use sea_orm::ConnectionTrait;

use crate::store::{OpenError, database::Database};

/// A number that all replicas agree on, for PostgreSQL's advisory locks.
pub(in crate::run) const START_LOCK: i64 = 0x6b65_7970_6c61_6e65;

/// Applies the migrations that are pending, all or none.
pub(super) async fn run(database: &Database) -> Result<(), OpenError> {
    match standing::<Migrator>(database.writer()).await? {
        Standing::Current => Ok(()),
        Standing::Ahead(migration) => Err(OpenError::Newer { migration }),
        Standing::Behind => {
            let transaction = database.begin_migration().await?;
            if database.postgres().is_some() {
                // Replicas that start at the same time take turns: each holds the lock until its
                // transaction ends.
                let lock = format!("SELECT pg_advisory_xact_lock({START_LOCK})");
                transaction.execute_unprepared(&lock).await?;
            }
            Ok(migrate::<Migrator>(transaction).await?)
        }
    }
}

/// Refuses a schema that is not up to date.
pub(super) async fn check(database: &Database) -> Result<(), OpenError> {
    match standing::<Migrator>(database.writer()).await? {
        Standing::Current => Ok(()),
        Standing::Ahead(migration) => Err(OpenError::Newer { migration }),
        Standing::Behind => Err(OpenError::NotMigrated),
    }
}
