//! The introspection endpoint (RFC 7662).

use std::{net::IpAddr, sync::Arc};

use keyplane_auth::{AccessTokenClaims, AccessTokenRules, AccessTokenTimes, UnverifiedAccessToken};
use keyplane_entity::{
    Scope, Timestamp,
    application::ApplicationType,
    id::{ApplicationId, KeyId},
    project,
    usage_count::Outcome,
};
use secrecy::{ExposeSecret, SecretString};

use super::{
    credentials::Credentials, error::OAuthError, handle::Tokens, limited::Presented, spend::Once,
};
use crate::{
    endpoint::Endpoint,
    error::Error,
    judge::{Issued, accept_all},
    known::{ChainLink, Client, Rounds, ScopeEntry, enabled, named_identity},
    serve::usage::Call,
};

/// Arguments of the introspection endpoint.
#[derive(Debug)]
pub struct IntrospectionRequest {
    /// Client authentication of the caller.
    pub credentials: Credentials,
    /// The token.
    pub token: SecretString,
    /// Address that the request came from; `None` if unknown.
    pub source: Option<IpAddr>,
}

/// The answer about a token, as far as the caller may see it.
#[derive(Debug)]
pub enum Introspection {
    /// The token is not active, or the caller may not see it.
    Inactive,
    /// The token is active, with these claims.
    Active(Box<AccessTokenClaims>),
}

impl Tokens {
    /// Introspects a token for a client. A database failure is an error, never "inactive". Counts
    /// the call of the client and, as a call of the application that the token was issued to, the
    /// token.
    pub async fn introspect(
        &self,
        slug: &str,
        request: &IntrospectionRequest,
    ) -> Result<Introspection, OAuthError> {
        let (mut rounds, mut once) = (Rounds::default(), Once::default());
        loop {
            let mut call = Call::new(request.source);
            let introspected = self.introspect_for(slug, request, &mut once, &mut call).await;
            if !rounds.again(&introspected) {
                self.usage.count(&call, &introspected);
                return introspected;
            }
        }
    }

    async fn introspect_for(
        &self,
        slug: &str,
        request: &IntrospectionRequest,
        once: &mut Once,
        call: &mut Call,
    ) -> Result<Introspection, OAuthError> {
        let presented = Presented {
            source: request.source,
            credentials: &request.credentials,
            assertion: None,
        };
        let (entry, project) = self.issuer(slug).await?;
        let turn = self.turn(&entry, presented)?;
        let (place, endpoint) = ((&entry, &*project), Endpoint::Introspection);
        let caller =
            self.clients.prove_once(place, endpoint, &request.credentials, once, call).await;
        let caller = self.limit(&entry, presented, caller)?;
        drop(turn);

        let mut shown = Call::new(request.source);
        let claims = self.active_claims(&entry, &project, &request.token, &mut shown).await?;
        let Some(claims) = claims else {
            entry.require_current()?;
            if shown.is_refused() {
                self.usage.count::<(), _>(&shown, &Err(Outcome::Revoked));
            }
            return Ok(Introspection::Inactive);
        };
        let visible = self.visible(&entry, &project, &caller, claims, &mut shown).await?;
        entry.require_current()?;
        let Some(mut claims) = visible else { return Ok(Introspection::Inactive) };
        // It is there for this server; `act` says who acts.
        claims.exchanged_from.clear();
        if shown.application != Some(caller.application.id) {
            self.usage.count::<_, Outcome>(&shown, &Ok(()));
        }
        Ok(Introspection::Active(Box::new(claims)))
    }

