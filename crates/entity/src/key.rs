//! Keys of every purpose: one table, one lifecycle.
//!
//! A key's state is never stored. [`Model::state`] derives it from the timestamps and `now`;
//! [`in_state`] says the same to the database.

use sea_orm::{Condition, entity::prelude::*};

use crate::{
    Permissions, Scope, Timestamp, application,
    id::{ApplicationId, KeyId},
};

/// What a key is for; no key ever serves another purpose.
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

/// Where the private half is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Custody {
    /// Here, sealed.
    Server,
    /// With somebody else.
    Holder,
}

/// Where the pair was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Origin {
    /// Here.
    Generated,
    /// Elsewhere; only the public half came.
    Imported,
}

/// Where a key is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Published, not yet in use.
    Pending,
    /// In use.
    Active,
    /// Accepted, signs no more.
    Retiring,
    /// Over by its own date.
    Expired,
    /// Taken away, with all that it signed.
    Revoked,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Pending, Self::Active, Self::Retiring, Self::Expired, Self::Revoked];
}

/// One key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "key")]
pub struct Model {
    /// `key_…` outside.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: KeyId,
    /// The instance or the project, see [`Scope::id`].
    pub scope_id: Uuid,
    /// The owner of an application key.
    pub application_id: Option<ApplicationId>,
    /// What it is for.
    pub purpose: Purpose,
    /// The `kid`, unique in its scope for ever.
    pub kid: String,
    /// For people.
    pub name: String,
    /// JOSE name of the algorithm that it is used with.
    pub algorithm: String,
    /// Application keys of RSA: JOSE names of further algorithms that it is used with, with a
    /// space between them; empty for none.
    pub additional_algorithms: String,
    /// The public half, SPKI DER.
    pub public_key: Vec<u8>,
    /// RFC 7638, SHA-256; unique in its scope for ever.
    pub thumbprint: String,
    /// Self-signed X.509 certificate, DER, of pairs made here.
    pub certificate: Option<Vec<u8>>,
    /// Where the private half is.
    pub custody: Custody,
    /// Where the pair was made.
    pub origin: Origin,
    /// The private half, sealed PKCS#8 DER; erased when the key is revoked.
    pub sealed_private_key: Option<Vec<u8>>,
    /// The master key that it is sealed under.
    pub master_key_id: Option<String>,
    /// Whether the private half may be given out again.
    pub private_key_retained: bool,
    /// What the holder of an admin key may do.
    pub permissions: Option<Permissions>,
    /// The admin key that made it.
    pub created_by_kid: Option<String>,
    /// The key that this one follows; no two follow the same.
    pub predecessor_id: Option<KeyId>,
    /// When the row was made.
    pub created_at: Timestamp,
    /// From when it is in use.
    pub activates_at: Timestamp,
    /// From when it signs no more.
    pub retires_at: Option<Timestamp>,
    /// From when it is accepted no more.
    pub expires_at: Option<Timestamp>,
    /// The end that its owner asked for; a successor may bring `expires_at` nearer than that.
    pub not_after: Option<Timestamp>,
    /// When it was taken away.
    pub revoked_at: Option<Timestamp>,
    /// When it was last seen in use.
    pub last_used_at: Option<Timestamp>,
    /// Signing keys: the longest token that it may have signed.
    pub max_token_lifetime_seconds: i64,
    /// When its owner was deleted.
    pub deleted_at: Option<Timestamp>,
}

/// None: owners are found by id.
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

    /// Whether the project's JWKS holds it at `now`.
    pub fn is_published(&self, now: Timestamp) -> bool {
        self.purpose == Purpose::Signing
            && matches!(self.state(now), State::Pending | State::Active | State::Retiring)
    }

    /// Whether the server may sign with it at `now`.
    pub fn can_sign(&self, now: Timestamp) -> bool {
        self.is_server_signing() && self.state(now) == State::Active
    }

    /// When it stops signing; `None`: it has no end.
    pub fn signs_until(&self) -> Option<Timestamp> {
        self.retires_at.or(self.expires_at)
    }

    /// Whether what it signed is accepted at `now`.
    pub fn is_accepted(&self, now: Timestamp) -> bool {
        matches!(self.state(now), State::Active | State::Retiring)
    }

    /// Whether it is a signing key whose private half is here.
    pub fn is_server_signing(&self) -> bool {
        self.purpose == Purpose::Signing && self.custody == Custody::Server
    }

    /// Whose it is.
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

impl Entity {
    /// A scope's keys: where every query on behalf of a scope starts.
    pub fn in_scope(scope: Scope) -> Select<Self> {
        Self::live().filter(Column::ScopeId.eq(scope.id()))
    }

    /// The keys whose owner was not deleted.
    pub fn live() -> Select<Self> {
        Self::find().filter(Column::DeletedAt.is_null())
    }

    /// The keys of an application. Its row was found in its project, and so are they: were the
    /// project and the purpose asked for as well, `SQLite` would look through the keys of every
    /// application there.
    pub fn of_application(application: &application::Model) -> Select<Self> {
        Self::live().filter(Column::ApplicationId.eq(application.id))
    }

    /// A scope's keys of one purpose.
    pub fn of_purpose(scope: Scope, purpose: Purpose) -> Select<Self> {
        Self::in_scope(scope).filter(Column::Purpose.eq(purpose))
    }
}

/// The keys that are neither EXPIRED nor REVOKED at `now`.
pub fn in_life(now: Timestamp) -> Condition {
    let not_over = Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(now));
    Condition::all().add(Column::RevokedAt.is_null()).add(not_over)
}

/// The keys that are in one of `states` at `now`. The condition grows with the states that exist,
/// not with the list.
pub fn in_states(states: &[State], now: Timestamp) -> Condition {
    let named = State::ALL.into_iter().filter(|state| states.contains(state));
    named.map(|state| in_state(state, now)).fold(Condition::any(), Condition::add)
}

/// The keys that are in `state` at `now`; the same rule as [`Model::state`].
pub fn in_state(state: State, now: Timestamp) -> Condition {
    let passed = |column: Column| Condition::all().add(column.lte(now));
    let ahead = |column: Column| Condition::any().add(column.is_null()).add(column.gt(now));
    let rule = match state {
        State::Revoked => return Condition::all().add(Column::RevokedAt.is_not_null()),
        State::Expired => passed(Column::ExpiresAt),
        State::Pending => {
            Condition::all().add(ahead(Column::ExpiresAt)).add(Column::ActivatesAt.gt(now))
        }
        State::Retiring => Condition::all()
            .add(ahead(Column::ExpiresAt))
            .add(Column::ActivatesAt.lte(now))
            .add(passed(Column::RetiresAt)),
        State::Active => Condition::all()
            .add(ahead(Column::ExpiresAt))
            .add(Column::ActivatesAt.lte(now))
            .add(ahead(Column::RetiresAt)),
    };
    rule.add(Column::RevokedAt.is_null())
}
