//! The deployment itself: one row, which the first start creates.

use sea_orm::entity::prelude::*;

use crate::Timestamp;

/// The only row's primary key.
pub const ID: i16 = 1;

/// The values that the first start sets for the deployment; they never change.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "instance")]
pub struct Model {
    /// Always [`ID`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    /// The base of every issuer.
    pub public_url: String,
    /// The master key that private halves are sealed with.
    pub master_key_id: String,
    /// Time of the first start.
    pub created_at: Timestamp,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
