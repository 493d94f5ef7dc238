//! Whether a token is genuine: the project, one of its applications or a trusted issuer made it. A genuine token may
//! have expired or been revoked since.

use std::sync::Arc;

use keyplane_auth::{
    AccessTokenClaims, AccessTokenRules, AccessTokenTimes, ApplicationJwt, BearerToken,
    JwsAlgorithm, TokenId, UnverifiedAccessToken, UnverifiedAssertion, sha256,
};
use keyplane_entity::{
    Scope,
    id::{ApplicationId, FederatedIdentityId, KeyId},
    project,
};

use super::{
    check::GatewayRequest, handle::GatewayCheck, outside_origin::OutsideOrigin,
    refusal::GatewayRefusal, texts::Texts,
};
use crate::{
    endpoint::Endpoint,
    error::Error,
    judge::{AssertionUse, HeaderSubject, accept_all},
    known::{ChainLink, ScopeEntry, Used, named_identity, stored_claims, unexpired},
    serve::usage::Call,
};

/// A token that the project, one of its applications or a trusted issuer made, with its contents.
/// None of this ever changes.
pub(super) struct GenuineToken {
    /// The application that it was issued to, that signed it, or that it stands for.
    pub(super) client: ApplicationId,
    pub(super) texts: Texts,
    pub(super) origin: TokenOrigin,
}

/// The maker of a token.
pub(super) enum TokenOrigin {
    /// The project.
    Issuer {
        /// The signing key; `None` for an opaque token.
        key: Option<KeyId>,
        id: TokenId,
        times: AccessTokenTimes,
        /// The federated identity through which it was issued; usually none.
        through: Option<FederatedIdentityId>,
        /// The tokens that it was exchanged from; usually none.
        chain: Box<[ChainLink]>,
    },
    /// The application itself.
    Application {
        /// Its key or secret.
        signed_with: Used,
        /// The algorithm, which the key may no longer accept.
        algorithm: JwsAlgorithm,
        jwt: ApplicationJwt,
        /// The alias that it names the application by, which may have been taken away; `None` for
        /// the ID.
        alias: Option<Box<str>>,
    },
    /// A trusted issuer.
    Outside(OutsideOrigin),
}

impl GatewayCheck {
    /// A genuine token, from the cache or verified now. The cache keeps only genuine tokens that
    /// are within their validity period, so that forged tokens cannot fill it.
    pub(super) async fn genuine_token(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        request: &GatewayRequest<'_>,
        call: &mut Call,
    ) -> Result<Arc<GenuineToken>, GatewayRefusal> {
        let digest = sha256(request.token.as_bytes());
        if let Some(known) = self.tokens.get(project.id, digest) {
            let is_current = match &known.origin {
                TokenOrigin::Issuer { .. } | TokenOrigin::Application { .. } => true,
                // Boxed, so that checks of other tokens do not carry this.
                TokenOrigin::Outside(origin) => {
                    let verified = (known.texts.audience(), origin);
                    Box::pin(self.is_current(entry, project, request, verified)).await?
                }
            };
            if is_current {
                return Ok(known);
            }
        }

        // Boxed, so that a check of a token that was seen before does not carry this.
        let found = Arc::new(Box::pin(self.verify(entry, project, request, call)).await?);
        if self.judge_times(&found, self.known.store().now(), call).is_ok() {
            self.tokens.keep(project.id, digest, &found);
        }
        Ok(found)
    }

    async fn verify(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        request: &GatewayRequest<'_>,
        call: &mut Call,
    ) -> Result<GenuineToken, GatewayRefusal> {
        let token = request.token;
        let turn = self.limits.turn(request.source, || None);
        let _turn = turn.map_err(GatewayRefusal::TooManyFailures)?;

        if token.contains('.') {
            match BearerToken::parse(token) {
                Ok(BearerToken::AccessToken(token)) => self.issued(entry, project, token).await,
                Ok(BearerToken::ApplicationJwt(token)) => {
                    self.signed(entry, project, (request, token), call).await
                }
                // A token of a trusted issuer may be longer, or have a jti that is no string.
                Err(refusal) => {
                    let scope = Scope::Project(project.id);
                    if !self.known.is_foreign(entry, scope, token).await? {
                        return Err(refusal.into());
                    }
                    self.outside(entry, project, request, refusal.into(), call).await
                }
            }
        } else {
            self.stored(project, token).await
        }
    }

