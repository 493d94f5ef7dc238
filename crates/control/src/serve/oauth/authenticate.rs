//! The authentication of clients (RFC 6749 section 2.3, RFC 7523 section 2.2).

use std::sync::Arc;

use keyplane_auth::{
    AssertionRefusal, ClientAssertionRules, SecretKind, UnverifiedAssertion, digests_equal, sha256,
};
use keyplane_entity::{Scope, application::ProofPlace, project, usage_count::Outcome};
use secrecy::{ExposeSecret, SecretString};

use super::{
    credentials::{AssertionKind, Credentials},
    error::{OAuthError, refuse_client},
    slow_secrets::SlowSecrets,
    spend::{Once, SentAs, Spend, Spender, Writing},
};
use crate::{
    endpoint::Endpoint,
    judge::{self, AssertionUse, EarlierUse, OutsideUse, accept_all},
    known::{Client, Known, PresentedSecret, ScopeEntry, ScopeView, Used, enabled, unexpired},
    serve::{
        federation::{Federated, FederatedOrigin, OutsideForm, OutsideProof, OutsideTokens},
        limits::Limits,
        usage::Call,
    },
    store::Store,
};

/// Authenticates the clients of every project.
#[derive(Clone)]
pub(crate) struct ClientAuthentication {
    store: Store,
    pub(super) known: Known,
    spender: Spender,
    pub(super) limits: Limits,
    pub(super) slow_secrets: SlowSecrets,
    pub(super) outside: OutsideTokens,
}

/// An authenticated client; the `jti` of its assertion must still be spent.
pub(super) struct Proven {
    pub(super) client: Arc<Client>,
    /// The alias by which it named itself; `None` for its ID.
    pub(super) alias: Option<Box<str>>,
    pub(super) spend: Option<Spend>,
    /// The token of a trusted issuer that proved it, if one did.
    pub(super) origin: Option<FederatedOrigin>,
}

/// A client secret as it was sent.
struct GivenSecret<'a> {
    id: &'a str,
    secret: &'a SecretString,
    place: ProofPlace,
}

/// The refusal that reveals neither whether the client exists nor what is wrong with its secret.
pub(super) fn refused() -> OAuthError {
    OAuthError::InvalidClient("unknown client, wrong secret or wrong authentication method".into())
}

/// The client, if it is enabled and proves itself by a secret at this place.
fn stands(
    client: Arc<Client>,
    place: ProofPlace,
    call: &mut Call,
) -> Result<Arc<Client>, OAuthError> {
    let client = enabled(Some(client), |_| refused());
    let client = client.inspect_err(|_| call.refuse(&Outcome::Disabled))?;
    if client.application.auth_method.facts().place != place {
        return Err(refused());
    }
    Ok(client)
}

fn refuse(refusal: AssertionRefusal) -> OAuthError {
    OAuthError::InvalidClient(refusal.to_string())
}

impl ClientAuthentication {
    pub(crate) fn new(
        store: Store,
        known: Known,
        spender: Spender,
        limits: Limits,
        outside: OutsideTokens,
    ) -> Self {
        Self { store, known, spender, limits, slow_secrets: SlowSecrets::new(), outside }
    }

