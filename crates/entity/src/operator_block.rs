//! People who are not let in, whatever the rules of the operators' issuer say.

use sea_orm::entity::prelude::*;

use crate::{Timestamp, id::OperatorBlockId};

/// A blocked person: `iss` and `sub`, which are unique together.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "operator_block")]
pub struct Model {
    /// ID; `opb_…` in public form.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OperatorBlockId,
    /// `iss` of the person's ID tokens.
    pub issuer: String,
    /// `sub` of the person's ID tokens.
    pub subject: String,
    /// Reason, 1 to 500 characters.
    pub reason: String,
    /// Creation time.
    pub created_at: Timestamp,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The block of a person, if there is one.
    pub fn of(issuer: &str, subject: &str) -> Select<Self> {
        Self::find().filter(Column::Issuer.eq(issuer)).filter(Column::Subject.eq(subject))
    }
}
