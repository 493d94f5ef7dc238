//! Several processes on one PostgreSQL database.

use std::{path::Path, thread};

use tempfile::TempDir;

use super::process::{Keyplane, data_folder, first_admin, free_address};
use crate::harness::{Caller, Database, PUBLIC_URL};

/// Processes that share a database, a master key and a public URL. Each has its own data folder.
pub(super) struct Fleet {
    pub(super) servers: Vec<Keyplane>,
    folders: Vec<TempDir>,
}

impl Fleet {
    /// Starts `count` processes at the same time on an empty database.
    pub(super) fn start(count: usize, database: &Database) -> Self {
        let folders: Vec<_> = (0..count).map(|_| data_folder()).collect();
        let servers = thread::scope(|scope| {
            let starts: Vec<_> = folders
                .iter()
                .map(|folder| scope.spawn(|| Self::start_one(folder.path(), database)))
                .collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        Self { servers, folders }
    }

    fn start_one(data: &Path, database: &Database) -> Keyplane {
        let settings = |command: &mut std::process::Command| {
            command
                .env("KEYPLANE_DATABASE_URL", &database.url)
                .env("KEYPLANE_MASTER_KEY_FILE", database.master_key_file())
                .env("KEYPLANE_PUBLIC_URL", PUBLIC_URL);
        };
        Keyplane::try_start(data, free_address(), settings).unwrap()
    }

    /// The holder of the first admin key; exactly one process wrote it.
    pub(super) fn admin(&self) -> Caller {
        let wrote: Vec<_> = self
            .folders
            .iter()
            .filter(|folder| folder.path().join("admin-key.json").exists())
            .collect();
        assert_eq!(wrote.len(), 1, "one of them does the first start");
        first_admin(wrote[0].path())
    }
}
