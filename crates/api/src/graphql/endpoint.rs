//! `POST /graphql`: from an HTTP request to the schema and back.
//!
//! This handler replaces the library's extractors, which also accept GET, multipart uploads and
//! batches: the Admin API supports none of them.

use std::sync::Arc;

use async_graphql::{Request as GraphqlRequest, Response as Executed};
use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, Method},
    response::{IntoResponse, Response},
};
use keyplane_auth::MAX_TOKEN_BYTES;
use keyplane_control::{Actor, AuthenticateError, Control, RequestContext};
use serde::Deserialize;
use tracing::Instrument as _;

use super::{
    Schema,
    access::Access,
    batches::Batches,
    document, limits,
    media::{self, AnswerType},
    refusal::Refusal,
    reply,
    shares::{Shares, Visit},
    variables::{MAX_VALUES, SentVariables},
};
use crate::http::{bearer, body, caller::Caller};

/// Maximum length of a request body, in bytes.
const MAX_BODY: usize = 1024 * 1024;

/// State of the endpoint.
#[derive(Clone)]
pub(crate) struct Endpoint {
    pub(crate) control: Control,
    pub(crate) schema: Schema,
    pub(crate) shares: Arc<Shares>,
}

/// Body of a request (GraphQL over HTTP, section 5.2). Other members, such as `extensions`, are
/// ignored.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    query: String,
    operation_name: Option<String>,
    #[serde(default)]
    variables: SentVariables,
}

/// Answers a request. The admin token is judged before the body is read, and again after each wait:
/// the body may arrive slowly, and a query may wait for its turn.
pub(crate) async fn serve(
    State(endpoint): State<Endpoint>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Response {
    answer(endpoint, &caller, request).await.unwrap_or_else(IntoResponse::into_response)
}

async fn answer(
    endpoint: Endpoint,
    caller: &Caller,
    request: Request,
) -> Result<Response, Refusal> {
    if request.method() != Method::POST {
        return Err(Refusal::Method);
    }
    if !media::is_json(request.headers()) {
        return Err(Refusal::MediaType);
    }
    let wanted = AnswerType::wanted(request.headers());
    let (parts, body) = request.into_parts();
    let actor = authenticate(&endpoint.control, caller, &parts.headers).await?;

    // This comes before the body is read: the number of waiting requests is limited.
    let mut visit = endpoint.shares.enter(actor.scope())?;
    let body = body::read(&parts.headers, body, MAX_BODY).await.map_err(Refusal::from)?;
    let actor = reauthenticate(&endpoint.control, caller, actor).await?;
    let sent = parse(&body)?;
    drop(body);

    let executed = execute(endpoint, caller, actor, sent, &mut visit).await?;
    visit.keep(reply::respond(executed, wanted, &caller.request_id)).await
}

async fn authenticate(
    control: &Control,
    caller: &Caller,
    headers: &HeaderMap,
) -> Result<Actor, Refusal> {
    let token = bearer::token(headers, MAX_TOKEN_BYTES)
        .map_err(|fault| Refusal::Unauthenticated(fault.into()))?;
    let context = RequestContext {
        request_id: Some(caller.request_id.to_string()),
        source_address: caller.source_address.map(|address| address.to_string()),
    };
    control.guard().authenticate(token, context).await.map_err(|error| refusal(error, caller))
}

async fn reauthenticate(
    control: &Control,
    caller: &Caller,
    actor: Actor,
) -> Result<Actor, Refusal> {
    control.guard().reauthenticate(actor).await.map_err(|error| refusal(error, caller))
}

fn refusal(error: AuthenticateError, caller: &Caller) -> Refusal {
    match error {
        AuthenticateError::Refused(refusal) => Refusal::Unauthenticated(refusal),
        AuthenticateError::Failed(error) => {
            Refusal::Failed { error, request_id: caller.request_id.to_string() }
        }
    }
}

fn parse(body: &[u8]) -> Result<Sent, Refusal> {
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(Refusal::Malformed("one request at a time: batches are not taken"));
    }
    serde_json::from_slice(body).map_err(|error| {
        Refusal::Malformed(if error.is_data() {
            "the body must be an object with query, a string, and optionally operationName and variables"
        } else {
            "the body is not JSON"
        })
    })
}

async fn execute(
    endpoint: Endpoint,
    caller: &Caller,
    actor: Actor,
    sent: Sent,
    visit: &mut Visit,
) -> Result<Executed, Refusal> {
    let SentVariables::Read(variables) = sent.variables else {
        let message = format!("the variables hold more than {MAX_VALUES} values");
        return Ok(Executed::from_errors(vec![limits::exceeded(message)]));
    };
    let name = sent.operation_name.as_deref();
    let document = match document::parse(&sent.query, name, &variables) {
        Ok(document) => document,
        Err(error) => return Ok(Executed::from_errors(vec![error])),
    };
    let mut request = GraphqlRequest::new(sent.query).variables(variables);
    request.operation_name = sent.operation_name;
    request.set_parsed_query(document.parsed);
    let batches = Batches::default();
    let Endpoint { control, schema, .. } = endpoint;
    if document.is_mutation {
        let request = request.data(Access::new(control, actor, batches.clone()));
        return Ok(
            run_to_the_end(async move { batches.drive(schema.execute(request)).await }).await
        );
    }

    let has_waited = visit.take_turn().await?;
    let actor = if has_waited { reauthenticate(&control, caller, actor).await? } else { actor };
    let request = request.data(Access::new(control, actor, batches.clone()));
    Ok(batches.drive(schema.execute(request)).await)
}

/// Runs a mutation to its end even if the client disconnects: the steps after the commit must not
/// be cancelled.
async fn run_to_the_end(execution: impl Future<Output = Executed> + Send + 'static) -> Executed {
    match tokio::spawn(execution.in_current_span()).await {
        Ok(executed) => executed,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Executed::from_errors(vec![async_graphql::ServerError::new(
                "the server is shutting down",
                None,
            )]),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(body: &str) -> Option<String> {
        match parse(body.as_bytes()) {
            Err(Refusal::Malformed(why)) => Some(why.to_owned()),
            _ => None,
        }
    }

    #[test]
    fn a_request_needs_a_query_and_may_have_more() {
        assert!(parse(br#"{"query":"{ viewer { scope } }"}"#).is_ok());
        assert!(
            parse(br#"{"query":"","variables":null,"operationName":null,"extensions":{}}"#).is_ok()
        );
        let why = refused(r#"{"variables":{}}"#).expect("a refusal");
        assert!(why.contains("query"), "{why}");
    }

    #[test]
    fn batches_and_what_is_not_json_are_told_apart() {
        assert!(refused(r#" [{"query":"{a}"}]"#).is_some_and(|why| why.contains("batches")));
        for body in ["", "{", "{\"query\":\"a\"} x", "\u{feff}{}"] {
            assert_eq!(refused(body).as_deref(), Some("the body is not JSON"), "{body}");
        }
        assert!(refused(r#"{"query":1}"#).is_some_and(|why| why.contains("must be an object")));
    }
}
