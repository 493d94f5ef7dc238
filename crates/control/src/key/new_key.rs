//! A key on its way into the table.

use keyplane_auth::{Algorithm, ImportedKey, PrivateKey, PublicKey, SealContext};
use keyplane_entity::{
    Permissions, Scope,
    id::{ApplicationId, KeyId},
    key::{self, Custody, Origin, Purpose},
    lifecycle::Times,
    search_term::{self, Kind},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::Made;
use crate::{Control, Error, write::Write};

/// A pair, or a public half, and what it is to be.
pub(crate) struct NewKey {
    pub(crate) kid: String,
    pub(crate) public_key: PublicKey,
    pub(crate) algorithm: Algorithm,
    /// As the row has them.
    pub(crate) additional_algorithms: String,
    pub(crate) origin: Origin,
    pub(crate) certificate: Option<Vec<u8>>,
    /// The private half, where it is to be kept.
    pub(crate) private: Option<PrivateKey>,
    /// Whether it may be given out again.
    pub(crate) retained: bool,
    pub(crate) scope: Scope,
    pub(crate) purpose: Purpose,
    pub(crate) application_id: Option<ApplicationId>,
    pub(crate) name: String,
    pub(crate) permissions: Option<Permissions>,
    pub(crate) predecessor_id: Option<KeyId>,
    /// In use from now on and for ever where `None`.
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

    /// From a pair whose private half goes to its holder.
    pub(crate) fn generated(private: &PrivateKey, algorithm: Algorithm) -> Self {
        let public_key = private.public_key();
        let kid = public_key.thumbprint();
        Self::new(public_key, kid, algorithm, Origin::Generated)
    }

    /// From a pair of the factory; `keep` says whether the private half stays here.
    pub(crate) fn made(made: &Made, keep: bool) -> Self {
        let mut new = Self::generated(&made.private, made.order.spec.algorithm);
        new.certificate = Some(made.certificate.clone());
        new.private = keep.then(|| made.private.clone());
        new
    }

    /// From a public half that was made elsewhere. Without a `kid` its thumbprint is the kid.
    pub(crate) fn imported(
        imported: &ImportedKey,
        algorithm: Algorithm,
        kid: Option<String>,
    ) -> Self {
        let kid = kid.unwrap_or_else(|| imported.public_key.thumbprint());
        Self::new(imported.public_key.clone(), kid, algorithm, Origin::Imported)
    }
}

/// Makes it an admin key.
pub(crate) fn admin_key_of(new: &mut NewKey, scope: Scope, name: &str, permissions: Permissions) {
    new.scope = scope;
    new.purpose = Purpose::Admin;
    new.permissions = Some(permissions);
    name.clone_into(&mut new.name);
}

impl Control {
    /// The row of a new key, its private half sealed. Refused where its kid or its public half
    /// was ever used in its scope, and where an admin key would hold more than its maker, or for
    /// longer. The caller holds the scope's lock.
    pub(crate) async fn key_row(
        &self,
        write: &Write<'_>,
        new: NewKey,
    ) -> Result<key::Model, Error> {
        let thumbprint = new.public_key.thumbprint();
        refuse_taken(write, new.scope, &new.kid, &thumbprint).await?;
        let id = KeyId(self.new_id());
        let sealed =
            new.private.as_ref().map(|private| self.seal(id, new.scope, private)).transpose()?;
        let times = new.times.unwrap_or(Times { activates_at: write.now, not_after: None });
        if new.purpose == Purpose::Admin {
            write.actor().require_grant(new.permissions.unwrap_or_default(), times.not_after)?;
        }
        Ok(key::Model {
            id,
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
            custody: if sealed.is_some() { Custody::Server } else { Custody::Holder },
            origin: new.origin,
            master_key_id: sealed.is_some().then(|| self.inner.master_key.id().to_owned()),
            sealed_private_key: sealed,
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
        })
    }

    /// Writes the row of a new key that has no ring to stand in.
    pub(crate) async fn insert_key(
        &self,
        write: &Write<'_>,
        new: NewKey,
    ) -> Result<key::Model, Error> {
        let row = self.key_row(write, new).await?;
        insert_key_row(write, &row).await?;
        Ok(row)
    }

    fn seal(&self, id: KeyId, scope: Scope, private: &PrivateKey) -> Result<Vec<u8>, Error> {
        let context = seal_context(id.0.as_bytes(), &scope);
        self.inner
            .master_key
            .seal(&*self.inner.entropy, &context.borrow(), private.pkcs8_der())
            .map_err(|error| Error::internal("sealing", error))
    }

    /// Opens the private half of a key.
    pub(crate) fn unseal(&self, key: &key::Model) -> Result<PrivateKey, Error> {
        let sealed = key
            .sealed_private_key
            .as_deref()
            .ok_or_else(|| Error::Internal("the key's private half is not here".into()))?;
        let context = seal_context(key.id.0.as_bytes(), &key.scope());
        let opened = self
            .inner
            .master_key
            .open(&context.borrow(), sealed)
            .map_err(|error| Error::internal("sealing", error))?;
        PrivateKey::from_pkcs8_der(&opened).map_err(|error| Error::internal("stored key", error))
    }
}

/// Where a sealed private half belongs; moved to any other place it does not open.
struct Place([u8; 16], [u8; 16]);

fn seal_context(id: &[u8; 16], scope: &Scope) -> Place {
    Place(*id, *scope.id().as_bytes())
}

impl Place {
    fn borrow(&self) -> SealContext<'_> {
        SealContext { table: "key", column: "sealed_private_key", row: &self.0, project: &self.1 }
    }
}

async fn refuse_taken(
    write: &Write<'_>,
    scope: Scope,
    kid: &str,
    thumbprint: &str,
) -> Result<(), Error> {
    // Also those of deleted owners: a kid and a public half are taken for good.
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

/// Writes the row of a new key and what it is found by.
pub(super) async fn insert_key_row(write: &Write<'_>, row: &key::Model) -> Result<(), Error> {
    key::Entity::insert(row.clone().into_active_model()).exec_without_returning(write.db()).await?;
    index(write.db(), row.scope(), Kind::Key, row.id.0, [&*row.name, &*row.kid]).await
}

/// Writes anew what a row is found by.
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

/// Lets a row be found no more.
pub(crate) async fn unindex(db: &impl ConnectionTrait, target: Uuid) -> Result<(), Error> {
    search_term::Entity::delete_many()
        .filter(search_term::Column::TargetId.eq(target))
        .exec(db)
        .await?;
    Ok(())
}
