//! The checks of an API, as the gateway check applies them.

use bytes::Bytes;
use keyplane_auth::DecodedToken;
use keyplane_entity::{
    Scope,
    api::{self, AcceptedToken},
    scope_name::is_scope_name,
};
use sea_orm::EntityTrait;

use super::{InspectToken, case::Case, handle::Inspector, kind::audiences, report::Refusal};
use crate::{
    error::Error,
    known::{Actor, ApiFacts, ProjectApis},
    serve::gateway::{missing_scopes, remedy, scope_at},
};

/// The checks of an API, in order of precedence.
pub(super) const NAMES: [&str; 4] = ["api", "accepts", "grant", "scopes"];

/// An API, and the scopes that the route demands.
pub(super) struct Door {
    pub(super) api: ApiFacts,
    pub(super) scopes: Vec<String>,
}

/// A token that is judged for an API.
pub(super) struct Visitor<'v> {
    pub(super) client_id: &'v str,
    pub(super) kind: AcceptedToken,
    /// Scopes of an access token, space-separated; `None` for a JWT of the application.
    pub(super) scope: Option<&'v str>,
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
            return Err(Error::input(
                "scopes",
                "are those that a route to an API demands: name it",
            ));
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

    /// Runs the checks of the API, if the request names one.
    pub(super) async fn check_door(
        &self,
        case: &mut Case<'_>,
        visitor: Visitor<'_>,
    ) -> Result<(), Error> {
        let Some(Door { api, scopes }) = case.door.take() else { return Ok(()) };
        let refusal = (!api.enabled).then(|| Refusal::new("API_DISABLED", "Enable the API."));
        let found = if api.enabled { "enabled" } else { "disabled" };
        case.report.add("api", "an enabled API", found, refusal);

        let issuer = self.known.public_url().issuer(&case.project()?.slug);
        let accepted = api.accepts.contains(&visitor.kind);
        let refusal = (!accepted)
            .then(|| Refusal::new("KIND_NOT_ACCEPTED", sentence(&remedy(&issuer, &api))));
        let expected: Vec<_> = api.accepts.iter().map(|kind| name(*kind)).collect();
        case.report.add("accepts", expected.join(" or "), name(visitor.kind), refusal);

        let granted = match visitor.client_id.parse() {
            Ok(id) => self.known.grants(&case.place.entry, id).await?,
            Err(_) => return Err(Error::Internal("a client of no form".into())),
        };
        let Some(granted) = granted.of(api.id) else {
            let detail = "Grant the application the API.";
            let refusal = Some(Refusal::new("NO_GRANT", detail));
            case.report.add("grant", "a grant for the API", "none", refusal);
            case.report.skip(["scopes"]);
            return Ok(());
        };
        case.report.add("grant", "a grant for the API", or_none(&granted.joined()), None);

        let given = visitor.scope.map(|scope| Bytes::copy_from_slice(scope.as_bytes()));
        let scope = scope_at(&api, given.as_ref(), granted);
        let missing = missing_scopes(&scope, &scopes);
        let refusal = (!missing.is_empty()).then(|| {
            let detail = format!("Not in all of token, grant and API: {missing}.");
            Refusal::new("INSUFFICIENT_SCOPE", detail)
        });
        let found = String::from_utf8_lossy(&scope).into_owned();
        case.report.add("scopes", or_none(&scopes.join(" ")), or_none(&found), refusal);
        Ok(())
    }
}

/// `aud`: whether an access token is for the API.
pub(super) fn check_audience(case: &mut Case<'_>, issuer: &str, audience: &[String]) {
    let Some(door) = &case.door else { return };
    let identifier = &door.api.identifier;
    let refusal = (!audience.contains(identifier))
        .then(|| Refusal::new("WRONG_AUDIENCE", sentence(&remedy(issuer, &door.api))));
    case.report.add("aud", identifier.clone(), audience.join(", "), refusal);
}

/// The audiences that a JWT of an application may have: its client ID, and the identifier of the
/// API that the request names, else of the first API of the project in `aud`.
pub(super) fn audiences_of(
    case: &Case<'_>,
    client_id: &str,
    apis: &ProjectApis,
    token: &DecodedToken,
) -> Vec<String> {
    let api = match &case.door {
        Some(door) => Some(door.api.identifier.clone()),
        None => audiences(token).find(|one| apis.identified(one).is_some()).map(ToOwned::to_owned),
    };
    [client_id.to_owned()].into_iter().chain(api).collect()
}

fn name(kind: AcceptedToken) -> &'static str {
    match kind {
        AcceptedToken::AccessToken => "ACCESS_TOKEN",
        AcceptedToken::ApplicationJwt => "APPLICATION_JWT",
    }
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

/// A remedy as a complete sentence.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}
