//! Opening the control plane: the database, the master key, the first start.

mod error;
mod files;
mod first_start;
mod migrate;
mod storage;

pub use error::OpenError;
pub(crate) use files::{create_dir, file_error};

use std::{path::PathBuf, sync::Arc};

use keyplane_auth::{Entropy, MasterKey};
use keyplane_entity::instance;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::{
    Clock, MAX_LEEWAY_SECONDS, PublicUrl,
    cache::ScopeCache,
    clock::{Ids, RequestIds},
    database::{Database, MIN_DATABASE_CONNECTIONS, Target},
    drift::Drift,
    gateway::TokenCache,
    key::Factory,
    listen::Listener,
    oauth::{ParsedKeys, Spender},
    readiness::Readiness,
    usage::Usage,
};

/// The options that the binary sets.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options {
    /// `sqlite:PATH` or `postgres://…`.
    pub database_url: SecretString,
    /// Directory that the first admin key file is written to.
    pub data_dir: PathBuf,
    /// Path of the master key file.
    pub master_key_file: PathBuf,
    /// Base of every issuer; `None`: the URL of the first start.
    pub public_url: Option<PublicUrl>,
    /// Whether a public URL other than the remembered one is accepted.
    pub change_public_url: bool,
    /// Operator's own public key for the first admin key.
    pub bootstrap_admin_public_key_file: Option<PathBuf>,
    /// Whether to run pending migrations first.
    pub migrate: bool,
    /// Maximum number of connections to PostgreSQL, at least
    /// [`MIN_DATABASE_CONNECTIONS`](crate::MIN_DATABASE_CONNECTIONS).
    pub database_connections: u32,
    /// Whether this process serves requests: of two that serve one SQLite file, the second is
    /// refused. Commands beside a server do not serve.
    pub serves: bool,
    /// How far clocks may differ at the gateway check, in seconds: at most
    /// [`MAX_LEEWAY_SECONDS`](crate::MAX_LEEWAY_SECONDS).
    pub gateway_leeway_seconds: i64,
    /// The version of the binary.
    pub version: &'static str,
    /// Clock of the process.
    pub clock: Arc<dyn Clock>,
    /// Whether `clock` tells the real time, so that it must agree with the clock of a PostgreSQL.
    pub real_time: bool,
    /// Source of random bytes.
    pub entropy: Arc<dyn Entropy>,
}

/// The result of the first start for the admin key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FirstStart {
    /// This key file was written.
    Wrote(PathBuf),
    /// The operator's own public key was used.
    TookPublicKey {
        /// Key ID that tokens must name.
        kid: String,
    },
    /// This was not the first start.
    NotFirst,
}

/// The control plane, shared by all entry points.
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
    /// Whether the database has a clock of its own that `clock` must agree with.
    pub(crate) compares_clocks: bool,
    pub(crate) drift: Drift,
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
    pub(crate) readiness: Readiness,
    pub(crate) gateway_leeway_seconds: i64,
}

impl Control {
    /// Opens the database, runs migrations, checks the master key and the public URL, and makes
    /// the first admin key where the database is empty. Of several processes that start at once,
    /// one does it.
    pub async fn open(options: Options) -> Result<(Self, FirstStart), OpenError> {
        let target = Target::parse(options.database_url.expose_secret())?;
        Self::open_database(options).await.map_err(|error| storage::explain(error, &target))
    }

    async fn open_database(options: Options) -> Result<(Self, FirstStart), OpenError> {
        let Options { migrate, serves, database_connections, .. } = options;
        let url = &options.database_url;
        let database = Database::connect(url, migrate, serves, database_connections).await?;
        if options.migrate {
            migrate::run(&database).await?;
        } else {
            migrate::check(&database).await?;
        }

        let opened = match instance::Entity::find().one(database.writer()).await? {
            Some(instance) => {
                let fixed = check(&database, &options, &instance).await?;
                let first = first_start::finish(&database, &options).await?;
                (Self::new(options, database, fixed), first)
            }
            None => first_start::run(database, options).await?,
        };
        // Checked before the first request: other processes could not use what a process with a
        // wrong clock makes.
        opened.0.compare_clocks().await?;
        opened.0.tell_of_clock();
        Ok(opened)
    }

    /// Only brings the schema of a database up to date.
    pub async fn migrate(database_url: &SecretString) -> Result<(), OpenError> {
        let target = Target::parse(database_url.expose_secret())?;
        let migrated = async {
            let connections = MIN_DATABASE_CONNECTIONS;
            let database = Database::connect(database_url, true, false, connections).await?;
            migrate::run(&database).await
        };
        migrated.await.map_err(|error| storage::explain(error, &target))
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
        let ids = Ids::default();
        let own_id = ids.next(options.clock.now(), &*options.entropy);
        let replicas = database.postgres().is_some();

        let inner = Inner {
            listener: Listener::new(own_id, replicas),
            compares_clocks: options.real_time && replicas,
            drift: Drift::new(),
            spender: Spender::start(database.clone()),
            database,
            master_key: fixed.master_key,
            public_url: fixed.public_url,
            version: options.version,
            ids,
            request_ids: RequestIds::new(&*options.entropy),
            clock: options.clock,
            entropy: options.entropy,
            cache: ScopeCache::new(),
            usage: Usage::default(),
            factory: Factory::default(),
            parsed: ParsedKeys::default(),
            tokens: TokenCache::default(),
            readiness: Readiness::default(),
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

/// What the first start fixed.
struct Fixed {
    master_key: MasterKey,
    public_url: PublicUrl,
}

/// Compares the options of a later start with what the first start fixed.
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
