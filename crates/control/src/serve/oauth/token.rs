//! The token endpoint (RFC 6749 section 4.4, RFC 7523 section 2.1).

use std::sync::Arc;

use keyplane_auth::{
    AccessTokenClaims, AssertionRefusal, FederatedSubject, MAX_ACCESS_TOKEN_BYTES, SecretKind,
    TokenId, sha256,
};
use keyplane_entity::{
    Timestamp,
    application::{self, AccessTokenFormat},
    opaque_token, project,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Map, Value};

use super::{
    asked::Asked,
    error::OAuthError,
    exchange::Delegation,
    handle::Tokens,
    request::{GrantType, IssuedToken, TokenRequest},
    spend::{Once, SentAs, Spend, Writing},
    target::TokenTarget,
};
use crate::{
    endpoint::Endpoint,
    error::Error,
    judge::{self, EarlierUse, accept_all},
    known::{Client, IssuerKeys, Rounds, ScopeView, stored_key::algorithm_of},
    serve::{federation::FederatedOrigin, usage::Call},
};

/// Longest lifetime of a token that is issued in the grace of an outage, in seconds.
const GRACE_LIFETIME_SECONDS: i64 = 300;
/// Longest lifetime of a token that is issued for a token of a trusted issuer, in seconds.
const FEDERATED_LIFETIME_SECONDS: i64 = 3600;

/// The contents of a requested token.
struct Wanted {
    subject: Subject,
    target: TokenTarget,
    /// The assertions that the request spends.
    spends: Vec<Spend>,
}

/// The subject of a token, with the claims carried over from its assertion.
pub(super) struct Subject {
    pub(super) sub: String,
    /// The alias by which the application named itself; `None` for its ID.
    pub(super) alias: Option<Box<str>>,
    pub(super) carried: Map<String, Value>,
    /// The token of a trusted issuer for which the token is issued, if it is.
    pub(super) origin: Option<FederatedOrigin>,
    /// What the token takes over from the access token that it is exchanged from; `None` for one
    /// that begins a chain.
    pub(super) delegation: Option<Delegation>,
}

impl Subject {
    /// The application itself, by the name that it has in the request.
    pub(super) fn of(
        client: &Client,
        alias: Option<Box<str>>,
        origin: Option<FederatedOrigin>,
    ) -> Self {
        let own = || client.application.id.to_string();
        let sub = alias.as_deref().map_or_else(own, str::to_owned);
        Self { sub, alias, carried: Map::new(), origin, delegation: None }
    }
}

impl Tokens {
    /// Issues an access token of a project, and counts the request for its credential, its
    /// application and the APIs that the token is for.
    pub async fn issue(
        &self,
        slug: &str,
        request: &TokenRequest,
    ) -> Result<IssuedToken, OAuthError> {
        let (mut rounds, mut once) = (Rounds::default(), Once::default());
        loop {
            let (entry, project) = self.issuer(slug).await?;
            let mut call = Call::new(request.source);
            let issued = self.issue_for((&entry, &project), request, &mut once, &mut call).await;
            if !rounds.again(&issued) {
                self.usage.count(&call, &issued);
                return self.limit(&entry, request.into(), issued);
            }
        }
    }

