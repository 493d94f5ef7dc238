//! The path of a gateway check: the API and the required scopes that it names.

use std::borrow::Cow;

use axum::http::Uri;
use keyplane_control::paths::{APIS, ISSUERS, RESOURCE_METADATA, VERIFY};
use keyplane_entity::slug::is_in_form;

use super::scopes;

/// The API that a path names, and the scopes that the route requires.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ProtectedRoute<'u> {
    /// The project's slug.
    pub(super) slug: &'u str,
    /// The API's name.
    pub(super) api: &'u str,
    /// The scopes that the route requires.
    pub(super) scopes: Vec<Cow<'u, str>>,
}

/// The project's slug and the API's name in the path of a resource metadata document, which stands
/// beside the check. Nothing may follow, so that a client's path behind `verify` never leads here.
pub(super) fn resource_metadata(uri: &Uri) -> Option<(&str, &str)> {
    let path = uri.path().strip_suffix(RESOURCE_METADATA)?.strip_suffix('/')?;
    let mut segments = path.strip_prefix(ISSUERS)?.split('/');
    let slug = segments.next().filter(|slug| is_in_form(slug))?;
    segments.next().filter(|word| *word == APIS)?;
    let api = segments.next().filter(|name| is_in_form(name))?;
    segments.next().is_none().then_some((slug, api))
}

