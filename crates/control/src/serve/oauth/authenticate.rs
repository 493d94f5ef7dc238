//! The authentication of clients (RFC 6749 section 2.3, RFC 7523 section 2.2).

use std::sync::Arc;

use keyplane_auth::{
    AssertionRefusal, ClientAssertionRules, SecretKind, UnverifiedAssertion, digests_equal, sha256,
};
use keyplane_entity::{Scope, application::ProofPlace, project};
use secrecy::{ExposeSecret, SecretString};

use super::{
    credentials::Credentials,
    error::OAuthError,
    spend::{Spend, Spender, Writing},
};
use crate::{
    endpoint::Endpoint,
    judge::{self, AssertionUse, EarlierUse, accept_all},
    known::{Client, Known, ScopeEntry, Used, enabled, unexpired},
    serve::usage::Usage,
    store::Store,
};

/// Authenticates the clients of every project.
#[derive(Clone)]
pub(crate) struct ClientAuthentication {
    store: Store,
    known: Known,
    usage: Usage,
    spender: Spender,
}

/// An authenticated client; the `jti` of its assertion must still be spent.
pub(super) struct Proven {
    pub(super) client: Arc<Client>,
    pub(super) spend: Option<Spend>,
}

/// The refusal that reveals neither whether the client exists nor what is wrong with its secret.
fn refused() -> OAuthError {
    OAuthError::InvalidClient("unknown client, wrong secret or wrong authentication method".into())
}

fn refuse(refusal: AssertionRefusal) -> OAuthError {
    OAuthError::InvalidClient(refusal.to_string())
}

impl ClientAuthentication {
    pub(crate) fn new(store: Store, known: Known, usage: Usage, spender: Spender) -> Self {
        Self { store, known, usage, spender }
    }

    /// Authenticates a client by its own method.
    pub(super) async fn prove(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        endpoint: Endpoint,
        credentials: &Credentials,
    ) -> Result<Proven, OAuthError> {
        let scope = Scope::Project(project.id);

        match credentials {
            Credentials::None { .. } => {
                Err(OAuthError::InvalidClient("the client has to prove itself".into()))
            }
            Credentials::Basic { id, secret } => {
                self.prove_by_secret(entry, scope, id, secret, ProofPlace::Header).await
            }
            Credentials::Post { id, secret } => {
                self.prove_by_secret(entry, scope, id, secret, ProofPlace::Body).await
            }
            Credentials::Assertion { assertion, id } => {
                let proven = self
                    .prove_by_assertion(entry, &project.slug, scope, endpoint, assertion)
                    .await?;
                let own = proven.client.application.id.to_string();
                if id.as_ref().is_some_and(|id| *id != own) {
                    return Err(OAuthError::InvalidClient(
                        "client_id is not the client that the assertion names".into(),
                    ));
                }
                Ok(proven)
            }
        }
    }

    /// Like [`Self::prove`], and spends the assertion at once, with no other writes.
    pub(super) async fn prove_once(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        endpoint: Endpoint,
        credentials: &Credentials,
    ) -> Result<Arc<Client>, OAuthError> {
        let proven = self.prove(entry, project, endpoint, credentials).await?;
        let spends = proven.spend.into_iter().collect();
        let fresh = self.spender.write(Writing { spends, token: None }).await?;
        accept_all(judge::judge_replay(Some(EarlierUse::recorded(!fresh))), refuse)?;
        Ok(proven.client)
    }

    async fn prove_by_secret(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        id: &str,
        secret: &SecretString,
        place: ProofPlace,
    ) -> Result<Proven, OAuthError> {
        // The checksum costs no look-up.
        if !SecretKind::ClientSecret.is_possible(secret.expose_secret()) {
            return Err(refused());
        }
        let digest = sha256(secret.expose_secret().as_bytes());
        let Some(client) = self.known.client(entry, scope, id).await? else {
            // Takes as long as for a client that exists.
            let _ = digests_equal(&digest, &[0; 32]);
            return Err(refused());
        };

        let now = self.store.now();
        let found = client.secret_of(&digest);

        // Every refusal but that of an expired secret is the same, and is given after the digests
        // were compared.
        let client = enabled(Some(client), |_| refused())?;
        let is_method = client.application.auth_method.facts().place == place;
        let secret = found.filter(|_| is_method).ok_or_else(refused)?;
        let used = Used::Secret(secret);
        unexpired(&client, used, now, refuse)?;
        self.usage.note(used, now);
        Ok(Proven { client, spend: None })
    }

    async fn prove_by_assertion(
        &self,
        entry: &ScopeEntry,
        slug: &str,
        scope: Scope,
        endpoint: Endpoint,
        assertion: &SecretString,
    ) -> Result<Proven, OAuthError> {
        let assertion = UnverifiedAssertion::parse(assertion.expose_secret()).map_err(refuse)?;

        let client = match assertion.issuer() {
            Some(issuer) => self.known.client(entry, scope, issuer).await?,
            None => None,
        };
        let client = enabled(client, |_| refused())?;
        let application = &client.application;
        accept_all(judge::judge_auth_method(Some(application.auth_method)), |_| refused())?;

        let now = self.store.now();
        let signers = client.signers(AssertionUse::Client, assertion.kid(), now);
        let (used, verified) = assertion.verify_any(signers).map_err(refuse)?;
        unexpired(&client, used, now, refuse)?;
        let issuer = self.known.public_url().issuer(slug);
        let called = [Endpoint::Token, endpoint];
        let accept = |rules: ClientAssertionRules<'_>| rules.accept(verified);
        let accepted = judge::with_client_rules(application, &issuer, called, now, accept);
        let accepted = accepted.map_err(refuse)?;
        let earlier = EarlierUse::by_age(application, accepted.first_use);
        accept_all(judge::judge_replay(Some(earlier)), refuse)?;
        self.usage.note(used, now);
        let spend = Spend::of(&client, &accepted);
        Ok(Proven { client, spend })
    }
}
