//! Forms of the OAuth endpoints.

use std::collections::BTreeMap;

use keyplane_api::probe;

/// The parameters that may stand only once.
const SINGLE: [&str; 15] = [
    "grant_type",
    "assertion",
    "scope",
    "subject_token",
    "subject_token_type",
    "requested_token_type",
    "actor_token",
    "actor_token_type",
    "audience",
    "token",
    "token_type_hint",
    "client_id",
    "client_secret",
    "client_assertion",
    "client_assertion_type",
];

/// Any body is read or refused. What is read is what another reader of forms reads, and no parameter
/// has two values, of which different programs could take different ones.
pub fn oauth_form(data: &[u8]) {
    let Ok(read) = probe::oauth_form(data) else { return };

    let mut expected: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in url::form_urlencoded::parse(data) {
        let known = SINGLE.contains(&&*name) || name == "resource";
        if known && !value.is_empty() {
            expected.entry(name.into_owned()).or_default().push(value.into_owned());
        }
    }
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in read {
        found.entry(name.to_owned()).or_default().push(value);
    }
    assert_eq!(found, expected);
    for name in SINGLE {
        assert!(found.get(name).is_none_or(|values| values.len() == 1), "{name} is repeated");
    }
}
