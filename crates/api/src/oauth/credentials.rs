//! The client credentials of a request: one method, or none.

use std::borrow::Cow;

use axum::http::HeaderMap;
use keyplane_control::{AssertionKind, Credentials, OAuthError};
use secrecy::SecretString;

use super::{basic, form::Form};

/// Takes the credentials out of a request. Two methods in one are refused (RFC 6749 section 2.3).
pub(super) fn credentials(
    headers: &HeaderMap,
    form: &mut Form<'_>,
) -> Result<Credentials, OAuthError> {
    let invalid = |text: &str| Err(OAuthError::InvalidRequest(text.into()));

    let basic = basic::read(headers)?;
    let id = form.client_id.take().map(String::from);
    let redacted = |text: Cow<'_, str>| SecretString::from(text.into_owned());
    let secret = form.client_secret.take().map(redacted);
    let assertion = form.client_assertion.take().map(redacted);
    let kind = form.client_assertion_type.take();

    match (basic, secret, assertion) {
        (None, None, None) if kind.is_some() => invalid("client_assertion is missing"),
        (None, None, None) => Ok(Credentials::None { id }),
        (Some((name, _)), None, None) if id.as_ref().is_some_and(|id| *id != name) => {
            invalid("client_id is not the one in the Authorization header")
        }
        (Some((id, secret)), None, None) => Ok(Credentials::Basic { id, secret }),
        (None, Some(secret), None) => match id {
            Some(id) => Ok(Credentials::Post { id, secret }),
            None => invalid("client_secret needs client_id beside it"),
        },
        (None, None, Some(assertion)) => match kind.as_deref() {
            Some(name) => Ok(Credentials::Assertion { assertion, kind: assertion_kind(name)?, id }),
            None => invalid("client_assertion needs client_assertion_type beside it"),
        },
        _ => invalid("two client authentication methods in one request"),
    }
}

fn assertion_kind(name: &str) -> Result<AssertionKind, OAuthError> {
    AssertionKind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
        let [jwt, svid] = AssertionKind::ALL.map(AssertionKind::name);
        OAuthError::InvalidClient(format!("client_assertion_type must be {jwt} or {svid}"))
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, header::AUTHORIZATION};

    use super::*;

    const KIND: &str =
        "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    fn read(basic: bool, body: &str) -> Result<Credentials, OAuthError> {
        let mut headers = HeaderMap::new();
        if basic {
            // app:s
            headers.insert(AUTHORIZATION, HeaderValue::from_static("Basic YXBwOnM="));
        }
        credentials(&headers, &mut Form::parse(body.as_bytes()).expect("a form"))
    }

    #[test]
    fn each_method_is_recognized() {
        assert!(matches!(read(false, ""), Ok(Credentials::None { id: None })));
        assert!(matches!(read(false, "client_id=a"), Ok(Credentials::None { id: Some(_) })));
        assert!(matches!(read(true, "client_id=app"), Ok(Credentials::Basic { .. })));
        let post = read(false, "client_id=a&client_secret=s");
        assert!(matches!(post, Ok(Credentials::Post { .. })));
        let assertion = read(false, &format!("client_assertion=x&{KIND}&client_id=a"));
        assert!(matches!(assertion, Ok(Credentials::Assertion { id: Some(_), .. })));
        let svid = read(false, &format!("client_assertion=x&{}", KIND.replace("bearer", "spiffe")));
        let kind = AssertionKind::JwtSpiffe;
        assert!(matches!(svid, Ok(Credentials::Assertion { kind: found, .. }) if found == kind));
    }

    #[test]
    fn two_methods_and_halves_of_one_are_invalid_requests() {
        for (basic, body) in [
            (true, "client_secret=s".to_owned()),
            (true, "client_id=app&client_secret=s".to_owned()),
            (true, format!("client_assertion=x&{KIND}")),
            (false, format!("client_id=a&client_secret=s&client_assertion=x&{KIND}")),
            (true, "client_id=other".to_owned()),
            (false, "client_secret=s".to_owned()),
            (false, "client_assertion=x".to_owned()),
            (false, KIND.to_owned()),
        ] {
            let refused = read(basic, &body);
            assert!(matches!(refused, Err(OAuthError::InvalidRequest(_))), "{body}");
        }
    }

    #[test]
    fn another_kind_of_assertion_is_a_failed_authentication() {
        let saml = "client_assertion=x&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:saml2-bearer";
        assert!(matches!(read(false, saml), Err(OAuthError::InvalidClient(_))));
    }
}
