//! The API that an inspection names, as its gateway check judges a token.

use std::borrow::Cow;

use bytes::Bytes;
use keyplane_entity::{Scope, api, scope_name::is_scope_name};
use sea_orm::EntityTrait;

use super::{Case, InspectToken, handle::Inspector};
use crate::{
    error::Error,
    judge::{ApiAccess, Audience, Demanded},
    known::{Actor, ApiFacts},
    serve::gateway::scope_at,
};

/// An API, and the scopes that the route demands.
pub(super) struct Door {
    pub(super) api: ApiFacts,
    pub(super) scopes: Vec<String>,
}

impl Inspector {
    /// The API that a request names; `None` if it names none.
    pub(super) async fn door_of(
        &self,
        actor: &Actor,
        request: &mut InspectToken,
    ) -> Result<Option<Door>, Error> {
        let Some(id) = request.api_id else {
            if request.scopes.is_empty() {
                return Ok(None);
            }
            let message = "are those that a route to an API demands: name it";
            return Err(Error::input("scopes", message));
        };

        let api = api::Entity::find_by_id(id).one(self.store.read()).await?;
        let api = api.filter(|api| actor.sees(Scope::Project(api.project_id)));
        let api = api.ok_or(Error::NotFound("API"))?;
        if request.project_id.is_some_and(|project| project != api.project_id) {
            return Err(Error::NotFound("API"));
        }
        if !request.scopes.iter().all(|name| is_scope_name(name)) {
            return Err(Error::input("scopes", "are names of scopes, one each"));
        }

        request.project_id = Some(api.project_id);
        let scopes = std::mem::take(&mut request.scopes);
        Ok(Some(Door { api: api.into(), scopes }))
    }

    /// Judges a token at the API, if the request names one. `given`: the scopes of an access token;
    /// `None` for a JWT that the application signed.
    pub(super) async fn judge_at_api(
        &self,
        case: &mut Case<'_>,
        client_id: &str,
        audience: Audience<'_>,
        given: Option<&Bytes>,
    ) -> Result<(), Error> {
        let Some(Door { api, scopes }) = &case.door else { return Ok(()) };
        let issuer = self.known.public_url().issuer(&case.project()?.slug);
        case.report.judged(api.audience(&issuer, audience).checks());

        let client = client_id.parse().map_err(|error| Error::internal("client_id", error))?;
        case.caller = Some(client);
        let grants = self.known.grants(&case.place.entry, client).await?;
        let granted = grants.of(api.id);
        let scope = granted.map(|granted| scope_at(api, given, granted));
        let demanded: Vec<_> = scopes.iter().map(|name| Cow::Borrowed(&**name)).collect();
        let demanded = Demanded(&demanded);
        let access = ApiAccess { granted, scope: scope.as_ref(), demanded: &demanded };
        case.report.judged(access.checks());
        Ok(())
    }
}
