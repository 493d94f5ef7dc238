//! The parameters of a request, form-urlencoded (RFC 6749 appendix B).

use std::borrow::Cow;

use keyplane_control::OAuthError;
use zeroize::Zeroize as _;

/// The parameters that one of the endpoints knows; others are ignored (RFC 6749 section 3.2).
/// Each is borrowed from the body unless something in it was escaped.
#[derive(Default)]
pub(crate) struct Form<'b> {
    pub(super) grant_type: Option<Cow<'b, str>>,
    pub(super) assertion: Option<Cow<'b, str>>,
    pub(super) scope: Option<Cow<'b, str>>,
    /// Of a token exchange (RFC 8693 section 2.1), as the four below.
    pub(super) subject_token: Option<Cow<'b, str>>,
    pub(super) subject_token_type: Option<Cow<'b, str>>,
    pub(super) requested_token_type: Option<Cow<'b, str>>,
    pub(super) actor_token: Option<Cow<'b, str>>,
    pub(super) actor_token_type: Option<Cow<'b, str>>,
    /// May be repeated (RFC 8707 section 2).
    pub(super) resources: Vec<String>,
    /// May be repeated (RFC 8693 section 2.1).
    pub(super) audiences: Vec<String>,
    pub(super) token: Option<Cow<'b, str>>,
    /// Not needed: the token itself shows its kind.
    token_type_hint: Option<Cow<'b, str>>,
    pub(super) client_id: Option<Cow<'b, str>>,
    pub(super) client_secret: Option<Cow<'b, str>>,
    pub(super) client_assertion: Option<Cow<'b, str>>,
    pub(super) client_assertion_type: Option<Cow<'b, str>>,
}

/// Erases the secrets that nothing has taken, for example because the request is refused.
impl Drop for Form<'_> {
    fn drop(&mut self) {
        let secrets = [
            &mut self.assertion,
            &mut self.subject_token,
            &mut self.actor_token,
            &mut self.token,
            &mut self.client_secret,
            &mut self.client_assertion,
        ];
        for secret in secrets {
            if let Some(Cow::Owned(text)) = secret {
                text.zeroize();
            }
        }
    }
}

impl<'b> Form<'b> {
    /// Reads a body. A parameter without a value counts as absent (RFC 6749 section 3.1); a
    /// repeated one and broken escapes are refused.
    pub(crate) fn parse(body: &'b [u8]) -> Result<Self, OAuthError> {
        let mut form = Self::default();
        for pair in body.split(|&byte| byte == b'&') {
            let (name, value) = split(pair);
            let (Some(name), Some(value)) = (decode(name), decode(value)) else {
                return Err(OAuthError::InvalidRequest(
                    "the body is not form-urlencoded UTF-8".into(),
                ));
            };
            if value.is_empty() {
                continue;
            }

            if name == "resource" {
                form.resources.push(value.into_owned());
            } else if name == "audience" {
                form.audiences.push(value.into_owned());
            } else if let Some(place) = form.place(&name)
                && place.replace(value).is_some()
            {
                return Err(OAuthError::InvalidRequest(format!("{name} is repeated")));
            }
        }
        Ok(form)
    }

    /// Every parameter with its value, for [`probe`](crate::probe).
    pub(crate) fn parameters(&self) -> Vec<(&'static str, String)> {
        let single = [
            ("grant_type", &self.grant_type),
            ("assertion", &self.assertion),
            ("scope", &self.scope),
            ("subject_token", &self.subject_token),
            ("subject_token_type", &self.subject_token_type),
            ("requested_token_type", &self.requested_token_type),
            ("actor_token", &self.actor_token),
            ("actor_token_type", &self.actor_token_type),
            ("token", &self.token),
            ("token_type_hint", &self.token_type_hint),
            ("client_id", &self.client_id),
            ("client_secret", &self.client_secret),
            ("client_assertion", &self.client_assertion),
            ("client_assertion_type", &self.client_assertion_type),
        ];

        let single = single.into_iter().filter_map(|(name, value)| {
            value.as_ref().map(|value| (name, value.clone().into_owned()))
        });
        let resources = self.resources.iter().map(|value| ("resource", value.clone()));
        let audiences = self.audiences.iter().map(|value| ("audience", value.clone()));
        single.chain(resources).chain(audiences).collect()
    }

