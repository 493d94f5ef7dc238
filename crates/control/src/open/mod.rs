//! Opening the control plane: the database, the master key, the first start.

mod files;
pub(crate) use files::create_dir;
mod first_start;

use std::{path::PathBuf, sync::Arc};

use keyplane_auth::{Entropy, MasterKey};
use keyplane_entity::{Timestamp, instance};
use keyplane_migrations::{Migrator, MigratorTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, sea_query::Expr};
use secrecy::SecretString;
use uuid::Uuid;

use crate::{
    Clock, Error, MAX_LEEWAY_SECONDS, PublicUrl,
    cache::ScopeCache,
    clock::{Ids, RequestIds},
    database::Database,
    gateway::TokenCache,
    key::Factory,
    listen::Listener,
    oauth::{ParsedKeys, Spender},
    usage::Usage,
};

/// What the binary decides.
#[derive(Clone)]
pub struct Options {
    /// `sqlite:PATH` or `postgres://…`.
    pub database_url: SecretString,
    /// Where the first admin key file is written.
    pub data_dir: PathBuf,
    /// The file with the master key.
    pub master_key_file: PathBuf,
    /// The base of every issuer; none: the one that the first start was given.
    pub public_url: Option<PublicUrl>,
    /// Whether another public URL than the remembered one is meant.
    pub change_public_url: bool,
    /// An operator's own public key for the first admin key.
    pub bootstrap_admin_public_key_file: Option<PathBuf>,
    /// Whether to run migrations first.
    pub migrate: bool,
    /// How far clocks may differ at the gateway check, in seconds: at most
    /// [`MAX_LEEWAY_SECONDS`](crate::MAX_LEEWAY_SECONDS).
    pub gateway_leeway_seconds: i64,
    /// The version of the binary.
    pub version: &'static str,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives random bytes.
    pub entropy: Arc<dyn Entropy>,
}

/// What the first start did about an admin key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FirstStart {
    /// Wrote this key file.
    Wrote(PathBuf),
    /// Took the operator's own public key.
    TookPublicKey {
        /// The kid that tokens must name.
        kid: String,
    },
    /// It was not the first.
    NotFirst,
}

/// Why the control plane does not open. Each message says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL is of no database that is supported.
    #[error("the database URL must be sqlite:PATH or postgres://…")]
    DatabaseUrl,
    /// The database cannot be reached.
    #[error("cannot open the database: {0}")]
    Database(#[source] sqlx::Error),
    /// A statement failed.
    #[error("cannot use the database: {0}")]
    Statement(#[from] DbErr),
    /// The schema is missing or old.
    #[error(
        "the database's schema is not up to date: run `keyplane migrate`, or start without --no-migrate"
    )]
    NotMigrated,
    /// A file cannot be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        error: std::io::Error,
    },
    /// The database was sealed with a key that is not there.
    #[error("the database is sealed with the master key {wanted}, and {} does not exist: put the file with that key there", path.display())]
    MasterKeyMissing {
        /// The id of the key.
        wanted: String,
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The database was sealed with another key.
    #[error("the database is sealed with the master key {wanted}, but {} holds {found}", path.display())]
    MasterKeyOther {
        /// The id of the key that is needed.
        wanted: String,
        /// The id of the key that is there.
        found: String,
        /// Where it was found.
        path: PathBuf,
    },
    /// The master key file is damaged.
    #[error("{}: {reason}", path.display())]
    MasterKeyFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// There is none to begin issuers with.
    #[error("the database is empty, and a first start needs a public URL")]
    PublicUrlMissing,
    /// The issuers would change.
    #[error(
        "the public URL was {remembered} so far and would now be {given}: that changes the issuer of every project. Give the old one, or start once with --change-public-url"
    )]
    PublicUrlChanged {
        /// The one that the database remembers.
        remembered: String,
        /// The one that was given.
        given: String,
    },
    /// A key file of another database is in the way.
    #[error("the database is empty, but {} exists and is never overwritten: it opens another database. Move it away and start again", path.display())]
    AdminKeyFileExists {
        /// The file.
        path: PathBuf,
    },
    /// The operator's public key is none.
    #[error("{}: {reason}", path.display())]
    BootstrapKey {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A use-case of the start failed.
    #[error(transparent)]
    Control(#[from] Error),
}

/// The control plane: shared by everything that serves it.
#[derive(Clone)]
pub struct Control {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) database: Database,
    pub(crate) master_key: MasterKey,
    pub(crate) public_url: PublicUrl,
    pub(crate) version: &'static str,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    ids: Ids,
    request_ids: RequestIds,
    pub(crate) cache: ScopeCache,
    pub(crate) listener: Listener,
    pub(crate) usage: Usage,
    pub(crate) factory: Factory,
    pub(crate) parsed: ParsedKeys,
    pub(crate) spender: Spender,
    pub(crate) tokens: TokenCache,
    pub(crate) gateway_leeway_seconds: i64,
}