    /// Assertions of the request are spent last, together with the row of the token.
    async fn issue_for(
        &self,
        (entry, project): (&ScopeView, &project::Model),
        request: &TokenRequest,
        once: &mut Once,
        call: &mut Call,
    ) -> Result<IssuedToken, OAuthError> {
        let asked = Asked::of(request, project)?;
        let turn = self.turn(entry, request.into())?;
        let mut spends = Vec::new();
        let (client, subject) = match &request.grant {
            GrantType::ClientCredentials => {
                let proven = self
                    .clients
                    .prove(entry, project, Endpoint::Token, &request.credentials, call)
                    .await?;
                spends.extend(proven.spend);
                let subject = Subject::of(&proven.client, proven.alias, proven.origin);
                (proven.client, subject)
            }
            GrantType::JwtBearer(assertion) => {
                let credentials = &request.credentials;
                self.prove_grant(entry, project, assertion, credentials, &mut spends, call).await?
            }
            GrantType::TokenExchange(exchange) => {
                let asked = (&asked, exchange);
                self.prove_exchange(entry, project, asked, &mut spends, call).await?
            }
        };

        drop(turn);
        accept_all(judge::judge_type(Some(client.application.r#type)), |refusal| {
            OAuthError::UnauthorizedClient(refusal.to_string())
        })?;

        let keys = self.known.issuer_keys(entry, project).await?;
        let mut target = self.target(entry, &client, &keys.issuer, &asked).await?;
        if let Some(delegation) = &subject.delegation {
            delegation.narrow(&mut target);
        }
        entry.require_current()?;
        // The quota counts tokens, so it is asked when nothing else refuses one.
        if !once.took_quota {
            self.limits.take_token(&client.application).map_err(OAuthError::QuotaExceeded)?;
            once.took_quota = true;
        }
        let mut apis = target.apis.iter().copied();
        call.api = apis.next();
        call.further_apis = apis.collect();
        let wanted = Wanted { subject, target, spends };
        self.make((entry, project), &keys, &client, (wanted, once), call).await
    }

    /// Makes the token, unless an assertion was spent before.
    async fn make(
        &self,
        (entry, project): (&ScopeView, &project::Model),
        keys: &IssuerKeys,
        client: &Arc<Client>,
        (mut wanted, once): (Wanted, &mut Once),
        call: &mut Call,
    ) -> Result<IssuedToken, OAuthError> {
        let now = self.store.now();
        let spends = std::mem::take(&mut wanted.spends);
        let origin = wanted.subject.origin.clone();
        let claims = self.claims(keys, &client.application, wanted, now);
        let expires_in = claims.exp - claims.iat;
        let scope = claims.scope.clone();

        let (access_token, signed_with, token) = match client.application.access_token_format {
            AccessTokenFormat::Jwt => {
                let key = keys.signer(now).ok_or(OAuthError::NoSigner)?;
                call.signed_with = Some(key.id);
                let signer = self.known.token_signer(keys, key)?;
                let token = signer.sign(&claims);
                let token = token.map_err(|error| Error::internal("signing", error))?;
                if token.len() > MAX_ACCESS_TOKEN_BYTES {
                    return Err(OAuthError::InvalidRequest(
                        "the token would be longer than 16 KiB: ask for fewer scopes, resources or \
                         carried claims"
                            .into(),
                    ));
                }
                (SecretString::from(token), Some((key.kid.clone(), algorithm_of(key)?)), None)
            }
            AccessTokenFormat::Opaque => {
                let (text, row) = self.opaque(project, &client.application, &claims)?;
                (text, None, Some(row))
            }
        };

        let write = self.spender.write_once(Writing { spends, token }, once);
        let spent = self.known.waiting(entry, write).await?;
        let earlier = EarlierUse::recorded(spent.is_some());
        accept_all(judge::judge_replay(Some(earlier)), |refusal| {
            call.refuse(&refusal);
            replayed(spent, &refusal)
        })?;
        // Who gets an opaque token learns at each use what became of it; a JWT is judged offline.
        if signed_with.is_some() {
            entry.require_current()?;
        }
        let client_id = client.application.id;
        Ok(IssuedToken { access_token, expires_in, scope, client_id, signed_with, origin })
    }

    fn claims(
        &self,
        keys: &IssuerKeys,
        application: &application::Model,
        wanted: Wanted,
        now: Timestamp,
    ) -> AccessTokenClaims {
        let iat = now.seconds();
        let Subject { sub, alias, carried, origin, delegation } = wanted.subject;
        let lifetime = application.access_token_lifetime_seconds;
        let lifetime = match &origin {
            Some(_) => lifetime.min(FEDERATED_LIFETIME_SECONDS),
            None => lifetime,
        };
        let in_grace = self.store.grace_left().is_some();
        let asked = iat + if in_grace { lifetime.min(GRACE_LIFETIME_SECONDS) } else { lifetime };
        // A token must not outlive the key that signs, nor what it is issued for.
        let signer = keys.signer(now).and_then(|key| key.expires_at);
        let ends = signer.into_iter().chain(origin.as_ref().and_then(|origin| origin.until));
        let ends = ends.map(Timestamp::seconds).chain(delegation.as_ref().map(|one| one.ends));
        let exp = ends.fold(asked, i64::min);
        // Of an exchanged token, the outside token is its exchanger's, and no part of its subject.
        let shows_origin = application.federated_claim && delegation.is_none();
        // Who reads the token knows the name that the request has; this server goes by the ID.
        let own = application.id.to_string();
        let (client_id, keyplane_client_id) = match alias {
            Some(alias) => (alias.into(), Some(own)),
            None => (own, None),
        };
        let (act, exchanged_from) = delegation.map(|one| (one.act, one.chain)).unzip();

        AccessTokenClaims {
            iss: keys.issuer.clone(),
            sub,
            aud: wanted.target.audience,
            client_id,
            keyplane_client_id,
            iat,
            exp,
            jti: TokenId::new(application.token_generation, self.store.entropy()),
            scope: wanted.target.scope,
            act,
            exchanged_from: exchanged_from.unwrap_or_default(),
            federated_identity: origin.as_ref().map(|origin| origin.identity.to_string()),
            federated: origin
                .filter(|_| shows_origin)
                .map(|origin| FederatedSubject { iss: origin.iss, sub: origin.sub }),
            carried,
        }
    }

    fn opaque(
        &self,
        project: &project::Model,
        application: &application::Model,
        claims: &AccessTokenClaims,
    ) -> Result<(SecretString, opaque_token::Model), OAuthError> {
        let mut random = zeroize::Zeroizing::new([0; 32]);
        self.store.entropy().fill(&mut *random);
        let text = SecretKind::OpaqueToken.text(&random);
        let claims_text =
            serde_json::to_string(claims).map_err(|error| Error::internal("claims", error))?;
        let row = opaque_token::Model {
            digest: sha256(text.expose_secret().as_bytes()).to_vec(),
            project_id: project.id,
            application_id: application.id,
            claims: claims_text,
            expires_at: Timestamp::from_seconds(claims.exp),
        };
        Ok((text, row))
    }
}

/// The refusal of an assertion that was used before, by what it was sent as.
fn replayed(spent: Option<SentAs>, refusal: &AssertionRefusal) -> OAuthError {
    let text = refusal.to_string();
    match spent {
        Some(SentAs::ClientAuthentication) => OAuthError::InvalidClient(text),
        Some(SentAs::Grant) | None => OAuthError::InvalidGrant(text),
    }
}
