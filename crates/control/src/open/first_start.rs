//! The first start on an empty database: the master key, the instance, the first admin key.

use std::path::Path;

use keyplane_auth::{AdminKeyFile, Algorithm, KeyFile, KeySpec, PrivateKey, import_public_key};
use keyplane_entity::{Permissions, Scope, audit_chain, instance};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel};

use super::{Control, FirstStart, Fixed, OpenError, Options, START_LOCK, check, files};
use crate::{
    Actor, Error,
    audit::Event,
    database::Database,
    guard::INSTANCE_AUDIENCE,
    key::{NewKey, admin_key_of},
};

const ADMIN_KEY_FILE: &str = "admin-key.json";

/// The first admin key, before it is in the database.
enum FirstKey {
    /// The public half that an operator brought.
    Brought(Box<NewKey>),
    /// A pair that was made here.
    Made(PrivateKey),
}

/// Makes the instance, unless another process was quicker; then its files are checked as on any
/// later start.
pub(super) async fn run(
    database: Database,
    options: Options,
) -> Result<(Control, FirstStart), OpenError> {
    // Before the transaction, which then waits for nothing but the disk.
    let first_key = match &options.bootstrap_admin_public_key_file {
        Some(path) => FirstKey::Brought(Box::new(imported(path)?)),
        None => FirstKey::Made(generate().await?),
    };
    let tx = database.begin().await?;
    if database.postgres.is_some() {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({START_LOCK})")).await?;
    }
    if let Some(instance) = instance::Entity::find().one(&tx).await? {
        drop(tx);
        let fixed = check(&database, &options, &instance).await?;
        return Ok((Control::new(options, database, fixed), FirstStart::NotFirst));
    }
    let public_url = options.public_url.clone().ok_or(OpenError::PublicUrlMissing)?;
    files::create_dir(&options.data_dir)?;
    let master_key = files::new_master_key(&options.master_key_file, &*options.entropy)?;
    let fixed = Fixed { master_key, public_url };
    insert_instance(&tx, &options, &fixed).await?;
    let control = Control::new(options.clone(), database, fixed);
    let first = insert_first_key(&control, tx, &options, first_key).await?;
    Ok((control, first))
}

async fn insert_instance(
    tx: &DatabaseTransaction,
    options: &Options,
    fixed: &Fixed,
) -> Result<(), OpenError> {
    let instance = instance::Model {
        id: instance::ID,
        public_url: fixed.public_url.to_string(),
        master_key_id: fixed.master_key.id().to_owned(),
        created_at: options.clock.now(),
    };
    instance::Entity::insert(instance.into_active_model()).exec_without_returning(tx).await?;
    let head =
        audit_chain::Model { scope_id: Scope::Instance.id(), sequence: 0, hash: String::new() };
    audit_chain::Entity::insert(head.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Makes the first admin key and commits. The file is on disk before the database says that its
/// key exists; when the commit fails, the file goes again.
async fn insert_first_key(
    control: &Control,
    tx: DatabaseTransaction,
    options: &Options,
    first_key: FirstKey,
) -> Result<FirstStart, OpenError> {
    let actor = Actor::system();
    let mut write = control.adopt(&actor, tx, Scope::Instance).await?;
    let (new, first) = match first_key {
        FirstKey::Brought(new) => {
            let first = FirstStart::TookPublicKey { kid: new.kid.clone() };
            (*new, first)
        }
        FirstKey::Made(pair) => generated(control, &options.data_dir.join(ADMIN_KEY_FILE), &pair)?,
    };
    let key = control.insert_key(&write, new).await?;
    write.record(Scope::Instance, Event::new("instance.create", "instance")).await?;
    let event = Event::new("adminKey.create", key.id).with("kid", &*key.kid);
    write.record(Scope::Instance, event).await?;
    let committed = write.commit().await;
    if let (Err(_), FirstStart::Wrote(path)) = (&committed, &first) {
        std::fs::remove_file(path).map_err(|error| files::file(path, error))?;
    }
    committed?;
    Ok(first)
}

fn imported(path: &Path) -> Result<NewKey, OpenError> {
    let text = std::fs::read_to_string(path).map_err(|error| files::file(path, error))?;
    let refuse = |reason: String| OpenError::BootstrapKey { path: path.to_owned(), reason };
    let imported = import_public_key(&text).map_err(|error| refuse(error.to_string()))?;
    if imported.public_key.rsa_bits().is_none() {
        return Err(refuse("an admin key must be an RSA key".into()));
    }
    let mut new = NewKey::imported(&imported, Algorithm::Rs256, None);
    dress(&mut new);
    Ok(new)
}

async fn generate() -> Result<PrivateKey, Error> {
    let fail = |error: &dyn std::fmt::Display| Error::internal("key", error);
    let spec = KeySpec::new(Algorithm::Rs256, None).map_err(|error| fail(&error))?;
    tokio::task::spawn_blocking(move || PrivateKey::generate(spec))
        .await
        .map_err(|error| fail(&error))?
        .map_err(|error| fail(&error))
}

fn generated(
    control: &Control,
    path: &Path,
    private: &PrivateKey,
) -> Result<(NewKey, FirstStart), OpenError> {
    let mut new = NewKey::generated(private, Algorithm::Rs256);
    dress(&mut new);
    let pem = private.to_pkcs1_pem().map_err(|error| Error::internal("key", error))?;
    let file = KeyFile::Admin(AdminKeyFile {
        key_id: new.kid.clone(),
        key: pem,
        audience: INSTANCE_AUDIENCE.to_owned(),
        endpoint: control.public_url().graphql_endpoint(),
        project_id: None,
    });
    files::create(path, &file.to_json()).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            OpenError::AdminKeyFileExists { path: path.to_owned() }
        }
        _ => files::file(path, error),
    })?;
    Ok((new, FirstStart::Wrote(path.to_owned())))
}

fn dress(new: &mut NewKey) {
    admin_key_of(new, Scope::Instance, "First admin key", Permissions::all());
}
