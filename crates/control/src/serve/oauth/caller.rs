//! The client that calls introspection or revocation.

use std::sync::Arc;

use keyplane_entity::project;

use super::{credentials::Credentials, error::OAuthError, handle::Tokens, limited::Presented};
use crate::{
    endpoint::Endpoint,
    known::{Client, ScopeEntry},
    serve::usage::Call,
};

/// An authenticated client, and its project as it is after that.
pub(super) struct EndpointCaller {
    pub(super) entry: Arc<ScopeEntry>,
    pub(super) project: Arc<project::Model>,
    pub(super) client: Arc<Client>,
}

impl Tokens {
    /// Authenticates the client that calls an endpoint, and notes in `call` who it is.
    pub(super) async fn caller(
        &self,
        slug: &str,
        endpoint: Endpoint,
        credentials: &Credentials,
        call: &mut Call,
    ) -> Result<EndpointCaller, OAuthError> {
        let presented = Presented { source: call.source(), credentials, assertion: None };
        let (entry, project) = self.issuer(slug).await?;
        let turn = self.turn(&entry, presented)?;
        let client = self.clients.prove_once(&entry, &project, endpoint, credentials, call).await;
        let client = self.limit(&entry, presented, client)?;
        drop(turn);

        if call.has_waited() {
            let (entry, project) = self.issuer(slug).await?;
            return Ok(EndpointCaller { entry, project, client });
        }
        Ok(EndpointCaller { entry, project, client })
    }
}
