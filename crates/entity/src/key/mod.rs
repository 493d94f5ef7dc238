//! Keys of every purpose: one table, one lifecycle.
//!
//! A key's state is never stored. [`Model::state`] derives it from the timestamps and `now`;
//! [`in_state`] is the same rule as a database condition.

mod conditions;

pub use conditions::{ending, in_state, in_states, not_ended, unattended, without_successor};

use sea_orm::{Iterable, entity::prelude::*};

use crate::{
    Permissions, Scope, Timestamp,
    id::{ApplicationId, KeyId, OperatorRuleId},
};

/// Purpose of a key; it never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Purpose {
    /// Signs admin tokens.
    Admin,
    /// Signs an application's assertions.
    Application,
    /// Signs a project's access tokens.
    Signing,
}

impl Purpose {
    /// Whether a key of this purpose has permissions.
    pub fn has_permissions(self) -> bool {
        match self {
            Self::Admin => true,
            Self::Application | Self::Signing => false,
        }
    }

    /// Whether a key of this purpose may have additional algorithms.
    pub fn has_additional_algorithms(self) -> bool {
        match self {
            Self::Application => true,
            Self::Admin | Self::Signing => false,
        }
    }

    /// Whether keys of this purpose form a ring, in which they succeed each other.
    pub fn forms_ring(self) -> bool {
        match self {
            Self::Signing => true,
            Self::Admin | Self::Application => false,
        }
    }
}

/// The party that has the private half of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Custody {
    /// The server, which stores it sealed.
    Server,
    /// The holder, outside of the server.
    Holder,
}

/// The place where the key pair was generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Origin {
    /// On the server.
    Generated,
    /// Elsewhere; only the public half was imported.
    Imported,
}

/// State of a key in its lifecycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum State {
    /// Published, not yet in use.
    Pending,
    /// In use.
    Active,
    /// Accepted, but no longer signs.
    Retiring,
    /// Past its expiry date.
    Expired,
    /// Revoked, together with everything it signed.
    Revoked,
}

impl State {
    /// Every state.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Whether the key has expired or was revoked.
    pub fn has_ended(self) -> bool {
        match self {
            Self::Expired | Self::Revoked => true,
            Self::Pending | Self::Active | Self::Retiring => false,
        }
    }

    /// Whether what the key signed is accepted, and if not, why.
    pub fn acceptance(self) -> Result<(), Unaccepted> {
        match self {
            Self::Active | Self::Retiring => Ok(()),
            Self::Pending => Err(Unaccepted::Pending),
            Self::Expired => Err(Unaccepted::Expired),
            Self::Revoked => Err(Unaccepted::Revoked),
        }
    }

    /// Whether a key in this state signs.
    pub fn signs(self) -> bool {
        match self {
            Self::Active => true,
            Self::Pending | Self::Retiring | Self::Expired | Self::Revoked => false,
        }
    }
}

/// Why what a key signed is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unaccepted {
    /// The key is not yet in use.
    Pending,
    /// The key is past its expiry date.
    Expired,
    /// The key was revoked.
    Revoked,
}

/// One key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "key")]
pub struct Model {
    /// ID; `key_…` in public form.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: KeyId,
    /// The instance or the project, see [`Scope::id`].
    pub scope_id: Uuid,
    /// Owner of an application key; null for other keys.
    pub application_id: Option<ApplicationId>,
    /// Purpose of the key.
    pub purpose: Purpose,
    /// The `kid`; unique in its scope, including deleted keys.
    pub kid: String,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// JOSE name of the key's algorithm.
    pub algorithm: String,
    /// Application keys of RSA: JOSE names of further algorithms, space-separated; empty for none.
    pub additional_algorithms: String,
    /// Public half, as SPKI DER.
    pub public_key: Vec<u8>,
    /// SHA-256 thumbprint (RFC 7638); unique in its scope, including deleted keys.
    pub thumbprint: String,
    /// Self-signed X.509 certificate in DER; null for imported keys.
    pub certificate: Option<Vec<u8>>,
    /// The party that has the private half.
    pub custody: Custody,
    /// The place where the key pair was generated.
    pub origin: Origin,
    /// Sealed private half, PKCS#8 DER; null if the server does not have it, and erased when the
    /// key is revoked.
    pub sealed_private_key: Option<Vec<u8>>,
    /// ID of the master key that sealed the private half; null without one.
    pub master_key_id: Option<String>,
    /// Whether the private half may be exported.
    pub private_key_retained: bool,
    /// Permissions of an admin key; null for other keys.
    pub permissions: Option<Permissions>,
    /// `kid` of the admin key that made this key; null if it was made without one.
    pub created_by_kid: Option<String>,
    /// Predecessor of the key, null without one; unique, because a key has at most one successor.
    pub predecessor_id: Option<KeyId>,
    /// Creation time.
    pub created_at: Timestamp,
    /// Time at which the key becomes active.
    pub activates_at: Timestamp,
    /// Time at which the key stops signing; null if no end is set.
    pub retires_at: Option<Timestamp>,
    /// Time from which the key is no longer accepted; null if no end is set.
    pub expires_at: Option<Timestamp>,
    /// Requested end; null without one. A successor may make `expires_at` earlier.
    pub not_after: Option<Timestamp>,
    /// Time of the revocation; null if the key was not revoked.
    pub revoked_at: Option<Timestamp>,
    /// Signing keys: longest lifetime of a token that the key may have signed, in seconds.
    pub max_token_lifetime_seconds: i64,
    /// Time at which the key's owner was deleted; null if it exists.
    pub deleted_at: Option<Timestamp>,
    /// Rule of an operators' issuer whose sessions an admin key signs for; null for every other key.
    pub operator_rule_id: Option<OperatorRuleId>,
    /// Application keys: name in files and other tools, unique in the project; null without one. A key
    /// that has ended loses it to the key that takes it.
    pub external_id: Option<String>,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The state at `now`: the first rule that applies.
    pub fn state(&self, now: Timestamp) -> State {
        if self.revoked_at.is_some() {
            State::Revoked
        } else if self.expires_at.is_some_and(|at| at <= now) {
            State::Expired
        } else if now < self.activates_at {
            State::Pending
        } else if self.retires_at.is_some_and(|at| at <= now) {
            State::Retiring
        } else {
            State::Active
        }
    }

    /// Whether the server may sign with the key at `now`.
    pub fn can_sign(&self, now: Timestamp) -> bool {
        self.is_server_signing() && self.state(now).signs()
    }

    /// Time at which the key stops signing; `None` if no end is set.
    pub fn signs_until(&self) -> Option<Timestamp> {
        self.retires_at.or(self.expires_at)
    }

    /// Whether what the key signed is accepted at `now`.
    pub fn is_accepted(&self, now: Timestamp) -> bool {
        self.state(now).acceptance().is_ok()
    }

    /// Whether the key is a signing key whose private half is on the server.
    pub fn is_server_signing(&self) -> bool {
        self.purpose == Purpose::Signing && self.custody == Custody::Server
    }

    /// Scope that the key belongs to.
    pub fn scope(&self) -> Scope {
        Scope::from_id(self.scope_id)
    }

    /// The next time after `now` at which the state changes by itself.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        if self.revoked_at.is_some() {
            return None;
        }
        [Some(self.activates_at), self.retires_at, self.expires_at]
            .into_iter()
            .flatten()
            .filter(|&at| at > now)
            .min()
    }
}
