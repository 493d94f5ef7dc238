//! The deployment itself: one row, which the first start creates.

use sea_orm::entity::prelude::*;

use crate::Timestamp;

/// The only row's primary key.
pub const ID: i16 = 1;

/// The values of the deployment, which the first start sets.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "instance")]
pub struct Model {
    /// Always [`ID`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    /// The base of every issuer.
    pub public_url: String,
    /// The active master key, as in [`sealing`](crate::sealing); earlier releases read it here.
    pub master_key_id: String,
    /// Time of the first start.
    pub created_at: Timestamp,
    /// Time of the backup that the database was restored from, until an operator has decided what
    /// counts; null otherwise.
    pub restored_from: Option<Timestamp>,
    /// The PostgreSQL cluster and database that this row was last opened in; null on SQLite, and
    /// before the first start of a release that knows it.
    pub database_identity: Option<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
