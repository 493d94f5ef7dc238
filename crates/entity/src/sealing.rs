//! The active master key: one row, which each transaction that seals a value locks.

use sea_orm::entity::prelude::*;

/// The only row's primary key.
pub const ID: i16 = 1;

/// The master key that new values are sealed with.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sealing")]
pub struct Model {
    /// Always [`ID`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    /// ID of the active master key.
    pub master_key_id: String,
    /// IDs of the keys that were active before, space-separated, oldest first; empty for none.
    pub former_key_ids: String,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The state of a new database.
    pub fn new(master_key_id: &str) -> Self {
        Self { id: ID, master_key_id: master_key_id.to_owned(), former_key_ids: String::new() }
    }

    /// Whether a key is or was active.
    pub fn knows(&self, id: &str) -> bool {
        self.master_key_id == id || self.former_key_ids.split(' ').any(|former| former == id)
    }

    /// Makes another key the active one.
    pub fn activate(&mut self, id: &str) {
        let former = std::mem::replace(&mut self.master_key_id, id.to_owned());
        let earlier = self.former_key_ids.split(' ').filter(|one| !one.is_empty() && *one != id);
        let all: Vec<_> = earlier.chain([&*former]).collect();
        self.former_key_ids = all.join(" ");
    }
}
