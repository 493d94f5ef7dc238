//! Deliveries of events to a webhook, the latest event first.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope, Timestamp, audit_event,
    id::WebhookId,
    webhook_attempt::{self, Column},
};
use sea_orm::{
    ColumnTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};

use super::{
    cursor::{Cursor, Rank},
    handle::Lists,
    page::{Page, PageRequest},
};
use crate::{error::Error, known::Actor};

/// The most attempts that are shown of one delivery, the latest of them.
const MAX_ATTEMPTS: usize = 20;

/// Arguments of a list of deliveries.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DeliveryListing {
    /// Scope of the webhook.
    pub scope: Scope,
    /// The webhook.
    pub webhook: WebhookId,
    /// Requested page.
    pub page: PageRequest,
}

/// An event that was sent to a webhook at least once in the last 30 days.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The event.
    pub event: audit_event::Model,
    /// Time of the last attempt that the receiver accepted; `None` if there was none.
    pub delivered_at: Option<Timestamp>,
    /// Number of attempts.
    pub attempt_count: u64,
    /// Attempts, the latest first, at most 20.
    pub attempts: Vec<webhook_attempt::Model>,
}

/// The sequence of an event that was sent; or a number of them.
#[derive(FromQueryResult)]
struct Sent {
    sequence: i64,
}

impl Lists {
    /// The deliveries of each listing. Needs `AUDIT_READ`.
    pub async fn deliveries(
        &self,
        actor: &Actor,
        listings: &[DeliveryListing],
    ) -> Result<Vec<Page<Delivery>>, Error> {
        let mut pages = Vec::with_capacity(listings.len());
        for listing in listings {
            pages.push(self.page_of_deliveries(actor, listing).await?);
        }
        Ok(pages)
    }

    /// The number of deliveries in each listing, on all pages.
    pub async fn count_deliveries(
        &self,
        actor: &Actor,
        listings: &[DeliveryListing],
    ) -> Result<Vec<u64>, Error> {
        let mut counts = Vec::with_capacity(listings.len());
        for listing in listings {
            let count = attempts(actor, listing)?
                .select_only()
                .expr_as(Expr::col(Column::Sequence).count_distinct(), "sequence");
            let count = count.into_model::<Sent>().one(self.store.read()).await?;
            counts.push(count.map_or(0, |count| count.sequence.unsigned_abs()));
        }
        Ok(counts)
    }

    async fn page_of_deliveries(
        &self,
        actor: &Actor,
        listing: &DeliveryListing,
    ) -> Result<Page<Delivery>, Error> {
        let db = self.store.read();
        let sent = listing.page.part(sent(actor, listing)?, Column::Sequence, Order::Desc)?;
        let sent = sent.into_model::<Sent>().all(db).await?;
        let sequences: Vec<_> = sent.iter().map(|sent| sent.sequence).collect();

        let events = audit_event::Entity::in_scope(listing.scope)
            .filter(audit_event::Column::Sequence.is_in(sequences.iter().copied()))
            .all(db)
            .await?;
        let mut events: HashMap<_, _> =
            events.into_iter().map(|event| (event.sequence, event)).collect();
        let rows = webhook_attempt::Entity::of(listing.webhook)
            .filter(Column::Sequence.is_in(sequences.iter().copied()))
            .order_by_desc(Column::Id)
            .all(db)
            .await?;
        let mut of: HashMap<_, Vec<_>> = HashMap::new();
        for attempt in rows {
            of.entry(attempt.sequence).or_default().push(attempt);
        }

        let deliveries = sequences.iter().filter_map(|sequence| {
            let mut attempts = of.remove(sequence).unwrap_or_default();
            let attempt_count = attempts.len() as u64;
            let accepted = attempts.iter().find(|attempt| attempt.error.is_none());
            let delivered_at = accepted.map(|attempt| attempt.at);
            attempts.truncate(MAX_ATTEMPTS);
            let event = events.remove(sequence)?;
            Some(Delivery { event, delivered_at, attempt_count, attempts })
        });
        let place =
            |row: &Delivery| Cursor { rank: Rank::Number(row.event.sequence), id: row.event.id.0 };
        Ok(Page::new(deliveries.collect(), &listing.page, place))
    }
}

fn attempts(
    actor: &Actor,
    listing: &DeliveryListing,
) -> Result<Select<webhook_attempt::Entity>, Error> {
    actor.require(Permission::AuditRead, listing.scope)?;
    Ok(webhook_attempt::Entity::of(listing.webhook))
}

/// The sequences of the events that were sent, each once.
fn sent(
    actor: &Actor,
    listing: &DeliveryListing,
) -> Result<Select<webhook_attempt::Entity>, Error> {
    let all = attempts(actor, listing)?;
    Ok(all.select_only().column(Column::Sequence).group_by(Expr::col(Column::Sequence)))
}
