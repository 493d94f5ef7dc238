//! One attempt: the signed request and its answer.

use bytes::Bytes;
use keyplane_auth::WebhookKey;
use keyplane_entity::{Timestamp, webhook, webhook_attempt, webhook_secret};
use sea_orm::QueryOrder;
use tokio::time::Instant;

use super::event::{Dispatch, body};
use crate::{
    error::Error,
    operate::webhooks::Webhooks,
    outside::{OutsideAnswer, OutsideFault, OutsideRequest},
};

impl Webhooks {
    /// The keys that sign the deliveries of a webhook now, the newest first.
    pub(super) async fn keys_of(&self, webhook: &webhook::Model) -> Result<Vec<WebhookKey>, Error> {
        let store = self.known.store();
        let now = store.now();
        let rows = webhook_secret::Entity::of(webhook.id)
            .order_by_desc(webhook_secret::Column::Id)
            .all(store.read())
            .await?;
        let rows = rows.iter().filter(|row| row.signs(now));
        rows.map(|row| self.known.sealer().unseal_webhook_key(row)).collect()
    }

    /// Sends an event, and returns what is to be written about it.
    pub(super) async fn send(
        &self,
        webhook: &webhook::Model,
        keys: &[WebhookKey],
        delivery: &Dispatch,
    ) -> Result<webhook_attempt::Model, Error> {
        let at = self.known.store().now();
        let body = body(&delivery.event);
        let headers = headers(&delivery.event.id.to_string(), at, keys, &body)?;

        let began = Instant::now();
        let request = OutsideRequest {
            headers: &headers,
            ..OutsideRequest::post(&webhook.url, Bytes::from(body))
        };
        let answer = self.outside.send(request).await;

        Ok(webhook_attempt::Model {
            id: self.known.store().new_id(),
            webhook_id: webhook.id,
            place: delivery.place,
            sequence: delivery.event.sequence,
            at,
            duration_ms: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
            status: answer.as_ref().ok().map(|answer| i32::from(answer.status)),
            error: error_of(&answer),
        })
    }
}

/// The headers of Standard Webhooks 1.0.0.
fn headers(
    id: &str,
    at: Timestamp,
    keys: &[WebhookKey],
    body: &str,
) -> Result<[(&'static str, String); 4], Error> {
    let timestamp = at.seconds();
    let signed = keys.iter().map(|key| key.sign(id, timestamp, body.as_bytes()));
    let signatures: Vec<_> =
        signed.collect::<Result<_, _>>().map_err(|error| Error::internal("webhook", error))?;
    Ok([
        ("content-type", "application/json".to_owned()),
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", timestamp.to_string()),
        ("webhook-signature", signatures.join(" ")),
    ])
}

/// Why the attempt failed; `None` if the receiver accepted the event with a status of 2xx.
fn error_of(answer: &Result<OutsideAnswer, OutsideFault>) -> Option<String> {
    match answer {
        Ok(answer) if (200..300).contains(&answer.status) => None,
        Ok(answer) if (300..400).contains(&answer.status) => {
            Some(format!("status {}; redirects are not followed", answer.status))
        }
        Ok(answer) => Some(format!("status {}", answer.status)),
        Err(fault) => Some(fault.to_string()),
    }
}
