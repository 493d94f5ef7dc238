//! The end of the keys of a deleted owner.

use keyplane_entity::{Timestamp, key};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, IntoCondition},
};

use crate::error::Error;

/// Revokes and deletes the keys of a deleted owner, and erases their private halves.
pub(crate) async fn delete_keys(
    db: &impl ConnectionTrait,
    which: impl IntoCondition,
    now: Timestamp,
) -> Result<(), Error> {
    let which = which.into_condition();

    key::Entity::update_many()
        .col_expr(key::Column::RevokedAt, Expr::value(now))
        .filter(which.clone())
        .filter(key::Column::RevokedAt.is_null())
        .exec(db)
        .await?;

    key::Entity::update_many()
        .col_expr(key::Column::DeletedAt, Expr::value(now))
        .col_expr(key::Column::SealedPrivateKey, Expr::value(Option::<Vec<u8>>::None))
        .col_expr(key::Column::MasterKeyId, Expr::value(Option::<String>::None))
        .col_expr(key::Column::ExternalId, Expr::value(Option::<String>::None))
        .filter(which)
        .filter(key::Column::DeletedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}
