//! The JWT bearer grant (RFC 7523 section 2.1): an assertion that an application or a trusted issuer
//! signed, as authorization to get a token.

use std::sync::Arc;

use keyplane_auth::{
    AssertionRefusal, GrantAssertionRules, UnverifiedAssertion, is_reserved_claim,
};
use keyplane_entity::{
    Scope,
    application::{self, FederatedGrant},
    id::ApplicationId,
    project,
    usage_count::Outcome,
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};

use super::{
    credentials::Credentials,
    error::{OAuthError, refuse_grant},
    handle::Tokens,
    spend::{SentAs, Spend},
    token::Subject,
};
use crate::{
    endpoint::Endpoint,
    judge::{self, AssertedSubject, AssertionUse, EarlierUse, NamedClient, OutsideUse, accept_all},
    known::{Client, ScopeEntry, Used, enabled, unexpired},
    serve::{
        federation::{Federated, OutsideForm, OutsideProof},
        usage::Call,
    },
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
        call: &mut Call,
    ) -> Result<(Arc<Client>, Subject), OAuthError> {
        let scope = Scope::Project(project.id);
        if self.known.is_foreign(entry, scope, assertion.expose_secret()).await? {
            let parts = (assertion, FederatedGrant::JwtBearer);
            return self.prove_outside(entry, project, parts, credentials, spends, call).await;
        }
        let refuse = |refusal: AssertionRefusal| OAuthError::InvalidGrant(refusal.to_string());
        let assertion = UnverifiedAssertion::parse(assertion.expose_secret()).map_err(refuse)?;

        let name = assertion.issuer().unwrap_or_default().to_owned();
        let client = self.known.client(entry, scope, &name).await?;
        let now = self.store.now();
        call.application = client.as_ref().map(|client| client.application.id);
        call.at = now;
        let client = enabled(client, |_| {
            OAuthError::InvalidGrant(
                "the assertion's iss is no enabled application of this issuer".into(),
            )
        });
        let client = client.inspect_err(|_| call.refuse(&Outcome::Disabled))?;

        let signers = client.signers(AssertionUse::Grant, assertion.kid(), now);
        let mut refuse = |refusal: AssertionRefusal| {
            call.refuse(&refusal);
            refuse(refusal)
        };
        let (used, verified) = assertion.verify_any(signers).map_err(&mut refuse)?;
        unexpired(&client, used, now, &mut refuse)?;
        let issuer = self.known.public_url().issuer(&project.slug);
        let named = NamedClient { application: &client.application, client_id: &name };
        let accept = |rules: GrantAssertionRules<'_>| rules.accept(verified);
        let accepted = judge::with_grant_rules(named, &issuer, now, accept);
        let accepted = accepted.map_err(&mut refuse)?;
        let earlier = EarlierUse::by_age(&client.application, accepted.first_use);
        accept_all(judge::judge_replay(Some(earlier)), &mut refuse)?;
        call.credential = Some(used);

        if accepted.subject != name {
            let checked = self.check_subject(entry, &client, &accepted.subject).await;
            checked.inspect_err(|_| call.refuse(&Outcome::Request))?;
        }
        let own = client.application.id;
        call.companion = self.check_companion(entry, project, own, credentials, spends).await?;
        spends.extend(Spend::of(&client, &accepted, SentAs::Grant));
        let carried = carried(&client.application, &accepted.claims);
        let (sub, alias) = (accepted.subject, client.alias(&name));
        let subject = Subject { sub, alias, carried, origin: None, delegation: None };
        Ok((client, subject))
    }

    /// Refuses a subject that is the name of another application.
    async fn check_subject(
        &self,
        entry: &ScopeEntry,
        client: &Client,
        subject: &str,
    ) -> Result<(), OAuthError> {
        let (own, scope) = (client.application.id, Scope::Project(client.application.project_id));
        let aliased = self.known.aliased(entry, scope, subject).await?;
        let asserted = AssertedSubject {
            own: &own.to_string(),
            subject: Some(subject),
            is_foreign_alias: aliased.is_some_and(|other| other != own),
        };
        accept_all(judge::judge_subject(Some(asserted)), |refusal| {
            OAuthError::InvalidGrant(refusal.to_string())
        })
    }

    /// Checks a token of a trusted issuer that is an assertion or a subject token, and, if present,
    /// the client's own authentication beside it. The access token is the application's own: it
    /// carries no claim of the token.
    pub(super) async fn prove_outside(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        (token, grant): (&SecretString, FederatedGrant),
        credentials: &Credentials,
        spends: &mut Vec<Spend>,
        call: &mut Call,
    ) -> Result<(Arc<Client>, Subject), OAuthError> {
        let proof = OutsideProof {
            token: token.expose_secret(),
            form: OutsideForm::Jwt,
            client_id: credentials.client_id(),
            way: OutsideUse::Grant(grant),
        };
        let outside = &self.clients.outside;
        let federated = outside.identify(entry, project, proof, call).await;
        let Federated { client, origin, single_use } = federated.map_err(refuse_grant)?;

        let own = client.application.id;
        call.companion = self.check_companion(entry, project, own, credentials, spends).await?;
        spends.extend(single_use.as_ref().map(|once| Spend::of_outside(once, SentAs::Grant)));
        let alias = credentials.client_id().and_then(|name| client.alias(name));
        let subject = Subject::of(&client, alias, Some(origin));
        Ok((client, subject))
    }

    /// Checks a client authentication beside the assertion; it must be valid and of the same
    /// application. Returns what it was made with.
    async fn check_companion(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        own: ApplicationId,
        credentials: &Credentials,
        spends: &mut Vec<Spend>,
    ) -> Result<Option<Used>, OAuthError> {
        let other = || OAuthError::InvalidGrant("the assertion is not the client's own".into());
        if let Credentials::None { id } = credentials {
            let Some(id) = id else { return Ok(None) };
            let named = self.known.named(entry, Scope::Project(project.id), id).await?;
            return if named == Some(own) { Ok(None) } else { Err(other()) };
        }
        let mut call = Call::new(None);
        let endpoint = Endpoint::Token;
        let proven = self.clients.prove(entry, project, endpoint, credentials, &mut call).await?;
        if proven.client.application.id != own {
            return Err(other());
        }
        spends.extend(proven.spend);
        Ok(call.credential)
    }
}

/// The claims of an assertion that its application may carry into the token. A name that was
/// reserved after the application listed it is not carried.
fn carried(application: &application::Model, claims: &Map<String, Value>) -> Map<String, Value> {
    let names = application.allowed_claims.0.iter().filter(|name| !is_reserved_claim(name));
    names.filter_map(|name| Some((name.clone(), claims.get(name)?.clone()))).collect()
}
