//! A new key, before it is stored.

use keyplane_auth::{Algorithm, ImportedKey, PrivateKey, PublicKey};
use keyplane_entity::{
    Permissions, Scope,
    id::{ApplicationId, KeyId, OperatorRuleId},
    key::{self, Custody, Origin, Purpose},
    lifecycle::Times,
    search_term::Kind,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter};

use super::{factory::Made, file::PrivateKeyFile};
use crate::{error::Error, operate::write::Write, store::search_terms::index};

/// A generated key, with its private half if that is returned.
#[derive(Debug)]
pub struct GeneratedKey {
    /// Key as stored.
    pub key: key::Model,
    /// Private half, returned only in this response; `None` if the server signs with it.
    pub private_key: Option<PrivateKeyFile>,
}

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
    /// The rule of an operators' issuer whose sessions the key signs for.
    pub(crate) operator_rule_id: Option<OperatorRuleId>,
    /// Name in files and other tools.
    pub(crate) external_id: Option<String>,
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
            operator_rule_id: None,
            external_id: None,
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

impl Write {
    /// The row of a new key, with its private half sealed. Refuses a kid or public half that was
    /// ever used in the scope, and an admin key with more permissions or a later end than its maker
    /// has. The caller holds the scope's lock.
    pub(crate) async fn key_row(&self, new: NewKey) -> Result<key::Model, Error> {
        let thumbprint = new.public_key.thumbprint();
        refuse_taken(self, new.scope, &new.kid, &thumbprint).await?;
        let times = new.times.unwrap_or(Times { activates_at: self.now, not_after: None });
        if new.purpose.has_permissions() {
            self.actor().require_all(new.permissions.unwrap_or_default())?;
            if new.operator_rule_id.is_none() {
                // The key of a rule ends with the rule, whose end was checked.
                self.actor().require_end(times.not_after)?;
            }
        }

        let mut row = key::Model {
            id: KeyId(self.known.store().new_id()),
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
            created_by_kid: self.actor_kid(),
            predecessor_id: new.predecessor_id,
            created_at: self.now,
            activates_at: times.activates_at,
            retires_at: None,
            expires_at: times.not_after,
            not_after: times.not_after,
            revoked_at: None,
            max_token_lifetime_seconds: 0,
            deleted_at: None,
            operator_rule_id: new.operator_rule_id,
            external_id: new.external_id,
        };

        if let Some(private) = &new.private {
            self.known.sealer().seal_key(self.db(), &mut row, private).await?;
        }
        Ok(row)
    }

    /// Writes the row of a new key that belongs to no ring.
    pub(crate) async fn insert_key(&self, new: NewKey) -> Result<key::Model, Error> {
        let row = self.key_row(new).await?;
        insert_key_row(self, &row).await?;
        Ok(row)
    }
}

async fn refuse_taken(
    write: &Write,
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
pub(super) async fn insert_key_row(write: &Write, row: &key::Model) -> Result<(), Error> {
    key::Entity::insert(row.clone().into_active_model()).exec_without_returning(write.db()).await?;
    index(write.db(), row.scope(), Kind::Key, row.id.0, [&*row.name, &*row.kid]).await
}
