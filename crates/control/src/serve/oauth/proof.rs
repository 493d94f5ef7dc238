//! Who asks for a token, and for whom.

use std::sync::Arc;

use keyplane_entity::project;

use super::{
    asked::Asked, error::OAuthError, handle::Tokens, request::GrantType, spend::Spend,
    token::Subject,
};
use crate::{
    endpoint::Endpoint,
    known::{Client, ScopeEntry},
    serve::usage::Call,
};

/// An authenticated request for a token.
pub(super) struct Proof {
    pub(super) client: Arc<Client>,
    pub(super) subject: Subject,
    /// The assertions that the request spends.
    pub(super) spends: Vec<Spend>,
}

impl Tokens {
    /// Finds out who asks for a token, and for whom.
    pub(super) async fn prove_request(
        &self,
        (entry, project): (&ScopeEntry, &project::Model),
        asked: &Asked<'_>,
        call: &mut Call,
    ) -> Result<Proof, OAuthError> {
        let request = asked.request;
        let _turn = self.turn(entry, request.into())?;
        let mut spends = Vec::new();
        let (client, subject) = match &request.grant {
            GrantType::ClientCredentials => {
                let proven = self
                    .clients
                    .prove(entry, project, Endpoint::Token, &request.credentials, call)
                    .await?;
                spends.extend(proven.spend);
                let subject = Subject::of(&proven.client, proven.alias, proven.origin);
                (proven.client, subject)
            }
            GrantType::JwtBearer(assertion) => {
                let credentials = &request.credentials;
                self.prove_grant(entry, project, assertion, credentials, &mut spends, call).await?
            }
            GrantType::TokenExchange(exchange) => {
                let asked = (asked, exchange);
                self.prove_exchange(entry, project, asked, &mut spends, call).await?
            }
        };

        Ok(Proof { client, subject, spends })
    }
}
