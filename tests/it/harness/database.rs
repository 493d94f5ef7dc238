//! A database of one test, copied from the template.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use sqlx::{Connection, Executor, PgConnection};
use tempfile::TempDir;

use super::{cluster::Cluster, template};

/// The two databases that the control plane runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// A database, and the data folder with the master key that it was sealed with.
pub(crate) struct Database {
    pub(crate) backend: Backend,
    pub(crate) url: String,
    folder: TempDir,
    /// The name of the PostgreSQL database; `None` on SQLite.
    name: Option<String>,
}

impl Database {
    /// A database after its first start: migrated, with one instance admin key, the fixture
    /// `root`.
    pub(crate) async fn fresh(backend: Backend) -> Self {
        let template = template::get(backend);
        let database = Self::place(backend);
        match backend {
            Backend::Sqlite => template.copy_into(database.data_dir()),
            Backend::Postgres => {
                template.copy_into(database.data_dir());
                let source = template.name.as_ref().unwrap();
                let name = database.name.as_ref().unwrap();
                administer(&format!("CREATE DATABASE {name} TEMPLATE {source}")).await;
            }
        }
        database
    }

    /// An empty database, on which no server was started yet.
    pub(crate) async fn empty(backend: Backend) -> Self {
        let database = Self::place(backend);
        if let Some(name) = &database.name {
            administer(&format!("CREATE DATABASE {name}")).await;
        }
        database
    }

    fn place(backend: Backend) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let folder = tempfile::Builder::new().prefix("keyplane-test-").tempdir().unwrap();
        let (url, name) = match backend {
            Backend::Sqlite => {
                (format!("sqlite:{}", folder.path().join("keyplane.db").display()), None)
            }
            Backend::Postgres => {
                let count = COUNT.fetch_add(1, Ordering::Relaxed);
                let name = format!("keyplane_test_{}_{count}", std::process::id());
                (Cluster::get().url(&name), Some(name))
            }
        };
        Self { backend, url, folder, name }
    }

    /// Where the master key is, and on SQLite the database.
    pub(crate) fn data_dir(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn master_key_file(&self) -> PathBuf {
        self.data_dir().join("master-key.json")
    }

    /// The name that PostgreSQL knows it by.
    pub(crate) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Drops the database, even with open connections.
    pub(crate) async fn remove(self) {
        if let Some(name) = &self.name {
            administer(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

async fn administer(statement: &str) {
    let mut connection = PgConnection::connect(&Cluster::get().url("postgres")).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(statement)).await.unwrap();
    connection.close().await.unwrap();
}
