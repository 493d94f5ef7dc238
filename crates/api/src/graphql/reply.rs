//! What the schema answered, as HTTP.

use async_graphql::{Name, PathSegment, Response as Executed, ServerError, Value};
use axum::{
    body::Body,
    http::{StatusCode, header::CONTENT_TYPE},
    response::Response,
};
use serde::Serialize;

use super::{
    failure::{self, Failure},
    media::AnswerType,
};
use crate::http::refusal;

/// The body of an answer (GraphQL specification, section 7.1). Data is absent where the request
/// could not run, and null where it ran in vain.
#[derive(Serialize)]
struct Reply {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ServerError>,
}

/// The answer to a request that ran, or that could not.
pub(crate) fn respond(executed: Executed, wanted: AnswerType, request_id: &str) -> Response {
    let mut errors = executed.errors;
    for error in &mut errors {
        failure::complete(error, request_id);
    }
    // Only an error of a resolver has a path.
    let has_run = errors.is_empty()
        || executed.data != Value::Null
        || errors.iter().any(|error| !error.path.is_empty());
    let is_unavailable =
        errors.iter().any(|error| error.source::<Failure>().is_some_and(Failure::is_unavailable));
    let status = if is_unavailable {
        StatusCode::SERVICE_UNAVAILABLE
    } else if has_run || wanted == AnswerType::Json {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    let mut data = executed.data;
    for error in &errors {
        fill_refused(&mut data, &error.path);
    }
    let reply = Reply { data: has_run.then_some(data), errors };
    match serde_json::to_vec(&reply) {
        Ok(body) => {
            let mut response = refusal::json(status, Body::from(body));
            response.headers_mut().insert(CONTENT_TYPE, wanted.header());
            response
        }
        Err(error) => {
            tracing::error!(request_id, %error, "an answer could not be written");
            super::refusal::internal(StatusCode::INTERNAL_SERVER_ERROR, request_id)
        }
    }
}

/// A field that was refused is null in the answer (GraphQL specification, section 6.4.4); the
/// library leaves it out. Above it nothing is made up: where a parent became null, it stays so.
fn fill_refused(data: &mut Value, path: &[PathSegment]) {
    match (data, path) {
        (Value::Object(fields), [PathSegment::Field(field)]) => {
            fields.entry(Name::new(field)).or_insert(Value::Null);
        }
        (Value::Object(fields), [PathSegment::Field(field), rest @ ..]) => {
            if let Some(child) = fields.get_mut(field.as_str()) {
                fill_refused(child, rest);
            }
        }
        (Value::List(items), [PathSegment::Index(index), rest @ ..]) => {
            if let Some(child) = items.get_mut(*index) {
                fill_refused(child, rest);
            }
        }
        _ => {}
    }
}
