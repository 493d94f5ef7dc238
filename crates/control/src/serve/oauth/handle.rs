//! The handle of the OAuth endpoints.

use std::sync::Arc;

use keyplane_entity::project;

use super::{authenticate::ClientAuthentication, error::OAuthError, spend::Spender};
use crate::{
    known::{Known, ScopeView},
    serve::{federation::OutsideTokens, limits::Limits, usage::Usage},
    store::Store,
};

/// Issues, introspects and revokes access tokens.
#[derive(Clone)]
pub struct Tokens {
    pub(super) store: Store,
    pub(super) known: Known,
    pub(super) usage: Usage,
    pub(super) spender: Spender,
    pub(super) clients: ClientAuthentication,
    pub(super) limits: Limits,
}

impl Tokens {
    pub(crate) fn new(
        store: Store,
        known: Known,
        usage: Usage,
        limits: Limits,
        outside: OutsideTokens,
    ) -> Self {
        let spender = Spender::start(store.database().clone());
        let clients = ClientAuthentication::new(
            store.clone(),
            known.clone(),
            spender.clone(),
            limits.clone(),
            outside,
        );
        Self { store, known, usage, spender, clients, limits }
    }

    /// A live project with its cache entry, by the slug in its issuer's URL.
    pub(super) async fn issuer(
        &self,
        slug: &str,
    ) -> Result<(ScopeView, Arc<project::Model>), OAuthError> {
        self.known.issuer_entry(slug).await?.ok_or(OAuthError::UnknownIssuer)
    }
}
