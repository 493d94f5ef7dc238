//! Generates and imports admin keys, which sign the tokens of the Admin API.

use keyplane_auth::{Algorithm, KeySpec};
use keyplane_entity::{
    Permission, Permissions, Scope, Timestamp,
    id::ProjectId,
    key::{self, Purpose, State},
    lifecycle::Times,
};
use sea_orm::{ColumnTrait, QueryFilter};
use secrecy::SecretString;

use super::{
    event::created,
    factory::Order,
    file::{PrivateKeyFile, PrivateKeyFormat},
    handle::Keys,
    imported::{choose_kid, read_public_key},
    new_key::{GeneratedKey, NewKey, admin_key_of},
};
use crate::{error::Error, input, known::Actor, operate::write::Write};

/// Arguments of `generateAdminKey`.
#[derive(Debug)]
pub struct GenerateAdminKey {
    /// Project of the key; `None`: the instance.
    pub project_id: Option<ProjectId>,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Permissions of the key's holder.
    pub permissions: Vec<Permission>,
    /// Time at which the key expires; `None` if it never expires.
    pub expires_at: Option<Timestamp>,
    /// Format of the private half.
    pub format: PrivateKeyFormat,
    /// Whether the private half may be exported later.
    pub retain_private_key: bool,
}

/// Arguments of `importAdminKey`.
#[derive(Debug)]
pub struct ImportAdminKey {
    /// Project of the key; `None`: the instance.
    pub project_id: Option<ProjectId>,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Permissions of the key's holder.
    pub permissions: Vec<Permission>,
    /// Public half in any accepted format; treated as a secret until it is known to be public.
    pub public_key: SecretString,
    /// Key ID; default: the JWK's `kid`, else the thumbprint.
    pub kid: Option<String>,
    /// Time at which the key expires; `None` if it never expires.
    pub expires_at: Option<Timestamp>,
}

fn scope_of(project: Option<ProjectId>) -> Scope {
    project.map_or(Scope::Instance, Scope::Project)
}

/// The permissions of an admin key, all of which its maker must hold.
pub(crate) fn check_permissions(
    actor: &Actor,
    scope: Scope,
    permissions: Vec<Permission>,
) -> Result<Permissions, Error> {
    let permissions: Permissions = permissions.into_iter().collect();
    if permissions.is_empty() {
        return Err(Error::input("permissions", "must name at least one"));
    }
    if scope != Scope::Instance && permissions.contains(Permission::InstanceWrite) {
        return Err(Error::input("permissions", "INSTANCE_WRITE is for keys of the instance"));
    }
    actor.require_all(permissions)?;
    Ok(permissions)
}

impl Keys {
    /// Makes an admin key. The private half is returned now, and later only if it is retained.
    pub async fn generate_admin(
        &self,
        actor: &Actor,
        request: GenerateAdminKey,
    ) -> Result<GeneratedKey, Error> {
        let scope = scope_of(request.project_id);
        actor.require(Permission::AdminKeysWrite, scope)?;
        let permissions = check_permissions(actor, scope, request.permissions)?;
        let name = input::name(&request.name)?;
        input::end(request.expires_at, self.known.store().now())?;
        actor.require_end(request.expires_at)?;
        request.format.check(Purpose::Admin, Algorithm::Rs256)?;

        let spec =
            KeySpec::new(Algorithm::Rs256, None).map_err(|error| Error::internal("key", error))?;
        let made = self.factory.make(actor, Order { spec, not_after: request.expires_at }).await?;

        let mut write =
            Write::begin(&self.known, actor, Permission::AdminKeysWrite, &[scope]).await?;
        let project = write.project_of(scope).await?;
        let mut new = NewKey::made(&made, request.retain_private_key);
        admin_key_of(&mut new, scope, &name, permissions);
        new.retained = request.retain_private_key;
        new.times = Some(Times { activates_at: write.now, not_after: request.expires_at });
        let key = write.insert_key(new).await?;
        write.record(scope, created("adminKey.generate", &key)).await?;
        write.commit().await?;

        let file = self.private_key_file(&key, project.as_ref(), &made.private, request.format)?;
        Ok(GeneratedKey { key, private_key: Some(file) })
    }

    /// Imports the public half of an admin key whose private half was made elsewhere.
    pub async fn import_admin(
        &self,
        actor: &Actor,
        request: ImportAdminKey,
    ) -> Result<key::Model, Error> {
        let scope = scope_of(request.project_id);
        actor.require(Permission::AdminKeysWrite, scope)?;
        let permissions = check_permissions(actor, scope, request.permissions)?;
        let name = input::name(&request.name)?;
        let kid = input::kid(request.kid)?;
        input::end(request.expires_at, self.known.store().now())?;

        let imported = read_public_key(&request.public_key)?;
        if !imported.algorithm.is_none_or(|algorithm| algorithm == Algorithm::Rs256)
            || imported.public_key.rsa_bits().is_none()
        {
            return Err(Error::input("publicKey", "an admin key must be an RSA key for RS256"));
        }
        let kid = choose_kid(kid, &imported)?;
        let mut new = NewKey::imported(&imported, Algorithm::Rs256, kid);
        admin_key_of(&mut new, scope, &name, permissions);

        let mut write =
            Write::begin(&self.known, actor, Permission::AdminKeysWrite, &[scope]).await?;
        write.project_of(scope).await?;
        new.times = Some(Times { activates_at: write.now, not_after: request.expires_at });
        let key = write.insert_key(new).await?;
        write.record(scope, created("adminKey.import", &key)).await?;
        write.commit().await?;
        Ok(key)
    }

    /// Recovers access when every admin key is lost: makes an instance key with every permission,
    /// from the command line, directly on the database.
    pub async fn generate_local_admin(&self, name: &str) -> Result<PrivateKeyFile, Error> {
        let request = GenerateAdminKey {
            project_id: None,
            name: name.to_owned(),
            permissions: Permission::ALL.to_vec(),
            expires_at: None,
            format: PrivateKeyFormat::KeyFile,
            retain_private_key: false,
        };
        let made = self.generate_admin(&Actor::local(), request).await?;
        made.private_key.ok_or_else(|| Error::Internal("no private key was made".into()))
    }
}

impl Write {
    /// Refuses a change that leaves the instance without an active key that can make other keys and
    /// has no end. Called after the change, under the instance's lock.
    pub(super) async fn keep_way_in(&self, changed: &key::Model) -> Result<(), Error> {
        match (changed.purpose, changed.scope()) {
            (Purpose::Admin, Scope::Instance) => {}
            (Purpose::Admin, Scope::Project(_)) | (Purpose::Application | Purpose::Signing, _) => {
                return Ok(());
            }
        }

        let remains = key::Entity::of_purpose(Scope::Instance, Purpose::Admin)
            .filter(key::in_state(State::Active, self.now))
            // A rule's key opens nothing without the provider.
            .filter(key::Column::OperatorRuleId.is_null())
            .all(self.db())
            .await?
            .iter()
            .any(|key| {
                let permissions = key.permissions.unwrap_or_default();
                key.expires_at.is_none() && permissions.contains(Permission::AdminKeysWrite)
            });

        if remains {
            return Ok(());
        }
        Err(Error::PreconditionFailed(
            "this would leave no active key of the instance with ADMIN_KEYS_WRITE and without an \
             end; make another one first"
                .into(),
        ))
    }
}
