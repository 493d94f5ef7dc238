//! The exchange of an access token of the project itself, for a call to the next API of a chain.

use std::sync::Arc;

use keyplane_auth::{AccessTokenClaims, ActingParty, EarlierToken, MAX_EXCHANGES, shown};
use keyplane_entity::{
    id::{ApiId, ApplicationId, KeyId},
    project,
    usage_count::Outcome,
};
use serde_json::Map;

use super::super::{
    asked::Asked,
    error::OAuthError,
    handle::Tokens,
    request::{SubjectTokenType, TokenExchange},
    spend::Spend,
    target::{TokenTarget, requested_scopes},
    token::Subject,
};
use crate::{
    endpoint::Endpoint,
    known::{Client, ScopeView},
    serve::usage::Call,
};

/// What an exchanged token takes over from the one that it is exchanged from.
pub(in crate::serve::oauth) struct Delegation {
    /// Who acts.
    pub(in crate::serve::oauth) act: Box<ActingParty>,
    /// The earlier tokens of the chain, the first one first.
    pub(in crate::serve::oauth) chain: Vec<EarlierToken>,
    /// The latest end, in Unix seconds: that of the exchanged token.
    pub(in crate::serve::oauth) ends: i64,
    /// The scopes that the exchanged token has at the APIs of its exchanger, space-separated.
    scope: String,
}

impl Delegation {
    /// The exchange of a token with these claims by `exchanger`, at the API that it serves. Claims
    /// that the token carries stay behind.
    fn of(
        claims: AccessTokenClaims,
        exchanger: ApplicationId,
        api: ApiId,
        key: Option<KeyId>,
    ) -> Self {
        let client_id = claims.client().to_owned();
        let mut chain = claims.exchanged_from;
        chain.push(EarlierToken {
            jti: claims.jti,
            client_id,
            api: api.to_string(),
            key: key.map(|id| id.to_string()),
            federated_identity: claims.federated_identity,
        });
        Self {
            act: ActingParty::after(claims.act, exchanger.to_string()),
            chain,
            ends: claims.exp,
            scope: claims.scope.unwrap_or_default(),
        }
    }

    /// Refuses a request for a scope that the exchanged token does not have.
    fn check(&self, asked: &Asked<'_>) -> Result<(), OAuthError> {
        let scopes = requested_scopes(asked.scope())?;
        scopes.iter().find(|name| !self.has(name)).map_or(Ok(()), |name| {
            Err(OAuthError::InvalidScope(format!(
                "{} is not a scope of the subject_token at an API that this client serves",
                shown(name)
            )))
        })
    }

    /// Takes the scopes from a target that the exchanged token does not have.
    pub(in crate::serve::oauth) fn narrow(&self, target: &mut TokenTarget) {
        let scope = target.scope.take().unwrap_or_default();
        let both: Vec<_> = scope.split(' ').filter(|name| self.has(name)).collect();
        target.scope = Some(both.join(" ")).filter(|scope| !scope.is_empty());
    }

    fn has(&self, name: &str) -> bool {
        !name.is_empty() && self.scope.split(' ').any(|own| own == name)
    }
}

impl Tokens {
    /// Checks an access token of the project and the client that exchanges it: the resource server
    /// of an API that the token is for.
    pub(super) async fn exchange_own(
        &self,
        entry: &ScopeView,
        project: &project::Model,
        (asked, exchange): (&Asked<'_>, &TokenExchange),
        spends: &mut Vec<Spend>,
        call: &mut Call,
    ) -> Result<(Arc<Client>, Subject), OAuthError> {
        let request = asked.request;
        let proven =
            self.clients.prove(entry, project, Endpoint::Token, &request.credentials, call).await?;
        spends.extend(proven.spend);
        self.check_targets(project, asked)?;
        let mut invalid = |text: &str| {
            call.refuse(&Outcome::Request);
            OAuthError::InvalidRequest(text.into())
        };
        match exchange.subject_token_type {
            SubjectTokenType::AccessToken | SubjectTokenType::Jwt => {}
            SubjectTokenType::IdToken => {
                return Err(invalid("subject_token is an access token; say so in its type"));
            }
        }

        let mut shown = Call::new(request.source);
        let claims =
            self.active_claims(entry, project, &exchange.subject_token, &mut shown).await?;
        let claims = claims.ok_or_else(|| {
            invalid("subject_token is no active access token of this issuer; ask for a fresh one")
        })?;
        let own = proven.client.application.id;
        let claims = self.served(entry, project, own, claims, &mut shown).await?;
        let (Some(claims), Some(api)) = (claims, shown.api) else {
            return Err(invalid(
                "the client is the resource server of no API in the subject_token's aud: only the \
                 API that a token is for may exchange it",
            ));
        };
        if claims.exchanged_from.len() >= MAX_EXCHANGES {
            return Err(invalid(&format!(
                "subject_token was exchanged {MAX_EXCHANGES} times, which is the most; call with \
                 a token of fewer exchanges"
            )));
        }

        entry.require_current()?;
        if shown.application != Some(own) {
            self.usage.count::<_, Outcome>(&shown, &Ok(()));
        }
        let (sub, key) = (claims.sub.clone(), shown.signed_with);
        let delegation = Delegation::of(claims, own, api, key);
        delegation.check(asked)?;
        let (alias, origin, delegation) = (proven.alias, proven.origin, Some(delegation));
        Ok((proven.client, Subject { sub, alias, carried: Map::new(), origin, delegation }))
    }

    /// An exchanged token is for APIs that the request names. A token for the issuer would stand for
    /// everything that the client is granted.
    fn check_targets(&self, project: &project::Model, asked: &Asked<'_>) -> Result<(), OAuthError> {
        if asked.names_nothing() {
            return Err(OAuthError::InvalidRequest(
                "resource is missing: name the API that the new token is for".into(),
            ));
        }
        let issuer = self.known.public_url().issuer(&project.slug);
        if asked.names(&issuer) {
            return Err(OAuthError::InvalidTarget(
                "an exchanged token is for APIs: name one as resource, not the issuer".into(),
            ));
        }
        Ok(())
    }
}
