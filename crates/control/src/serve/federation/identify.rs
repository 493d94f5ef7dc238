//! The application that a token of a trusted issuer stands for at the OAuth endpoints.

use std::sync::Arc;

use keyplane_auth::{LEEWAY_SECONDS, UnverifiedOutsideToken, VerifiedOutsideToken};
use keyplane_entity::{
    Scope, Timestamp,
    id::{ApplicationId, FederatedIdentityId, TrustedIssuerId},
    project,
};

use super::{
    FederationFault, GenuineOutsideToken, OutsideAsk, OutsideForm, OutsideTokens, refused,
};
use crate::{
    judge::{EarlierUse, OutsideRefusal, OutsideUse, accept_all, judge_replay, judge_way_in},
    known::{Client, ScopeEntry, Used, enabled},
    serve::usage::Call,
};

/// The longest `maxAgeSeconds` of an issuer. A spent token is remembered for as long as a token may
/// be accepted under any setting, so that a change of the setting brings none back.
const LONGEST_AGE_SECONDS: i64 = 86_400;

/// A token of a trusted issuer as a request brings it.
#[derive(Clone, Copy)]
pub(crate) struct OutsideProof<'a> {
    pub(crate) token: &'a str,
    pub(crate) form: OutsideForm,
    /// The `client_id` beside it.
    pub(crate) client_id: Option<&'a str>,
    pub(crate) way: OutsideUse,
}

/// An application, proven by a token of a trusted issuer.
pub(crate) struct Federated {
    pub(crate) client: Arc<Client>,
    pub(crate) origin: FederatedOrigin,
    /// The token, if it counts once; it must still be spent.
    pub(crate) single_use: Option<SingleUse>,
}

/// Where an access token comes from that is issued for a token of a trusted issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FederatedOrigin {
    /// The identity that matched.
    pub identity: FederatedIdentityId,
    /// `iss` of the token; `spiffe://` and the trust domain for a SPIFFE issuer.
    pub iss: String,
    /// `sub` of the token.
    pub sub: String,
    /// The end of the identity or its issuer, whichever is first; `None` if neither ends.
    pub until: Option<Timestamp>,
}

/// A token that counts once.
pub(crate) struct SingleUse {
    pub(crate) issuer: TrustedIssuerId,
    pub(crate) token_id: String,
    /// When the token is no longer accepted anyway, in Unix seconds.
    pub(crate) ends_at: i64,
}

impl OutsideTokens {
    /// Finds the application that a token stands for, and notes in `call` who it is.
    pub(crate) async fn identify(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        proof: OutsideProof<'_>,
        call: &mut Call,
    ) -> Result<Federated, FederationFault> {
        let found = self.identify_in(entry, project, proof, call).await;
        found.inspect_err(|fault| match fault {
            FederationFault::Refused(refusal) => call.refuse(refusal),
            FederationFault::NoKeys(_) | FederationFault::Failed(_) => {}
        })
    }

    async fn identify_in(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        proof: OutsideProof<'_>,
        call: &mut Call,
    ) -> Result<Federated, FederationFault> {
        let OutsideProof { token, form, way, .. } = proof;
        let named = self.named_client(entry, project, proof).await?;
        let ask = OutsideAsk { form, audience: None, leeway: LEEWAY_SECONDS };
        let genuine = self.verify(entry, project, token, ask, named).await?;

        let now = self.store.now();
        let identity = genuine.identity(named, now).map_err(refused)?;
        let scope = Scope::Project(project.id);
        let client = self.known.client_by_id(entry, scope, identity.application_id).await?;
        call.application = client.as_ref().map(|client| client.application.id);
        call.at = now;
        let client = enabled(client, |_| refused(OutsideRefusal::ApplicationDisabled))?;
        call.credential = Some(Used::Identity(identity.id));
        accept_all(judge_way_in(&client.application, way), refused)?;

        let single_use = genuine.single_use(now);
        if single_use.is_some() {
            let earlier = EarlierUse::by_age(&client.application, first_use(&genuine.token));
            accept_all(judge_replay(Some(earlier)), |_| refused(OutsideRefusal::MaybeReplayed))?;
        }
        let origin = genuine.origin(identity.id, identity.expires_at);
        Ok(Federated { client, origin, single_use })
    }

    /// The application that a `client_id` names. The SPIFFE ID of a JWT-SVID names none: clients of
    /// `draft-ietf-oauth-spiffe-client-auth` send it, and the token has it anyway.
    async fn named_client(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        proof: OutsideProof<'_>,
    ) -> Result<Option<ApplicationId>, FederationFault> {
        let Some(name) = proof.client_id else { return Ok(None) };
        let is_own_name = match proof.form {
            OutsideForm::Jwt => false,
            OutsideForm::JwtSvid => UnverifiedOutsideToken::parse(proof.token)
                .is_ok_and(|token| token.subject() == Some(name)),
        };
        if is_own_name {
            return Ok(None);
        }
        match self.known.named(entry, Scope::Project(project.id), name).await? {
            Some(id) => Ok(Some(id)),
            None => Err(refused(OutsideRefusal::NoMatch(Vec::new()))),
        }
    }
}

impl GenuineOutsideToken {
    fn origin(&self, identity: FederatedIdentityId, end: Option<Timestamp>) -> FederatedOrigin {
        let row = &self.issuer.row;
        let spiffe = || row.trust_domain.as_ref().map(|domain| format!("spiffe://{domain}"));
        FederatedOrigin {
            identity,
            iss: row.issuer.clone().or_else(spiffe).unwrap_or_default(),
            sub: self.token.subject().to_owned(),
            until: end.into_iter().chain(row.expires_at).min(),
        }
    }

    /// The token as one that counts once; `None` if the issuer's tokens count more than once.
    fn single_use(&self, now: Timestamp) -> Option<SingleUse> {
        let token_id = self.token.token_id().filter(|_| self.issuer.row.single_use)?;
        let longest = now.seconds().saturating_add(LONGEST_AGE_SECONDS + LEEWAY_SECONDS);
        let ends_at = self.token.times().expires_at().map_or(longest, |end| end.min(longest));
        Some(SingleUse { issuer: self.issuer.row.id, token_id: token_id.to_owned(), ends_at })
    }
}

/// The earliest time at which a token may have been used, in Unix seconds.
pub(crate) fn first_use(token: &VerifiedOutsideToken) -> Option<i64> {
    let times = token.times();
    let earliest = |end: i64| end.saturating_sub(LONGEST_AGE_SECONDS + LEEWAY_SECONDS);
    times.issued_at().or_else(|| times.expires_at().map(earliest))
}
