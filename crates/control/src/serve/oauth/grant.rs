//! The JWT bearer grant (RFC 7523 section 2.1): an assertion that an application signed, as
//! authorization to get a token.

use std::sync::Arc;

use keyplane_auth::{AssertionRefusal, GrantAssertionRules, UnverifiedAssertion};
use keyplane_entity::{Scope, application, project};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};

use super::{
    credentials::Credentials, error::OAuthError, handle::Tokens, spend::Spend, token::Subject,
};
use crate::{
    endpoint::Endpoint,
    judge::{self, AssertionUse, EarlierUse, accept_all},
    known::{Client, ScopeEntry, enabled, unexpired},
};

impl Tokens {
    /// Checks the assertion and, if present, the client's own authentication beside it.
    pub(super) async fn prove_grant(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        assertion: &SecretString,
        credentials: &Credentials,
        spends: &mut Vec<Spend>,
    ) -> Result<(Arc<Client>, Subject), OAuthError> {
        let refuse = |refusal: AssertionRefusal| OAuthError::InvalidGrant(refusal.to_string());
        let scope = Scope::Project(project.id);
        let assertion = UnverifiedAssertion::parse(assertion.expose_secret()).map_err(refuse)?;

        let client = match assertion.issuer() {
            Some(issuer) => self.known.client(entry, scope, issuer).await?,
            None => None,
        };
        let client = enabled(client, |_| {
            OAuthError::InvalidGrant(
                "the assertion's iss is no enabled application of this issuer".into(),
            )
        })?;

        let now = self.store.now();
        let signers = client.signers(AssertionUse::Grant, assertion.kid(), now);
        let (used, verified) = assertion.verify_any(signers).map_err(refuse)?;
        unexpired(&client, used, now, refuse)?;
        let issuer = self.known.public_url().issuer(&project.slug);
        let accept = |rules: GrantAssertionRules<'_>| rules.accept(verified);
        let accepted = judge::with_grant_rules(&client.application, &issuer, now, accept);
        let accepted = accepted.map_err(refuse)?;
        let earlier = EarlierUse::by_age(&client.application, accepted.first_use);
        accept_all(judge::judge_replay(Some(earlier)), refuse)?;

        let id = client.application.id.to_string();
        accept_all(judge::judge_subject(Some((&id, Some(&accepted.subject)))), |refusal| {
            OAuthError::InvalidGrant(refusal.to_string())
        })?;
        self.check_companion(entry, project, &id, credentials, spends).await?;
        self.usage.note(used, now);
        spends.extend(Spend::of(&client, &accepted));
        let carried = carried(&client.application, &accepted.claims);
        let subject = Subject { sub: accepted.subject, carried };
        Ok((client, subject))
    }

    /// Checks a client authentication beside the assertion; it must be valid and of the same
    /// application.
    async fn check_companion(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        own: &str,
        credentials: &Credentials,
        spends: &mut Vec<Spend>,
    ) -> Result<(), OAuthError> {
        let other = || OAuthError::InvalidGrant("the assertion is not the client's own".into());
        if let Credentials::None { id } = credentials {
            return if id.as_ref().is_none_or(|id| id == own) { Ok(()) } else { Err(other()) };
        }
        let proven = self.clients.prove(entry, project, Endpoint::Token, credentials).await?;
        if proven.client.application.id.to_string() != own {
            return Err(other());
        }
        spends.extend(proven.spend);
        Ok(())
    }
}

/// The claims of an assertion that its application may carry into the token.
fn carried(application: &application::Model, claims: &Map<String, Value>) -> Map<String, Value> {
    let names = application.allowed_claims.0.iter();
    names.filter_map(|name| Some((name.clone(), claims.get(name)?.clone()))).collect()
}
