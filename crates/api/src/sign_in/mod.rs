//! Sign-in of operators at the portal: the paths under `/portal-auth/`. This module handles HTTP only;
//! the use cases decide.

mod body;
mod callback;
mod cookies;
mod origin;
mod reply;
mod session;
mod start;

use axum::routing::{Router, get, post};
use keyplane_control::{RequestContext, paths::SIGN_IN};

use crate::http::{caller::Caller, machines::MachineState, refusal};

/// The routes of sign-in.
pub(crate) fn routes() -> Router<MachineState> {
    let path = |name: &str| format!("{SIGN_IN}{name}");
    let callback = get(callback::finish).head(async || refusal::method_not_allowed("GET"));
    Router::new()
        .route(&path("providers"), get(start::providers))
        .route(&path("start"), post(start::start))
        .route(&path("callback/{issuer}"), callback)
        .route(&path("token"), post(session::token))
        .route(&path("choose"), post(session::choose))
        .route(&path("sign-out"), post(session::sign_out))
        .method_not_allowed_fallback(async || refusal::method_not_allowed("GET, POST"))
}

/// The origin of an action, for the audit log.
fn context_of(caller: &Caller) -> RequestContext {
    RequestContext {
        request_id: Some(caller.request_id.to_string()),
        source_address: caller.source_address,
    }
}
