//! The effective scopes of a token at an API.

use bytes::Bytes;
use keyplane_entity::scope_name::ScopeNames;

use crate::known::ApiFacts;

/// The effective scopes at an API, space-separated: those that the access token, the grant and the
/// API have in common. A JWT that the application signed itself does not limit them.
pub(crate) fn scope_at(api: &ApiFacts, given: Option<&Bytes>, granted: &ScopeNames) -> Bytes {
    let counts = |name: &&str| granted.contains(name) && api.scopes.contains(name);
    let Some(given) = given else {
        return joined(granted.0.iter().map(String::as_str).filter(counts));
    };
    let names = std::str::from_utf8(given).unwrap_or_default();
    // Usually every scope counts, and the text can be reused.
    if names.split(' ').all(|name| counts(&name)) {
        return given.clone();
    }
    joined(names.split(' ').filter(counts))
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> Bytes {
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(name);
    }
    Bytes::from(text)
}
