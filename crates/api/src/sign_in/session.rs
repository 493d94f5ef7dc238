//! `POST token`, `choose` and `sign-out`: what the portal does with a session.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use keyplane_control::{Error, OfferedRule, Renewed, SessionToken, SignedOut};
use keyplane_entity::{Permission, operator_issuer, operator_session};
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{body, context_of, cookies::SignInCookie, origin::require_own, reply};
use crate::http::{caller::Caller, machines::MachineState, refusal};

/// A body without a member.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// The rule that the person chose.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Choice {
    rule_id: String,
}

/// A token of the browser's session.
pub(super) async fn token(
    State(state): State<MachineState>,
    caller: Caller,
    request: Request,
) -> Response {
    let (headers, Nothing {}) = match open(&state, request).await {
        Ok(opened) => opened,
        Err(refused) => return *refused,
    };
    let Some(cookie) = SignInCookie::Session.of(&headers) else {
        return signed_out(SignedOut::NoSession, &headers);
    };
    let renewed = state.control.sign_in().renew(&cookie, context_of(&caller)).await;
    answer(renewed, &headers)
}

/// Chooses one of several rules.
pub(super) async fn choose(
    State(state): State<MachineState>,
    caller: Caller,
    request: Request,
) -> Response {
    let (headers, choice): (_, Choice) = match open(&state, request).await {
        Ok(opened) => opened,
        Err(refused) => return *refused,
    };
    let Some(cookie) = SignInCookie::Session.of(&headers) else {
        return signed_out(SignedOut::NoSession, &headers);
    };
    let Ok(rule) = choice.rule_id.parse() else {
        return refusal::refuse(StatusCode::BAD_REQUEST, "invalid_request", "ruleId is not an ID");
    };
    let chosen = state.control.sign_in().choose(&cookie, rule, context_of(&caller)).await;
    answer(chosen, &headers)
}

/// Ends the browser's session.
pub(super) async fn sign_out(
    State(state): State<MachineState>,
    caller: Caller,
    request: Request,
) -> Response {
    let (headers, Nothing {}) = match open(&state, request).await {
        Ok(opened) => opened,
        Err(refused) => return *refused,
    };
    let ended = match SignInCookie::Session.of(&headers) {
        Some(cookie) => state.control.sign_in().sign_out(&cookie, context_of(&caller)).await,
        None => Ok(None),
    };

    match ended {
        Ok(location) => {
            let response = reply::json(StatusCode::OK, &json!({ "location": location }));
            reply::with_cookie(response, SignInCookie::Session.remove())
        }
        // The session goes on, so that the browser keeps its cookie and can try again.
        Err(error) => refusal::failed(&error),
    }
}

/// The headers and the body of a request of the portal.
async fn open<T: serde::de::DeserializeOwned>(
    state: &MachineState,
    request: Request,
) -> Result<(HeaderMap, T), Box<Response>> {
    let (parts, body) = request.into_parts();
    require_own(&parts.headers, state.control.public_url())?;
    let body = body::read(&parts.headers, body).await?;
    Ok((parts.headers, body))
}

fn answer(renewed: Result<Renewed, Error>, headers: &HeaderMap) -> Response {
    match renewed {
        Ok(Renewed::SignedIn(token)) => reply::json(StatusCode::OK, &signed_in(&token)),
        Ok(Renewed::Choose(session, issuer, rules)) => {
            let rules: Vec<_> = rules.iter().map(offered).collect();
            let session = shown(&session, &issuer);
            let body = json!({ "state": "CHOOSE", "session": session, "rules": rules });
            reply::json(StatusCode::OK, &body)
        }
        Ok(Renewed::SignedOut(why)) => signed_out(why, headers),
        Err(error) => refusal::failed(&error),
    }
}

/// 401, and the cookie of an ended session is removed.
fn signed_out(why: SignedOut, headers: &HeaderMap) -> Response {
    let body = json!({ "state": "SIGNED_OUT", "reason": why.as_str() });
    let response = reply::json(StatusCode::UNAUTHORIZED, &body);
    let has_cookie = SignInCookie::Session.of(headers).is_some();
    reply::with_cookie(response, has_cookie.then(|| SignInCookie::Session.remove()).flatten())
}

fn signed_in(token: &SessionToken) -> Value {
    let mut session = shown(&token.session, &token.issuer);
    session["ruleId"] = token.rule.id.to_string().into();
    session["ruleName"] = (*token.rule.name).into();
    session["steppedUpUntil"] = token.stepped_up_until.map(|at| at.to_string()).into();
    json!({
        "state": "SIGNED_IN",
        "accessToken": token.token.expose_secret(),
        "tokenExpiresAt": token.expires_at.to_string(),
        "session": session,
    })
}

fn shown(session: &operator_session::Model, issuer: &operator_issuer::Model) -> Value {
    json!({
        "id": session.id.to_string(),
        "issuerId": issuer.id.to_string(),
        "issuerName": issuer.name,
        "subject": session.subject,
        "displayName": session.display_name,
        "email": session.email,
        "ruleId": null,
        "ruleName": null,
        "expiresAt": session.expires_at.to_string(),
        "idleSeconds": issuer.idle_seconds,
        "steppedUpUntil": null,
    })
}

fn offered(rule: &OfferedRule) -> Value {
    let permissions: Vec<_> = rule.permissions.iter().map(Permission::as_str).collect();
    let (slug, name) = rule.project.clone().unzip();
    json!({
        "id": rule.id.to_string(),
        "name": rule.name,
        "projectSlug": slug,
        "projectName": name,
        "permissions": permissions,
    })
}
