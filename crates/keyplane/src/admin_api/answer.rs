//! The answers of the Admin API.

use std::fmt;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::error::AdminApiError;
use crate::http_client::{Answer, Endpoint};

/// The longest text of a server that is shown, in characters.
const MAX_MESSAGE_CHARS: usize = 1000;

/// An error of the Admin API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    /// `extensions.code`, such as `FORBIDDEN`; `INTERNAL` if the server sends none.
    pub(crate) code: String,
    /// `extensions.reason`, such as `KEY_EXPIRED`; null unless the code has reasons.
    pub(crate) reason: Option<String>,
    /// What is wrong, for people.
    pub(crate) message: String,
    /// The field of the answer that failed; empty if the request did not run.
    pub(crate) path: Vec<String>,
    /// The wrong arguments.
    pub(crate) fields: Vec<WrongField>,
    /// The request in the log of the server; null unless the fault is the server's.
    pub(crate) request_id: Option<String>,
}

/// A wrong argument.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct WrongField {
    /// Path of the argument, such as `input.slug`.
    pub(crate) path: String,
    /// What is wrong with it.
    pub(crate) message: String,
}

/// `CODE at path: message`.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match (self.path.is_empty(), &self.reason) {
            (true, None) => write!(f, " ({})", self.code)?,
            (true, Some(reason)) => write!(f, " ({} {reason})", self.code)?,
            (false, _) => write!(f, " ({} at {})", self.code, self.path.join("."))?,
        }
        self.request_id.as_ref().map_or(Ok(()), |id| write!(f, ", request {id}"))
    }
}

/// The body of an answer (GraphQL specification section 7.1).
#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
    #[serde(default)]
    errors: Vec<SentError>,
}

#[derive(Deserialize)]
struct SentError {
    message: String,
    #[serde(default)]
    path: Vec<serde_json::Value>,
    #[serde(default)]
    extensions: Extensions,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Extensions {
    code: Option<String>,
    reason: Option<String>,
    fields: Vec<WrongField>,
    request_id: Option<String>,
}

/// The data of an answer. Any error in it is an error, even beside data.
pub(super) fn read<T: DeserializeOwned>(
    endpoint: &Endpoint,
    answer: &Answer,
) -> Result<T, AdminApiError> {
    let foreign = || AdminApiError::NotAdminApi {
        endpoint: endpoint.clone(),
        status: answer.status,
        retry_after: answer.retry_after,
    };
    let body: Body<'_> = serde_json::from_slice(&answer.body).map_err(|_| foreign())?;
    if !body.errors.is_empty() {
        let errors = body.errors.into_iter().map(ApiError::from).collect();
        return Err(AdminApiError::Refused {
            errors,
            status: answer.status,
            retry_after: answer.retry_after,
        });
    }

    let data = body.data.filter(|_| answer.status == 200).ok_or_else(foreign)?;
    serde_json::from_str(data.get()).map_err(|error| AdminApiError::Shape {
        endpoint: endpoint.clone(),
        problem: format!("{:?} at column {}", error.classify(), error.column()),
    })
}

impl From<SentError> for ApiError {
    fn from(sent: SentError) -> Self {
        let Extensions { code, reason, fields, request_id } = sent.extensions;
        let segment = |segment: serde_json::Value| match segment {
            serde_json::Value::String(name) => name,
            other => other.to_string(),
        };
        Self {
            code: code.map_or("INTERNAL".to_owned(), |code| printable(&code)),
            reason: reason.map(|reason| printable(&reason)),
            message: printable(&sent.message),
            path: sent.path.into_iter().map(segment).map(|name| printable(&name)).collect(),
            fields,
            request_id: request_id.map(|id| printable(&id)),
        }
    }
}

/// Text of a server, made safe for a terminal: without control characters, of limited length.
pub(crate) fn printable(text: &str) -> String {
    let plain = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    plain.take(MAX_MESSAGE_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use zeroize::Zeroizing;

    use super::*;

    fn answer(status: u16, body: &str) -> Result<Value, AdminApiError> {
        let endpoint = "https://keys.example/graphql".parse().unwrap();
        let body = Zeroizing::new(body.as_bytes().to_vec());
        read(&endpoint, &Answer { status, retry_after: None, body })
    }

    fn refused(status: u16, body: &Value) -> ApiError {
        match answer(status, &body.to_string()) {
            Err(AdminApiError::Refused { mut errors, .. }) => errors.remove(0),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_error_keeps_code_reason_message_path_and_fields() {
        let error = refused(
            200,
            &json!({
                "data": null,
                "errors": [{
                    "message": "input.slug must be short",
                    "path": ["createProject", 0],
                    "extensions": {
                        "code": "INVALID_INPUT",
                        "fields": [{ "path": "input.slug", "message": "must be short" }],
                    },
                }],
            }),
        );

        assert_eq!(error.path, ["createProject", "0"]);
        assert_eq!(error.fields[0].path, "input.slug");
        assert_eq!(
            error.to_string(),
            "input.slug must be short (INVALID_INPUT at createProject.0)"
        );
    }

    #[test]
    fn data_beside_an_error_is_an_error() {
        let body = json!({"data": {"a": 1}, "errors": [{"message": "no", "path": ["b"]}]});
        assert_eq!(refused(200, &body).code, "INTERNAL");
    }

    #[test]
    fn an_answer_that_is_none_of_the_admin_api_says_so() {
        for (status, body) in [(200, "<html>"), (502, "bad gateway"), (200, "[]"), (404, "{}")] {
            let error = answer(status, body).unwrap_err();
            assert!(matches!(error, AdminApiError::NotAdminApi { .. }), "{body}");
        }
    }

    #[test]
    fn a_text_of_the_server_moves_no_cursor() {
        let body = json!({"errors": [{"message": "a\u{1b}[2Jb\nc"}]});
        assert_eq!(refused(400, &body).message, "a [2Jb c");
    }
}
