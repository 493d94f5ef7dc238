//! The decision of the gateway check about one request.

use std::{borrow::Cow, net::IpAddr};

use bytes::Bytes;
use keyplane_entity::{id::ApplicationId, project};

use super::{
    genuine::{GenuineToken, TokenOrigin},
    handle::GatewayCheck,
    refusal::GatewayRefusal,
    scopes::scope_at,
};
use crate::{
    judge::{ApiAccess, ApiRefusal, Audience, Demanded, accept_all},
    known::{ApiFacts, Client, Rounds, ScopeView},
    serve::{limits::Blamed, usage::Call},
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
    /// Decides whether a request may pass, and counts it for its credential, its application and
    /// the API. Refused requests have a limit, others have none.
    pub async fn check(&self, request: &GatewayRequest<'_>) -> Result<Admission, GatewayRefusal> {
        let mut rounds = Rounds::default();
        loop {
            let found = self.known.issuer_entry(request.slug).await?;
            let (entry, project) = match found.ok_or_else(GatewayRefusal::unknown_api) {
                Ok(found) => found,
                Err(refusal) => return Err(self.limit(request, None, refusal)),
            };

            let (mut call, mut proven) = (Call::new(request.source), None);
            let decided = self.decide(&entry, &project, request, &mut call, &mut proven).await;
            if !rounds.again(&decided) {
                self.usage.count(&call, &decided);
                return decided.map_err(|refusal| self.limit(request, proven, refusal));
            }
        }
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
            GatewayRefusal::NoOutsideKeys(_)
            | GatewayRefusal::TooManyFailures(_)
            | GatewayRefusal::Failed(_) => refusal,
        }
    }

    async fn decide(
        &self,
        entry: &ScopeView,
        project: &project::Model,
        request: &GatewayRequest<'_>,
        call: &mut Call,
        proven: &mut Option<ApplicationId>,
    ) -> Result<Admission, GatewayRefusal> {
        let token = self.genuine_token(entry, project, request, call).await?;
        *proven = Some(token.client);
        let apis = self.known.apis(entry, project.id).await?;
        let api = apis.named(request.api);
        call.api = api.map(|api| api.id);

        let client = self.standing(entry, project, &token, call).await?;
        let api = api.ok_or_else(GatewayRefusal::unknown_api)?;
        let issuer = &self.known.issuer_keys(entry, project).await?.issuer;
        token.judge_audience(issuer, api, &client, call)?;

        let grants = self.known.grants(entry, client.application.id).await?;
        let granted = grants.of(api.id);
        let scope = granted.map(|granted| scope_at(api, token.given().as_ref(), granted));
        let demanded = Demanded(request.scopes);
        let access = ApiAccess { granted, scope: scope.as_ref(), demanded: &demanded };
        accept_all(access.checks(), GatewayRefusal::from)?;
        entry.require_current()?;
        Ok(token.admission(&client, scope.unwrap_or_default()))
    }
}

impl GenuineToken {
    /// What the API learns about the request.
    fn admission(&self, client: &Client, scope: Bytes) -> Admission {
        let client_id = client.client_id.clone();
        let subject = match self.texts.subject() {
            own if own.is_empty() => client_id.clone(),
            other => other,
        };
        Admission { subject, client_id, scope, token_id: self.texts.token_id() }
    }

    /// Refuses an API that is disabled, and a token of another kind or for another audience.
    fn judge_audience(
        &self,
        issuer: &str,
        api: &ApiFacts,
        client: &Client,
        call: &mut Call,
    ) -> Result<(), GatewayRefusal> {
        let mut refuse = |refusal: ApiRefusal| {
            call.refuse(&refusal);
            GatewayRefusal::from(refusal)
        };

        match &self.origin {
            TokenOrigin::Issuer { .. } => {
                let audience = Audience::Issued(self.texts.audience());
                accept_all(api.audience(issuer, audience).checks(), &mut refuse)
            }
            TokenOrigin::Application { jwt, .. } => {
                let client_id = std::str::from_utf8(&client.client_id).unwrap_or_default();
                let audiences = [client_id, &*api.identifier];
                let check = jwt.audience_check(&audiences);
                let audience = Audience::Signed(&check);
                accept_all(api.audience(issuer, audience).checks(), &mut refuse)
            }
            TokenOrigin::Outside(_) => {
                let audience = Audience::Outside(self.texts.audience());
                accept_all(api.audience(issuer, audience).checks(), &mut refuse)
            }
        }
    }

    /// The scopes of an access token; `None` for a JWT that the application or a trusted issuer
    /// signed, which limits none.
    fn given(&self) -> Option<Bytes> {
        match &self.origin {
            TokenOrigin::Issuer { .. } => Some(self.texts.scope()),
            TokenOrigin::Application { .. } | TokenOrigin::Outside(_) => None,
        }
    }
}
