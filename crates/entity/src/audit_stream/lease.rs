//! The lease of the process that delivers the stream: one row.

use sea_orm::entity::prelude::*;

use crate::Timestamp;

/// The only row's primary key.
pub const ID: i16 = 1;

/// The process that delivers, until its lease ends.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_stream_lease")]
pub struct Model {
    /// Always [`ID`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    /// The process.
    pub holder: Uuid,
    /// End of the lease, by the database's clock.
    pub ends_at: Timestamp,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
