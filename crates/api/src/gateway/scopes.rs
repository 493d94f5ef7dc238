//! The scopes that a route demands. In both places `+` and `%20` stand between two names and `%2B`
//! is a plus in a name. What is no name of a scope, and a demand that is there and empty, is
//! nothing that can be met: an operator's variable may have come out empty.

use std::borrow::Cow;

use keyplane_entity::scope_name::is_scope_name;

use crate::oauth::form;

/// The most names in one demand; an API has at most half as many.
const MAX_SCOPES: usize = 200;

/// Those of a segment of the path.
pub(super) fn of_segment(segment: &str) -> Option<Vec<Cow<'_, str>>> {
    let mut scopes = Vec::new();
    add(segment, &mut scopes)?;
    Some(scopes)
}

/// Those of each `scope` in a query; other parameters are the client's own.
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

/// Unescapes a text and adds its names; `None` where one is none, or there is none.
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
