//! Tokens of trusted issuers, as every way in judges them. What costs little comes first: a token of
//! an unknown issuer is parsed and looked up in memory, and costs neither a key nor a signature.

mod foreign;
mod identify;

pub use identify::FederatedOrigin;
pub(crate) use identify::{Federated, OutsideProof, SingleUse, first_use};

use std::sync::Arc;

use keyplane_auth::{
    AdmittedOutsideToken, OutsideKey, OutsideKeySet, OutsideTokenRefusal, OutsideTokenRules,
    UnverifiedOutsideToken, VerifiedOutsideToken,
};
use keyplane_entity::{
    Timestamp, federated_identity,
    id::{ApplicationId, ProjectId},
    project,
};

use crate::{
    error::Error,
    judge::{
        FederationRefusal, IssuerStanding, OutsideRefusal, accept_all, judge_at_gateway, matching,
    },
    known::{
        FederatedIdentity, IssuerIdentities, IssuerKeysFrom, Known, ScopeEntry, TrustedIssuer,
    },
    outside::{FetchShare, KeySetUnavailable, KeySets},
    serve::limits::RetryAfter,
    store::Store,
};

/// Judges tokens of trusted issuers.
#[derive(Clone)]
pub(crate) struct OutsideTokens {
    store: Store,
    known: Known,
    key_sets: KeySets,
}

/// How a request says what its token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutsideForm {
    /// A JWT, whose `iss` names its issuer.
    Jwt,
    /// A JWT-SVID, whose `sub` names its trust domain.
    JwtSvid,
}

/// What a token is asked for.
#[derive(Clone, Copy)]
pub(crate) struct OutsideAsk<'a> {
    pub(crate) form: OutsideForm,
    /// The one accepted `aud`, at a gateway check: the identifier of its API. `None`: the issuer's
    /// expected audience.
    pub(crate) audience: Option<&'a str>,
    /// Tolerance for clocks that differ, in seconds.
    pub(crate) leeway: i64,
}

/// A token that a trusted issuer signed and that its rules accept. What it stands for is still to be
/// judged.
pub(crate) struct GenuineOutsideToken {
    pub(crate) issuer: Arc<TrustedIssuer>,
    pub(crate) token: VerifiedOutsideToken,
    /// The keys of the issuer, one of which signed it.
    pub(crate) keys: Arc<OutsideKeySet>,
    /// The identities of the issuer.
    pub(crate) identities: Arc<IssuerIdentities>,
}

/// Why a token is not accepted.
#[derive(Debug)]
pub(crate) enum FederationFault {
    Refused(OutsideRefusal),
    /// The keys of the issuer are not there now.
    NoKeys(RetryAfter),
    Failed(Error),
}

impl OutsideTokens {
    pub(crate) fn new(store: Store, known: Known, key_sets: KeySets) -> Self {
        Self { store, known, key_sets }
    }

    /// The trusted issuer that a token names, if it is enabled and has not ended. The answer is the
    /// same for an issuer that is not: what operators set is not told before a signature holds.
    pub(crate) async fn issuer_of(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &UnverifiedOutsideToken<'_>,
        form: OutsideForm,
    ) -> Result<Arc<TrustedIssuer>, FederationFault> {
        let issuer = self.named_issuer(entry, project, token, form).await?;
        let row = issuer.as_ref().map(|issuer| &issuer.row);
        let unknown = || refused(FederationRefusal::UnknownIssuer);
        let standing = IssuerStanding { issuer: row, now: self.store.now() };
        accept_all(standing.checks(), |_| unknown())?;
        issuer.ok_or_else(unknown)
    }

    /// The trusted issuer that a token names, in any state. A SPIFFE issuer has no `iss`, so it is
    /// found only where the request says that the token is a JWT-SVID, and no other issuer is.
    pub(crate) async fn named_issuer(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &UnverifiedOutsideToken<'_>,
        form: OutsideForm,
    ) -> Result<Option<Arc<TrustedIssuer>>, Error> {
        match form {
            OutsideForm::Jwt => match token.issuer() {
                Some(iss) => self.known.trusted_issuer_by_iss(entry, project, iss).await,
                None => Ok(None),
            },
            OutsideForm::JwtSvid => match token.spiffe_id() {
                Some(id) => {
                    let domain = id.trust_domain();
                    self.known.trusted_issuer_by_trust_domain(entry, project, domain).await
                }
                None => Ok(None),
            },
        }
    }

