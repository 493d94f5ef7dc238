//! Look-ups of rows by ID for use cases. A row is found only if the actor sees it, and the look-up
//! refuses an actor without the permission to change it.

use keyplane_entity::{
    Permission, Scope, api, application, client_secret, federated_identity, grant,
    id::{
        ApiId, ApplicationId, ClientSecretId, FederatedIdentityId, GrantId, KeyId, OperatorBlockId,
        OperatorIssuerId, OperatorRuleId, OperatorSessionId, ProjectId, TrustedIssuerId, WebhookId,
    },
    key::{self, Purpose},
    operator_block, operator_issuer, operator_rule, operator_session, project, trusted_issuer,
    webhook,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::write::Write;
use crate::{
    error::Error,
    known::{Actor, Known},
};

/// A row of a scope in which the actor has a permission. It was read before the lock was taken: use
/// only its immutable members, such as the scope, and read the row again under the lock.
pub(crate) struct Found<T> {
    pub(crate) row: T,
    pub(crate) scope: Scope,
    permission: Permission,
}

impl<T> Found<T> {
    /// A row that an actor sees; `None` looks like a row of another scope. Refuses an actor without
    /// `permission`.
    fn new(
        actor: &Actor,
        noun: &'static str,
        row: Option<T>,
        scope_of: impl Fn(&T) -> Scope,
        permission: Permission,
    ) -> Result<Self, Error> {
        let row = row.filter(|row| actor.sees(scope_of(row))).ok_or(Error::NotFound(noun))?;
        let scope = scope_of(&row);
        actor.require(permission, scope)?;
        Ok(Self { row, scope, permission })
    }

    /// Begins the transaction that changes the row.
    pub(crate) async fn begin(&self, known: &Known, actor: &Actor) -> Result<Write, Error> {
        Write::begin(known, actor, self.permission, &[self.scope]).await
    }

    /// Begins a transaction that changes the row and the instance. Refuses an actor without the
    /// permission in the instance.
    pub(crate) async fn begin_with_instance(
        &self,
        known: &Known,
        actor: &Actor,
    ) -> Result<Write, Error> {
        Write::begin(known, actor, self.permission, &[Scope::Instance, self.scope]).await
    }
}

/// A project, deleted or not: the transaction finds live ones only, after it has judged the actor, so
/// that the key of a project that is deleted meanwhile is UNAUTHENTICATED.
pub(crate) async fn project(
    known: &Known,
    actor: &Actor,
    id: ProjectId,
    permission: Permission,
) -> Result<Found<project::Model>, Error> {
    let row = project::Entity::find_by_id(id).one(known.store().read()).await?;
    Found::new(actor, "project", row, |row| Scope::Project(row.id), permission)
}

/// An application.
pub(crate) async fn application(
    known: &Known,
    actor: &Actor,
    id: ApplicationId,
    permission: Permission,
) -> Result<Found<application::Model>, Error> {
    let live = application::Entity::live().filter(application::Column::Id.eq(id));
    let row = live.one(known.store().read()).await?;
    Found::new(actor, "application", row, |row| Scope::Project(row.project_id), permission)
}

/// An API.
pub(crate) async fn api(
    known: &Known,
    actor: &Actor,
    id: ApiId,
    permission: Permission,
) -> Result<Found<api::Model>, Error> {
    let row = api::Entity::find_by_id(id).one(known.store().read()).await?;
    Found::new(actor, "API", row, |row| Scope::Project(row.project_id), permission)
}

/// A grant.
pub(crate) async fn grant(
    known: &Known,
    actor: &Actor,
    id: GrantId,
    permission: Permission,
) -> Result<Found<grant::Model>, Error> {
    let row = grant::Entity::find_by_id(id).one(known.store().read()).await?;
    Found::new(actor, "grant", row, |row| Scope::Project(row.project_id), permission)
}

/// A trusted issuer.
pub(crate) async fn trusted_issuer(
    known: &Known,
    actor: &Actor,
    id: TrustedIssuerId,
    permission: Permission,
) -> Result<Found<trusted_issuer::Model>, Error> {
    let row = trusted_issuer::Entity::find_by_id(id).one(known.store().read()).await?;
    let scope_of = |row: &trusted_issuer::Model| Scope::Project(row.project_id);
    Found::new(actor, "trusted issuer", row, scope_of, permission)
}

/// A federated identity.
pub(crate) async fn federated_identity(
    known: &Known,
    actor: &Actor,
    id: FederatedIdentityId,
    permission: Permission,
) -> Result<Found<federated_identity::Model>, Error> {
    let row = federated_identity::Entity::find_by_id(id).one(known.store().read()).await?;
    let scope_of = |row: &federated_identity::Model| Scope::Project(row.project_id);
    Found::new(actor, "federated identity", row, scope_of, permission)
}

/// A webhook. Its events show what the audit log shows, so `AUDIT_READ` is needed too.
pub(crate) async fn webhook(
    known: &Known,
    actor: &Actor,
    id: WebhookId,
) -> Result<Found<webhook::Model>, Error> {
    let row = webhook::Entity::find_by_id(id).one(known.store().read()).await?;
    let permission =
        row.as_ref().map_or(Permission::Read, |row| permission_of_webhooks(row.scope()));
    let found = Found::new(actor, "webhook", row, webhook::Model::scope, permission)?;
    actor.require(Permission::AuditRead, found.scope)?;
    Ok(found)
}

/// The permission that changes the webhooks of a scope, beside `AUDIT_READ`.
pub(crate) fn permission_of_webhooks(scope: Scope) -> Permission {
    match scope {
        Scope::Instance => Permission::InstanceWrite,
        Scope::Project(_) => Permission::ProjectWrite,
    }
}

/// An operators' issuer. It and what belongs to it are the instance's.
pub(crate) async fn operator_issuer(
    known: &Known,
    actor: &Actor,
    id: OperatorIssuerId,
) -> Result<Found<operator_issuer::Model>, Error> {
    let row = operator_issuer::Entity::find_by_id(id).one(known.store().read()).await?;
    of_instance(actor, "operators' issuer", row)
}

/// A rule of an operators' issuer.
pub(crate) async fn operator_rule(
    known: &Known,
    actor: &Actor,
    id: OperatorRuleId,
) -> Result<Found<operator_rule::Model>, Error> {
    let row = operator_rule::Entity::find_by_id(id).one(known.store().read()).await?;
    of_instance(actor, "rule", row)
}

/// A session of a person who signed in.
pub(crate) async fn operator_session(
    known: &Known,
    actor: &Actor,
    id: OperatorSessionId,
) -> Result<Found<operator_session::Model>, Error> {
    let row = operator_session::Entity::find_by_id(id).one(known.store().read()).await?;
    of_instance(actor, "session", row)
}

/// The block of a person.
pub(crate) async fn operator_block(
    known: &Known,
    actor: &Actor,
    id: OperatorBlockId,
) -> Result<Found<operator_block::Model>, Error> {
    let row = operator_block::Entity::find_by_id(id).one(known.store().read()).await?;
    of_instance(actor, "block", row)
}

/// A row that keys of the instance with `ADMIN_KEYS_WRITE` change.
fn of_instance<T>(actor: &Actor, noun: &'static str, row: Option<T>) -> Result<Found<T>, Error> {
    Found::new(actor, noun, row, |_| Scope::Instance, Permission::AdminKeysWrite)
}

/// A client secret.
pub(crate) async fn client_secret(
    known: &Known,
    actor: &Actor,
    id: ClientSecretId,
    permission: Permission,
) -> Result<Found<client_secret::Model>, Error> {
    let row = client_secret::Entity::find_by_id(id).one(known.store().read()).await?;
    Found::new(actor, "client secret", row, |row| Scope::Project(row.project_id), permission)
}

/// A key, to change it: needs the permission of its purpose and, for an admin key, every permission
/// that the key has.
pub(crate) async fn key(
    known: &Known,
    actor: &Actor,
    id: KeyId,
) -> Result<Found<key::Model>, Error> {
    let key = live_key(known, id).await?;
    let permission = key.as_ref().map_or(Permission::Read, |key| permission_of(key.purpose));
    let found = Found::new(actor, "key", key, key::Model::scope, permission)?;
    require_permissions_of(actor, &found.row)?;
    refuse_key_of_rule(known, &found.row).await?;
    Ok(found)
}

/// A key, to export its private half.
pub(crate) async fn key_to_export(
    known: &Known,
    actor: &Actor,
    id: KeyId,
) -> Result<Found<key::Model>, Error> {
    let key = live_key(known, id).await?;
    let found = Found::new(actor, "key", key, key::Model::scope, Permission::KeysExport)?;
    refuse_key_of_rule(known, &found.row).await?;
    Ok(found)
}

/// Refuses every change to the key of an operators' rule: the server alone makes, rotates and revokes
/// it. The column never changes, so that it needs no lock.
async fn refuse_key_of_rule(known: &Known, key: &key::Model) -> Result<(), Error> {
    let Some(id) = key.operator_rule_id else { return Ok(()) };
    let rule = operator_rule::Entity::find_by_id(id).one(known.store().read()).await?;
    let rule = rule.map_or_else(|| id.to_string(), |rule| format!("\"{}\" ({id})", rule.name));
    Err(Error::PreconditionFailed(format!(
        "the key {} belongs to the operators' rule {rule}: change or delete the rule instead",
        key.kid
    )))
}

async fn live_key(known: &Known, id: KeyId) -> Result<Option<key::Model>, Error> {
    let live = key::Entity::live().filter(key::Column::Id.eq(id));
    Ok(live.one(known.store().read()).await?)
}

/// The permission that changes keys of a purpose.
fn permission_of(purpose: Purpose) -> Permission {
    match purpose {
        Purpose::Admin => Permission::AdminKeysWrite,
        Purpose::Application | Purpose::Signing => Permission::KeysWrite,
    }
}

/// Refuses a change to an admin key that has permissions the actor lacks. Only admin keys have any.
pub(crate) fn require_permissions_of(actor: &Actor, key: &key::Model) -> Result<(), Error> {
    actor.require_all(key.permissions.unwrap_or_default())
}
