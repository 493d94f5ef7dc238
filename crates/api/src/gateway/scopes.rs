//! The scopes that a route requires. In the path and in the query, `+` and `%20` separate two names
//! and `%2B` is a plus sign in a name. An invalid scope name, or an empty list, is never satisfied:
//! an operator's variable may have been empty.

use std::borrow::Cow;

use keyplane_entity::scope_name::is_scope_name;

use crate::oauth::form;

/// Maximum number of names in a list; an API has at most half as many.
const MAX_SCOPES: usize = 200;

/// Scopes of a path segment; `None` if it cannot be satisfied.
pub(super) fn of_segment(segment: &str) -> Option<Vec<Cow<'_, str>>> {
    let mut scopes = Vec::new();
    add(segment, &mut scopes)?;
    Some(scopes)
}

/// Scopes of all `scope` parameters of a query; other parameters belong to the client.
pub(super) fn of_query(query: &str) -> Option<Vec<Cow<'_, str>>> {
    let mut scopes = Vec::new();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if form::decode(name.as_bytes()).is_some_and(|name| name == "scope") {
            add(value, &mut scopes)?;
        }
    }
    Some(scopes)
}

/// Unescapes a text and adds its names; `None` if a name is invalid or the text has none.
fn add<'t>(text: &'t str, scopes: &mut Vec<Cow<'t, str>>) -> Option<()> {
    let mut add = |name: Cow<'t, str>| {
        scopes.push(name);
        (scopes.len() <= MAX_SCOPES).then_some(())
    };
    match form::decode(text.as_bytes())? {
        Cow::Borrowed(name) => {
            is_scope_name(name).then_some(())?;
            add(Cow::Borrowed(name))
        }
        Cow::Owned(names) => names.split(' ').try_for_each(|name| {
            is_scope_name(name).then_some(())?;
            add(Cow::Owned(name.to_owned()))
        }),
    }
}
