//! The servers that run, and the master keys that each of them holds.

use sea_orm::entity::prelude::*;

use crate::Timestamp;

/// A server. Its row is as old as its last sign of life; a server that ends deletes it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "master_key_holder")]
pub struct Model {
    /// ID of the process.
    #[sea_orm(primary_key, auto_increment = false)]
    pub replica_id: Uuid,
    /// Host and process ID, for messages.
    pub name: String,
    /// IDs of the master keys in its file, space-separated.
    pub key_ids: String,
    /// Time of the last sign of life.
    pub seen_at: Timestamp,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the server holds a key.
    pub fn holds(&self, id: &str) -> bool {
        self.key_ids.split(' ').any(|held| held == id)
    }
}
