//! Generates and imports application keys, which applications authenticate with.

use keyplane_auth::Algorithm;
use keyplane_entity::{
    Permission, Scope, Timestamp, application,
    id::{ApplicationId, KeyId},
    key::{self, Purpose},
    lifecycle::Times,
};
use sea_orm::{ColumnTrait, QueryFilter};
use secrecy::SecretString;

use super::{
    event::created,
    factory::{Order, spec},
    file::PrivateKeyFormat,
    handle::Keys,
    imported::{choose_algorithm, choose_kid, further_algorithms, read_public_key},
    new_key::{GeneratedKey, NewKey},
    ring::save_lifecycle,
    update::changes,
};
use crate::{
    error::Error,
    input,
    known::{Actor, Change},
    operate::{found, write::Write},
    store::database::sole,
};

/// Arguments of `generateApplicationKey`.
#[derive(Debug)]
pub struct GenerateApplicationKey {
    /// Application that owns the key.
    pub application_id: ApplicationId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Algorithm of the key.
    pub algorithm: Algorithm,
    /// Key size in bits, for RSA only; default: 2048.
    pub rsa_bits: Option<i64>,
    /// Time at which the key expires; `None` if it never expires.
    pub expires_at: Option<Timestamp>,
    /// Format of the private half.
    pub format: PrivateKeyFormat,
    /// Whether the private half may be exported later.
    pub retain_private_key: bool,
}

/// Arguments of `importApplicationKey`.
#[derive(Debug)]
pub struct ImportApplicationKey {
    /// Application that owns the key.
    pub application_id: ApplicationId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Public half in any accepted format; treated as a secret until it is known to be public.
    pub public_key: SecretString,
    /// Main algorithm of the key; default: the JWK's `alg`, else one that fits the key.
    pub algorithm: Option<Algorithm>,
    /// RSA keys: further algorithms of the key.
    pub additional_algorithms: Vec<Algorithm>,
    /// Key ID; default: the JWK's `kid`, else the thumbprint.
    pub kid: Option<String>,
    /// Time at which the key expires; `None` if it never expires.
    pub expires_at: Option<Timestamp>,
    /// Name in files and other tools, unique in the project.
    pub external_id: Option<String>,
}

impl Keys {
    /// Makes a key for an application. The private half is returned now, and later only if it is
    /// retained.
    pub async fn generate_application(
        &self,
        actor: &Actor,
        request: GenerateApplicationKey,
    ) -> Result<GeneratedKey, Error> {
        let (id, permission) = (request.application_id, Permission::KeysWrite);
        let found = found::application(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, &found.row);
        let name = input::name(&request.name)?;
        input::end(request.expires_at, self.known.store().now())?;
        request.format.check(Purpose::Application, request.algorithm)?;

        let spec = spec(request.algorithm, request.rsa_bits)?;
        let made = self.factory.make(actor, Order { spec, not_after: request.expires_at }).await?;

        let mut write = found.begin(&self.known, actor).await?;
        let project = write.project(owner.project_id).await?;
        write.application(owner.project_id, owner.id).await?;
        let mut new = NewKey::made(&made, request.retain_private_key);
        new.retained = request.retain_private_key;
        application_key_of(&mut new, owner, name);
        new.times = Some(Times { activates_at: write.now, not_after: request.expires_at });
        let key = write.insert_key(new).await?;
        write.record(scope, created("applicationKey.generate", &key)).await?;
        write.commit_only(Change::of_key(&key)).await?;

        let file = self.private_key_file(&key, Some(&project), &made.private, request.format)?;
        Ok(GeneratedKey { key, private_key: Some(file) })
    }

    /// Imports the public half of an application's key.
    pub async fn import_application(
        &self,
        actor: &Actor,
        request: ImportApplicationKey,
    ) -> Result<key::Model, Error> {
        let (id, permission) = (request.application_id, Permission::KeysWrite);
        let found = found::application(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, &found.row);
        let name = input::name(&request.name)?;
        let kid = input::kid(request.kid)?;
        input::end(request.expires_at, self.known.store().now())?;

        let imported = read_public_key(&request.public_key)?;
        let algorithm = choose_algorithm(request.algorithm, &imported)?;
        let kid = choose_kid(kid, &imported)?;
        let mut new = NewKey::imported(&imported, algorithm, kid);
        new.additional_algorithms = further_algorithms(algorithm, &request.additional_algorithms)?;
        application_key_of(&mut new, owner, name);
        new.external_id =
            request.external_id.map(|id| input::external_id("externalId", id)).transpose()?;

        let mut write = found.begin(&self.known, actor).await?;
        write.application(owner.project_id, owner.id).await?;
        new.times = Some(Times { activates_at: write.now, not_after: request.expires_at });
        write.take_key_id(scope, None, new.external_id.as_deref()).await?;
        let key = write.insert_key(new).await?;
        write.record(scope, created("applicationKey.import", &key)).await?;
        write.commit_only(Change::of_key(&key)).await?;
        Ok(key)
    }
}

impl Write {
    /// Takes an external ID away from a key of the scope that has ended; refuses one that another
    /// key than `own` has.
    pub(super) async fn take_key_id(
        &mut self,
        scope: Scope,
        own: Option<KeyId>,
        external_id: Option<&str>,
    ) -> Result<(), Error> {
        use key::Column;

        let keys = key::Entity::in_scope(scope);
        let others = match own {
            Some(id) => keys.filter(Column::Id.ne(id)),
            None => keys,
        };
        let open = others.clone().filter(key::not_ended(self.now));
        self.refuse_taken_external_id(external_id, open, Column::ExternalId, "key").await?;

        let Some(wanted) = external_id else { return Ok(()) };
        let ended = others.filter(Column::ExternalId.eq(wanted));
        let Some(ended) = sole(ended, self.db()).await? else { return Ok(()) };
        let nameless = key::Model { external_id: None, ..ended.clone() };
        save_lifecycle(self.db(), &nameless).await?;
        self.record(scope, changes(&ended, &nameless)).await
    }
}

/// Makes `new` an application key.
pub(super) fn application_key_of(new: &mut NewKey, owner: &application::Model, name: String) {
    new.scope = Scope::Project(owner.project_id);
    new.purpose = Purpose::Application;
    new.application_id = Some(owner.id);
    new.name = name;
}
