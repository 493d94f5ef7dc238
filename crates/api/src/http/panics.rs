//! The answer to a request whose handler panicked.

use std::any::Any;

use axum::{http::StatusCode, response::Response};

use super::{observe::Surface, refusal};

/// Makes the Admin API's answer with a status for the request with an ID.
pub(crate) type AdminAnswer = fn(StatusCode, &str) -> Response;

/// The text of a panic, for the log.
pub(super) fn cause_of(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a text")
}

pub(super) fn after_panic(
    cause: &str,
    surface: Surface,
    request_id: &str,
    admin: AdminAnswer,
) -> Response {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    let response = match surface {
        Surface::Admin => {
            tracing::error!(cause, "a handler panicked");
            return admin(status, request_id);
        }
        Surface::Public => refusal::refuse(status, "server_error", "internal error"),
        Surface::Gateway => refusal::refuse(
            StatusCode::SERVICE_UNAVAILABLE,
            "temporarily_unavailable",
            "it cannot be decided now, try again",
        ),
    };

    refusal::with_cause(response, format_args!("a handler panicked: {cause}"))
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use axum::response::IntoResponse as _;

    use super::*;
    use crate::http::refusal::Cause;

    fn cause(panics: fn()) -> String {
        let panic = catch_unwind(panics).expect_err("a panic");
        cause_of(&*panic).to_owned()
    }

    #[test]
    fn a_panic_is_answered_with_its_cause_for_the_log_only() {
        assert_eq!(cause(|| panic!("one")), "one");
        assert_eq!(cause(|| panic!("{}", 2)), "2");

        for (surface, status) in
            [(Surface::Admin, 500), (Surface::Public, 500), (Surface::Gateway, 503)]
        {
            let admin: AdminAnswer = |status, _| (status, "").into_response();
            let response = after_panic("hunter2", surface, "req-1", admin);
            assert_eq!(response.status(), status, "{surface:?}");
            let cause = response.extensions().get::<Cause>().map(|Cause(cause)| cause.clone());
            assert_eq!(cause.is_some(), surface != Surface::Admin, "{surface:?}");
        }
    }
}
