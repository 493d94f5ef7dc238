//! The decision of the gateway check about one request.

use std::{borrow::Cow, net::IpAddr};

use bytes::Bytes;
use keyplane_entity::id::ApplicationId;

use super::{
    genuine::{GenuineToken, TokenOrigin},
    handle::GatewayCheck,
    refusal::GatewayRefusal,
    scopes::scope_at,
};
use crate::{
    judge::{ApiAccess, Audience, Demanded, accept_all},
    known::{ApiFacts, Client},
    serve::limits::Blamed,
};

/// A request that a gateway asks about.
#[derive(Clone, Copy, Debug)]
pub struct GatewayRequest<'a> {
    /// Slug of the project.
    pub slug: &'a str,
    /// Name of the API.
    pub api: &'a str,
    /// Bearer token of the request.
    pub token: &'a str,
    /// Scopes that the route demands; the token needs all of them.
    pub scopes: &'a [Cow<'a, str>],
    /// Address that the request came from; `None` if unknown.
    pub source: Option<IpAddr>,
}

/// What the API behind the gateway learns about an admitted request: texts that are valid in a
/// header, empty if there is nothing to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// Subject of the token; the client ID if the token has no other subject.
    pub subject: Bytes,
    /// Client ID of the application.
    pub client_id: Bytes,
    /// Scopes of the token at this API, space-separated.
    pub scope: Bytes,
    /// ID of the token.
    pub token_id: Bytes,
}

impl GatewayCheck {
    /// Decides whether a request may pass. Refused requests have a limit, others have none.
    pub async fn check(&self, request: &GatewayRequest<'_>) -> Result<Admission, GatewayRefusal> {
        let mut proven = None;
        let decided = self.decide(request, &mut proven).await;
        decided.map_err(|refusal| self.limit(request, proven, refusal))
    }

    /// Counts a refusal; beyond a limit, the answer is another one. `proven`: the application of a
    /// token that is genuine.
    fn limit(
        &self,
        request: &GatewayRequest<'_>,
        proven: Option<ApplicationId>,
        refusal: GatewayRefusal,
    ) -> GatewayRefusal {
        match refusal {
            GatewayRefusal::InvalidToken(_)
            | GatewayRefusal::Forbidden(_)
            | GatewayRefusal::InsufficientScope { .. } => {
                let blamed = proven.map_or(Blamed::Named(None), Blamed::Proven);
                let spent = self.limits.failed(request.source, blamed);
                spent.map_or(refusal, GatewayRefusal::TooManyFailures)
            }
            GatewayRefusal::TooManyFailures(_) | GatewayRefusal::Failed(_) => refusal,
        }
    }

    async fn decide(
        &self,
        request: &GatewayRequest<'_>,
        proven: &mut Option<ApplicationId>,
    ) -> Result<Admission, GatewayRefusal> {
        let found = self.known.issuer_entry(request.slug).await?;
        let (entry, project) = found.ok_or_else(GatewayRefusal::unknown_api)?;
        let token = self.genuine_token(&entry, &project, request).await?;
        *proven = Some(token.client);
        let client = self.standing(&entry, &project, &token).await?;

        let apis = self.known.apis(&entry, project.id).await?;
        let api = apis.named(request.api).ok_or_else(GatewayRefusal::unknown_api)?;
        let issuer = &self.known.issuer_keys(&entry, &project).await?.issuer;
        token.judge_audience(issuer, api, &client)?;

        let grants = self.known.grants(&entry, client.application.id).await?;
        let granted = grants.of(api.id);
        let scope = granted.map(|granted| scope_at(api, token.given().as_ref(), granted));
        let demanded = Demanded(request.scopes);
        let access = ApiAccess { granted, scope: scope.as_ref(), demanded: &demanded };
        accept_all(access.checks(), GatewayRefusal::from)?;

        if let TokenOrigin::Application { signed_with, .. } = &token.origin {
            self.usage.note(*signed_with, self.known.store().now());
        }
        let client_id = client.client_id.clone();
        let subject = match token.texts.subject() {
            own if own.is_empty() => client_id.clone(),
            other => other,
        };
        let scope = scope.unwrap_or_default();
        Ok(Admission { subject, client_id, scope, token_id: token.texts.token_id() })
    }
}

impl GenuineToken {
    /// Refuses an API that is disabled, and a token of another kind or for another audience.
    fn judge_audience(
        &self,
        issuer: &str,
        api: &ApiFacts,
        client: &Client,
    ) -> Result<(), GatewayRefusal> {
        match &self.origin {
            TokenOrigin::Issuer { .. } => {
                let audience = Audience::Issued(self.texts.audience());
                accept_all(api.audience(issuer, audience).checks(), GatewayRefusal::from)
            }
            TokenOrigin::Application { jwt, .. } => {
                let client_id = std::str::from_utf8(&client.client_id).unwrap_or_default();
                let audiences = [client_id, &*api.identifier];
                let check = jwt.audience_check(&audiences);
                let audience = Audience::Signed(&check);
                accept_all(api.audience(issuer, audience).checks(), GatewayRefusal::from)
            }
        }
    }

    /// The scopes of an access token; `None` for a JWT that the application signed, which limits
    /// none.
    fn given(&self) -> Option<Bytes> {
        match &self.origin {
            TokenOrigin::Issuer { .. } => Some(self.texts.scope()),
            TokenOrigin::Application { .. } => None,
        }
    }
}
