//! The JWT bearer grant (RFC 7523 section 2.1): an assertion that an application or a trusted issuer
//! signed, as authorization to get a token.

use std::sync::Arc;

use keyplane_auth::{
    AssertionRefusal, GrantAssertionRules, UnverifiedAssertion, is_reserved_claim,
};
use keyplane_entity::{
    Scope,
    application::{self, FederatedGrant},
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
    judge::{self, AssertionUse, EarlierUse, OutsideUse, accept_all},
    known::{Client, ScopeEntry, Used, enabled, unexpired},
    serve::{
        federation::{Federated, OutsideForm, OutsideProof, is_foreign},
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
        if is_foreign(assertion.expose_secret()) {
            let parts = (assertion, FederatedGrant::JwtBearer);
            return self.prove_outside(entry, project, parts, credentials, spends, call).await;
        }
        let refuse = |refusal: AssertionRefusal| OAuthError::InvalidGrant(refusal.to_string());
        let scope = Scope::Project(project.id);
        let assertion = UnverifiedAssertion::parse(assertion.expose_secret()).map_err(refuse)?;

        let client = match assertion.issuer() {
            Some(issuer) => self.known.client(entry, scope, issuer).await?,
            None => None,
        };
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
        let accept = |rules: GrantAssertionRules<'_>| rules.accept(verified);
        let accepted = judge::with_grant_rules(&client.application, &issuer, now, accept);
        let accepted = accepted.map_err(&mut refuse)?;
        let earlier = EarlierUse::by_age(&client.application, accepted.first_use);
        accept_all(judge::judge_replay(Some(earlier)), &mut refuse)?;
        call.credential = Some(used);

        let id = client.application.id.to_string();
        accept_all(judge::judge_subject(Some((&id, Some(&accepted.subject)))), |refusal| {
            call.refuse(&Outcome::Request);
            OAuthError::InvalidGrant(refusal.to_string())
        })?;
        call.companion = self.check_companion(entry, project, &id, credentials, spends).await?;
        spends.extend(Spend::of(&client, &accepted, SentAs::Grant));
        let carried = carried(&client.application, &accepted.claims);
        let sub = accepted.subject;
        let subject = Subject { sub, carried, origin: None, delegation: None };
        Ok((client, subject))
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

        let own = client.application.id.to_string();
        call.companion = self.check_companion(entry, project, &own, credentials, spends).await?;
        spends.extend(single_use.as_ref().map(|once| Spend::of_outside(once, SentAs::Grant)));
        let subject = Subject::of(&client, Some(origin));
        Ok((client, subject))
    }

    /// Checks a client authentication beside the assertion; it must be valid and of the same
    /// application. Returns what it was made with.
    async fn check_companion(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        own: &str,
        credentials: &Credentials,
        spends: &mut Vec<Spend>,
    ) -> Result<Option<Used>, OAuthError> {
        let other = || OAuthError::InvalidGrant("the assertion is not the client's own".into());
        if let Credentials::None { id } = credentials {
            return if id.as_ref().is_none_or(|id| id == own) { Ok(None) } else { Err(other()) };
        }
        let mut call = Call::new(None);
        let endpoint = Endpoint::Token;
        let proven = self.clients.prove(entry, project, endpoint, credentials, &mut call).await?;
        if proven.client.application.id.to_string() != own {
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
