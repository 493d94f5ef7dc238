//! What is not delivered yet.

use keyplane_entity::{
    audit_chain,
    audit_stream::position::{self, Column as Position},
};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, Select,
    sea_query::{Expr, ExprTrait, Func, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    error::Error,
    store::{
        Store,
        audit::{self, Line},
    },
};

/// Chains of one delivery.
const CHAINS: u64 = 20;
/// A delivery takes no further chain when it is this long, in bytes.
const BYTES: usize = 256 * 1024;

/// A chain that is ahead of what was delivered.
#[derive(Clone, Debug, FromQueryResult)]
struct ChainBehind {
    scope_id: Uuid,
    sent: i64,
    sent_checkpoint: i64,
}

/// Lines to deliver, and the positions after them.
#[derive(Debug, Default)]
pub(super) struct AuditDelivery {
    pub(super) lines: String,
    pub(super) events: u64,
    pub(super) positions: Vec<position::Model>,
}

/// The next delivery; `None` if everything was delivered. `cursor`: the last chain of the delivery
/// before, so that busy chains do not hold up the others.
pub(super) async fn next(
    store: &Store,
    cursor: &mut Option<Uuid>,
) -> Result<Option<AuditDelivery>, Error> {
    let mut due = chains(store, *cursor).await?;
    if due.is_empty() && cursor.take().is_some() {
        due = chains(store, None).await?;
    }

    let mut delivery = AuditDelivery::default();
    for chain in due {
        delivery.add(store, &chain).await?;
        *cursor = Some(chain.scope_id);
        if delivery.lines.len() >= BYTES {
            break;
        }
    }
    Ok(Some(delivery).filter(|delivery| !delivery.positions.is_empty()))
}

/// Events that are not delivered yet.
pub(super) async fn pending_events(store: &Store) -> Result<u64, Error> {
    let behind = Expr::col((audit_chain::Entity, audit_chain::Column::Sequence))
        .sub(or_zero(Position::Sequence));
    // PostgreSQL sums whole numbers to a decimal one.
    let sum = behind.sum().cast_as("bigint");
    let query = audit_chain::Entity::find()
        .select_only()
        .join(JoinType::LeftJoin, of_chain())
        .column_as(sum, "pending");
    let pending: Option<Option<i64>> = query.into_tuple().one(store.read()).await?;
    Ok(pending.flatten().and_then(|events| u64::try_from(events).ok()).unwrap_or(0))
}

async fn chains(store: &Store, after: Option<Uuid>) -> Result<Vec<ChainBehind>, Error> {
    let column = |column| Expr::col((audit_chain::Entity, column));
    let has_events = column(audit_chain::Column::Sequence).gt(or_zero(Position::Sequence));
    let has_checkpoint =
        column(audit_chain::Column::CheckpointSequence).gt(or_zero(Position::CheckpointSequence));

    let mut query: Select<audit_chain::Entity> = audit_chain::Entity::find()
        .select_only()
        .column(audit_chain::Column::ScopeId)
        .column_as(or_zero(Position::Sequence), "sent")
        .column_as(or_zero(Position::CheckpointSequence), "sent_checkpoint")
        .join(JoinType::LeftJoin, of_chain())
        .filter(has_events.or(has_checkpoint));
    if let Some(after) = after {
        query = query.filter(audit_chain::Column::ScopeId.gt(after));
    }
    let query = query.order_by_asc(audit_chain::Column::ScopeId).limit(CHAINS);
    Ok(query.into_model::<ChainBehind>().all(store.read()).await?)
}

fn of_chain() -> RelationDef {
    audit_chain::Entity::belongs_to(position::Entity)
        .from(audit_chain::Column::ScopeId)
        .to(Position::ScopeId)
        .into()
}

fn or_zero(column: Position) -> SimpleExpr {
    Func::coalesce([Expr::col((position::Entity, column)), Expr::value(0_i64)]).into()
}

impl AuditDelivery {
    /// Adds the next events of a chain, and the checkpoints of delivered events.
    async fn add(&mut self, store: &Store, chain: &ChainBehind) -> Result<(), Error> {
        let (db, scope) = (store.read(), chain.scope_id);
        let events = audit::events(db, scope, chain.sent, i64::MAX).await?;
        for event in &events {
            self.lines.push_str(&Line::from(event).text()?);
        }
        self.events += events.len() as u64;
        let sequence = events.last().map_or(chain.sent, |event| event.sequence);

        let checkpoints = audit::checkpoints(db, scope, chain.sent_checkpoint, sequence).await?;
        let sealed = checkpoints.last().map_or(chain.sent_checkpoint, |row| row.sequence);
        for row in checkpoints {
            self.lines.push_str(&Line::Checkpoint(row.into()).text()?);
        }

        if (sequence, sealed) != (chain.sent, chain.sent_checkpoint) {
            let position =
                position::Model { scope_id: scope, sequence, checkpoint_sequence: sealed };
            self.positions.push(position);
        }
        Ok(())
    }
}
