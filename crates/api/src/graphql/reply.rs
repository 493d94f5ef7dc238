//! Converts the schema's result to an HTTP response.

use std::io;

use async_graphql::{Name, PathSegment, Response as Executed, ServerError, Value};
use axum::{
    body::Body,
    http::{StatusCode, header::CONTENT_TYPE},
    response::Response,
};
use serde::Serialize;

use super::{
    failure::{self, Failure},
    limits,
    media::AnswerType,
};
use crate::http::refusal;

/// Maximum length of a response body, in bytes.
const MAX_BODY: usize = 8 * 1024 * 1024;
/// Maximum number of errors in a response.
const MAX_ERRORS: usize = 100;

/// The body of a response (GraphQL specification, section 7.1). `data` is absent if the request
/// could not run, and null if an error reached the root.
#[derive(Serialize)]
struct Reply {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ServerError>,
}

/// The response to a request, whether it could run or not.
pub(crate) fn respond(executed: Executed, wanted: AnswerType, request_id: &str) -> Response {
    let mut errors = executed.errors;
    failure::log(&errors);
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
    cut(&mut errors);
    for error in &mut errors {
        failure::complete(error, request_id);
    }

    let reply = Reply { data: has_run.then_some(data), errors };
    match write(&reply) {
        Ok(body) => {
            let mut response = refusal::json(status, Body::from(body));
            response.headers_mut().insert(CONTENT_TYPE, wanted.header());
            response
        }
        Err(error) => {
            tracing::error!(%error, "an answer could not be written");
            super::refusal::internal(StatusCode::INTERNAL_SERVER_ERROR, request_id)
        }
    }
}

/// Keeps the first errors, and adds one that says how many there were.
fn cut(errors: &mut Vec<ServerError>) {
    let all = errors.len();
    if all <= MAX_ERRORS {
        return;
    }
    errors.truncate(MAX_ERRORS);
    let message = format!("{all} errors in all; the first {MAX_ERRORS} are listed");
    errors.push(limits::exceeded(message));
}

/// The body of a response, or an error if it is too long. The length is counted first, so that the
/// buffer is allocated once with the exact size.
fn write(reply: &Reply) -> Result<Vec<u8>, serde_json::Error> {
    let mut length = Length(0);
    match serde_json::to_writer(&mut length, reply) {
        Err(error) if error.is_io() => return write_refusal(),
        counted => counted?,
    }
    let mut body = Vec::with_capacity(length.0);
    serde_json::to_writer(&mut body, reply)?;
    Ok(body)
}

fn write_refusal() -> Result<Vec<u8>, serde_json::Error> {
    let message = format!(
        "the answer is longer than {MAX_BODY} bytes: ask for smaller pages or for fewer fields"
    );
    serde_json::to_vec(&Reply { data: None, errors: vec![limits::exceeded(message)] })
}

/// Counts bytes up to [`MAX_BODY`]; more is an error.
struct Length(usize);

impl io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        if self.0 > MAX_BODY {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Adds a failed field as null (GraphQL specification, section 6.4.4); the library leaves it out. A
/// parent that is null stays null.
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
