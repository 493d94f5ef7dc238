//! The search terms of rows: words of names, and IDs.

use keyplane_entity::{
    Scope,
    search_term::{self, Kind},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::error::Error;

/// Replaces the search terms of a row.
pub(crate) async fn index<'a>(
    db: &impl ConnectionTrait,
    scope: Scope,
    kind: Kind,
    target: Uuid,
    texts: impl IntoIterator<Item = &'a str>,
) -> Result<(), Error> {
    unindex(db, target).await?;
    let rows = search_term::terms(texts).into_iter().map(|term| {
        search_term::Model { scope_id: scope.id(), kind, term, target_id: target }
            .into_active_model()
    });
    search_term::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Deletes the search terms of a row.
pub(crate) async fn unindex(db: &impl ConnectionTrait, target: Uuid) -> Result<(), Error> {
    search_term::Entity::delete_many()
        .filter(search_term::Column::TargetId.eq(target))
        .exec(db)
        .await?;
    Ok(())
}
