//! The checks before the library's extractor: the media type, the caller's token, the limits of its
//! scope, and the size of the body.
//!
//! The admin token is judged before the body is read, and again after it: the body may arrive
//! slowly.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::Response as Executed;
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{header::CONTENT_TYPE, request::Parts},
    middleware::Next,
    response::Response,
};
use keyplane_auth::MAX_TOKEN_BYTES;
use keyplane_control::{Actor, Error, RequestContext};

use super::{
    limits,
    media::{self, AnswerType},
    refusal::Refusal,
    reply,
    sent::{self, MAX_VALUES},
    shares::Visit,
    state::AdminState,
};
use crate::{
    http::{bearer, body, caller::Caller, refusal::JSON},
    telemetry::RefusedLine,
};

/// Maximum length of a request body, in bytes.
const MAX_BODY: usize = 1024 * 1024;

/// The actor of the request's admin token; 401 if the token is refused.
pub(crate) struct Authenticated(Actor);

impl FromRequestParts<AdminState> for Authenticated {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AdminState) -> Result<Self, Refusal> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let context = RequestContext {
            request_id: Some(caller.request_id.to_string()),
            source_address: caller.source_address,
        };

        let guard = state.control.guard();
        let token = bearer::token(&parts.headers, MAX_TOKEN_BYTES)
            .map_err(|fault| Refusal::of(guard.refuse(fault.into(), &context), None, &caller))?;
        let actor = guard.authenticate(token, context).await;
        let refuse = |error| Refusal::of(error, RefusedLine::claimed_kid(token), &caller);
        actor.map(Self).map_err(refuse)
    }
}

/// The actor of an admitted request, for the handler.
pub(crate) struct Visitor {
    pub(crate) actor: Actor,
    pub(crate) visit: Visit,
}

/// The visitor as an extension of the request; extensions must be `Clone`.
#[derive(Clone)]
struct Admitted(Arc<Mutex<Option<Visitor>>>);

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let admitted = parts.extensions.remove::<Admitted>();
        let visitor = admitted.and_then(|Admitted(visitor)| {
            visitor.lock().unwrap_or_else(PoisonError::into_inner).take()
        });
        let Some(visitor) = visitor else {
            let caller = Caller::from_request_parts(parts, state).await?;
            let error = Error::Internal("a request was not let in".to_owned());
            return Err(Refusal::Failed { error, request_id: caller.request_id.to_string() });
        };
        Ok(visitor)
    }
}

/// A request whose body is JSON; 415 for every other media type.
pub(crate) struct JsonOnly;

impl<S: Send + Sync> FromRequestParts<S> for JsonOnly {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Refusal> {
        if media::is_json(&parts.headers) { Ok(Self) } else { Err(Refusal::MediaType) }
    }
}

/// Takes JSON only, authenticates the caller, counts the request, and bounds its body.
pub(crate) async fn admit(
    State(state): State<AdminState>,
    caller: Caller,
    _: JsonOnly,
    wanted: AnswerType,
    Authenticated(actor): Authenticated,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    // This comes before the body is read: the number of waiting requests is limited.
    let visit = state.shares.enter(actor.scope())?;
    let (mut parts, body) = request.into_parts();
    let body = body::read(&parts.headers, body, MAX_BODY).await?;
    let actor = state.reauthenticate(actor, &caller).await?;

    let bounded = sent::bounded(&body)?;
    drop(body);
    let Some(body) = bounded else {
        let message = format!("the variables hold more than {MAX_VALUES} values");
        let executed = Executed::from_errors(vec![limits::exceeded(message)]);
        return visit.keep(reply::respond(executed, wanted, &caller.request_id)).await;
    };

    let visitor = Visitor { actor, visit };
    // The library takes a type with parameters for another format.
    parts.headers.insert(CONTENT_TYPE, JSON);
    parts.extensions.insert(Admitted(Arc::new(Mutex::new(Some(visitor)))));
    Ok(next.run(Request::from_parts(parts, body.into())).await)
}
