//! Tokens of trusted issuers at the gateway check.

use std::sync::Arc;

use keyplane_entity::{Timestamp, federated_identity, project};

use super::{
    check::GatewayRequest,
    genuine::{GenuineToken, TokenOrigin},
    handle::GatewayCheck,
    outside_origin::{OutsideOrigin, same},
    refusal::GatewayRefusal,
    texts::Texts,
};
use crate::{
    judge::{FederationRefusal, IssuerStanding, OutsideRefusal, accept_all, stands},
    known::{ScopeEntry, Used},
    serve::{
        federation::{FederationFault, GenuineOutsideToken, OutsideAsk, OutsideForm},
        usage::Call,
    },
};

impl GatewayCheck {
    /// A token of a trusted issuer, verified for the API of a request; `otherwise` if the API takes
    /// no such tokens. Nothing is fetched and no signature verified for an API that takes none.
    pub(super) async fn outside(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        request: &GatewayRequest<'_>,
        otherwise: GatewayRefusal,
        call: &mut Call,
    ) -> Result<GenuineToken, GatewayRefusal> {
        let apis = self.known.apis(entry, project.id).await?;
        let api = apis.named(request.api).filter(|api| api.takes_outside_tokens());
        let Some(api) = api else { return Err(otherwise) };

        let audience = Some(&*api.identifier);
        let ask = OutsideAsk { form: OutsideForm::Jwt, audience, leeway: self.leeway_seconds };
        let genuine = self.outside_tokens.verify(entry, project, request.token, ask, None).await;
        let genuine = genuine.map_err(|fault| refuse(fault, call))?;
        genuine_at(&genuine, &api.identifier, self.known.store().now(), call)
    }

    /// Whether a remembered token is what would be verified now, for the API of a request.
    pub(super) async fn is_current(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        request: &GatewayRequest<'_>,
        (audience, origin): (&str, &OutsideOrigin),
    ) -> Result<bool, GatewayRefusal> {
        let apis = self.known.apis(entry, project.id).await?;
        let api = apis.named(request.api).filter(|api| api.takes_outside_tokens());
        if api.is_none_or(|api| api.identifier != audience) {
            return Ok(false);
        }

        let issuers = self.known.trusted_issuers(entry, project).await?;
        let issuer = issuers.get(origin.issuer_id);
        let Some(issuer) = issuer.filter(|issuer| same(&origin.issuer, issuer)) else {
            return Ok(false);
        };
        let id = issuer.row.id;
        let identities = self.known.federated_identities(entry, project.id, id).await?;
        if !same(&origin.identities, &identities) {
            return Ok(false);
        }
        // Keys that are away now are the verification's to report.
        let keys = self.outside_tokens.keys(entry, project.id, issuer, None).await;
        Ok(keys.is_ok_and(|keys| same(&origin.keys, &keys)))
    }

    /// Refuses a token whose issuer or identity no longer counts, and notes in `call` which identity
    /// it is. Everything but the time was judged when it was verified.
    pub(super) async fn judge_federation(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        origin: &OutsideOrigin,
        now: Timestamp,
        call: &mut Call,
    ) -> Result<(), GatewayRefusal> {
        let issuers = self.known.trusted_issuers(entry, project).await?;
        let issuer = issuers.get(origin.issuer_id).map(|issuer| &issuer.row);
        accept_all(IssuerStanding { issuer, now }.checks(), |_| {
            refuse(refused(FederationRefusal::UnknownIssuer.into()), call)
        })?;

        let id = origin.issuer_id;
        let identities = self.known.federated_identities(entry, project.id, id).await?;
        let mut rows = origin.matched.iter().filter_map(|id| identities.get(*id));
        let identity = rows.find(|identity| stands(&identity.row, now));
        let none = || refuse(refused(OutsideRefusal::NoMatch(Vec::new())), call);
        let identity = identity.ok_or_else(none)?;
        call.credential = Some(Used::Identity(identity.row.id));
        Ok(())
    }
}

/// What is remembered of a token that was verified at the API with this identifier.
fn genuine_at(
    genuine: &GenuineOutsideToken,
    identifier: &str,
    now: Timestamp,
    call: &mut Call,
) -> Result<GenuineToken, GatewayRefusal> {
    let identity = genuine.identity(None, now);
    let identity = identity.map_err(|refusal| refuse(refused(refusal), call))?;

    let counts = |row: &federated_identity::Model| {
        row.application_id == identity.application_id && stands(row, now)
    };
    let of_application = genuine.identities.of_application(identity.application_id).iter();
    let matched = of_application
        .filter(|one| counts(&one.row) && one.matches(genuine.token.claims()))
        .map(|one| one.row.id);

    let issuer = &genuine.issuer;
    let origin = OutsideOrigin {
        issuer_id: issuer.row.id,
        issuer: Arc::downgrade(issuer),
        keys: Arc::downgrade(&genuine.keys),
        identities: Arc::downgrade(&genuine.identities),
        matched: matched.collect(),
        times: genuine.token.times(),
        max_age: issuer.row.max_age_seconds,
    };
    Ok(GenuineToken {
        client: identity.application_id,
        // Its `jti` is not looked at, so it names no token.
        texts: Texts::new("", "", "", identifier),
        origin: TokenOrigin::Outside(origin),
    })
}

fn refused(refusal: OutsideRefusal) -> FederationFault {
    FederationFault::Refused(refusal)
}

fn refuse(fault: FederationFault, call: &mut Call) -> GatewayRefusal {
    match fault {
        FederationFault::Refused(refusal) => {
            call.refuse(&refusal);
            GatewayRefusal::InvalidToken(refusal.to_string())
        }
        FederationFault::NoKeys(wait) => GatewayRefusal::NoOutsideKeys(wait),
        FederationFault::Failed(error) => GatewayRefusal::Failed(error),
    }
}