    async fn issued(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: UnverifiedAccessToken<'_>,
    ) -> Result<GenuineToken, GatewayRefusal> {
        let keys = self.known.issuer_keys(entry, project).await?;
        let now = self.known.store().now();
        let (key, verified) = keys.verify(token, now)?;
        let leeway = self.leeway_seconds;
        let rules = AccessTokenRules { issuer: &keys.issuer, now: now.seconds(), leeway };
        GenuineToken::issued(&rules.accept_fixed(verified)?, Some(key))
    }

    async fn stored(
        &self,
        project: &project::Model,
        token: &str,
    ) -> Result<GenuineToken, GatewayRefusal> {
        let row = self.known.opaque_token(project.id, token).await?;
        let claims = stored_claims(&row.ok_or_else(|| self.foreign(project))?)?;
        GenuineToken::issued(&claims, None)
    }

    async fn signed(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        (request, token): (&GatewayRequest<'_>, UnverifiedAssertion<'_>),
        call: &mut Call,
    ) -> Result<GenuineToken, GatewayRefusal> {
        let name = token.issuer().unwrap_or_default().to_owned();
        let client = self.known.client(entry, Scope::Project(project.id), &name).await?;
        let Some(client) = client else {
            let foreign = self.foreign(project);
            return match token.issuer() {
                Some(issuer) if !ApplicationId::has_form(issuer) => {
                    self.outside(entry, project, request, foreign, call).await
                }
                Some(_) | None => Err(foreign),
            };
        };

        let now = self.known.store().now();
        let signers = client.signers(AssertionUse::Gateway, token.kid(), now);
        let id = client.application.id;
        (call.application, call.at) = (Some(id), now);
        let verified = token.verify_any(signers);
        let (signed_with, verified) = verified.inspect_err(|refusal| call.refuse(refusal))?;
        unexpired(&client, signed_with, now, |refusal| {
            call.refuse(&refusal);
            GatewayRefusal::from(refusal)
        })?;

        call.credential = Some(signed_with);
        let jwt = ApplicationJwt::read(&verified, &name);
        let mut jwt = jwt.inspect_err(|refusal| call.refuse(refusal))?;
        let token_id = jwt.token_id.take().unwrap_or_default();
        Ok(GenuineToken {
            client: id,
            texts: Texts::new(&token_id, "", "", ""),
            origin: TokenOrigin::Application {
                signed_with,
                algorithm: verified.algorithm(),
                jwt,
                alias: client.alias(&name),
            },
        })
    }

    /// The refusal of a token that nothing of the project made.
    pub(super) fn foreign(&self, project: &project::Model) -> GatewayRefusal {
        let issuer = self.known.public_url().issuer(&project.slug);
        GatewayRefusal::InvalidToken(format!(
            "it is no token of this issuer or its applications: ask {} for one",
            Endpoint::Token.url(&issuer)
        ))
    }
}

impl GenuineToken {
    fn issued(claims: &AccessTokenClaims, key: Option<KeyId>) -> Result<Self, GatewayRefusal> {
        let client = claims.client().parse();
        let client =
            client.map_err(|error| Error::internal("the client of an access token", error))?;
        accept_all(HeaderSubject(&claims.sub).checks(), |refusal| {
            GatewayRefusal::InvalidToken(refusal.to_string())
        })?;
        // Usually the application itself; it is not stored twice.
        let subject = if claims.sub == claims.client_id { "" } else { &*claims.sub };

        let (token_id, scope) = (claims.jti.to_string(), claims.scope.as_deref());
        Ok(Self {
            client,
            texts: Texts::new(&token_id, subject, scope.unwrap_or_default(), &claims.aud.join(" ")),
            origin: TokenOrigin::Issuer {
                key,
                id: claims.jti,
                times: AccessTokenTimes::of(claims),
                through: named_identity(claims.federated_identity.as_deref())?,
                chain: ChainLink::all(claims)?,
            },
        })
    }

    /// Approximate size in memory, in bytes.
    pub(super) fn weight(&self) -> usize {
        let more = match &self.origin {
            TokenOrigin::Issuer { chain, .. } => size_of_val(&**chain),
            TokenOrigin::Application { jwt, alias, .. } => {
                jwt.text_len() + alias.as_ref().map_or(0, |alias| alias.len())
            }
            TokenOrigin::Outside(origin) => origin.weight(),
        };
        size_of::<Self>() + self.texts.len() + more
    }
}
