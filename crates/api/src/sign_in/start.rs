//! `GET providers` and `POST start`.

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use keyplane_control::StartSignIn;
use serde::Deserialize;
use serde_json::json;

use super::{body, cookies::SignInCookie, origin::require_own, reply};
use crate::http::{caller::Caller, machines::MachineState, refusal};

/// Life of the cookie that binds a sign-in, in seconds.
const ATTEMPT_SECONDS: i64 = 600;

/// What the portal asks for.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Start {
    issuer_id: String,
    #[serde(default)]
    rule_id: Option<String>,
    #[serde(default)]
    prompt: Option<Prompt>,
    #[serde(default)]
    step_up: bool,
    #[serde(default)]
    return_to: Option<String>,
}

/// What the provider may ask the person.
#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Prompt {
    None,
    Login,
}

/// The providers by which operators may sign in.
pub(super) async fn providers(State(state): State<MachineState>) -> Response {
    match state.control.sign_in().enabled_issuers().await {
        Ok(issuers) => {
            let providers: Vec<_> = issuers
                .iter()
                .map(|issuer| json!({ "id": issuer.id.to_string(), "name": issuer.name }))
                .collect();
            reply::json(StatusCode::OK, &json!({ "providers": providers }))
        }
        Err(error) => refusal::failed(&error),
    }
}

/// Begins a sign-in.
pub(super) async fn start(
    State(state): State<MachineState>,
    caller: Caller,
    request: Request,
) -> Response {
    begin(state, &caller, request).await.unwrap_or_else(|refused| *refused)
}

async fn begin(
    state: MachineState,
    caller: &Caller,
    request: Request,
) -> Result<Response, Box<Response>> {
    let (parts, body) = request.into_parts();
    require_own(&parts.headers, state.control.public_url())?;
    let asked: Start = body::read(&parts.headers, body).await?;
    let wrong = |text| Box::new(refusal::refuse(StatusCode::BAD_REQUEST, "invalid_request", text));

    let start = StartSignIn {
        issuer: asked.issuer_id.parse().map_err(|_| wrong("issuerId is not an ID"))?,
        rule: asked
            .rule_id
            .map(|id| id.parse())
            .transpose()
            .map_err(|_| wrong("ruleId is not an ID"))?,
        is_silent: asked.prompt == Some(Prompt::None),
        asks_again: asked.prompt == Some(Prompt::Login),
        step_up: asked.step_up,
        return_to: asked.return_to,
        session_cookie: SignInCookie::Session.of(&parts.headers),
        source_address: caller.source_address,
    };
    let started = state.control.sign_in().start(start).await;
    Ok(match started {
        Ok(started) => {
            let response = reply::json(StatusCode::OK, &json!({ "location": started.location }));
            let cookie = SignInCookie::Attempt.set(&started.cookie, ATTEMPT_SECONDS);
            reply::with_cookie(response, cookie)
        }
        Err(problem) => {
            state.control.sign_in().count(Some(problem));
            reply::not_started(problem)
        }
    })
}
