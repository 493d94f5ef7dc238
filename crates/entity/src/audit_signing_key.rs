//! The Ed25519 keys that sign checkpoints of the audit log. The newest one signs; the others are
//! kept, because their checkpoints must stay verifiable.

use sea_orm::entity::prelude::*;

use crate::Timestamp;

/// One key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_signing_key")]
pub struct Model {
    /// ID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Key ID in the header of a checkpoint: the key's RFC 7638 thumbprint.
    pub kid: String,
    /// Public half (SPKI, DER).
    pub public_key: Vec<u8>,
    /// Private half (PKCS#8, DER), sealed with the master key.
    pub sealed_private_key: Vec<u8>,
    /// The master key that sealed it.
    pub master_key_id: String,
    /// Time at which the key was made.
    pub created_at: Timestamp,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
