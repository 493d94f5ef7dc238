//! Used assertions: each `jti` once per client, or once per trusted issuer whose tokens count once,
//! kept until it would be refused anyway.

use sea_orm::entity::prelude::*;

use crate::{Timestamp, id::ApplicationId};

/// The digest of a spent `jti`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "spent_assertion")]
pub struct Model {
    /// Application that signed the assertion, or the trusted issuer, whose ID no application has.
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: ApplicationId,
    /// SHA-256 of the `jti`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    /// Time from which the row may be deleted.
    pub expires_at: Timestamp,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
