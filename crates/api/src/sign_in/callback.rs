//! `GET callback/{issuer}`: the browser comes back from the provider.

use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use keyplane_control::{SignInAnswer, SignInProblem as Problem};
use keyplane_entity::id::OperatorIssuerId;
use secrecy::{ExposeSecret as _, SecretString};

use super::{context_of, cookies::SignInCookie, reply};
use crate::http::{caller::Caller, machines::MachineState};
use crate::oauth::form::decode;

/// The longest query, in bytes.
const MAX_QUERY: usize = 16 * 1024;

/// Ends a sign-in.
pub(super) async fn finish(
    State(state): State<MachineState>,
    Path(issuer): Path<String>,
    RawQuery(query): RawQuery,
    caller: Caller,
    headers: HeaderMap,
) -> Response {
    let guard = state.control.guard();
    let context = context_of(&caller);
    let sign_in = state.control.sign_in();
    if guard.has_spent_failures(caller.source_address) {
        sign_in.count(Some(Problem::TooMany));
        return reply::ended_by(Problem::TooMany);
    }

    let finished = match read(&issuer, query.as_deref(), &headers) {
        Some(answer) => sign_in.finish(answer, context.clone()).await,
        None => Err(Problem::State),
    };
    sign_in.count(finished.as_ref().err().copied());
    match finished {
        Ok(finished) => {
            let cookie = finished.cookie.expose_secret();
            let cookie = SignInCookie::Session.set(cookie, finished.seconds);
            let response = reply::with_cookie(reply::see_other(&finished.return_to), cookie);
            reply::with_cookie(response, SignInCookie::Attempt.remove())
        }
        Err(problem) => {
            let is_too_many =
                problem.is_refusal() && guard.note_failed_sign_in(problem.as_str(), &context);
            reply::ended_by(if is_too_many { Problem::TooMany } else { problem })
        }
    }
}

/// The provider's answer; `None` if the browser did not begin a sign-in, or a parameter is repeated.
fn read(issuer: &str, query: Option<&str>, headers: &HeaderMap) -> Option<SignInAnswer> {
    let issuer: OperatorIssuerId = issuer.parse().ok()?;
    let cookie = SignInCookie::Attempt.of(headers)?;
    let query = query.filter(|query| query.len() <= MAX_QUERY)?;
    let parameter = |name: &str| parameter(query, name);

    Some(SignInAnswer {
        issuer,
        cookie,
        state: parameter("state").ok()??,
        code: parameter("code").ok()?.map(SecretString::from),
        error: parameter("error").ok()?,
        iss: parameter("iss").ok()?,
    })
}

/// The parameter is repeated, or is no form-urlencoded UTF-8.
struct Unreadable;

/// A parameter of the query; `None` if it is absent.
fn parameter(query: &str, name: &str) -> Result<Option<String>, Unreadable> {
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let mut named = pairs.filter(|(found, _)| *found == name);
    match (named.next(), named.next()) {
        (None, _) => Ok(None),
        (Some((_, value)), None) => {
            let value = decode(value.as_bytes()).ok_or(Unreadable)?;
            Ok(Some(value.into_owned()))
        }
        (Some(_), Some(_)) => Err(Unreadable),
    }
}
