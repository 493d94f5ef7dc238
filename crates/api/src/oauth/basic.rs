//! A client's ID and secret in the `Authorization` header (RFC 6749 section 2.3.1).

use axum::http::{HeaderMap, header::AUTHORIZATION};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use keyplane_control::OAuthError;
use secrecy::SecretString;
use zeroize::Zeroizing;

use super::form::decode;

/// The ID and the secret of `Authorization: Basic`, each decoded from form-urlencoding; `None`
/// without the header.
pub(super) fn read(headers: &HeaderMap) -> Result<Option<(String, SecretString)>, OAuthError> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(OAuthError::InvalidRequest("the Authorization header is repeated".into()));
    }
    let malformed = || {
        OAuthError::InvalidClient(
            "the Authorization header must be Basic with client_id:client_secret".into(),
        )
    };
    parse(value.as_bytes()).map(Some).ok_or_else(malformed)
}

fn parse(value: &[u8]) -> Option<(String, SecretString)> {
    let (scheme, rest) = value.split_at_checked(5)?;
    if !scheme.eq_ignore_ascii_case(b"basic") || !rest.starts_with(b" ") {
        return None;
    }
    let pair = Zeroizing::new(STANDARD.decode(rest.trim_ascii()).ok()?);
    let colon = pair.iter().position(|&byte| byte == b':')?;
    let id = decode(&pair[..colon])?.into_owned();
    let secret = SecretString::from(decode(&pair[colon + 1..])?.into_owned());
    Some((id, secret))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use secrecy::ExposeSecret as _;

    use super::*;

    fn read_all(values: &[String]) -> Result<Option<(String, String)>, OAuthError> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_str(value).expect("a header"));
        }
        let read = read(&headers)?;
        Ok(read.map(|(id, secret)| (id, secret.expose_secret().to_owned())))
    }

    fn basic(pair: &str) -> String {
        format!("Basic {}", STANDARD.encode(pair))
    }

    #[test]
    fn id_and_secret_are_form_decoded() {
        for (pair, id, secret) in [
            ("app:s", "app", "s"),
            ("a%3Ab:c%2Bd+e:f", "a:b", "c+d e:f"),
            ("app:", "app", ""),
            (":s", "", "s"),
        ] {
            let found = read_all(&[basic(pair)]).expect("a pair");
            assert_eq!(found, Some((id.to_owned(), secret.to_owned())), "{pair}");
        }
        let lower = basic("app:s").replace("Basic", "bAsIC  ");
        assert!(read_all(&[lower]).expect("a pair").is_some());
        assert!(read_all(&[]).expect("no pair").is_none());
    }

    #[test]
    fn another_scheme_and_a_malformed_pair_are_a_failed_authentication() {
        for value in ["Bearer a", "Basic", "Basic ", "Basic !", "Basicx", "Basic YXBw"] {
            let refused = read_all(&[value.to_owned()]);
            assert!(matches!(refused, Err(OAuthError::InvalidClient(_))), "{value}");
        }
        let refused = read_all(&[basic("app:%zz")]);
        assert!(matches!(refused, Err(OAuthError::InvalidClient(_))));
    }

    #[test]
    fn two_headers_are_an_invalid_request() {
        let refused = read_all(&[basic("app:s"), basic("app:s")]);
        assert!(matches!(refused, Err(OAuthError::InvalidRequest(_))));
    }
}
