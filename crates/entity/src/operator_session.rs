//! Sessions of people who signed in by an operators' issuer.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    id::{OperatorIssuerId, OperatorRuleId, OperatorSessionId},
};

/// The rules that let a person in at the sign-in, a JSON array of their IDs in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct MatchedRules(pub Vec<Uuid>);

/// Why a session was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SessionEnd {
    /// The person signed out, or signed in again.
    SignedOut,
    /// An operator ended it, or a restored database was started.
    Revoked,
    /// It was not used for the provider's idle time.
    Inactive,
    /// Its rule changed, was disabled or deleted.
    RuleEnded,
    /// The provider was disabled.
    IssuerDisabled,
    /// The person was blocked.
    Blocked,
}

/// A session. The browser holds a random cookie; the row has its digest.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "operator_session")]
pub struct Model {
    /// ID; `ops_…` in public form, the `jti` of its tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OperatorSessionId,
    /// Provider by which the person signed in.
    pub operator_issuer_id: OperatorIssuerId,
    /// Rule that the person acts by; null until the person has chosen one.
    pub operator_rule_id: Option<OperatorRuleId>,
    /// Rules that let the person in.
    pub matched_rules: MatchedRules,
    /// `iss` of the ID token.
    pub issuer: String,
    /// `sub` of the ID token.
    pub subject: String,
    /// Name of the person.
    pub display_name: String,
    /// Verified email address; null without one.
    pub email: Option<String>,
    /// SHA-256 of the cookie, in hexadecimal; unique.
    pub cookie_digest: String,
    /// SHA-256 of the `state` of the sign-in, in hexadecimal; unique, so that a sign-in makes one
    /// session at most.
    pub state_digest: String,
    /// `auth_time` of the ID token; null if the provider does not tell.
    pub authenticated_at: Option<Timestamp>,
    /// Time of the sign-in.
    pub created_at: Timestamp,
    /// Time of the last use.
    pub last_used_at: Timestamp,
    /// Time at which the session ends at the latest.
    pub expires_at: Timestamp,
    /// Time at which the session was ended; null if it was not.
    pub ended_at: Option<Timestamp>,
    /// Why it was ended; null if it was not.
    pub end: Option<SessionEnd>,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the session counts at `now`, as far as its own row says.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }

    /// Whether the provider asked the person for credentials within `seconds` before `now`.
    pub fn is_fresh(&self, seconds: i64, now: Timestamp) -> bool {
        self.authenticated_at.is_some_and(|at| now <= at.plus_seconds(seconds))
    }
}

impl Entity {
    /// The sessions that were not ended.
    pub fn open() -> Select<Self> {
        Self::find().filter(Column::EndedAt.is_null())
    }
}
