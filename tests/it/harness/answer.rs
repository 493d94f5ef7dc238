//! HTTP responses and GraphQL answers.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, StatusCode},
};
use http_body_util::BodyExt;
use serde_json::Value;

/// An HTTP response, read to its end.
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Response {
    pub(super) async fn read(response: axum::http::Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Self { status: parts.status, headers: parts.headers, body }
    }

    /// A header's value; empty if missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!("{} with a body that is no JSON ({error}): {}", self.status, self.text())
        })
    }
}

/// A GraphQL answer.
pub(crate) struct Answer {
    pub(crate) response: Response,
    pub(crate) body: Value,
}

impl From<Response> for Answer {
    fn from(response: Response) -> Self {
        let body = response.json();
        Self { response, body }
    }
}

impl Answer {
    /// The value at a JSON pointer below `data`, of an answer without errors.
    #[track_caller]
    pub(crate) fn at(&self, pointer: &str) -> &Value {
        assert!(self.body.get("errors").is_none(), "unexpected errors: {}", self.body);
        let found = self.body.pointer(&format!("/data{pointer}"));
        found.unwrap_or_else(|| panic!("nothing at {pointer} in {}", self.body))
    }

    /// The same, as a text.
    #[track_caller]
    pub(crate) fn text(&self, pointer: &str) -> String {
        let found = self.at(pointer);
        found.as_str().unwrap_or_else(|| panic!("no text at {pointer}: {found}")).to_owned()
    }

    /// The same, as a number.
    #[track_caller]
    pub(crate) fn int(&self, pointer: &str) -> i64 {
        let found = self.at(pointer);
        found.as_i64().unwrap_or_else(|| panic!("no integer at {pointer}: {found}"))
    }

    /// Asserts that nothing went wrong.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        self.at("");
        self
    }

    /// The code of the first error; empty without one.
    pub(crate) fn code(&self) -> &str {
        self.error("/extensions/code")
    }

    /// The reason for which the token was refused; empty if it was accepted.
    pub(crate) fn reason(&self) -> &str {
        self.error("/extensions/reason")
    }

    /// The first error's message; empty without one.
    pub(crate) fn message(&self) -> &str {
        self.error("/message")
    }

    /// The paths of the fields that `INVALID_INPUT` names.
    pub(crate) fn fields(&self) -> Vec<&str> {
        let fields = self.body.pointer("/errors/0/extensions/fields").and_then(Value::as_array);
        fields.into_iter().flatten().filter_map(|field| field["path"].as_str()).collect()
    }

    /// Asserts the code of a refusal; returns the answer for further assertions.
    #[track_caller]
    pub(crate) fn refused(self, code: &str) -> Self {
        assert_eq!(self.code(), code, "{}", self.body);
        self
    }

    fn error(&self, pointer: &str) -> &str {
        let found = self.body.pointer(&format!("/errors/0{pointer}"));
        found.and_then(Value::as_str).unwrap_or_default()
    }
}
