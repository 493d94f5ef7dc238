//! Notices of commits, which each replica reads in the order of their positions. SQLite has none:
//! one process serves a file.

use sea_orm::entity::prelude::*;

use crate::Timestamp;

/// What one commit changed in one scope.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_notice")]
pub struct Model {
    /// Place among the notices, without gaps, in the order of commits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// Scope that changed.
    pub scope_id: Uuid,
    /// Name of the part that changed; null if any part may have changed.
    pub part: Option<String>,
    /// Replica that committed.
    pub replica_id: Uuid,
    /// The commit, which other replicas confirm.
    pub commit_id: Uuid,
    /// Time of the notice, by the database's clock.
    pub written_at: Timestamp,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
