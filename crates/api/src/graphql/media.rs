//! Media types of a GraphQL request (the GraphQL over HTTP specification).

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{
        HeaderMap, HeaderValue,
        header::{ACCEPT, CONTENT_TYPE},
        request::Parts,
    },
};

use crate::http::refusal::JSON;

const GRAPHQL_JSON: &str = "application/graphql-response+json";

/// The media type of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnswerType {
    /// `application/json`: status 200 for every well-formed request.
    Json,
    /// `application/graphql-response+json`: status 400 for a request that cannot run.
    GraphqlJson,
}

impl AnswerType {
    /// The media type that `Accept` selects: the GraphQL type if it is listed with at least the
    /// quality of plain JSON.
    pub(crate) fn wanted(headers: &HeaderMap) -> Self {
        let (mut new, mut plain) = (None, None);
        let values = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
        for range in values.flat_map(|value| value.split(',')) {
            let (name, quality) = parse_range(range);
            if name.eq_ignore_ascii_case(GRAPHQL_JSON) {
                new = new.max(Some(quality));
            } else if name.eq_ignore_ascii_case("application/json") {
                plain = plain.max(Some(quality));
            }
        }
        match new {
            Some(quality) if quality > 0 && Some(quality) >= plain => Self::GraphqlJson,
            _ => Self::Json,
        }
    }

    /// The value of `Content-Type`.
    pub(crate) fn header(self) -> HeaderValue {
        match self {
            Self::Json => JSON,
            Self::GraphqlJson => {
                HeaderValue::from_static("application/graphql-response+json; charset=utf-8")
            }
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for AnswerType {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::wanted(&parts.headers))
    }
}

/// A media range and its quality in thousandths (RFC 9110 section 12.5.1); 0 if the quality is
/// invalid.
fn parse_range(range: &str) -> (&str, u16) {
    let mut parts = range.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let quality = parts
        .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
        .map_or(1000, |quality| thousandths(quality).unwrap_or(0));
    (name, quality)
}

fn thousandths(quality: &str) -> Option<u16> {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    if fraction.len() > 3 || !matches!(whole, "0" | "1") {
        return None;
    }
    let digits: u16 = format!("{whole}{fraction:0<3}").parse().ok()?;
    (digits <= 1000).then_some(digits)
}

/// Whether `Content-Type` is `application/json`, in UTF-8 if it names a charset.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let mut parts = value.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim())
    });
    is_json && charset.is_none_or(is_utf_8)
}

/// Whether a charset's name, quoted or not, means UTF-8 or its subset ASCII (IANA registry of
/// character sets).
fn is_utf_8(charset: &str) -> bool {
    let charset = charset.trim_matches(['"', '\'']);
    let known = ["utf-8", "utf8", "utf_8", "csutf8", "us-ascii", "ascii", "iso646-us"];
    known.iter().any(|name| charset.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(accept: &str) -> AnswerType {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_str(accept).expect("a header"));
        AnswerType::wanted(&headers)
    }

    #[test]
    fn the_new_media_type_is_given_where_it_is_asked_for() {
        assert_eq!(AnswerType::wanted(&HeaderMap::new()), AnswerType::Json);
        for accept in [
            "application/graphql-response+json",
            "application/graphql-response+json, application/json;q=0.9",
            "application/json, application/graphql-response+json",
            "text/html, Application/GraphQL-Response+JSON; charset=utf-8; q=0.5",
        ] {
            assert_eq!(wanted(accept), AnswerType::GraphqlJson, "{accept}");
        }

        for accept in [
            "*/*",
            "application/json",
            "application/json, application/graphql-response+json;q=0.9",
            "application/graphql-response+json;q=0",
            "application/graphql-response+json;q=oops",
            "",
        ] {
            assert_eq!(wanted(accept), AnswerType::Json, "{accept}");
        }
    }

    #[test]
    fn the_body_must_be_json_in_utf_8_by_any_of_its_names() {
        let check = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(value));
            is_json(&headers)
        };

        for good in [
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/json;charset=\"utf-8\"",
            "application/json;charset=utf8",
            "application/json; charset=\"UTF8\"",
            "application/json; charset = 'utf-8' ",
            "application/json; profile=x; Charset=US-ASCII",
            "application/json; charset=ascii",
        ] {
            assert!(check(good), "{good}");
        }

        for bad in [
            "",
            "text/plain",
            "application/jsonp",
            "multipart/form-data; boundary=x",
            "application/json; charset=latin1",
            "application/json; charset=utf-16",
            "application/json; charset=",
        ] {
            assert!(!check(bad), "{bad}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }
}