    /// The part of an active token that a caller may see. It sees everything if the token is its
    /// own, or if it is a resource server and the token is for the issuer, else what
    /// [`Self::served`] says.
    async fn visible(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        caller: &Client,
        claims: AccessTokenClaims,
        shown: &mut Call,
    ) -> Result<Option<AccessTokenClaims>, Error> {
        let own = caller.application.id;
        let checks_tokens = match caller.application.r#type {
            ApplicationType::ResourceServer => true,
            ApplicationType::Service => false,
        };
        if claims.client() == own.to_string() || (checks_tokens && claims.aud.contains(&claims.iss))
        {
            return Ok(Some(claims));
        }
        self.served(entry, project, own, claims, shown).await
    }

    /// The part of an active token that the resource server of APIs may see: the scopes that the
    /// token has at those APIs and that its client is still granted. `None` if the token is for no
    /// enabled API that `own` serves, or its client is granted none of them. Notes in `shown` which
    /// APIs they are.
    pub(super) async fn served(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        own: ApplicationId,
        mut claims: AccessTokenClaims,
        shown: &mut Call,
    ) -> Result<Option<AccessTokenClaims>, Error> {
        let apis = self.known.apis(entry, project.id).await?;
        let named = claims.aud.iter().filter_map(|audience| apis.identified(audience));
        let served: Vec<_> =
            named.filter(|api| api.enabled && api.resource_server_id == Some(own)).collect();
        let Ok(client) = claims.client().parse::<ApplicationId>() else { return Ok(None) };
        if served.is_empty() {
            return Ok(None);
        }

        let grants = self.known.grants(entry, client).await?;
        let granted: Vec<_> =
            served.into_iter().filter_map(|api| Some((api, grants.of(api.id)?))).collect();
        if granted.is_empty() {
            return Ok(None);
        }

        let mut ids = granted.iter().map(|(api, _)| api.id);
        shown.api = ids.next();
        shown.further_apis = ids.collect();

        let scope = claims.scope.take().unwrap_or_default();
        let given = |name: &&str| {
            granted.iter().any(|(api, scopes)| scopes.contains(name) && api.scopes.contains(name))
        };
        let given: Vec<_> = scope.split(' ').filter(given).collect();
        claims.scope = (!given.is_empty()).then(|| given.join(" "));
        Ok(Some(claims))
    }

    /// The claims of an access token of a project; `None` if it is not active. Notes in `shown` whose
    /// token it is.
    pub(super) async fn active_claims(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &SecretString,
        shown: &mut Call,
    ) -> Result<Option<AccessTokenClaims>, Error> {
        let now = self.store.now();
        let found = if is_jwt(token) {
            self.jwt_claims(entry, project, token, now).await?
        } else {
            self.opaque_claims(project, token, now).await?.map(|claims| (None, claims))
        };
        let Some((key, claims)) = found else { return Ok(None) };
        (shown.signed_with, shown.at) = (key, now);

        match self.judge_standing(entry, project, &claims, shown).await {
            Ok(()) => Ok(Some(claims)),
            Err(Inactive::Refused) => Ok(None),
            Err(Inactive::Failed(error)) => Err(error),
        }
    }

    /// Refuses a token whose application is not enabled, a revoked one, and one that was exchanged
    /// from a token that no longer counts.
    async fn judge_standing(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        claims: &AccessTokenClaims,
        shown: &mut Call,
    ) -> Result<(), Inactive> {
        let client = self.known.client(entry, Scope::Project(project.id), claims.client()).await?;
        shown.application = client.as_ref().map(|client| client.application.id);
        let client = enabled(client, |_| Inactive::Refused);
        let client = client.inspect_err(|_| shown.refuse(&Outcome::Disabled))?;
        let revoked = self.known.is_revoked(entry, project.id, claims.jti).await?;
        let issued = Issued { application: Some(&client.application), id: claims.jti, revoked };
        accept_all(issued.checks(), |_| {
            shown.refuse(&Outcome::Revoked);
            Inactive::Refused
        })?;

        if claims.federated_identity.is_none() && claims.exchanged_from.is_empty() {
            return Ok(());
        }
        // Boxed, so that introspections of other tokens do not carry this.
        Box::pin(self.judge_provenance(entry, project, claims, shown)).await
    }

    /// Refuses a token if the federated identity through which it was issued, or a token that it
    /// was exchanged from, no longer counts.
    async fn judge_provenance(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        claims: &AccessTokenClaims,
        shown: &mut Call,
    ) -> Result<(), Inactive> {
        let (chain, now) = (ChainLink::all(claims)?, self.store.now());

        let through = named_identity(claims.federated_identity.as_deref())?;
        let through = self.known.issued_through(entry, project, through, now).await?;
        accept_all(through.checks(), |refusal| {
            shown.refuse(&refusal);
            Inactive::Refused
        })?;

        let exchanged = self.known.exchanged(entry, project, &chain, now).await?;
        accept_all(exchanged.checks(), |_| {
            shown.refuse(&Outcome::Revoked);
            Inactive::Refused
        })
    }

    /// The claims of a JWT that a SERVER key of the project signed, and that key, if it is still
    /// accepted.
    async fn jwt_claims(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &SecretString,
        now: Timestamp,
    ) -> Result<Option<(Option<KeyId>, AccessTokenClaims)>, Error> {
        let Ok(token) = UnverifiedAccessToken::parse(token.expose_secret()) else {
            return Ok(None);
        };
        let keys = self.known.issuer_keys(entry, project).await?;
        let Ok((key, verified)) = keys.verify(token, now) else { return Ok(None) };
        let rules = AccessTokenRules { issuer: &keys.issuer, leeway: 0, now: now.seconds() };
        Ok(rules.accept(verified).ok().map(|claims| (Some(key), claims)))
    }

    /// The claims of an opaque token that has not ended.
    async fn opaque_claims(
        &self,
        project: &project::Model,
        token: &SecretString,
        now: Timestamp,
    ) -> Result<Option<AccessTokenClaims>, Error> {
        let claims = self.known.opaque_claims(project.id, token.expose_secret()).await?;
        let Some(claims) = claims else { return Ok(None) };
        let ended = AccessTokenTimes::of(&claims).judge_end(now.seconds(), 0);
        Ok(ended.is_ok().then(|| Arc::unwrap_or_clone(claims)))
    }
}

/// Why a token is not active. Introspection does not tell the reasons apart (RFC 7662 section 2.2).
enum Inactive {
    Refused,
    Failed(Error),
}

impl From<Error> for Inactive {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Whether a token is a JWT: opaque tokens hold no dot.
pub(super) fn is_jwt(token: &SecretString) -> bool {
    token.expose_secret().contains('.')
}
