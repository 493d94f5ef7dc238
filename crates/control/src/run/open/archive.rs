//! Opening the audit log alone, for commands that only read it.

use secrecy::{ExposeSecret, SecretString};

use super::{migrate, storage};
use crate::{
    show::audit::AuditArchive,
    store::{
        MIN_DATABASE_CONNECTIONS, OpenError,
        database::{Database, Target},
    },
};

impl AuditArchive {
    /// Opens the audit log of a database that this release knows. Needs no master key.
    pub async fn open(database_url: &SecretString) -> Result<Self, OpenError> {
        let target = Target::parse(database_url.expose_secret())?;
        let opened = async {
            let connections = MIN_DATABASE_CONNECTIONS;
            let database = Database::connect(database_url, false, false, connections).await?;
            migrate::check(&database).await?;
            Ok(Self::new(database))
        };
        opened.await.map_err(|error| storage::explain(error, &target))
    }
}