    /// Verifies a token. `client`: the application that the request names; without an identity of
    /// that application nothing is verified.
    pub(crate) async fn verify(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &str,
        ask: OutsideAsk<'_>,
        client: Option<ApplicationId>,
    ) -> Result<GenuineOutsideToken, FederationFault> {
        let token = UnverifiedOutsideToken::parse(token).map_err(refused)?;
        let issuer = self.issuer_of(entry, project, &token, ask.form).await?;
        if let Some(identifier) = ask.audience {
            accept_all(judge_at_gateway(&issuer.row, &issuer.audience, identifier), refused)?;
        }
        let admitted = self.admit(&issuer, token, ask)?;

        let identities = self.known.federated_identities(entry, project.id, issuer.row.id).await?;
        let is_tied = match client {
            Some(client) => !identities.of_application(client).is_empty(),
            None => identities.iter().next().is_some(),
        };
        if !is_tied {
            return Err(refused(OutsideRefusal::NoMatch(Vec::new())));
        }

        let (token, keys) = self.verify_signature(entry, project.id, &issuer, admitted).await?;
        Ok(GenuineOutsideToken { issuer, token, keys, identities })
    }

    /// Asks every rule of an issuer that needs no key.
    fn admit<'t>(
        &self,
        issuer: &TrustedIssuer,
        token: UnverifiedOutsideToken<'t>,
        ask: OutsideAsk<'_>,
    ) -> Result<AdmittedOutsideToken<'t>, FederationFault> {
        let rules = rules_of(issuer, ask, self.store.now().seconds());
        let rules = rules.ok_or_else(|| refused(FederationRefusal::UnknownIssuer))?;
        rules.admit(token).map_err(refused)
    }

    /// Verifies a signature with the issuer's keys, and returns them too.
    async fn verify_signature(
        &self,
        entry: &ScopeEntry,
        project: ProjectId,
        issuer: &TrustedIssuer,
        token: AdmittedOutsideToken<'_>,
    ) -> Result<(VerifiedOutsideToken, Arc<OutsideKeySet>), FederationFault> {
        let keys = self.keys(entry, project, issuer, token.kid()).await?;
        let algorithm = token.algorithm();
        let kid = token.kid().map(ToOwned::to_owned);
        let fitting = keys.candidates(kid.as_deref(), algorithm.into());
        let verified = token.verify(fitting.filter_map(|key: &OutsideKey| key.verifier(algorithm)));
        Ok((verified.map_err(refused)?, keys))
    }

    /// The keys of an issuer, fetched or stored with it.
    pub(crate) async fn keys(
        &self,
        entry: &ScopeEntry,
        project: ProjectId,
        issuer: &TrustedIssuer,
        kid: Option<&str>,
    ) -> Result<Arc<OutsideKeySet>, FederationFault> {
        match &issuer.keys {
            IssuerKeysFrom::Source(source) => {
                let set = self.key_sets.set(FetchShare(project.0), source, kid);
                Ok(self.known.waiting(entry, set).await?)
            }
            IssuerKeysFrom::Stored(Some(keys)) => Ok(Arc::clone(keys)),
            IssuerKeysFrom::Stored(None) => {
                Err(refused(OutsideTokenRefusal::UnknownKey { named: kid.is_some() }))
            }
        }
    }
}

impl GenuineOutsideToken {
    /// The identity that the token stands for; `client`: the application that the request names.
    pub(crate) fn identity<'a>(
        &'a self,
        client: Option<ApplicationId>,
        now: Timestamp,
    ) -> Result<&'a federated_identity::Model, OutsideRefusal> {
        let parts = |identity: &'a FederatedIdentity| (&identity.row, &*identity.rules);
        match client {
            Some(id) => {
                let own = self.identities.of_application(id).iter().map(parts);
                matching(own, client, self.token.claims(), now)
            }
            None => matching(self.identities.iter().map(parts), None, self.token.claims(), now),
        }
    }
}

/// The rules of an issuer that need no key; `None` for a row that names no issuer.
pub(crate) fn rules_of<'a>(
    issuer: &'a TrustedIssuer,
    ask: OutsideAsk<'a>,
    now: i64,
) -> Option<OutsideTokenRules<'a>> {
    Some(OutsideTokenRules {
        issuer: issuer.name_in_tokens()?,
        algorithms: &issuer.algorithms,
        audience: ask.audience.unwrap_or(&issuer.audience),
        max_age: issuer.row.max_age_seconds,
        single_use: issuer.row.single_use,
        leeway: ask.leeway,
        now,
    })
}

fn refused(refusal: impl Into<OutsideRefusal>) -> FederationFault {
    FederationFault::Refused(refusal.into())
}

impl From<Error> for FederationFault {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<KeySetUnavailable> for FederationFault {
    fn from(unavailable: KeySetUnavailable) -> Self {
        Self::NoKeys(RetryAfter(unavailable.retry_after_seconds))
    }
}
