//! Counted calls: how often a key, a client secret, an application or an API was used.

use sea_orm::entity::prelude::*;

use crate::{Timestamp, id::ApiId};

/// The length of time that a row counts. Rows are folded into the next longer one when they are old.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Span {
    /// An hour, in UTC; kept for 8 days.
    Hour,
    /// A day, in UTC; kept for a year.
    Day,
    /// Everything before the oldest day. It keeps the time of the last use.
    Earlier,
}

/// The result of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Outcome {
    /// The call was accepted.
    Accepted,
    /// The secret, the signature or the authentication method was wrong.
    Credential,
    /// The token or the key was not valid at this time.
    Expired,
    /// The token or the key was revoked.
    Revoked,
    /// The application or the API was disabled.
    Disabled,
    /// The assertion was used before.
    Replayed,
    /// The token was for another audience, or of a kind that the API does not accept.
    Audience,
    /// A grant or a scope was missing.
    Grant,
    /// Something else about the request was wrong, or the application's quota was used up.
    Request,
}

impl Outcome {
    /// The number of outcomes.
    pub const COUNT: usize = 9;

    /// Whether the call was accepted.
    pub fn is_accepted(self) -> bool {
        match self {
            Self::Accepted => true,
            Self::Credential
            | Self::Expired
            | Self::Revoked
            | Self::Disabled
            | Self::Replayed
            | Self::Audience
            | Self::Grant
            | Self::Request => false,
        }
    }
}

/// Calls of one subject within one span of time, with one outcome. The calls of a subject are the sum
/// of its rows: a key, a secret or an application has a row for each API.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "usage_count")]
pub struct Model {
    /// ID of the key, client secret, application or API.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    /// Start of the span; the Unix epoch for [`Span::Earlier`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub starts_at: Timestamp,
    /// API that was called; [`NO_API`] for a call to none, and for every call of an API itself and
    /// of a signing key, which are not divided further.
    #[sea_orm(primary_key, auto_increment = false)]
    pub api_id: ApiId,
    /// Length of the span.
    #[sea_orm(primary_key, auto_increment = false)]
    pub span: Span,
    /// Result of the calls.
    #[sea_orm(primary_key, auto_increment = false)]
    pub outcome: Outcome,
    /// Number of calls.
    pub calls: i64,
    /// Time of the last of these calls; of refused ones, about the last for any reason.
    pub last_at: Timestamp,
    /// IP address that the last of these calls came from; null if unknown.
    pub last_source: Option<String>,
}

/// Stands for the API of a call to none: a part of a primary key cannot be null.
pub const NO_API: ApiId = ApiId(Uuid::nil());

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The columns of the primary key.
    pub const KEY: [Column; 5] =
        [Column::SubjectId, Column::StartsAt, Column::ApiId, Column::Span, Column::Outcome];
}

/// Milliseconds of an hour.
pub const HOUR: i64 = 3_600_000;
/// Milliseconds of a day.
pub const DAY: i64 = 24 * HOUR;

#[cfg(test)]
mod tests {
    use sea_orm::Iterable as _;

    use super::*;

    #[test]
    fn every_outcome_is_counted() {
        assert_eq!(Outcome::iter().count(), Outcome::COUNT);
        for (at, outcome) in Outcome::iter().enumerate() {
            assert_eq!(outcome as usize, at);
        }
    }
}
