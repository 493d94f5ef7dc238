//! What the identifier of an API says of the protected resource (RFC 9728): where clients find its
//! metadata document. Nothing here looks at a request.

use std::borrow::Cow;

use url::Url;

use crate::paths::WELL_KNOWN_RESOURCE;

/// The identifier of an API, where it is an https URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProtectedResource<'a> {
    /// Scheme, host and port, as they are written.
    origin: &'a str,
    /// Path and query, as they are written; empty if the URL has neither.
    rest: &'a str,
}

impl<'a> ProtectedResource<'a> {
    /// The protected resource of an identifier; `None` for another URI than an https URL, and for one
    /// with a user name, which clients do not send on.
    pub fn of(identifier: &'a str) -> Option<Self> {
        let (origin, rest) = split(identifier)?;
        let (scheme, authority) = origin.split_once("://")?;
        let is_plain = !authority.contains('@') && Url::parse(identifier).is_ok();
        (scheme.eq_ignore_ascii_case("https") && is_plain).then_some(Self { origin, rest })
    }

    /// The URL at which the protected resource serves its metadata document (RFC 9728 section 3.1): a
    /// path of `/` alone is left out.
    pub fn metadata_url(&self) -> String {
        let Self { origin, rest } = self;
        let rest = match rest.strip_prefix('/') {
            Some(tail) if tail.is_empty() || tail.starts_with('?') => tail,
            Some(_) | None => rest,
        };
        format!("{origin}{WELL_KNOWN_RESOURCE}{rest}")
    }

    /// The path of [`Self::metadata_url`], without the query.
    pub fn metadata_path(&self) -> String {
        let path = self.rest.split('?').next().unwrap_or_default();
        format!("{WELL_KNOWN_RESOURCE}{}", if path == "/" { "" } else { path })
    }
}

/// The other spelling of a URI without a path, with or without a final slash (RFC 3986 section 6.2.3):
/// clients that parse a URL add the slash. `None` for a URI with a path or a query.
pub(crate) fn respelled(uri: &str) -> Option<Cow<'_, str>> {
    match split(uri)? {
        (_, "") => Some(Cow::Owned(format!("{uri}/"))),
        (origin, "/") => Some(Cow::Borrowed(origin)),
        _ => None,
    }
}

/// A URI with an authority, cut behind that.
fn split(uri: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = uri.split_once("://")?;
    let authority = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    (authority > 0).then(|| uri.split_at(scheme.len() + "://".len() + authority))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(identifier: &str) -> Option<(String, String)> {
        let resource = ProtectedResource::of(identifier)?;
        Some((resource.metadata_url(), resource.metadata_path()))
    }

    #[test]
    fn the_well_known_part_stands_between_host_and_path() {
        for (identifier, url, path) in [
            ("https://a.example", "https://a.example/.well-known/oauth-protected-resource", ""),
            ("https://a.example/", "https://a.example/.well-known/oauth-protected-resource", ""),
            (
                "https://a.example/mcp",
                "https://a.example/.well-known/oauth-protected-resource/mcp",
                "/mcp",
            ),
            (
                "https://a.example/mcp/",
                "https://a.example/.well-known/oauth-protected-resource/mcp/",
                "/mcp/",
            ),
            (
                "https://a.example:8443/a/b?c=d/e",
                "https://a.example:8443/.well-known/oauth-protected-resource/a/b?c=d/e",
                "/a/b",
            ),
            (
                "https://a.example/?c=d",
                "https://a.example/.well-known/oauth-protected-resource?c=d",
                "",
            ),
            (
                "https://a.example?c=d",
                "https://a.example/.well-known/oauth-protected-resource?c=d",
                "",
            ),
            (
                "HTTPS://A.Example/M",
                "HTTPS://A.Example/.well-known/oauth-protected-resource/M",
                "/M",
            ),
            (
                "https://[::1]:8443/m",
                "https://[::1]:8443/.well-known/oauth-protected-resource/m",
                "/m",
            ),
        ] {
            let path = format!("/.well-known/oauth-protected-resource{path}");
            assert_eq!(metadata(identifier), Some((url.to_owned(), path)), "{identifier}");
        }
    }

    #[test]
    fn only_an_https_url_has_a_metadata_document() {
        for identifier in [
            "",
            "urn:orders",
            "http://a.example/mcp",
            "api://orders",
            "https:a.example",
            "https:/a.example",
            "https:///a.example",
            "https://user@a.example/",
            "https://a.example:port/",
            "https://?a",
        ] {
            assert_eq!(ProtectedResource::of(identifier), None, "{identifier}");
        }
    }

    #[test]
    fn only_a_uri_without_a_path_has_another_spelling() {
        for (one, other) in [
            ("https://a.example", "https://a.example/"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000/"),
            ("api://orders", "api://orders/"),
        ] {
            assert_eq!(respelled(one).as_deref(), Some(other));
            assert_eq!(respelled(other).as_deref(), Some(one));
        }

        for uri in [
            "",
            "urn:orders",
            "urn:orders/",
            "https://a/b",
            "https://a/b/",
            "https://a?b",
            "https://a//",
            "https://",
        ] {
            assert_eq!(respelled(uri), None, "{uri}");
        }
    }
}
