//! The HTTP part of a request to an OAuth endpoint: a POST of a form.
//!
//! axum's `Form` would let parameters repeat and bodies come slowly, and would refuse in plain text.

use axum::{
    extract::{FromRequest, FromRequestParts as _, Request},
    http::{
        HeaderMap, StatusCode,
        header::{AUTHORIZATION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

use crate::http::{
    body::{self, BodyFault, ReceivedBody},
    refusal,
    slug::Slug,
};

/// Maximum length of a request body, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// A request whose body was read.
pub(super) struct Call {
    /// The project's slug.
    pub(super) slug: String,
    pub(super) headers: HeaderMap,
    pub(super) body: ReceivedBody,
}

/// Why a request was refused before its parameters were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The path is invalid.
    Path,
    /// The `Content-Type` is not a form.
    MediaType,
    /// The body was not received completely.
    Body(BodyFault),
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let (mut parts, body) = request.into_parts();
        let slug = Slug::from_request_parts(&mut parts, state).await;
        let Slug(slug) = slug.map_err(|_| Fault::Path)?;
        if !is_form(&parts.headers) {
            return Err(Fault::MediaType);
        }
        let body = body::read(&parts.headers, body, MAX_BODY).await.map_err(Fault::Body)?;
        Ok(Self { slug, headers: parts.headers, body })
    }
}

impl Call {
    /// Whether the request has an `Authorization` header.
    pub(super) fn tried_header(&self) -> bool {
        self.headers.contains_key(AUTHORIZATION)
    }
}

impl IntoResponse for Fault {
    /// The response, in the form of RFC 6749 section 5.2.
    fn into_response(self) -> Response {
        let (status, description) = match self {
            Self::Path => return refusal::not_found(),
            Self::MediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "send the parameters as application/x-www-form-urlencoded",
            ),
            Self::Body(BodyFault::TooLarge) => {
                (StatusCode::PAYLOAD_TOO_LARGE, "the body is longer than 64 KiB")
            }
            Self::Body(BodyFault::Timeout) => {
                (StatusCode::REQUEST_TIMEOUT, "the body did not come in time")
            }
            Self::Body(BodyFault::Broken) => (StatusCode::BAD_REQUEST, "the body broke off"),
        };
        refusal::refuse(status, "invalid_request", description)
    }
}

/// Whether `Content-Type` is a form, with any parameters (RFC 6749 appendix B).
fn is_form(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return false };
    let value = value.as_bytes();
    let end = value.iter().position(|&byte| byte == b';').unwrap_or(value.len());
    value[..end].trim_ascii().eq_ignore_ascii_case(b"application/x-www-form-urlencoded")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_form_says_so_once_in_any_case() {
        let check = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(CONTENT_TYPE, HeaderValue::from_static(value));
            }
            is_form(&headers)
        };
        let form = "application/x-www-form-urlencoded";

        for good in [
            form,
            "Application/X-WWW-Form-Urlencoded ; charset=UTF-8",
            "application/x-www-form-urlencoded;charset=utf8",
            "application/x-www-form-urlencoded; charset=\"us-ascii\"",
        ] {
            assert!(check(&[good]), "{good}");
        }

        for bad in [&[][..], &[""], &["application/json"], &["text/plain; a=b"], &[form, form]] {
            assert!(!check(bad), "{bad:?}");
        }
    }

    #[test]
    fn each_fault_has_its_status_and_no_cache_keeps_the_answer() {
        for (fault, status) in [
            (Fault::Path, 404),
            (Fault::MediaType, 415),
            (Fault::Body(BodyFault::TooLarge), 413),
            (Fault::Body(BodyFault::Timeout), 408),
            (Fault::Body(BodyFault::Broken), 400),
        ] {
            let answer = fault.into_response();
            assert_eq!(answer.status(), status, "{fault:?}");
            assert_eq!(answer.headers()["cache-control"], "no-store", "{fault:?}");
        }
    }
}
