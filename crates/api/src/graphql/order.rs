//! Orders and filters of lists.

use async_graphql::{Enum, InputObject};
use keyplane_control::{ApplicationFilter as Filter, Error};
use keyplane_entity::Timestamp;

use super::{
    access::Access,
    enums::{ApplicationType, ClientAuthMethod},
    failure::Failure,
    scalars::DateTime,
};

const DAY_SECONDS: i64 = 86_400;
/// Maximum number of days from now, about a hundred years.
const MAX_DAYS: i32 = 36_500;

/// Order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_control::ListOrder")]
pub(crate) enum ListOrder {
    /// By creation, newest first.
    Newest,
    /// By creation, oldest first.
    Oldest,
    /// By name, from A to Z; letters beyond A to Z come last.
    Name,
    /// By name, from Z to A; letters beyond A to Z come first.
    NameDescending,
}

/// Order of a list of applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_control::ApplicationOrder")]
pub(crate) enum ApplicationOrder {
    /// By creation, newest first.
    Newest,
    /// By creation, oldest first.
    Oldest,
    /// By name, from A to Z; letters beyond A to Z come last.
    Name,
    /// By name, from Z to A; letters beyond A to Z come first.
    NameDescending,
    /// By last use, most recent first, to the minute; applications that were never used come last.
    RecentlyUsed,
    /// By last use, longest ago first, to the minute; applications that were never used come first.
    LeastRecentlyUsed,
}

/// The order of a list without a given one.
pub(crate) fn order(order: Option<ListOrder>) -> keyplane_control::ListOrder {
    order.map(Into::into).unwrap_or_default()
}

/// Conditions on applications, all of which must hold.
#[derive(InputObject)]
pub(crate) struct ApplicationFilter {
    /// Types to include; every type if absent or empty.
    types: Option<Vec<ApplicationType>>,
    /// Methods of client authentication to include; every method if absent or empty.
    auth_methods: Option<Vec<ClientAuthMethod>>,
    /// Whether the applications are enabled; both if absent.
    enabled: Option<bool>,
    /// Earliest time of the last use, inclusive, to the minute.
    used_since: Option<DateTime>,
    /// Time since which the applications were not used, to the minute. Applications that were never
    /// used are included.
    unused_since: Option<DateTime>,
    /// Days from now, 0 to 36,500: only applications with a key that expires within them and has no
    /// successor.
    keys_expire_within_days: Option<i32>,
}

impl ApplicationFilter {
    /// The filter of the domain; without conditions if absent.
    pub(crate) fn read(filter: Option<Self>, access: &Access) -> Result<Filter, Failure> {
        let Some(filter) = filter else { return Ok(Filter::default()) };
        let time = |at: Option<DateTime>| at.map(Timestamp::from);
        let keys_end_before = match filter.keys_expire_within_days {
            Some(days) => Some(end_within(access, "filter.keysExpireWithinDays", days)?),
            None => None,
        };
        Ok(Filter {
            types: filter.types.into_iter().flatten().map(Into::into).collect(),
            auth_methods: filter.auth_methods.into_iter().flatten().map(Into::into).collect(),
            enabled: filter.enabled,
            used_since: time(filter.used_since),
            unused_since: time(filter.unused_since),
            keys_end_before,
        })
    }
}

/// The end of a number of days from now, which is the `argument` of a field.
pub(crate) fn end_within(access: &Access, argument: &str, days: i32) -> Result<Timestamp, Failure> {
    if !(0..=MAX_DAYS).contains(&days) {
        return Err(Error::argument(argument, format!("must be 0 to {MAX_DAYS}")).into());
    }
    Ok(access.control().now().plus_seconds(i64::from(days) * DAY_SECONDS))
}
