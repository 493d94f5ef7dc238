//! The exchange of an access token of the project itself.

use std::sync::Arc;

use keyplane_entity::project;

use super::super::{
    error::OAuthError,
    handle::Tokens,
    request::{TokenExchange, TokenRequest},
    spend::Spend,
    token::Subject,
};
use crate::{
    known::{Client, ScopeEntry},
    serve::usage::Call,
};

impl Tokens {
    /// Checks an access token of the project and the client that exchanges it.
    #[expect(clippy::unused_async, reason = "the checks read the database")]
    pub(super) async fn exchange_own(
        &self,
        _entry: &ScopeEntry,
        _project: &project::Model,
        (_request, _exchange): (&TokenRequest, &TokenExchange),
        _spends: &mut Vec<Spend>,
        _call: &mut Call,
    ) -> Result<(Arc<Client>, Subject), OAuthError> {
        Err(OAuthError::InvalidRequest(
            "access tokens of this issuer cannot be exchanged here; send the token of a trusted \
             issuer as subject_token"
                .into(),
        ))
    }
}
