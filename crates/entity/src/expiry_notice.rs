//! Notices that a key ends soon.

use sea_orm::entity::prelude::*;

use crate::{Timestamp, id::KeyId};

/// The last notice about a key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "expiry_notice")]
pub struct Model {
    /// Key that ends.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_id: KeyId,
    /// Time of the last event `key.expiring` about it.
    pub at: Timestamp,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
