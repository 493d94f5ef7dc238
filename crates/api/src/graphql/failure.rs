//! Converts errors of the domain and of the library to GraphQL errors.

use std::sync::Arc;

use async_graphql::{ErrorExtensionValues, ServerError, Value, value};
use keyplane_control::{Error, FieldError};

use super::harmless;
use crate::telemetry::Reason;

/// The reason of an error that a new sign-in of the person mends.
const STEP_UP: &str = "STEP_UP";

/// An error of a use case, as resolvers return it. It is their only error type, so every error gets
/// a code.
#[derive(Clone, Debug)]
pub(crate) struct Failure(Arc<Error>);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(Arc::new(error))
    }
}

impl From<Failure> for async_graphql::Error {
    fn from(failure: Failure) -> Self {
        Self { message: failure.message(), source: Some(Arc::new(failure)), extensions: None }
    }
}

impl Failure {
    /// Whether the database or the clock caused it, so that a retry may succeed.
    pub(crate) fn is_unavailable(&self) -> bool {
        matches!(*self.0, Error::Unavailable(_) | Error::Outdated | Error::ClockOff { .. })
    }

    /// Whether the request caused the error, and not the server, the database or the clock.
    pub(crate) fn is_of_the_request(&self) -> bool {
        !self.is_unavailable() && !matches!(*self.0, Error::Internal(_))
    }

    /// The reason for the audit log, if the actor may not do what the request asks for.
    pub(crate) fn refusal_reason(&self) -> Option<&'static str> {
        match &*self.0 {
            Error::Forbidden(_) => Some("FORBIDDEN"),
            Error::Unauthenticated(refusal) => Some(refusal.reason()),
            _ => None,
        }
    }

    /// `None` if the object does not exist: queries return null.
    pub(crate) fn or_null<T>(result: Result<T, Self>) -> Result<Option<T>, Self> {
        match result {
            Ok(found) => Ok(Some(found)),
            Err(failure) if matches!(*failure.0, Error::NotFound(_)) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    fn message(&self) -> String {
        match &*self.0 {
            Error::Internal(_) => "internal error".to_owned(),
            Error::InvalidInput(fields) => {
                let fields: Vec<_> = fields
                    .iter()
                    .map(|field| format!("{} {}", field.path, field.message))
                    .collect();
                fields.join("; ")
            }
            other => other.to_string(),
        }
    }

    fn code(&self) -> &'static str {
        match *self.0 {
            Error::Unauthenticated(_) => "UNAUTHENTICATED",
            Error::Forbidden(_) => "FORBIDDEN",
            Error::NotFound(_) => "NOT_FOUND",
            Error::InvalidInput(_) => "INVALID_INPUT",
            Error::Conflict { .. } => "CONFLICT",
            Error::LimitExceeded(_) => "LIMIT_EXCEEDED",
            Error::PreconditionFailed(_) | Error::StepUp(_) => "PRECONDITION_FAILED",
            Error::Unavailable(_)
            | Error::Outdated
            | Error::ClockOff { .. }
            | Error::Internal(_) => "INTERNAL",
        }
    }

    /// Why the caller was refused; `None` if it is no matter of the caller's authority.
    fn reason(&self) -> Option<Reason> {
        match &*self.0 {
            Error::Unauthenticated(refusal) => Some(refusal.into()),
            Error::Forbidden(_) => Some(Reason::Forbidden),
            Error::LimitExceeded(_) => Some(Reason::LimitExceeded),
            Error::NotFound(_)
            | Error::InvalidInput(_)
            | Error::Conflict { .. }
            | Error::PreconditionFailed(_)
            | Error::StepUp(_)
            | Error::Unavailable(_)
            | Error::Outdated
            | Error::ClockOff { .. }
            | Error::Internal(_) => None,
        }
    }

    /// The cause of a fault of the server or the database, for the log only.
    fn fault(&self) -> Option<String> {
        match &*self.0 {
            Error::Unavailable(cause) => Some(format!("the database is not available: {cause}")),
            Error::Internal(cause) => Some(cause.clone()),
            _ => None,
        }
    }

    /// The error's `extensions`, which the client gets besides the message.
    fn extend(&self, extensions: &mut ErrorExtensionValues, request_id: &str) {
        extensions.set("code", self.code());

        match &*self.0 {
            Error::Unauthenticated(refusal) => extensions.set("reason", refusal.reason()),
            Error::StepUp(_) => extensions.set("reason", STEP_UP),
            Error::InvalidInput(fields) => extensions.set("fields", field_values(fields)),
            Error::Conflict { field: Some(field), message } => {
                let field = FieldError::of_input(field, message);
                extensions.set("fields", field_values(&[field]));
            }
            Error::Unavailable(_)
            | Error::Outdated
            | Error::ClockOff { .. }
            | Error::Internal(_) => {
                extensions.set("requestId", request_id);
            }
            _ => {}
        }
    }
}

