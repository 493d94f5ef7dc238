//! Whether a genuine token is valid now: its times, its key, its application, its revocation.

use std::sync::Arc;

use keyplane_auth::{AccessTokenRefusal, AssertionRefusal};
use keyplane_entity::{
    Scope, Timestamp,
    id::{ApplicationId, FederatedIdentityId},
    project,
    usage_count::Outcome,
};

use super::{
    genuine::{GenuineToken, TokenOrigin},
    handle::GatewayCheck,
    refusal::GatewayRefusal,
};
use crate::{
    judge::{Issued, OutsideRefusal, accept_all},
    known::{ChainLink, Client, ScopeEntry, enabled},
    serve::usage::Call,
};

impl GatewayCheck {
    /// The application of a token, if the token is valid now.
    pub(super) async fn standing(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &GenuineToken,
        call: &mut Call,
    ) -> Result<Arc<Client>, GatewayRefusal> {
        let now = self.known.store().now();
        token.note_in(call, now);
        self.judge_times(token, now, call)?;

        let client =
            self.known.client_by_id(entry, Scope::Project(project.id), token.client).await?;
        if client.is_none() {
            call.application = None;
        }
        let client = enabled(client, |_| {
            GatewayRefusal::InvalidToken(
                "the application of this token is disabled or deleted".into(),
            )
        })
        .inspect_err(|_| call.refuse(&Outcome::Disabled))?;

        match &token.origin {
            // Boxed, so that checks of other tokens do not carry this.
            TokenOrigin::Outside(origin) => {
                Box::pin(self.judge_federation(entry, project, origin, now, call)).await?;
            }
            TokenOrigin::Application { signed_with, algorithm, alias, .. } => {
                if let Some(alias) = alias {
                    Box::pin(self.judge_alias(entry, project, (token.client, alias))).await?;
                }
                let accepted = client.accept(*signed_with, *algorithm, now);
                let accepted = accepted.inspect_err(|refusal| call.refuse(refusal));
                accepted.map_err(AssertionRefusal::Key)?;
            }
            TokenOrigin::Issuer { key, id, through, chain, .. } => {
                if let Some(key) = key {
                    let keys = self.known.issuer_keys(entry, project).await?;
                    let accepted = keys.accept(*key, now);
                    let accepted = accepted.inspect_err(|refusal| call.refuse(refusal));
                    accepted.map_err(AccessTokenRefusal::Key)?;
                }
                let revoked = self.known.is_revoked(entry, project.id, *id).await?;
                let issued = Issued { application: Some(&client.application), id: *id, revoked };
                accept_all(issued.checks(), |_| {
                    call.refuse(&Outcome::Revoked);
                    GatewayRefusal::InvalidToken(
                        "the token was revoked; ask the token endpoint for a fresh one".into(),
                    )
                })?;
                if through.is_some() || !chain.is_empty() {
                    let origin = (*through, &**chain);
                    Box::pin(self.judge_provenance(entry, project, origin, now, call)).await?;
                }
            }
        }

        Ok(client)
    }

    /// Refuses a JWT whose `iss` is an alias that the application no longer has.
    async fn judge_alias(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        (client, alias): (ApplicationId, &str),
    ) -> Result<(), GatewayRefusal> {
        let named = self.known.aliased(entry, Scope::Project(project.id), alias).await?;
        if named == Some(client) { Ok(()) } else { Err(self.foreign(project)) }
    }

    /// Refuses an access token if the federated identity through which it was issued, or a token
    /// that it was exchanged from, no longer counts.
    async fn judge_provenance(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        (through, chain): (Option<FederatedIdentityId>, &[ChainLink]),
        now: Timestamp,
        call: &mut Call,
    ) -> Result<(), GatewayRefusal> {
        let through = self.known.issued_through(entry, project, through, now).await?;
        accept_all(through.checks(), |refusal| {
            call.refuse(&refusal);
            GatewayRefusal::InvalidToken(
                "the federated identity that this token was issued through no longer counts; ask \
                 the token endpoint for a fresh one"
                    .into(),
            )
        })?;

        let exchanged = self.known.exchanged(entry, project, chain, now).await?;
        accept_all(exchanged.checks(), |_| {
            call.refuse(&Outcome::Revoked);
            GatewayRefusal::InvalidToken(
                "a token that this one was exchanged from no longer counts; exchange a fresh one"
                    .into(),
            )
        })
    }

    /// Refuses a token outside of its validity period, and notes in `call` why.
    pub(super) fn judge_times(
        &self,
        token: &GenuineToken,
        now: Timestamp,
        call: &mut Call,
    ) -> Result<(), GatewayRefusal> {
        let (now, leeway) = (now.seconds(), self.leeway_seconds);
        match &token.origin {
            TokenOrigin::Issuer { times, .. } => {
                Ok(times.judge(now, leeway).inspect_err(|refusal| call.refuse(refusal))?)
            }
            TokenOrigin::Outside(origin) => {
                let judged = origin.times.judge(origin.max_age, leeway, now);
                let judged = judged.map_err(OutsideRefusal::from);
                judged
                    .inspect_err(|refusal| call.refuse(refusal))
                    .map_err(|refusal| GatewayRefusal::InvalidToken(refusal.to_string()))
            }
            TokenOrigin::Application { jwt, .. } => {
                Ok(jwt.judge_times(now, leeway).inspect_err(|refusal| call.refuse(refusal))?)
            }
        }
    }
}

impl GenuineToken {
    /// Notes in `call` whose token it is, and what signed it.
    fn note_in(&self, call: &mut Call, now: Timestamp) {
        (call.at, call.application) = (now, Some(self.client));
        match &self.origin {
            TokenOrigin::Issuer { key, .. } => call.signed_with = *key,
            TokenOrigin::Application { signed_with, .. } => call.credential = Some(*signed_with),
            // Which of its identities it is follows with its standing.
            TokenOrigin::Outside(_) => {}
        }
    }
}
