//! The delivery of events to webhooks: at least once, and for each webhook in the order of its
//! scope's chain.
//!
//! A process claims a webhook by setting `due_at` ahead (a compare-and-set), sends the events beyond
//! its position, and writes the position after each. Each write holds only while the claim does. If
//! the process dies, the claim ends by itself, and another process sends the same event again.

mod claim;
mod counters;
mod event;
mod outcome;
mod pace;
mod send;

pub(crate) use counters::Counters;
pub use counters::DeliveryCounts;

use std::time::Duration;

use keyplane_entity::webhook;
use tokio::task::JoinSet;

use self::outcome::Settled;
use super::handle::Webhooks;
use crate::error::Error;

/// The most webhooks that this process works on at once. Each has one request under way.
const IN_FLIGHT: usize = 64;
/// The most events that one webhook gets before the others have their turn.
const ROUND: usize = 20;
/// How often the process looks for due webhooks while it works on some.
const TICK: Duration = Duration::from_secs(1);

impl Webhooks {
    /// Sends the events that are due, until none is. A slow receiver delays no other.
    pub async fn deliver_due(&self) -> Result<(), Error> {
        self.known.store().require_clock()?;
        let mut jobs = JoinSet::new();
        loop {
            for webhook in self.claim(IN_FLIGHT.saturating_sub(jobs.len())).await? {
                jobs.spawn(self.clone().work(webhook));
            }
            if jobs.is_empty() {
                return Ok(());
            }
            tokio::select! {
                _ = jobs.join_next() => {}
                () = tokio::time::sleep(TICK) => {}
            }
        }
    }

    /// The number of deliveries of this process since its start.
    pub fn counts(&self) -> DeliveryCounts {
        self.counters.read()
    }

    async fn work(self, webhook: webhook::Model) {
        let id = webhook.id;
        if let Err(error) = self.send_waiting(webhook).await {
            tracing::warn!(
                webhook = %id,
                %error,
                "the events of a webhook could not be read, or its attempts not written; it is \
                 tried again in half a minute"
            );
        }
    }

    /// Sends a round of events to a claimed webhook, and gives the claim back.
    async fn send_waiting(&self, mut webhook: webhook::Model) -> Result<(), Error> {
        let keys = self.keys_of(&webhook).await?;
        for _ in 0..ROUND {
            let Some(delivery) = self.next_delivery(&mut webhook).await? else { break };
            let attempt = self.send(&webhook, &keys, &delivery).await?;
            match self.settle(&mut webhook, attempt).await? {
                Settled::GoOn => {}
                Settled::Stop => return Ok(()),
            }
        }
        self.release(&webhook).await
    }
}
