//! The gateway check: may this request to an API pass?
//!
//! What is kept of a token between requests is only what never changes: that it is genuine, and
//! what it says. Whether it opens anything is decided anew each time, from facts that commits
//! drop out of the caches; so nothing that is kept can be wrong about what has changed since.

mod admit;
mod genuine;
mod refusal;
mod standing;
mod texts;
mod token_cache;

use std::borrow::Cow;

use bytes::Bytes;

pub use refusal::GatewayRefusal;
pub(crate) use token_cache::TokenCache;

pub(crate) use self::admit::{missing_scopes, remedy, scope_at};
use self::{
    admit::Room,
    genuine::{GenuineToken, Origin},
};
use crate::{Control, oauth::OAuthError};

/// A question of a gateway.
#[derive(Clone, Copy, Debug)]
pub struct GatewayRequest<'a> {
    /// The project.
    pub slug: &'a str,
    /// The API's name.
    pub api: &'a str,
    /// The bearer token of the request.
    pub token: &'a str,
    /// The scopes that the route demands, all of them.
    pub scopes: &'a [Cow<'a, str>],
}

/// What the API behind the gateway may know of a request that passes: texts that may stand in a
/// header, empty where there is nothing to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// Whom the token is about.
    pub subject: Bytes,
    /// The application.
    pub client_id: Bytes,
    /// What it may do there, with blanks between.
    pub scope: Bytes,
    /// Which token it is.
    pub token_id: Bytes,
}

impl Control {
    /// Decides whether a request may pass.
    pub async fn check_request(
        &self,
        request: &GatewayRequest<'_>,
    ) -> Result<Admission, GatewayRefusal> {
        let (entry, project) = match self.issuer_entry(request.slug).await {
            Ok(found) => found,
            Err(OAuthError::UnknownIssuer) => return Err(GatewayRefusal::unknown_api()),
            Err(refusal) => return Err(refusal.into()),
        };
        let token = self.genuine_token(&entry, &project, request.token).await?;
        let client = self.standing(&entry, &project, &token).await?;

        let apis = self.apis(&entry, project.id).await?;
        let api = apis.named(request.api).filter(|api| api.enabled);
        let api = api.ok_or_else(GatewayRefusal::unknown_api)?;
        let issuer = &self.issuer_keys(&entry, &project).await?.issuer;
        let room = Room { issuer, api };
        room.takes(&token, &client)?;

        let grants = self.grants(&entry, client.application.id).await?;
        let granted = grants.of(api.id).ok_or_else(GatewayRefusal::no_grant)?;
        let scope = room.scope(&token, granted);
        let missing = missing_scopes(&scope, request.scopes);
        if !missing.is_empty() {
            return Err(GatewayRefusal::InsufficientScope { missing });
        }

        if let Origin::Application { signed_with, .. } = &token.origin {
            self.note_use(*signed_with, self.now());
        }
        let client_id = client.client_id.clone();
        let subject = match token.texts.subject() {
            own if own.is_empty() => client_id.clone(),
            other => other,
        };
        Ok(Admission { subject, client_id, scope, token_id: token.texts.token_id() })
    }
}