    /// Authenticates a client by its own method, and notes in `call` who it is.
    pub(super) async fn prove(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        endpoint: Endpoint,
        credentials: &Credentials,
        call: &mut Call,
    ) -> Result<Proven, OAuthError> {
        let scope = Scope::Project(project.id);

        match credentials {
            Credentials::None { .. } => {
                Err(OAuthError::InvalidClient("the client has to prove itself".into()))
            }
            Credentials::Basic { id, secret } => {
                let given = GivenSecret { id, secret, place: ProofPlace::Header };
                self.prove_by_secret(entry, scope, given, call).await
            }
            Credentials::Post { id, secret } => {
                let given = GivenSecret { id, secret, place: ProofPlace::Body };
                self.prove_by_secret(entry, scope, given, call).await
            }
            Credentials::Assertion { assertion, kind, id } => {
                let (client_id, token) = (id.as_deref(), assertion.expose_secret());
                let is_outside = match kind {
                    AssertionKind::JwtBearer => self.known.is_foreign(entry, scope, token).await?,
                    AssertionKind::JwtSpiffe => true,
                };
                if is_outside {
                    let assertion = (assertion, *kind);
                    return self.prove_by_outside(entry, project, assertion, client_id, call).await;
                }

                let (slug, called) = (&project.slug, [Endpoint::Token, endpoint]);
                let proven =
                    self.prove_by_assertion(entry, slug, scope, called, assertion, call).await?;
                let named = match client_id {
                    Some(id) => self.known.named(entry, scope, id).await?,
                    None => Some(proven.client.application.id),
                };
                if named != Some(proven.client.application.id) {
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
        (entry, project): (&ScopeView, &project::Model),
        endpoint: Endpoint,
        credentials: &Credentials,
        once: &mut Once,
        call: &mut Call,
    ) -> Result<Arc<Client>, OAuthError> {
        let proven = self.prove(entry, project, endpoint, credentials, call).await?;
        entry.require_current()?;
        let spends = proven.spend.into_iter().collect();
        let write = self.spender.write_once(Writing { spends, token: None }, once);
        let spent = self.known.waiting(entry, write).await?;
        accept_all(judge::judge_replay(Some(EarlierUse::recorded(spent.is_some()))), |refusal| {
            call.refuse(&refusal);
            refuse(refusal)
        })?;
        entry.require_current()?;
        Ok(proven.client)
    }

    async fn prove_by_secret(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        given: GivenSecret<'_>,
        call: &mut Call,
    ) -> Result<Proven, OAuthError> {
        let GivenSecret { id, secret, place } = given;
        let digest = sha256(secret.expose_secret().as_bytes());
        let presented = PresentedSecret { text: secret, digest: &digest };
        let Some(client) = self.known.client(entry, scope, id).await? else {
            // Takes as long as for a client that exists.
            let _ = digests_equal(&digest, &[0; 32]);
            return Err(refused());
        };

        let now = self.store.now();
        (call.application, call.at) = (Some(client.application.id), now);
        // A secret that was made here has a checksum.
        if !client.has_foreign_secret()
            && !SecretKind::ClientSecret.is_possible(secret.expose_secret())
        {
            return Err(refused());
        }

        let found = client.secret_of(presented);

        // Every refusal but that of an expired secret is the same, and is given after the digests
        // were compared.
        let client = stands(client, place, call)?;
        let secret = if let Some(secret) = found {
            secret
        } else {
            let verify = self.imported_secret(&client, presented, call);
            Box::pin(self.known.waiting(entry, verify)).await?
        };

        let used = Used::Secret(secret);
        call.credential = Some(used);
        unexpired(&client, used, self.store.now(), |refusal| {
            call.refuse(&refusal);
            refuse(refusal)
        })?;
        let alias = client.alias(id);
        Ok(Proven { client, alias, spend: None, origin: None })
    }

    /// Authenticates a client by a token of a trusted issuer.
    async fn prove_by_outside(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        (assertion, kind): (&SecretString, AssertionKind),
        client_id: Option<&str>,
        call: &mut Call,
    ) -> Result<Proven, OAuthError> {
        let form = match kind {
            AssertionKind::JwtBearer => OutsideForm::Jwt,
            AssertionKind::JwtSpiffe => OutsideForm::JwtSvid,
        };
        let token = assertion.expose_secret();
        let proof = OutsideProof { token, form, client_id, way: OutsideUse::Client };
        let federated = self.outside.identify(entry, project, proof, call).await;
        let Federated { client, origin, single_use } = federated.map_err(refuse_client)?;
        let sent_as = SentAs::ClientAuthentication;
        let spend = single_use.as_ref().map(|once| Spend::of_outside(once, sent_as));
        let alias = client_id.and_then(|id| client.alias(id)).filter(|_| form == OutsideForm::Jwt);
        Ok(Proven { client, alias, spend, origin: Some(origin) })
    }

    async fn prove_by_assertion(
        &self,
        entry: &ScopeEntry,
        slug: &str,
        scope: Scope,
        called: [Endpoint; 2],
        assertion: &SecretString,
        call: &mut Call,
    ) -> Result<Proven, OAuthError> {
        let assertion = UnverifiedAssertion::parse(assertion.expose_secret()).map_err(refuse)?;

        let name = assertion.issuer().unwrap_or_default().to_owned();
        let client = self.known.client(entry, scope, &name).await?;
        let now = self.store.now();
        call.application = client.as_ref().map(|client| client.application.id);
        call.at = now;
        let client = enabled(client, |_| refused());
        let client = client.inspect_err(|_| call.refuse(&Outcome::Disabled))?;
        let application = &client.application;
        accept_all(judge::judge_auth_method(Some(application.auth_method)), |_| refused())?;

        let mut refuse = |refusal: AssertionRefusal| {
            call.refuse(&refusal);
            refuse(refusal)
        };
        let signers = client.signers(AssertionUse::Client, assertion.kid(), now);
        let (used, verified) = assertion.verify_any(signers).map_err(&mut refuse)?;
        unexpired(&client, used, now, &mut refuse)?;

        let issuer = self.known.public_url().issuer(slug);
        let accept = |rules: ClientAssertionRules<'_>| rules.accept(verified);
        let named = judge::NamedClient { application, client_id: &name };
        let accepted = judge::with_client_rules(named, &issuer, called, now, accept);
        let accepted = accepted.map_err(&mut refuse)?;
        let earlier = EarlierUse::by_age(application, accepted.first_use);
        accept_all(judge::judge_replay(Some(earlier)), &mut refuse)?;

        call.credential = Some(used);
        let spend = Spend::of(&client, &accepted, SentAs::ClientAuthentication);
        let alias = client.alias(&name);
        Ok(Proven { client, alias, spend, origin: None })
    }
}
