//! The two cookies of sign-in. The prefix `__Host-` lets no other host and no other path set them.

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};

/// A cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignInCookie {
    /// Binds one sign-in to the browser. The provider's page brings the browser back, which `Strict`
    /// would not let through.
    Attempt,
    /// Names a session. Only the portal's own requests carry it.
    Session,
}

impl SignInCookie {
    fn name(self) -> &'static str {
        match self {
            Self::Attempt => "__Host-keyplane-sign-in",
            Self::Session => "__Host-keyplane-session",
        }
    }

    fn same_site(self) -> &'static str {
        match self {
            Self::Attempt => "Lax",
            Self::Session => "Strict",
        }
    }

    /// The cookie's value in a request; `None` if there is none, or more than one.
    pub(super) fn of(self, headers: &HeaderMap) -> Option<String> {
        let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == self.name()).then_some(value)
        });
        let mut found = pairs.fuse();
        match (found.next(), found.next()) {
            (Some(value), None) => Some(value.to_owned()),
            (Some(_), Some(_)) | (None, _) => None,
        }
    }

    /// `Set-Cookie` for a value.
    pub(super) fn set(self, value: &str, seconds: i64) -> Option<HeaderValue> {
        let (name, same_site) = (self.name(), self.same_site());
        let text = format!(
            "{name}={value}; Path=/; Secure; HttpOnly; SameSite={same_site}; Max-Age={seconds}"
        );
        let mut header = HeaderValue::from_str(&text).ok()?;
        header.set_sensitive(true);
        Some(header)
    }

    /// `Set-Cookie` that removes the cookie.
    pub(super) fn remove(self) -> Option<HeaderValue> {
        self.set("", 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_read_once_and_by_its_whole_name() {
        let read = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(COOKIE, HeaderValue::from_static(value));
            }
            SignInCookie::Session.of(&headers)
        };

        assert_eq!(read(&["a=b; __Host-keyplane-session=x; c=d"]).as_deref(), Some("x"));
        for bad in [
            &[][..],
            &["__Host-keyplane-sessions=x"],
            &["keyplane-session=x"],
            &["__host-keyplane-session=x"],
            &["__Host-keyplane-session=x; __Host-keyplane-session=y"],
            &["__Host-keyplane-session=x", "__Host-keyplane-session=y"],
        ] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }
}
