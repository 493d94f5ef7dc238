//! A pool of PostgreSQL connections.

use std::str::FromStr;

use sea_orm::SqlxPostgresConnector;
use sqlx::{
    ConnectOptions, Connection,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use super::{ACQUIRE_TIMEOUT, Database};
use crate::OpenError;

const CONNECTIONS: u32 = 16;

pub(super) async fn connect(url: &str) -> Result<Database, OpenError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(OpenError::Database)?
        .application_name("keyplane")
        .disable_statement_logging();
    // Once by itself: a pool would try again until its time is out, and not say why.
    let first = options.connect().await.map_err(OpenError::Database)?;
    first.close().await.map_err(OpenError::Database)?;
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options)
        .await
        .map_err(OpenError::Database)?;
    let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
    Ok(Database { read: connection.clone(), write: connection, postgres: Some(pool), sqlite: None })
}
