//! The limits of failed requests at the OAuth endpoints.

use std::net::IpAddr;

use keyplane_auth::UnverifiedAssertion;
use keyplane_entity::id::ApplicationId;
use secrecy::{ExposeSecret as _, SecretString};

use super::{
    credentials::Credentials,
    error::OAuthError,
    handle::Tokens,
    request::{GrantType, TokenRequest},
};
use crate::{
    known::ScopeEntry,
    serve::limits::{Blamed, Turn},
};

/// What a request brings to prove who sent it.
#[derive(Clone, Copy)]
pub(super) struct Presented<'a> {
    pub(super) source: Option<IpAddr>,
    pub(super) credentials: &'a Credentials,
    /// The assertion of the JWT bearer grant, or the token to exchange.
    pub(super) assertion: Option<&'a SecretString>,
}

impl<'a> From<&'a TokenRequest> for Presented<'a> {
    fn from(request: &'a TokenRequest) -> Self {
        let assertion = match &request.grant {
            GrantType::ClientCredentials => None,
            GrantType::JwtBearer(assertion) => Some(assertion),
            GrantType::TokenExchange(exchange) => Some(&exchange.subject_token),
        };
        Self { source: request.source, credentials: &request.credentials, assertion }
    }
}

impl Presented<'_> {
    /// The client that the request names, as far as its project is in memory.
    fn client(&self, entry: &ScopeEntry) -> Option<ApplicationId> {
        let issuer = |assertion: &SecretString| {
            let assertion = UnverifiedAssertion::parse(assertion.expose_secret()).ok()?;
            entry.named_now(assertion.issuer()?)
        };
        // A token of a trusted issuer does not name the application: the request may.
        let beside = || entry.named_now(self.credentials.client_id()?);
        match (self.assertion, self.credentials) {
            (Some(assertion), _) | (None, Credentials::Assertion { assertion, .. }) => {
                issuer(assertion).or_else(beside)
            }
            (
                None,
                Credentials::Basic { .. } | Credentials::Post { .. } | Credentials::None { .. },
            ) => beside(),
        }
    }

    /// Whether it has a signature to verify.
    fn is_signed(&self) -> bool {
        match self.credentials {
            Credentials::Assertion { .. } => true,
            Credentials::Basic { .. } | Credentials::Post { .. } | Credentials::None { .. } => {
                self.assertion.is_some()
            }
        }
    }
}

impl Tokens {
    /// The turn of a request that brings a signature. Secrets are compared at once.
    pub(super) fn turn(
        &self,
        entry: &ScopeEntry,
        presented: Presented<'_>,
    ) -> Result<Turn<'_>, OAuthError> {
        if !presented.is_signed() {
            return Ok(None);
        }
        let turn = self.limits.turn(presented.source, || presented.client(entry));
        turn.map_err(OAuthError::TooManyFailures)
    }

    /// Counts a failed proof; beyond a limit, the answer is another one.
    pub(super) fn limit<T>(
        &self,
        entry: &ScopeEntry,
        presented: Presented<'_>,
        result: Result<T, OAuthError>,
    ) -> Result<T, OAuthError> {
        result.map_err(|error| {
            if !error.is_failed_proof() {
                return error;
            }
            let blamed = Blamed::Named(presented.client(entry));
            let spent = self.limits.failed(presented.source, blamed);
            spent.map_or(error, OAuthError::TooManyFailures)
        })
    }
}
