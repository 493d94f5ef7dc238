//! The first start on an empty database: the master key, the instance, the first admin key.
//!
//! The key file has the name of a draft until the database has its key. A killed process therefore
//! leaves one of three states: no draft and an empty database; a draft and an empty database, where
//! the next start takes the key of the draft; a draft and a database that knows its key, where the
//! next start gives the draft its name.

use std::path::Path;

use keyplane_auth::{AdminKeyFile, Algorithm, KeyFile, KeySpec, PrivateKey, import_public_key};
use keyplane_entity::{Permissions, Scope, audit_chain, instance, key, sealing};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use secrecy::ExposeSecret;

use super::{Fixed, check, master_key, migrate::START_LOCK, new_control};
use crate::{
    error::Error,
    known::Actor,
    operate::{
        Write,
        event::on_key,
        keys::{NewKey, admin_key_of},
    },
    run::{
        control::Control,
        options::{FirstStart, Options},
    },
    store::{
        OpenError,
        audit::Event,
        database::{Database, Transaction},
        files,
    },
};

const ADMIN_KEY_FILE: &str = "admin-key.json";

/// The first admin key, before it is in the database.
enum FirstKey {
    /// The public half that an operator provided.
    Brought(Box<NewKey>),
    /// A pair that the server generated.
    Made(PrivateKey),
}

/// Makes the instance, unless another process was quicker; then its files are checked as on any
/// later start.
pub(super) async fn run(
    database: Database,
    options: Options,
) -> Result<(Control, FirstStart), OpenError> {
    // The pair is made before the transaction, which then waits only for the disk.
    let first_key = match &options.bootstrap_admin_public_key_file {
        Some(path) => FirstKey::Brought(Box::new(imported(path)?)),
        None => FirstKey::Made(generate().await?),
    };
    let tx = match database.postgres() {
        Some(postgres) => postgres.turn(START_LOCK).await?,
        None => database.begin().await?,
    };
    if let Some(instance) = instance::Entity::find().one(&tx).await? {
        drop(tx);
        let fixed = check(&database, &options, &instance).await?;
        return Ok((new_control(options, database, fixed), FirstStart::NotFirst));
    }

    let public_url = options.public_url.clone().ok_or(OpenError::PublicUrlMissing)?;
    files::create_dir(&options.data_dir)?;
    let now = options.clock.now();
    let master_keys =
        master_key::of_new_database(&options.master_key_file, &*options.entropy, now)?;
    let fixed = Fixed { master_keys, public_url };

    insert_instance(&tx, &options, &fixed).await?;
    let control = new_control(options.clone(), database, fixed);
    // Other processes could not use what a process with a wrong clock makes.
    control.store().compare_clocks().await?;
    control.store().require_clock()?;
    let first = insert_first_key(&control, tx, &options, first_key).await?;
    Ok((control, first))
}

