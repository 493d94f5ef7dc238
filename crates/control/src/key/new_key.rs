//! A new key, before it is stored.

use keyplane_auth::{Algorithm, ImportedKey, PrivateKey, PublicKey, SealContext, SealError};
use keyplane_entity::{
    Permissions, Scope,
    id::{ApplicationId, KeyId},
    key::{self, Custody, Origin, Purpose},
    lifecycle::Times,
    search_term::{self, Kind},
};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};
use uuid::Uuid;

use super::Made;
use crate::{Control, Error, write::Write};

/// A key pair or a public half, with the settings of the new key.
pub(crate) struct NewKey {
    pub(crate) kid: String,
    pub(crate) public_key: PublicKey,
    pub(crate) algorithm: Algorithm,
    /// Further algorithms, in the form of the column.
    pub(crate) additional_algorithms: String,
    pub(crate) origin: Origin,
    pub(crate) certificate: Option<Vec<u8>>,
    /// The private half, if the server keeps it.
    pub(crate) private: Option<PrivateKey>,
    /// Whether the private half may be exported later.
    pub(crate) retained: bool,
    pub(crate) scope: Scope,
    pub(crate) purpose: Purpose,
    pub(crate) application_id: Option<ApplicationId>,
    pub(crate) name: String,
    pub(crate) permissions: Option<Permissions>,
    pub(crate) predecessor_id: Option<KeyId>,
    /// Dates of the key; `None`: active from now on, without an end.
    pub(crate) times: Option<Times>,
}

impl NewKey {
    fn new(public_key: PublicKey, kid: String, algorithm: Algorithm, origin: Origin) -> Self {
        Self {
            kid,
            public_key,
            algorithm,
            additional_algorithms: String::new(),
            origin,
            certificate: None,
            private: None,
            retained: false,
            scope: Scope::Instance,
            purpose: Purpose::Admin,
            application_id: None,
            name: String::new(),
            permissions: None,
            predecessor_id: None,
            times: None,
        }
    }

    /// A key from a pair whose private half goes to its holder.
    pub(crate) fn generated(private: &PrivateKey, algorithm: Algorithm) -> Self {
        let public_key = private.public_key();
        let kid = public_key.thumbprint();
        Self::new(public_key, kid, algorithm, Origin::Generated)
    }

    /// A key from a pair of the factory; `keep`: whether the server keeps the private half.
    pub(crate) fn made(made: &Made, keep: bool) -> Self {
        let mut new = Self::generated(&made.private, made.order.spec.algorithm);
        new.certificate = Some(made.certificate.clone());
        new.private = keep.then(|| made.private.clone());
        new
    }

    /// A key from an imported public half. Without a `kid`, the thumbprint becomes the kid.
    pub(crate) fn imported(
        imported: &ImportedKey,
        algorithm: Algorithm,
        kid: Option<String>,
    ) -> Self {
        let kid = kid.unwrap_or_else(|| imported.public_key.thumbprint());
        Self::new(imported.public_key.clone(), kid, algorithm, Origin::Imported)
    }
}

/// Makes `new` an admin key.
pub(crate) fn admin_key_of(new: &mut NewKey, scope: Scope, name: &str, permissions: Permissions) {
    new.scope = scope;
    new.purpose = Purpose::Admin;
    new.permissions = Some(permissions);
    name.clone_into(&mut new.name);
}

impl Control {
    /// The row of a new key, with its private half sealed. Refuses a kid or public half that was
    /// ever used in the scope, and an admin key with more permissions or a later end than its maker
    /// has. The caller holds the scope's lock.
    pub(crate) async fn key_row(
        &self,
        write: &Write<'_>,
        new: NewKey,
    ) -> Result<key::Model, Error> {
        let thumbprint = new.public_key.thumbprint();
        refuse_taken(write, new.scope, &new.kid, &thumbprint).await?;
        let times = new.times.unwrap_or(Times { activates_at: write.now, not_after: None });
        if new.purpose == Purpose::Admin {
            write.actor().require_grant(new.permissions.unwrap_or_default(), times.not_after)?;
        }

        let mut row = key::Model {
            id: KeyId(self.new_id()),
            scope_id: new.scope.id(),
            application_id: new.application_id,
            purpose: new.purpose,
            kid: new.kid,
            name: new.name,
            algorithm: new.algorithm.as_str().to_owned(),
            additional_algorithms: new.additional_algorithms,
            public_key: new.public_key.spki_der().to_vec(),
            thumbprint,
            certificate: new.certificate,
            custody: if new.private.is_some() { Custody::Server } else { Custody::Holder },
            origin: new.origin,
            master_key_id: None,
            sealed_private_key: None,
            private_key_retained: new.retained,
            permissions: new.permissions,
            created_by_kid: write.actor_kid(),
            predecessor_id: new.predecessor_id,
            created_at: write.now,
            activates_at: times.activates_at,
            retires_at: None,
            expires_at: times.not_after,
            not_after: times.not_after,
            revoked_at: None,
            last_used_at: None,
            max_token_lifetime_seconds: 0,
            deleted_at: None,
        };

        if let Some(private) = &new.private {
            row.sealed_private_key = Some(self.seal(&row, private)?);
            row.master_key_id = Some(self.inner.master_key.id().to_owned());
        }
        Ok(row)
    }

