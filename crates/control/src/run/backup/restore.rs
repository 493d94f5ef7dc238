//! Restoring a backup into an empty data folder.
//!
//! The copy has a temporary name until it is complete, checked and marked. A killed process leaves
//! at most that file: a server then refuses to start, and the next restore replaces it.

use std::{
    ffi::OsStr,
    fs::{self, File, OpenOptions},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use keyplane_entity::{Timestamp, instance};
use keyplane_migrations::{Migrator, Standing, migrate, standing};
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, TransactionTrait, sea_query::Expr,
};
use secrecy::{ExposeSecret, SecretString};

use super::{
    BackupError, Contents, DATABASE, MASTER_KEY, copy_master_key, digest, manifest::Manifest,
};
use crate::{
    run::control::Control,
    store::{
        OpenError,
        database::{
            Target,
            sqlite::{lock, open_draft, with_suffix},
        },
        files::{create_dir, draft_of, file_error, sync_folder},
    },
};

/// The answer for a PostgreSQL.
const POSTGRES_RESTORE: &str = "keyplane restore restores a SQLite database; restore PostgreSQL with \
     its own tools: `pg_restore --no-owner --dbname=\"$KEYPLANE_DATABASE_URL\" keyplane.dump` into an \
     empty database. Then start once with --restored";

/// Arguments of `keyplane restore`.
#[derive(Debug)]
pub struct RestoreOptions<'a> {
    /// Folder of the backup.
    pub from: &'a Path,
    /// `sqlite:PATH` of the restored database, which must not exist.
    pub database_url: &'a SecretString,
    /// Data folder, which must be empty except for the master key file.
    pub data_dir: &'a Path,
    /// Path of the master key file.
    pub master_key_file: &'a Path,
}

/// A backup that was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoredBackup {
    /// Time of the backup.
    pub made_at: Timestamp,
    /// The database file.
    pub path: PathBuf,
    /// ID of the master key that the server needs.
    pub master_key_id: String,
    /// Whether the file of that key is there.
    pub has_master_key: bool,
}

impl Control {
    /// Restores a backup into an empty data folder. Overwrites nothing.
    pub async fn restore(options: RestoreOptions<'_>) -> Result<RestoredBackup, BackupError> {
        let url = options.database_url.expose_secret();
        let path = match Target::parse(url).map_err(OpenError::from)? {
            Target::Sqlite(path) => path,
            Target::Postgres(_) => return Err(BackupError::Refused(POSTGRES_RESTORE.to_owned())),
        };
        let manifest = Manifest::read(options.from)?;
        let made_at = manifest.made_at()?;

        create_dir(options.data_dir)?;
        if let Some(folder) = path.parent() {
            create_dir(folder)?;
        }
        refuse_existing(&path, &options)?;
        let _lock = lock(&path)?;
        // Another restore may have finished before this one got the lock.
        refuse_existing(&path, &options)?;

        let draft = draft_of(&path);
        copy(&options.from.join(DATABASE), &draft, &manifest)?;
        complete(&draft, &manifest, made_at).await?;
        let included = options.from.join(MASTER_KEY);
        if included.exists() && !options.master_key_file.exists() {
            copy_master_key(&included, options.master_key_file)?;
        }
        publish(&draft, &path).map_err(|error| file_error("create", &path, error))?;

        let has_master_key = options.master_key_file.exists();
        Ok(RestoredBackup { made_at, path, master_key_id: manifest.master_key_id, has_master_key })
    }
}

/// Refuses a target that has anything which a restore could overwrite or mix with.
fn refuse_existing(path: &Path, options: &RestoreOptions<'_>) -> Result<(), BackupError> {
    let refuse = |found: &Path| {
        Err(BackupError::Refused(format!(
            "{} exists, and a restore overwrites nothing: give an empty data folder, with no more \
             than the master key file in it",
            found.display()
        )))
    };
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let file = with_suffix(path, suffix);
        if file.exists() {
            return refuse(&file);
        }
    }

    let draft = draft_of(path);
    let own = [
        options.master_key_file.to_owned(),
        draft_of(options.master_key_file),
        with_suffix(&draft, "-journal"),
        draft,
        with_suffix(path, ".lock"),
    ];
    let own: Vec<Option<&OsStr>> = own.iter().map(|path| path.file_name()).collect();
    let fail = |error| file_error("read", options.data_dir, error);
    for entry in fs::read_dir(options.data_dir).map_err(fail)? {
        let found = entry.map_err(fail)?;
        if !own.contains(&Some(&found.file_name())) {
            return refuse(&found.path());
        }
    }
    Ok(())
}

/// Copies the database to its temporary name, and compares it with the manifest.
fn copy(from: &Path, draft: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    for leftover in [draft.to_owned(), with_suffix(draft, "-journal")] {
        if leftover.exists() {
            fs::remove_file(&leftover).map_err(|error| file_error("replace", &leftover, error))?;
        }
    }
    let mut source = File::open(from).map_err(|error| file_error("read", from, error))?;
    let mut write = || {
        let to = OpenOptions::new().write(true).create_new(true).mode(0o600).open(draft)?;
        digest(&mut source, &to)
    };
    let (bytes, sha256) = write().map_err(|error| file_error("write", draft, error))?;

    if (bytes, &sha256) == (manifest.database.bytes, &manifest.database.sha256) {
        return Ok(());
    }
    Err(BackupError::Refused(format!(
        "{} is not the file that the manifest describes ({bytes} bytes, SHA-256 {sha256}): the backup \
         is damaged or was changed. Take another one",
        from.display()
    )))
}

/// Brings the copy's schema up to date and marks it as restored.
async fn complete(
    draft: &Path,
    manifest: &Manifest,
    made_at: Timestamp,
) -> Result<(), BackupError> {
    let database = open_draft(draft).await.map_err(OpenError::Database)?;
    let completed = complete_in(&database, draft, manifest, made_at).await;
    let closed = database.close().await;
    completed?;
    closed.map_err(|error| BackupError::Database { path: draft.to_owned(), error })?;
    let sync = File::open(draft).and_then(|file| file.sync_all());
    Ok(sync.map_err(|error| file_error("write", draft, error))?)
}

async fn complete_in(
    database: &DatabaseConnection,
    draft: &Path,
    manifest: &Manifest,
    made_at: Timestamp,
) -> Result<(), BackupError> {
    match standing::<Migrator>(database).await.map_err(OpenError::from)? {
        Standing::Ahead(migration) => return Err(OpenError::Newer { migration }.into()),
        Standing::Current => {}
        Standing::Behind => {
            let transaction = database.begin().await.map_err(OpenError::from)?;
            migrate::<Migrator>(transaction).await.map_err(OpenError::from)?;
        }
    }

    let fail = |error| BackupError::Database { path: draft.to_owned(), error };
    let contents = Contents::of(database).await.map_err(fail)?;
    let mut heads = manifest.audit_heads.clone();
    heads.sort();
    let mut found = contents.heads;
    found.sort();
    if heads != found {
        return Err(BackupError::Refused(
            "the audit log in the backup does not end where its manifest says: the backup was \
             changed. Take another one"
                .to_owned(),
        ));
    }

    instance::Entity::update_many()
        .col_expr(instance::Column::RestoredFrom, Expr::value(made_at))
        .filter(instance::Column::Id.eq(instance::ID))
        .exec(database)
        .await
        .map_err(fail)?;
    Ok(())
}

/// Gives the copy its name. The lock of the database is held, so no server makes the file meanwhile.
fn publish(draft: &Path, path: &Path) -> std::io::Result<()> {
    fs::rename(draft, path)?;
    sync_folder(path)
}