impl Control {
    /// Opens the database, runs migrations, checks the master key and the public URL, and makes
    /// the first admin key where the database is empty. Of several processes that start at once,
    /// one does it.
    pub async fn open(options: Options) -> Result<(Self, FirstStart), OpenError> {
        let database = Database::connect(&options.database_url, options.migrate).await?;
        if options.migrate {
            migrate(&database).await?;
        } else if !is_migrated(&database).await? {
            return Err(OpenError::NotMigrated);
        }
        match instance::Entity::find().one(database.writer()).await? {
            Some(instance) => {
                let fixed = check(&database, &options, &instance).await?;
                Ok((Self::new(options, database, fixed), FirstStart::NotFirst))
            }
            None => first_start::run(database, options).await,
        }
    }

    /// Brings the schema of a database up to date, and does nothing else.
    pub async fn migrate(database_url: &SecretString) -> Result<(), OpenError> {
        migrate(&Database::connect(database_url, true).await?).await
    }

    /// Refuses when the database does not answer.
    pub async fn ready(&self) -> Result<(), Error> {
        self.inner.database.read.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The base of every issuer.
    pub fn public_url(&self) -> &PublicUrl {
        &self.inner.public_url
    }

    /// The version of the binary.
    pub fn version(&self) -> &'static str {
        self.inner.version
    }

    /// A fresh id for a request.
    pub fn request_id(&self) -> String {
        self.inner.request_ids.next(self.now()).to_string()
    }

    pub(crate) fn new_id(&self) -> Uuid {
        self.inner.ids.next(self.now(), &*self.inner.entropy)
    }
}

impl Control {
    fn new(options: Options, database: Database, fixed: Fixed) -> Self {
        let inner = Inner {
            listener: Listener::new(database.postgres.is_some()),
            spender: Spender::start(database.clone()),
            database,
            master_key: fixed.master_key,
            public_url: fixed.public_url,
            version: options.version,
            ids: Ids::default(),
            request_ids: RequestIds::new(&*options.entropy),
            clock: options.clock,
            entropy: options.entropy,
            cache: ScopeCache::new(),
            usage: Usage::default(),
            factory: Factory::default(),
            parsed: ParsedKeys::default(),
            tokens: TokenCache::default(),
            gateway_leeway_seconds: options.gateway_leeway_seconds.clamp(0, MAX_LEEWAY_SECONDS),
        };
        Self { inner: Arc::new(inner) }
    }
}

impl std::fmt::Debug for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Control")
            .field("public_url", &self.inner.public_url)
            .finish_non_exhaustive()
    }
}

/// A number that all replicas agree on, for PostgreSQL's advisory locks.
const START_LOCK: i64 = 0x6b65_7970_6c61_6e65;

async fn migrate(database: &Database) -> Result<(), OpenError> {
    let Some(pool) = &database.postgres else {
        return Ok(Migrator::up(database.writer(), None).await?);
    };
    // Replicas that start at once migrate one after the other.
    let mut connection = pool.acquire().await.map_err(OpenError::Database)?;
    let lock = sqlx::query("SELECT pg_advisory_lock($1)").bind(START_LOCK);
    lock.execute(&mut *connection).await.map_err(OpenError::Database)?;
    let migrated = Migrator::up(database.writer(), None).await;
    let unlock = sqlx::query("SELECT pg_advisory_unlock($1)").bind(START_LOCK);
    unlock.execute(&mut *connection).await.map_err(OpenError::Database)?;
    Ok(migrated?)
}

async fn is_migrated(database: &Database) -> Result<bool, OpenError> {
    let applied = Migrator::get_applied_migrations(database.writer()).await;
    Ok(applied.is_ok_and(|applied| applied.len() == Migrator::migrations().len()))
}

/// What the first start fixed.
struct Fixed {
    master_key: MasterKey,
    public_url: PublicUrl,
}

/// Holds what a later start was given against what the first one fixed.
async fn check(
    database: &Database,
    options: &Options,
    instance: &instance::Model,
) -> Result<Fixed, OpenError> {
    let master_key = files::master_key(&options.master_key_file, &instance.master_key_id)?;
    let remembered = instance.public_url.parse().map_err(|_| OpenError::PublicUrlMissing)?;
    let given = options.public_url.as_ref().unwrap_or(&remembered);
    if given != &remembered {
        if !options.change_public_url {
            return Err(OpenError::PublicUrlChanged {
                remembered: remembered.to_string(),
                given: given.to_string(),
            });
        }
        instance::Entity::update_many()
            .col_expr(instance::Column::PublicUrl, Expr::value(given.as_str()))
            .filter(instance::Column::Id.eq(instance::ID))
            .exec(database.writer())
            .await?;
        tracing::warn!(
            from = %remembered,
            to = %given,
            "the public URL has changed, and every issuer with it"
        );
    }
    Ok(Fixed { public_url: given.clone(), master_key })
}