async fn insert_instance(
    tx: &Transaction,
    options: &Options,
    fixed: &Fixed,
) -> Result<(), OpenError> {
    let instance = instance::Model {
        id: instance::ID,
        public_url: fixed.public_url.to_string(),
        master_key_id: fixed.master_keys.active().id().to_owned(),
        created_at: options.clock.now(),
        restored_from: None,
        database_identity: None,
    };

    let sealing = sealing::Model::new(&instance.master_key_id);
    instance::Entity::insert(instance.into_active_model()).exec_without_returning(tx).await?;
    sealing::Entity::insert(sealing.into_active_model()).exec_without_returning(tx).await?;
    let head = audit_chain::Model::empty(Scope::Instance);
    audit_chain::Entity::insert(head.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Makes the first admin key and commits. The draft of its file is on disk before the database
/// says that the key exists, and stays where the commit fails: it may have happened.
async fn insert_first_key(
    control: &Control,
    tx: Transaction,
    options: &Options,
    first_key: FirstKey,
) -> Result<FirstStart, OpenError> {
    let actor = Actor::system();
    let mut write = Write::continue_in(control.known(), &actor, tx, Scope::Instance).await?;
    let (new, first) = match first_key {
        FirstKey::Brought(new) => {
            let first = FirstStart::TookPublicKey { kid: new.kid.clone() };
            (*new, first)
        }
        FirstKey::Made(pair) => generated(control, &options.data_dir.join(ADMIN_KEY_FILE), pair)?,
    };
    let key = write.insert_key(new).await?;
    write.record(Scope::Instance, Event::new("instance.create", "instance")).await?;
    let event = on_key("adminKey.create", &key).with("kid", &*key.kid);
    let event = event.with("privateKeyReturned", matches!(first, FirstStart::Wrote(_)));
    write.record(Scope::Instance, event).await?;
    write.commit().await?;

    if let FirstStart::Wrote(path) = &first {
        files::publish_draft(path).map_err(|error| files::file_error("create", path, error))?;
    }
    Ok(first)
}

/// Completes a first start that was killed after its commit: the draft of the key file gets its
/// name.
pub(super) async fn finish(
    database: &Database,
    options: &Options,
) -> Result<FirstStart, OpenError> {
    let path = options.data_dir.join(ADMIN_KEY_FILE);
    let draft = files::draft_of(&path);
    let Some(private) = read_draft(&path)? else { return Ok(FirstStart::NotFirst) };

    let known = key::Entity::find()
        .filter(key::Column::ScopeId.eq(Scope::Instance.id()))
        .filter(key::Column::Thumbprint.eq(private.public_key().thumbprint()))
        .one(database.writer())
        .await?;
    if known.is_none() {
        let draft = draft.display();
        tracing::warn!("{draft} holds an admin key of another database: move it away");
        return Ok(FirstStart::NotFirst);
    }

    match files::publish_draft(&path) {
        Ok(()) => Ok(FirstStart::Wrote(path)),
        Err(error) => {
            let (path, draft) = (path.display(), draft.display());
            tracing::warn!(%error, "{draft} holds the first admin key, and {path} cannot be created");
            Ok(FirstStart::NotFirst)
        }
    }
}

fn imported(path: &Path) -> Result<NewKey, OpenError> {
    let text =
        std::fs::read_to_string(path).map_err(|error| files::file_error("read", path, error))?;
    let refuse = |reason: String| OpenError::BootstrapKey { path: path.to_owned(), reason };
    let imported = import_public_key(&text).map_err(|error| refuse(error.to_string()))?;
    if imported.public_key.rsa_bits().is_none() {
        return Err(refuse("an admin key must be an RSA key".into()));
    }
    let kid = imported.kid.clone().map_err(|error| refuse(format!("the JWK's kid: {error}")))?;
    let mut new = NewKey::imported(&imported, Algorithm::Rs256, kid);
    make_first_admin_key(&mut new);
    Ok(new)
}

/// The first admin key, with the draft of its file at `path`. The key of an existing draft takes
/// precedence over `made`.
fn generated(
    control: &Control,
    path: &Path,
    made: PrivateKey,
) -> Result<(NewKey, FirstStart), OpenError> {
    if path.try_exists().map_err(|error| files::file_error("create", path, error))? {
        return Err(OpenError::AdminKeyFileExists { path: path.to_owned() });
    }
    let private = read_draft(path)?.unwrap_or(made);

    let mut new = NewKey::generated(&private, Algorithm::Rs256);
    make_first_admin_key(&mut new);
    let pem = private.to_pkcs1_pem().map_err(|error| Error::internal("key", error))?;
    let file = KeyFile::Admin(AdminKeyFile {
        key_id: new.kid.clone(),
        key: pem,
        audience: control.public_url().admin_audience(None),
        endpoint: control.public_url().graphql_endpoint(),
        project_id: None,
    });
    files::write_draft(path, &file.to_json())?;
    Ok((new, FirstStart::Wrote(path.to_owned())))
}

async fn generate() -> Result<PrivateKey, Error> {
    let spec =
        KeySpec::new(Algorithm::Rs256, None).map_err(|error| Error::internal("key", error))?;
    tokio::task::spawn_blocking(move || PrivateKey::generate(spec))
        .await
        .map_err(|error| Error::internal("key", error))?
        .map_err(|error| Error::internal("key", error))
}

/// The key in the draft of a key file that a killed process left. An incomplete draft is ignored:
/// its key was never in a database.
fn read_draft(path: &Path) -> Result<Option<PrivateKey>, OpenError> {
    let text = files::read_if_there(&files::draft_of(path))?;
    let file = text.and_then(|text| KeyFile::parse(text.expose_secret()).ok());
    let Some(KeyFile::Admin(file)) = file else { return Ok(None) };
    Ok(PrivateKey::from_pem(file.key.expose_secret()).ok())
}

fn make_first_admin_key(new: &mut NewKey) {
    admin_key_of(new, Scope::Instance, "First admin key", Permissions::all());
}
