//! Usage: calls by hour or day, the last use, and what stops working when something is revoked.

use async_graphql::{Context, Description, Enum, ID, Object, dataloader::Loader};
use keyplane_control::{Error, UsageOf, UsageRange};
use keyplane_entity::{Timestamp, client_secret, id::NodeId, key};

use super::{
    access::{Access, Reader},
    apis::Api,
    application::Application,
    failure::Failure,
    loaders::Loaded,
    scalars::DateTime,
};

/// Length of time of a usage point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_control::UsageStep")]
pub(crate) enum UsageStep {
    /// One hour, which begins at minute 0 in UTC. Hours are kept for 8 days.
    Hour,
    /// One day, which begins at midnight UTC. Days are kept for a year.
    Day,
}

/// Calls in one hour or day.
#[derive(Clone, Copy, Description)]
pub(crate) struct UsagePoint(keyplane_control::UsagePoint);

#[Object(use_type_description)]
impl UsagePoint {
    /// Start of the hour or day.
    async fn at(&self) -> DateTime {
        self.0.at.into()
    }

    /// Number of accepted calls; at most 2,147,483,647.
    async fn accepted(&self) -> i32 {
        int(self.0.accepted)
    }

    /// Number of refused calls; at most 2,147,483,647.
    async fn refused(&self) -> i32 {
        int(self.0.refused)
    }
}

/// A number as a GraphQL `Int`, which has 32 bits.
fn int(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// The usage of a subject in a range of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct UsageIn(UsageOf, UsageRange);

impl Loader<UsageIn> for Reader {
    type Value = Result<Vec<UsagePoint>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[UsageIn]) -> Loaded<UsageIn, Vec<UsagePoint>> {
        let of: Vec<_> = of.iter().map(|of| (of.0, of.1)).collect();
        let found = self.control.lookups().usage(&self.actor, &of).await?;
        let points = found.into_iter().map(|((of, range), points)| {
            (UsageIn(of, range), Ok(points.into_iter().map(UsagePoint).collect()))
        });
        Ok(points.collect())
    }
}

/// The usage of a row: a point for each step of the range.
pub(crate) async fn usage(
    context: &Context<'_>,
    of: impl Into<UsageOf>,
    (from, to): (DateTime, DateTime),
    step: UsageStep,
) -> Result<Vec<UsagePoint>, Failure> {
    let range = UsageRange::new(from.into(), to.into(), step.into())?;
    let points = Access::of(context).load(UsageIn(of.into(), range)).await?;
    Ok(points.unwrap_or_default())
}

/// The last use of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct LastUseOfKey(UsageOf);

impl Loader<LastUseOfKey> for Reader {
    type Value = Result<Timestamp, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[LastUseOfKey]) -> Loaded<LastUseOfKey, Timestamp> {
        let of: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().last_uses_of_keys(&self.actor, &of).await?;
        Ok(found.into_iter().map(|(of, at)| (LastUseOfKey(of), Ok(at))).collect())
    }
}

/// The last use of a client secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct LastUseOfSecret(UsageOf);

impl Loader<LastUseOfSecret> for Reader {
    type Value = Result<Timestamp, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[LastUseOfSecret]) -> Loaded<LastUseOfSecret, Timestamp> {
        let of: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().last_uses_of_secrets(&self.actor, &of).await?;
        Ok(found.into_iter().map(|(of, at)| (LastUseOfSecret(of), Ok(at))).collect())
    }
}

/// The last use of a key; `None` if it was never used.
pub(crate) async fn last_use_of_key(
    context: &Context<'_>,
    key: &key::Model,
) -> Result<Option<DateTime>, Failure> {
    let last = Access::of(context).load(LastUseOfKey(key.into())).await?;
    Ok(last.map(DateTime::from))
}

/// The last use of a client secret; `None` if it was never used.
pub(crate) async fn last_use_of_secret(
    context: &Context<'_>,
    secret: &client_secret::Model,
) -> Result<Option<DateTime>, Failure> {
    let last = Access::of(context).load(LastUseOfSecret(secret.into())).await?;
    Ok(last.map(DateTime::from))
}

/// What stops working when a key, client secret, application or grant is taken away.
#[derive(Description)]
pub(crate) struct Impact(keyplane_control::Impact);

impl Impact {
    /// The impact of taking away what `id` names.
    pub(crate) async fn of(context: &Context<'_>, id: &ID) -> Result<Self, Failure> {
        let access = Access::of(context);
        let id: NodeId = id.parse().map_err(|_| {
            Error::argument("id", "must be the ID of a key, client secret, application or grant")
        })?;
        Ok(Self(access.control().lookups().impact(access.actor(), id).await?))
    }
}

#[Object(use_type_description)]
impl Impact {
    /// Number of accepted calls in the current hour and the 24 hours before it; at most
    /// 2,147,483,647.
    async fn accepted_last_24_hours(&self) -> i32 {
        int(self.0.accepted_last_24_hours)
    }

    /// Time of the last accepted call; null if there was none.
    async fn last_used_at(&self) -> Option<DateTime> {
        self.0.last_used_at.map(DateTime::from)
    }

    /// IP address that the last accepted call came from; null if there was none or if it is not
    /// known.
    async fn last_source_address(&self) -> Option<&str> {
        self.0.last_source_address.as_deref()
    }

    /// Applications that made these calls, up to 50. For a signing key, the applications of the
    /// project with JWT access tokens that made calls in this time.
    async fn applications(&self, context: &Context<'_>) -> Result<Vec<Application>, Failure> {
        let access = Access::of(context);
        let loads = self.0.applications.iter().map(|id| access.load(*id));
        let found = futures_util::future::try_join_all(loads).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// APIs that these calls were for, up to 50; for an application, also the APIs that it serves.
    /// For a signing key, the APIs of the project that were called in this time.
    async fn apis(&self, context: &Context<'_>) -> Result<Vec<Api>, Failure> {
        let access = Access::of(context);
        let loads = self.0.apis.iter().map(|id| access.load(*id));
        let found = futures_util::future::try_join_all(loads).await?;
        Ok(found.into_iter().flatten().collect())
    }
}
