//! Conditions on lists of keys.

use async_graphql::{Context, InputObject};
use keyplane_control::KeyFilter;
use keyplane_entity::key;

use super::{
    access::Access,
    enums::{KeyPurpose, KeyState},
    failure::Failure,
    order::end_within,
    scalars::DateTime,
};

/// The keys of a purpose in these states.
pub(crate) fn of_purpose(purpose: key::Purpose, states: Option<Vec<KeyState>>) -> KeyFilter {
    KeyFilter { purposes: vec![purpose], states: states_filter(states), ..KeyFilter::default() }
}

/// The states that a list is filtered by, each once; all states if empty.
pub(crate) fn states_filter(states: Option<Vec<KeyState>>) -> Vec<key::State> {
    let asked: Vec<key::State> = states.into_iter().flatten().map(Into::into).collect();
    key::State::all().filter(|state| asked.contains(state)).collect()
}

/// The purposes that a list is filtered by, each once; all purposes if empty.
pub(crate) fn purposes_filter(purposes: Option<Vec<KeyPurpose>>) -> Vec<key::Purpose> {
    let asked: Vec<key::Purpose> = purposes.into_iter().flatten().map(Into::into).collect();
    let all = [key::Purpose::Admin, key::Purpose::Application, key::Purpose::Signing];
    all.into_iter().filter(|purpose| asked.contains(purpose)).collect()
}

/// The filter of keys that end within a number of days from now.
pub(crate) fn ending_within(context: &Context<'_>, days: i32) -> Result<KeyFilter, Failure> {
    let end = end_within(Access::of(context), "withinDays", days)?;
    Ok(KeyFilter { expires_before: Some(end), ..KeyFilter::default() })
}

/// Conditions on the keys of an owner, all of which must hold.
#[derive(InputObject)]
#[graphql(name = "KeyFilter")]
pub(crate) struct KeyConditions {
    /// Prefix of the kid, or of a word of the name; case-insensitive, at most 200 characters. Every
    /// key if absent or empty.
    search: Option<String>,
    /// Days from now, 0 to 36,500: only keys that expire within them, soonest first.
    expires_within_days: Option<i32>,
    /// Time since which the keys were not used. Keys that were never used are included.
    unused_since: Option<DateTime>,
}

impl KeyConditions {
    /// Adds the conditions to those of a field.
    pub(crate) fn add(
        conditions: Option<Self>,
        context: &Context<'_>,
        filter: KeyFilter,
    ) -> Result<KeyFilter, Failure> {
        let Some(conditions) = conditions else { return Ok(filter) };
        let expires_before = match conditions.expires_within_days {
            Some(days) => Some(end_within(Access::of(context), "filter.expiresWithinDays", days)?),
            None => None,
        };
        Ok(KeyFilter {
            search: conditions.search,
            expires_before,
            unused_since: conditions.unused_since.map(Into::into),
            ..filter
        })
    }
}
