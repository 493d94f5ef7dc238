//! The state that the layers and the handler of the Admin API share.

use std::sync::Arc;

use keyplane_control::{Actor, Control};

use super::{
    document::Documents,
    refusal::Refusal,
    schema::{Schema, schema},
    shares::Shares,
};
use crate::http::caller::Caller;

/// State of the Admin API.
#[derive(Clone)]
pub(crate) struct AdminState {
    pub(crate) control: Control,
    pub(crate) schema: Schema,
    pub(crate) shares: Arc<Shares>,
    pub(crate) documents: Arc<Documents>,
}

impl AdminState {
    /// The state of a new server.
    pub(crate) fn new(control: Control) -> Self {
        let documents = Arc::new(Documents::new());
        Self { control, schema: schema(), shares: Shares::new(), documents }
    }

    /// Judges the token of an actor again, after a wait.
    pub(crate) async fn reauthenticate(
        &self,
        actor: Actor,
        caller: &Caller,
    ) -> Result<Actor, Refusal> {
        let kid = actor.kid().map(str::to_owned);
        let actor = self.control.guard().reauthenticate(actor).await;
        actor.map_err(|error| Refusal::of(error, kid, caller))
    }
}
