//! The events of refused calls of the Admin API.

use keyplane_entity::{Permission, Scope};
use serde_json::json;

use super::control::Control;
use crate::{
    error::Error,
    known::{Actor, Change},
    operate::{Write, event::on_key},
    serve::refusals::RefusedCalls,
    store::audit::Event,
};

const ACTION: &str = "adminCall.refuse";

impl Control {
    /// Writes an event for each key about which calls of the Admin API were refused, and one for
    /// those whose token names no key, unless one was written less than 5 minutes ago. With `all`,
    /// also then.
    pub async fn record_refusals(&self, all: bool) -> Result<(), Error> {
        let refusals = self.guard().refusals();
        let mut due = refusals.take_due(self.now(), all).into_iter();
        while let Some(tally) = due.next() {
            match self.record_refusal(&tally).await {
                Ok(()) => refusals.was_written(&tally, self.now()),
                Err(error) => {
                    refusals.keep(tally);
                    due.for_each(|tally| refusals.keep(tally));
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    async fn record_refusal(&self, tally: &RefusedCalls) -> Result<(), Error> {
        let scope = tally.scope();
        let permission = match scope {
            Scope::Instance => Permission::InstanceWrite,
            Scope::Project(_) => Permission::AdminKeysWrite,
        };

        let actor = Actor::system_about(tally.context());
        let mut write = Write::begin(self.known(), &actor, permission, &[scope]).await?;
        write.record(scope, event(tally)).await?;
        write.commit_only(Change::Uncached).await
    }
}

fn event(tally: &RefusedCalls) -> Event {
    let event = match &tally.key {
        Some(key) => on_key(ACTION, key),
        None => Event::new(ACTION, "instance"),
    };
    event
        .with("count", tally.count)
        .with("reasons", json!(tally.reasons))
        .with("sources", json!(tally.sources))
        .with_some("otherSources", Some(tally.other_sources).filter(|calls| *calls > 0))
        .with("firstAt", tally.first_at.to_string())
        .with("lastAt", tally.last_at.to_string())
}
