//! Opening the control plane: the database, the master key, the first start.

mod archive;
mod first_start;
pub(super) mod master_key;
mod migrate;
mod storage;

pub(super) use master_key::create as create_master_key_file;
pub(super) use migrate::START_LOCK;
pub(super) use storage::explain;

use std::sync::Arc;

use keyplane_auth::MasterKeys;
use keyplane_entity::{instance, sealing};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use secrecy::{ExposeSecret, SecretString};

use super::{
    audit_stream::AuditSink,
    control::Control,
    handles::Handles,
    options::{FirstStart, Options},
    restored,
};
use crate::{
    known::{Known, MasterKeyFile},
    outside::{KeySets, Moment, MomentNow, Outside},
    public_url::PublicUrl,
    store::{
        MIN_DATABASE_CONNECTIONS, OpenError, Process, Store,
        database::{Database, Target},
    },
};

impl Control {
    /// Opens the database, runs migrations, checks the master key and the public URL, and makes
    /// the first admin key where the database is empty. Of several processes that start at once,
    /// one does it.
    pub async fn open(options: Options) -> Result<(Self, FirstStart), OpenError> {
        let target = Target::parse(options.database_url.expose_secret())?;
        Self::open_database(options).await.map_err(|error| storage::explain(error, &target))
    }

    async fn open_database(options: Options) -> Result<(Self, FirstStart), OpenError> {
        let Options { migrate, serves, database_connections, restored: decision, .. } = options;
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
                (new_control(options, database, fixed), first)
            }
            None => first_start::run(database, options).await?,
        };
        // Checked before the first request: other processes could not use what a process with a
        // wrong clock makes.
        opened.0.store().compare_clocks().await?;
        restored::settle(&opened.0, decision).await?;
        opened.0.store().log_drift();
        Ok(opened)
    }

    /// The name of the schema that this release works with: that of its newest migration.
    pub fn schema_version() -> String {
        keyplane_migrations::newest()
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
}

/// The control plane on an open database.
fn new_control(options: Options, database: Database, fixed: Fixed) -> Control {
    let Options {
        clock,
        real_time,
        entropy,
        version,
        gateway_leeway_seconds,
        limits,
        trace_parent,
        ..
    } = options;

    let (stream, allowed) = (options.audit_stream, options.allow_private_addresses);
    let sink = stream.map(|stream| AuditSink::new(stream, allowed.clone(), version, trace_parent));
    let of_keys = Outside::new(allowed.clone(), version, trace_parent);
    let outside = Outside::new(allowed, version, trace_parent);
    let outage_limits = options.outage_limits;
    let process = Process { clock, real_time, entropy, outage_limits };
    let file = MasterKeyFile::new(&options.master_key_file, fixed.master_keys);
    let known = Known::open(database, process, fixed.public_url, file);
    let key_sets = KeySets::new(of_keys, moments_of(known.store()));
    let leeway = gateway_leeway_seconds;
    Control::new(Handles::new(known, outside, key_sets, version, leeway, limits, sink))
}

fn moments_of(store: &Store) -> MomentNow {
    let store = store.clone();
    Arc::new(move || Moment { uptime: store.clock().uptime(), now: store.now() })
}

/// The values that the first start set for good.
struct Fixed {
    master_keys: MasterKeys,
    public_url: PublicUrl,
}

/// The active master key of a database. An earlier release that made the database left no row.
async fn active_key(database: &Database, instance: &instance::Model) -> Result<String, OpenError> {
    let found = sealing::Entity::find_by_id(sealing::ID).one(database.writer()).await?;
    if let Some(row) = found {
        return Ok(row.master_key_id);
    }
    let row = sealing::Model::new(&instance.master_key_id);
    sealing::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([sealing::Column::Id])
        .exec_without_returning(database.writer())
        .await?;
    Ok(instance.master_key_id.clone())
}

/// Compares the options of a later start with what the first start fixed.
async fn check(
    database: &Database,
    options: &Options,
    instance: &instance::Model,
) -> Result<Fixed, OpenError> {
    let active = active_key(database, instance).await?;
    let master_keys = master_key::read(&options.master_key_file, &active)?;
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

    Ok(Fixed { public_url: given.clone(), master_keys })
}
