//! Backups of a SQLite database, and restoring one.

mod manifest;
mod restore;

pub use restore::{RestoreOptions, RestoredBackup};

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use keyplane_auth::Sha256;
use keyplane_entity::{Timestamp, audit_chain, instance};
use keyplane_migrations::{Migrator, Standing, latest, standing};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, EntityTrait, QueryOrder, QuerySelect,
    Statement,
};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use self::manifest::{AuditHead, CopiedFile, Manifest, ManifestType};
use super::control::Control;
use crate::{
    known::master_key_file,
    store::{
        MIN_DATABASE_CONNECTIONS, OpenError,
        database::{
            Database, Target,
            sqlite::{open_draft, vacuum_into},
        },
        files::{create_dir, file_error, publish_draft, read_if_there, sync_folder, write_draft},
    },
};

/// Name of the database in the folder of a backup.
const DATABASE: &str = "keyplane.db";
/// Name of the master key file in the folder of a backup.
const MASTER_KEY: &str = "master-key.json";

/// The answer for a PostgreSQL.
const POSTGRES_BACKUP: &str = "keyplane backup copies a SQLite database; back PostgreSQL up with its \
     own tools: `pg_dump --format=custom --file=keyplane.dump \"$KEYPLANE_DATABASE_URL\"`. After \
     restoring, start once with --restored";

/// Why a backup was not made or not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file or the database cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database fails.
    #[error("{}: {error}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// The error.
        error: DbErr,
    },
    /// Anything else; the text says what to do.
    #[error("{0}")]
    Refused(String),
}

/// Arguments of `keyplane backup`.
#[derive(Debug)]
pub struct BackupOptions<'a> {
    /// `sqlite:PATH`; a PostgreSQL is refused with what to run instead.
    pub database_url: &'a SecretString,
    /// New or empty folder for the backup.
    pub to: &'a Path,
    /// The master key file, if the backup holds a copy of it.
    pub master_key_file: Option<&'a Path>,
    /// The time.
    pub now: Timestamp,
    /// The version of the binary.
    pub version: &'static str,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// Length of the database, in bytes.
    pub bytes: u64,
    /// ID of the master key, without which the private keys in the backup do not open.
    pub master_key_id: String,
}

impl Control {
    /// Copies a SQLite database into a folder, also while a server runs on it.
    pub async fn backup(options: BackupOptions<'_>) -> Result<BackedUp, BackupError> {
        let url = options.database_url;
        let path = match Target::parse(url.expose_secret()).map_err(OpenError::from)? {
            Target::Sqlite(path) => path,
            Target::Postgres(_) => return Err(BackupError::Refused(POSTGRES_BACKUP.to_owned())),
        };
        check_schema(url).await?;
        prepare_folder(options.to)?;

        let copy = options.to.join(DATABASE);
        create_file(&copy).map_err(|error| file_error("create", &copy, error))?;
        vacuum_into(&path, &copy).await.map_err(OpenError::Database)?;
        let contents = Contents::read(&copy).await?;
        let copied = copied(&copy)?;

        if let Some(file) = options.master_key_file {
            copy_master_key(file, &options.to.join(MASTER_KEY))?;
        }
        let backed_up =
            BackedUp { bytes: copied.bytes, master_key_id: contents.master_key_id.clone() };
        let manifest = Manifest {
            r#type: ManifestType::Backup,
            format: Manifest::FORMAT,
            made_at: options.now.to_string(),
            made_by: options.version.to_owned(),
            schema: contents.schema,
            database: copied,
            public_url: contents.public_url,
            master_key_id: contents.master_key_id,
            audit_heads: contents.heads,
        };
        manifest.write(options.to)?;
        Ok(backed_up)
    }
}

/// Refuses a database of a newer release. One of an earlier release may be copied: before an
/// upgrade, for example.
async fn check_schema(url: &SecretString) -> Result<(), BackupError> {
    let database = Database::connect(url, false, false, MIN_DATABASE_CONNECTIONS).await?;
    let found = standing::<Migrator>(database.writer()).await.map_err(OpenError::from)?;
    let closed = database.close().await;
    match found {
        Standing::Ahead(migration) => Err(OpenError::Newer { migration }.into()),
        Standing::Current | Standing::Behind => Ok(closed.map_err(OpenError::from)?),
    }
}

