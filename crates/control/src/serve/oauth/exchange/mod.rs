//! Token exchange (RFC 8693): of an access token of the project, or of a token of a trusted issuer.

mod own;

pub(super) use own::Delegation;

use std::sync::Arc;

use keyplane_auth::decode_unverified;
use keyplane_entity::{application::FederatedGrant, project};
use secrecy::ExposeSecret as _;

use super::{
    asked::Asked, error::OAuthError, handle::Tokens, request::TokenExchange, spend::Spend,
    token::Subject,
};
use crate::{
    known::{Client, ScopeView},
    serve::usage::Call,
};

impl Tokens {
    /// Checks the token to exchange, and the client's own authentication.
    pub(super) async fn prove_exchange(
        &self,
        entry: &ScopeView,
        project: &project::Model,
        (asked, exchange): (&Asked<'_>, &TokenExchange),
        spends: &mut Vec<Spend>,
        call: &mut Call,
    ) -> Result<(Arc<Client>, Subject), OAuthError> {
        if self.is_own(project, exchange) {
            return self.exchange_own(entry, project, (asked, exchange), spends, call).await;
        }
        let parts = (&exchange.subject_token, FederatedGrant::TokenExchange);
        let credentials = &asked.request.credentials;
        self.prove_outside(entry, project, parts, credentials, spends, call).await
    }

    /// Whether a token is one that the project issued itself: an opaque one, or a JWT with its `iss`.
    fn is_own(&self, project: &project::Model, exchange: &TokenExchange) -> bool {
        let token = exchange.subject_token.expose_secret();
        if !token.contains('.') {
            return true;
        }
        let issuer = self.known.public_url().issuer(&project.slug);
        let claims = decode_unverified(token).claims;
        claims.is_some_and(|claims| claims.get("iss").and_then(|iss| iss.as_str()) == Some(&issuer))
    }
}