impl<'u> ProtectedRoute<'u> {
    /// Parses a path from the left, segment by segment. Only the scopes are unescaped, nothing is
    /// normalized, and everything after `verify` is ignored: some gateways append the client's
    /// path. If the path names scopes, the query is ignored, because some gateways forward the
    /// client's query.
    pub(super) fn of(uri: &'u Uri) -> Option<Self> {
        let mut segments = uri.path().strip_prefix(ISSUERS)?.split('/');
        let slug = segments.next().filter(|slug| is_in_form(slug))?;
        segments.next().filter(|word| *word == APIS)?;
        let api = segments.next().filter(|name| is_in_form(name))?;
        let scopes = match segments.next()? {
            VERIFY => scopes::of_query(uri.query().unwrap_or_default())?,
            "scopes" => {
                let scopes = scopes::of_segment(segments.next()?)?;
                segments.next().filter(|word| *word == VERIFY)?;
                scopes
            }
            _ => return None,
        };
        Some(Self { slug, api, scopes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(uri: &str) -> Option<Vec<String>> {
        let uri: Uri = uri.parse().ok()?;
        let route = ProtectedRoute::of(&uri)?;
        assert_eq!((route.slug, route.api), ("acme", "orders"), "{uri}");
        Some(route.scopes.into_iter().map(Cow::into_owned).collect())
    }

    #[test]
    fn only_the_whole_path_names_a_metadata_document() {
        let named = |uri: &str| {
            let uri: Uri = uri.parse().unwrap();
            resource_metadata(&uri).map(|(slug, api)| format!("{slug} {api}"))
        };

        let path = "/p/acme/apis/orders/oauth-protected-resource";
        assert_eq!(named(path).as_deref(), Some("acme orders"));
        assert_eq!(named(&format!("{path}?a=b")).as_deref(), Some("acme orders"));
        for uri in [
            "/p/acme/apis/orders/verify/oauth-protected-resource",
            "/p/acme/apis/orders/verify/../oauth-protected-resource",
            "/p/acme/apis/orders/scopes/a/oauth-protected-resource",
            "/p/acme/apis/orders/oauth-protected-resource/",
            "/p/acme/apis/orders/oauth-protected-resource/verify",
            "/p/acme/apis/orders/xoauth-protected-resource",
            "/p/acme/apis/orders//oauth-protected-resource",
            "/p/acme/apis/ORDERS/oauth-protected-resource",
            "/p/acme/apis/oauth-protected-resource",
            "/p/acme/orders/oauth-protected-resource",
        ] {
            assert_eq!(named(uri), None, "{uri}");
        }
    }

    #[test]
    fn both_forms_are_read_with_anything_behind() {
        let cases = [
            ("/p/acme/apis/orders/verify", &[][..]),
            ("/p/acme/apis/orders/verify/", &[]),
            ("/p/acme/apis/orders/verify/a/../b//c;d?q=1", &[]),
            ("/p/acme/apis/orders/verify/scopes/a/verify", &[]),
            ("/p/acme/apis/orders/verify?scope=a+b&scope=c%20d&x=1", &["a", "b", "c", "d"]),
            ("/p/acme/apis/orders/verify/behind?scope=a%2Bb", &["a+b"]),
            ("/p/acme/apis/orders/scopes/a/verify", &["a"]),
            ("/p/acme/apis/orders/scopes/a+b/verify/behind/verify", &["a", "b"]),
            ("/p/acme/apis/orders/scopes/a%20b/verify", &["a", "b"]),
            ("/p/acme/apis/orders/scopes/a%2Bb/verify", &["a+b"]),
            ("/p/acme/apis/orders/scopes/https:%2F%2Fx%2Fread/verify", &["https://x/read"]),
            ("/p/acme/apis/orders/scopes/verify/verify", &["verify"]),
            ("/p/acme/apis/orders/scopes/a/verify?scope=b&scope=", &["a"]),
            ("/p/acme/apis/orders/scopes/a/verify/../../../verify?scope=b", &["a"]),
        ];

        for (uri, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|&one| one.to_owned()).collect();
            assert_eq!(scopes(uri), Some(expected), "{uri}");
        }
    }

    #[test]
    fn no_trick_turns_one_form_into_the_other_or_anything_into_either() {
        let uris = [
            "/p/acme/apis/orders",
            "/p/acme/apis/orders/",
            "/p/acme/apis/orders/Verify",
            "/p/acme/apis/orders/%76erify",
            "/p/acme/apis/orders/verify%2Fx",
            "/p/acme/apis/orders/verify;x",
            "/p/acme/apis/orders//verify",
            "/p/acme/apis//orders/verify",
            "/p/acme//apis/orders/verify",
            "/p/acme/apis/orders/./verify",
            "/p/acme/apis/x/../orders/verify",
            "/p/acme/apis/ORDERS/verify",
            "/p/acme/apis/order%73/verify",
            "/p/acme/apis/orders%2Fverify",
            "/p/Acme/apis/orders/verify",
            "/p/acme/apis/orders/scopes",
            "/p/acme/apis/orders/scopes/verify",
            "/p/acme/apis/orders/scopes//verify",
            "/p/acme/apis/orders/scopes/../verify",
            "/p/acme/apis/orders/scopes/../verify/verify",
            "/p/acme/apis/orders/scopes/%2e%2E/verify",
            "/p/acme/apis/orders/scopes/a+./verify",
            "/p/acme/apis/orders/scopes/+/verify",
            "/p/acme/apis/orders/scopes/a+/verify",
            "/p/acme/apis/orders/scopes/a++b/verify",
            "/p/acme/apis/orders/scopes/%20/verify",
            "/p/acme/apis/orders/scopes/a/b/verify",
            "/p/acme/apis/orders/scopes/a//verify",
            "/p/acme/apis/orders/scopes/a/../verify",
            "/p/acme/apis/orders/scopes/a/%2e%2e/verify",
            "/p/acme/apis/orders/scopes/a%2/verify",
            "/p/acme/apis/orders/scopes/a%zz/verify",
            "/p/acme/apis/orders/scopes/a%22/verify",
            "/p/acme/apis/orders/scopes/a%00/verify",
            "/p/acme/apis/orders/scopes/%C3%A9/verify",
            "/p/acme/apis/orders/verify?scope=",
            "/p/acme/apis/orders/verify?scope",
            "/p/acme/apis/orders/verify?scope=+",
            "/p/acme/apis/orders/verify?scope=%zz",
            "/p/acme/apis/orders/verify?scope=%22",
            "/p/acme/apis/orders/verify?sc%6fpe=%ff",
        ];

        for uri in uris {
            assert_eq!(scopes(uri), None, "{uri}");
        }
    }
}
