//! The state after a first start, made once per process and copied for each test.

use std::{
    ffi::OsString,
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::OnceLock,
};

use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

use super::{
    database::{Backend, Database},
    keys::rsa_key,
    world::{Setup, World},
};

/// A data folder (and on PostgreSQL a database) to copy. The files are kept in memory: nothing
/// tidies up after a process's statics.
pub(super) struct Template {
    files: Vec<(OsString, Vec<u8>)>,
    /// The name of the PostgreSQL database; `None` on SQLite.
    pub(super) name: Option<String>,
}

/// The template of a backend. The first caller makes it, in a separate runtime, so that no
/// connection outlives that runtime.
pub(super) fn get(backend: Backend) -> &'static Template {
    static SQLITE: OnceLock<Template> = OnceLock::new();
    static POSTGRES: OnceLock<Template> = OnceLock::new();
    let cell = match backend {
        Backend::Sqlite => &SQLITE,
        Backend::Postgres => &POSTGRES,
    };
    cell.get_or_init(|| {
        let make = move || tokio::runtime::Runtime::new().unwrap().block_on(make(backend));
        std::thread::spawn(make).join().unwrap()
    })
}

async fn make(backend: Backend) -> Template {
    let database = Database::empty(backend).await;
    let public_key = database.data_dir().join("root.pem");
    fs::write(&public_key, rsa_key("root").public_key().spki_pem()).unwrap();
    World::start(Setup { bootstrap: Some(public_key.clone()), ..Setup::of(&database) })
        .await
        .unwrap();
    fs::remove_file(public_key).unwrap();
    if backend == Backend::Sqlite {
        let mut connection = SqliteConnection::connect(&database.url).await.unwrap();
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        connection.close().await.unwrap();
    }
    if backend == Backend::Postgres {
        // A copy of the template is a database of its own, not a restored backup.
        let mut connection = PgConnection::connect(&database.url).await.unwrap();
        connection.execute("UPDATE instance SET database_identity = NULL").await.unwrap();
        connection.close().await.unwrap();
    }
    let files = fs::read_dir(database.data_dir()).unwrap().map(|entry| {
        let entry = entry.unwrap();
        (entry.file_name(), fs::read(entry.path()).unwrap())
    });
    Template { files: files.collect(), name: database.name().map(str::to_owned) }
}

impl Template {
    /// Writes every file of the data folder, for its owner alone.
    pub(super) fn copy_into(&self, folder: &Path) {
        for (name, content) in &self.files {
            let path = folder.join(name);
            let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
            file.unwrap().write_all(content).unwrap();
        }
    }
}
