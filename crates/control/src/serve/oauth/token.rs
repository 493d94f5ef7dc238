//! The token endpoint (RFC 6749 section 4.4, RFC 7523 section 2.1).

use std::sync::Arc;

use keyplane_auth::{
    AccessTokenClaims, AssertionRefusal, MAX_ACCESS_TOKEN_BYTES, TokenId, base64url, sha256,
};
use keyplane_entity::{
    Timestamp,
    application::{self, AccessTokenFormat},
    opaque_token, project,
};
use sea_orm::{EnumIter, Iterable};
use secrecy::SecretString;
use serde_json::{Map, Value};

use super::{
    credentials::Credentials,
    error::OAuthError,
    handle::Tokens,
    spend::{Spend, Writing},
    target::TokenTarget,
};
use crate::{
    endpoint::Endpoint,
    error::Error,
    judge::{self, accept_all},
    known::{Client, IssuerKeys, Used},
};

/// A request for an access token.
#[derive(Debug)]
pub struct TokenRequest {
    /// Client authentication.
    pub credentials: Credentials,
    /// Grant of the request.
    pub grant: GrantType,
    /// Requested scopes, as sent; `None` without the parameter.
    pub scope: Option<String>,
    /// Requested resources.
    pub resources: Vec<String>,
}

/// The kinds of grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum GrantKind {
    /// The client's own authorization (RFC 6749 section 4.4).
    ClientCredentials,
    /// An assertion (RFC 7523 section 2.1).
    JwtBearer,
}

impl GrantKind {
    /// The value of `grant_type`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ClientCredentials => "client_credentials",
            Self::JwtBearer => "urn:ietf:params:oauth:grant-type:jwt-bearer",
        }
    }

    /// The kind with this value of `grant_type`.
    pub fn named(name: &str) -> Option<Self> {
        Self::iter().find(|kind| kind.name() == name)
    }
}

/// The grant of a token request.
#[derive(Debug)]
pub enum GrantType {
    /// The client's own authorization.
    ClientCredentials,
    /// An assertion signed with one of the client's keys.
    JwtBearer(SecretString),
}

/// An issued access token.
#[derive(Debug)]
pub struct IssuedToken {
    /// The token.
    pub access_token: SecretString,
    /// Lifetime of the token, in seconds.
    pub expires_in: i64,
    /// Scopes of the token, space-separated; `None` if it has none.
    pub scope: Option<String>,
}

/// The contents of a requested token.
struct Wanted {
    subject: Subject,
    target: TokenTarget,
}

/// The subject of a token, with the claims carried over from its assertion.
pub(super) struct Subject {
    pub(super) sub: String,
    pub(super) carried: Map<String, Value>,
}

impl Tokens {
    /// Issues an access token of a project. Assertions of the request are spent last, together with
    /// the row of the token.
    pub async fn issue(
        &self,
        slug: &str,
        request: &TokenRequest,
    ) -> Result<IssuedToken, OAuthError> {
        let (entry, project) = self.issuer(slug).await?;
        let mut spends = Vec::new();
        let (client, subject) = match &request.grant {
            GrantType::ClientCredentials => {
                let proven = self
                    .clients
                    .prove(&entry, &project, Endpoint::Token, &request.credentials)
                    .await?;
                spends.extend(proven.spend);
                let subject =
                    Subject { sub: proven.client.application.id.to_string(), carried: Map::new() };
                (proven.client, subject)
            }
            GrantType::JwtBearer(assertion) => {
                self.prove_grant(&entry, &project, assertion, &request.credentials, &mut spends)
                    .await?
            }
        };

        accept_all(judge::judge_type(Some(client.application.r#type)), |refusal| {
            OAuthError::UnauthorizedClient(refusal.to_string())
        })?;

        let keys = self.known.issuer_keys(&entry, &project).await?;
        let target = self.target(&entry, &client, &keys.issuer, request).await?;
        let wanted = Wanted { subject, target };
        self.make(&project, &keys, &client, wanted, spends, &request.grant).await
    }

    /// Makes the token, unless an assertion was spent before.
    async fn make(
        &self,
        project: &project::Model,
        keys: &IssuerKeys,
        client: &Arc<Client>,
        wanted: Wanted,
        spends: Vec<Spend>,
        grant: &GrantType,
    ) -> Result<IssuedToken, OAuthError> {
        let now = self.store.now();
        let claims = self.claims(keys, &client.application, wanted, now);
        let expires_in = claims.exp - claims.iat;
        let scope = claims.scope.clone();

        let (access_token, token) = match client.application.access_token_format {
            AccessTokenFormat::Jwt => {
                let key = keys.signer(now).ok_or(OAuthError::NoSigner)?;
                self.usage.note(Used::Key(key.id), now);
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
                (token, None)
            }
            AccessTokenFormat::Opaque => {
                let (text, row) = self.opaque(project, &client.application, &claims)?;
                (text, Some(row))
            }
        };

        let fresh = self.spender.write(Writing { spends, token }).await?;
        accept_all(judge::judge_replay(Some(!fresh)), |refusal| replayed(grant, refusal))?;
        Ok(IssuedToken { access_token: access_token.into(), expires_in, scope })
    }

    fn claims(
        &self,
        keys: &IssuerKeys,
        application: &application::Model,
        wanted: Wanted,
        now: Timestamp,
    ) -> AccessTokenClaims {
        let iat = now.seconds();
        let asked = iat + application.access_token_lifetime_seconds;
        // A token must not outlive the key that signs.
        let end = keys.signer(now).and_then(|key| key.expires_at).map_or(asked, Timestamp::seconds);

        AccessTokenClaims {
            iss: keys.issuer.clone(),
            sub: wanted.subject.sub,
            aud: wanted.target.audience,
            client_id: application.id.to_string(),
            iat,
            exp: asked.min(end),
            jti: TokenId::new(application.token_generation, self.store.entropy()),
            scope: wanted.target.scope,
            carried: wanted.subject.carried,
        }
    }

    fn opaque(
        &self,
        project: &project::Model,
        application: &application::Model,
        claims: &AccessTokenClaims,
    ) -> Result<(String, opaque_token::Model), OAuthError> {
        let mut secret = [0; 32];
        self.store.entropy().fill(&mut secret);
        let text = base64url(&secret);
        let claims_text =
            serde_json::to_string(claims).map_err(|error| Error::internal("claims", error))?;
        let row = opaque_token::Model {
            digest: sha256(text.as_bytes()).to_vec(),
            project_id: project.id,
            application_id: application.id,
            claims: claims_text,
            expires_at: Timestamp::from_seconds(claims.exp),
        };
        Ok((text, row))
    }
}

/// The refusal of an assertion that was used before, as client authentication or as the grant.
fn replayed(grant: &GrantType, refusal: AssertionRefusal) -> OAuthError {
    let text = refusal.to_string();
    match grant {
        GrantType::ClientCredentials => OAuthError::InvalidClient(text),
        GrantType::JwtBearer(_) => OAuthError::InvalidGrant(text),
    }
}