fn field_values(fields: &[FieldError]) -> Value {
    let fields =
        fields.iter().map(|field| value!({ "path": field.path, "message": field.message }));
    Value::List(fields.collect())
}

/// Why a call was refused, by the first of its errors that refuses; `None` if none does.
pub(crate) fn refused(errors: &[ServerError]) -> Option<Reason> {
    errors.iter().filter_map(|error| error.source::<Failure>()).find_map(Failure::reason)
}

/// Logs the faults behind the errors of one request: one line, with the first of them and their
/// number, however many fields failed.
pub(crate) fn log(errors: &[ServerError]) {
    let failures = errors.iter().filter_map(|error| error.source::<Failure>());
    let mut faults = failures.filter_map(Failure::fault);
    if let Some(cause) = faults.next() {
        let fields = faults.count() + 1;
        tracing::error!(%cause, fields, "fields could not be answered");
    }
}

/// The reason of the first error by which the actor was refused something.
pub(crate) fn refusal_reason(errors: &[ServerError]) -> Option<&'static str> {
    errors.iter().find_map(|error| error.source::<Failure>()?.refusal_reason())
}

/// Completes an error with its code. An error without a [`Failure`] comes from the library: the
/// document does not match the schema, or a limit was exceeded.
pub(crate) fn complete(error: &mut ServerError, request_id: &str) {
    let mut extensions = error.extensions.take().unwrap_or_default();
    if let Some(failure) = error.source::<Failure>() {
        failure.extend(&mut extensions, request_id);
    } else if extensions.get("code").is_none() {
        complete_library_error(error, &mut extensions);
    }
    error.extensions = Some(extensions);
}

fn complete_library_error(error: &mut ServerError, extensions: &mut ErrorExtensionValues) {
    if &*error.message == "Query is nested too deep." {
        extensions.set("code", "LIMIT_EXCEEDED");
        return;
    }
    extensions.set("code", "INVALID_INPUT");
    error.message = harmless::message(&error.message);
    if let Some((path, message)) = wrong_argument(&error.message) {
        extensions.set("fields", value!([{ "path": path, "message": message }]));
    }
}

/// Parses `Invalid value for argument "input.expiresAt", expected …`.
fn wrong_argument(message: &str) -> Option<(&str, &str)> {
    message.strip_prefix("Invalid value for argument \"")?.split_once("\", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(mut error: ServerError) -> serde_json::Value {
        complete(&mut error, "req-1");
        serde_json::to_value(error).expect("JSON")
    }

    fn of(error: Error) -> serde_json::Value {
        let error: async_graphql::Error = Failure::from(error).into();
        completed(error.into_server_error(async_graphql::Pos::default()))
    }

    #[test]
    fn nothing_of_an_internal_error_goes_out_but_the_request_id() {
        let error = of(Error::Internal("password=hunter2".into()));
        assert_eq!(error["message"], "internal error");
        assert_eq!(error["extensions"]["code"], "INTERNAL");
        assert_eq!(error["extensions"]["requestId"], "req-1");
        assert!(!error.to_string().contains("hunter2"));
    }

    #[test]
    fn an_authority_that_has_ended_is_unauthenticated_and_says_why() {
        let error = of(Error::Unauthenticated(keyplane_auth::AdminTokenRefusal::KeyRevoked));
        assert_eq!(error["extensions"]["code"], "UNAUTHENTICATED");
        assert_eq!(error["extensions"]["reason"], "KEY_REVOKED");
    }

    #[test]
    fn a_wrong_argument_is_named() {
        let error = of(Error::input("slug", "must be short"));
        assert_eq!(error["message"], "input.slug must be short");
        assert_eq!(error["extensions"]["fields"][0]["path"], "input.slug");
        let message = r#"Invalid value for argument "input.expiresAt", expected type "DateTime""#;
        let error = completed(ServerError::new(message, None));
        assert_eq!(error["extensions"]["code"], "INVALID_INPUT");
        assert_eq!(error["extensions"]["fields"][0]["path"], "input.expiresAt");
    }

    #[test]
    fn a_value_in_the_wrong_place_is_not_repeated() {
        let message = r#"Expected input type "String", found ["-----BEGIN PRIVATE KEY-----"]."#;
        let error = completed(ServerError::new(message, None));
        assert!(!error.to_string().contains("PRIVATE"));
    }

    #[test]
    fn a_document_that_asks_for_too_much_exceeds_a_limit() {
        let error = completed(ServerError::new("Query is nested too deep.", None));
        assert_eq!(error["extensions"]["code"], "LIMIT_EXCEEDED");
    }
}
