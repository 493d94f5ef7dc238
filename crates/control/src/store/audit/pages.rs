//! Reads chains, page by page.

use keyplane_entity::{audit_chain, audit_checkpoint, audit_event, audit_signing_key};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::error::Error;

/// Events of one page: few, because each may hold as much as a request.
const EVENTS: u64 = 200;
/// Chains of one page.
const CHAINS: u64 = 500;

/// The chains whose scope comes after `after`, in the order of their scopes; an empty page after
/// the last one.
pub(crate) async fn chains(
    db: &impl ConnectionTrait,
    after: Option<Uuid>,
) -> Result<Vec<audit_chain::Model>, Error> {
    let mut query = audit_chain::Entity::find();
    if let Some(after) = after {
        query = query.filter(audit_chain::Column::ScopeId.gt(after));
    }
    Ok(query.order_by_asc(audit_chain::Column::ScopeId).limit(CHAINS).all(db).await?)
}

/// The head of a chain.
pub(crate) async fn head(
    db: &impl ConnectionTrait,
    scope: Uuid,
) -> Result<Option<audit_chain::Model>, Error> {
    Ok(audit_chain::Entity::find_by_id(scope).one(db).await?)
}

/// The next events of a chain after number `after`, up to number `up_to`.
pub(crate) async fn events(
    db: &impl ConnectionTrait,
    scope: Uuid,
    after: i64,
    up_to: i64,
) -> Result<Vec<audit_event::Model>, Error> {
    let query = audit_event::Entity::find()
        .filter(audit_event::Column::ScopeId.eq(scope))
        .filter(audit_event::Column::Sequence.gt(after))
        .filter(audit_event::Column::Sequence.lte(up_to))
        .order_by_asc(audit_event::Column::Sequence)
        .limit(EVENTS);
    Ok(query.all(db).await?)
}

/// The checkpoints of a chain about the events after number `after`, up to number `up_to`: at most
/// as many as events of a page.
pub(crate) async fn checkpoints(
    db: &impl ConnectionTrait,
    scope: Uuid,
    after: i64,
    up_to: i64,
) -> Result<Vec<audit_checkpoint::Model>, Error> {
    let query = audit_checkpoint::Entity::find()
        .filter(audit_checkpoint::Column::ScopeId.eq(scope))
        .filter(audit_checkpoint::Column::Sequence.gt(after))
        .filter(audit_checkpoint::Column::Sequence.lte(up_to))
        .order_by_asc(audit_checkpoint::Column::Sequence)
        .limit(EVENTS);
    Ok(query.all(db).await?)
}

/// The event of a chain's newest checkpoint.
pub(crate) async fn last_checkpoint(
    db: &impl ConnectionTrait,
    scope: Uuid,
) -> Result<Option<i64>, Error> {
    let newest = audit_checkpoint::Entity::find()
        .filter(audit_checkpoint::Column::ScopeId.eq(scope))
        .order_by_desc(audit_checkpoint::Column::Sequence)
        .limit(1);
    Ok(newest.all(db).await?.pop().map(|row| row.sequence))
}

/// Scopes with events or checkpoints but without a head: what a removed row of `audit_chain` leaves
/// behind. At most as many as chains of a page.
pub(crate) async fn strays(db: &impl ConnectionTrait) -> Result<Vec<Uuid>, Error> {
    let heads = || {
        audit_chain::Entity::find().select_only().column(audit_chain::Column::ScopeId).into_query()
    };
    let events = audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::ScopeId)
        .distinct()
        .filter(audit_event::Column::ScopeId.not_in_subquery(heads()))
        .limit(CHAINS);
    let checkpoints = audit_checkpoint::Entity::find()
        .select_only()
        .column(audit_checkpoint::Column::ScopeId)
        .distinct()
        .filter(audit_checkpoint::Column::ScopeId.not_in_subquery(heads()))
        .limit(CHAINS);

    let mut scopes: Vec<Uuid> = events.into_tuple().all(db).await?;
    scopes.extend(checkpoints.into_tuple::<Uuid>().all(db).await?);
    scopes.sort_unstable();
    scopes.dedup();
    Ok(scopes)
}

/// The keys that sign checkpoints, oldest first.
pub(crate) async fn keys(
    db: &impl ConnectionTrait,
) -> Result<Vec<audit_signing_key::Model>, Error> {
    let keys = audit_signing_key::Entity::find().order_by_asc(audit_signing_key::Column::CreatedAt);
    Ok(keys.all(db).await?)
}