    /// Writes the row of a new key that belongs to no ring.
    pub(crate) async fn insert_key(
        &self,
        write: &Write<'_>,
        new: NewKey,
    ) -> Result<key::Model, Error> {
        let row = self.key_row(write, new).await?;
        insert_key_row(write, &row).await?;
        Ok(row)
    }

    fn seal(&self, row: &key::Model, private: &PrivateKey) -> Result<Vec<u8>, Error> {
        let facts = facts(row);
        let place = place(row, &facts);
        self.inner
            .master_key
            .seal(&*self.inner.entropy, &place, private.pkcs8_der())
            .map_err(|error| Error::internal("sealing", error))
    }

    /// Opens the private half of a key for signing here. Also opens seals of earlier versions,
    /// which do not cover the row's purpose, custody and retention.
    pub(crate) fn unseal(&self, key: &key::Model) -> Result<PrivateKey, Error> {
        let facts = facts(key);
        let place = place(key, &facts);
        let opened = self.inner.master_key.open_any_version(&place, sealed_half(key)?);
        parse(&opened.map_err(|error| Error::internal("sealing", error))?)
    }

    /// Opens the private half of a key for export. Refuses unless the seal covers the row's
    /// purpose, custody and retention.
    pub(super) fn unseal_for_export(&self, key: &key::Model) -> Result<PrivateKey, Error> {
        let facts = facts(key);
        let place = place(key, &facts);
        let opened = self.inner.master_key.open(&place, sealed_half(key)?);
        parse(&opened.map_err(|error| refuse_export(&key.kid, error))?)
    }
}

fn sealed_half(key: &key::Model) -> Result<&[u8], Error> {
    let sealed = key.sealed_private_key.as_deref();
    sealed.ok_or_else(|| Error::Internal("the key's private half is not here".into()))
}

fn parse(pkcs8: &[u8]) -> Result<PrivateKey, Error> {
    PrivateKey::from_pkcs8_der(pkcs8).map_err(|error| Error::internal("stored key", error))
}

fn refuse_export(kid: &str, error: SealError) -> Error {
    match error {
        SealError::Version1 => Error::PreconditionFailed(format!(
            "the private half of {kid} was sealed by an earlier version of Keyplane, whose seal \
             does not record whether it may be exported: rotate the key and export its successor"
        )),
        SealError::Damaged => {
            tracing::error!(
                %kid,
                "a sealed private key does not fit its row, which was changed outside of Keyplane"
            );
            Error::PreconditionFailed(format!(
                "the sealed private half of {kid} does not fit its row: the row was changed \
                 outside of Keyplane. Restore it from a backup, or revoke the key"
            ))
        }
        error @ (SealError::WrongMasterKey { .. } | SealError::Failed) => {
            Error::internal("sealing", error)
        }
    }
}

/// The context that a sealed private half is bound to; in any other context it does not open.
fn place<'a>(key: &'a key::Model, facts: &'a str) -> SealContext<'a> {
    SealContext {
        table: "key",
        column: "sealed_private_key",
        row: key.id.0.as_bytes(),
        project: key.scope_id.as_bytes(),
        facts,
    }
}

/// The columns of a key that decide what its private half may be used for.
fn facts(key: &key::Model) -> String {
    let (purpose, custody) = (key.purpose.to_value(), key.custody.to_value());
    format!("{purpose} {custody} retained={}", key.private_key_retained)
}

async fn refuse_taken(
    write: &Write<'_>,
    scope: Scope,
    kid: &str,
    thumbprint: &str,
) -> Result<(), Error> {
    // Includes keys of deleted owners: a kid or public half is never free again.
    let taken = key::Entity::find()
        .filter(key::Column::ScopeId.eq(scope.id()))
        .filter(
            Condition::any()
                .add(key::Column::Kid.eq(kid))
                .add(key::Column::Thumbprint.eq(thumbprint)),
        )
        .one(write.db())
        .await?;

    match taken {
        None => Ok(()),
        Some(key) if key.thumbprint == thumbprint => Err(Error::taken(
            "publicKey",
            format!("this public key is or was in use here, as {}: make a new pair", key.kid),
        )),
        Some(_) => Err(Error::taken(
            "kid",
            format!("the kid {kid} is or was in use here: choose another one"),
        )),
    }
}

/// Writes the row of a new key and its search terms.
pub(super) async fn insert_key_row(write: &Write<'_>, row: &key::Model) -> Result<(), Error> {
    key::Entity::insert(row.clone().into_active_model()).exec_without_returning(write.db()).await?;
    index(write.db(), row.scope(), Kind::Key, row.id.0, [&*row.name, &*row.kid]).await
}

/// Replaces the search terms of a row.
pub(crate) async fn index<'a>(
    db: &impl ConnectionTrait,
    scope: Scope,
    kind: Kind,
    target: Uuid,
    texts: impl IntoIterator<Item = &'a str>,
) -> Result<(), Error> {
    unindex(db, target).await?;
    let rows = search_term::terms(texts).into_iter().map(|term| {
        search_term::Model { scope_id: scope.id(), kind, term, target_id: target }
            .into_active_model()
    });
    search_term::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Deletes the search terms of a row.
pub(crate) async fn unindex(db: &impl ConnectionTrait, target: Uuid) -> Result<(), Error> {
    search_term::Entity::delete_many()
        .filter(search_term::Column::TargetId.eq(target))
        .exec(db)
        .await?;
    Ok(())
}