    fn place(&mut self, name: &str) -> Option<&mut Option<Cow<'b, str>>> {
        Some(match name {
            "grant_type" => &mut self.grant_type,
            "assertion" => &mut self.assertion,
            "scope" => &mut self.scope,
            "subject_token" => &mut self.subject_token,
            "subject_token_type" => &mut self.subject_token_type,
            "requested_token_type" => &mut self.requested_token_type,
            "actor_token" => &mut self.actor_token,
            "actor_token_type" => &mut self.actor_token_type,
            "token" => &mut self.token,
            "token_type_hint" => &mut self.token_type_hint,
            "client_id" => &mut self.client_id,
            "client_secret" => &mut self.client_secret,
            "client_assertion" => &mut self.client_assertion,
            "client_assertion_type" => &mut self.client_assertion_type,
            _ => return None,
        })
    }
}

fn split(pair: &[u8]) -> (&[u8], &[u8]) {
    match pair.iter().position(|&byte| byte == b'=') {
        Some(at) => (&pair[..at], &pair[at + 1..]),
        None => (pair, &[]),
    }
}

/// Decodes a form-urlencoded text; `None` if an escape is invalid or the text is not UTF-8.
pub(crate) fn decode(text: &[u8]) -> Option<Cow<'_, str>> {
    if !text.iter().any(|byte| matches!(byte, b'%' | b'+')) {
        return std::str::from_utf8(text).ok().map(Cow::Borrowed);
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(&byte) = rest.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => hex(*rest.next()?)? << 4 | hex(*rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(decoded).ok().map(Cow::Owned)
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(body: &str) -> Option<String> {
        Form::parse(body.as_bytes()).err().map(|error| error.to_string())
    }

    #[test]
    fn names_and_values_are_unescaped_and_the_rest_is_borrowed() {
        let form = Form::parse(b"grant%5Ftype=urn%3aa%3Ab&scope=a+b%20c&&client_id=x=y&unknown=1")
            .expect("a form");
        assert_eq!(form.grant_type.as_deref(), Some("urn:a:b"));
        assert_eq!(form.scope.as_deref(), Some("a b c"));
        assert!(matches!(form.client_id, Some(Cow::Borrowed("x=y"))));
    }

    #[test]
    fn a_parameter_without_a_value_is_absent() {
        let form = Form::parse(b"scope=&scope&client_id=&client_id=x&=z&").expect("a form");
        assert_eq!(form.scope, None);
        assert_eq!(form.client_id.as_deref(), Some("x"));
        assert!(Form::parse(b"").expect("a form").grant_type.is_none());
    }

    #[test]
    fn only_resource_and_audience_may_be_repeated() {
        let form =
            Form::parse(b"resource=a&audience=c+d&resource=b&unknown=1&unknown=2&audience=e")
                .expect("a form");

        assert_eq!(form.resources, ["a", "b"]);
        assert_eq!(form.audiences, ["c d", "e"]);
        for name in [
            "grant_type",
            "assertion",
            "scope",
            "subject_token",
            "subject_token_type",
            "requested_token_type",
            "actor_token",
            "actor_token_type",
            "token",
            "token_type_hint",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
        ] {
            let repeated = refusal(&format!("{name}=a&{name}=a"));
            assert_eq!(repeated, Some(format!("{name} is repeated")));
        }
    }

    #[test]
    fn broken_escapes_and_other_encodings_are_refused() {
        for body in ["scope=%", "scope=%4", "scope=%zz", "scope=%ff", "%=a", "x=%C3%28"] {
            assert!(refusal(body).is_some_and(|text| text.contains("UTF-8")), "{body}");
        }
        assert!(Form::parse(b"scope=\xff").is_err());
        let form = Form::parse("scope=%E2%82%AC\u{20ac}".as_bytes()).expect("a form");
        assert_eq!(form.scope.as_deref(), Some("\u{20ac}\u{20ac}"));
    }
}