fn prepare_folder(folder: &Path) -> Result<(), BackupError> {
    create_dir(folder)?;
    let mut entries = fs::read_dir(folder).map_err(|error| file_error("read", folder, error))?;
    if entries.next().is_none() {
        return Ok(());
    }
    Err(BackupError::Refused(format!(
        "{} is not empty, and a backup overwrites nothing: give a new folder with --to",
        folder.display()
    )))
}

/// Creates an empty file with mode 0600.
fn create_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// What is in a copy.
struct Contents {
    public_url: String,
    master_key_id: String,
    heads: Vec<AuditHead>,
    schema: String,
}

impl Contents {
    async fn read(path: &Path) -> Result<Self, BackupError> {
        let database = open_draft(path).await.map_err(OpenError::Database)?;
        let read = Self::of(&database).await;
        let closed = database.close().await;
        let fail = |error| BackupError::Database { path: path.to_owned(), error };
        closed.map_err(fail)?;
        read.map_err(fail)
    }

    async fn of(database: &DatabaseConnection) -> Result<Self, DbErr> {
        let damaged = |problem: String| DbErr::Custom(problem);
        let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA quick_check(1)");
        let found = database.query_one_raw(check).await?;
        let found: String =
            found.ok_or_else(|| damaged("no answer".to_owned()))?.try_get_by_index(0)?;
        if found != "ok" {
            return Err(damaged(format!("the database is damaged: {found}")));
        }

        // Only columns that every release has: the schema may be an earlier one's.
        let columns = [instance::Column::PublicUrl, instance::Column::MasterKeyId];
        let instance = instance::Entity::find().select_only().columns(columns).into_tuple();
        let (public_url, master_key_id) = instance
            .one(database)
            .await?
            .ok_or_else(|| damaged("the database is empty: start the server first".to_owned()))?;
        let heads = audit_chain::Entity::find().order_by_asc(audit_chain::Column::ScopeId);
        let heads = heads.all(database).await?.into_iter().map(AuditHead::from).collect();
        let schema = latest(database).await?;
        Ok(Self { public_url, master_key_id, heads, schema })
    }
}

/// Length and digest of a file, which is on disk afterwards.
fn copied(path: &Path) -> Result<CopiedFile, BackupError> {
    let read = || {
        let mut file = File::open(path)?;
        file.sync_all()?;
        sync_folder(path)?;
        digest(&mut file, io::sink())
    };
    let (bytes, sha256) = read().map_err(|error| file_error("read", path, error))?;
    Ok(CopiedFile { file: DATABASE.to_owned(), bytes, sha256 })
}

/// Copies `from` to `to`; returns the length and the digest.
fn digest(from: &mut File, mut to: impl io::Write) -> io::Result<(u64, String)> {
    let (mut digest, mut length) = (Sha256::default(), 0);
    let mut buffer = vec![0; 1 << 20];
    loop {
        let count = from.read(&mut buffer)?;
        let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else { break };
        digest.update(part);
        to.write_all(part)?;
        length += part.len() as u64;
    }
    Ok((length, digest.finish_hex()))
}

fn copy_master_key(from: &Path, to: &Path) -> Result<(), BackupError> {
    let missing = || OpenError::MasterKeyFile {
        path: from.to_owned(),
        reason: "it does not exist, and --include-master-key copies it".to_owned(),
    };
    let text = read_if_there(from)?.ok_or_else(missing)?;
    // A file that Keyplane would not read is no backup of the key.
    master_key_file::parse(from, &text)?;
    let text = Zeroizing::new(text.expose_secret().trim_end().to_owned());
    write_draft(to, &SecretString::from(text.as_str()))?;
    publish_draft(to).map_err(|error| file_error("create", to, error))?;
    Ok(())
}
