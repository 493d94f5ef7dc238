//! Usage: calls by hour or day, and the last use.

use async_graphql::{Context, Description, Enum, Object, dataloader::Loader};
use keyplane_control::{UsageOf, UsageRange};
use keyplane_entity::{Timestamp, application, client_secret, federated_identity, key};

use super::{
    access::{Access, Reader},
    failure::Failure,
    loaders::Loaded,
    or_default::{HourlyPoints, OrDefault},
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
pub(crate) fn int(number: i64) -> i32 {
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

/// The counted calls of an object, whose fields are fields of the object.
pub(crate) struct Calls(UsageOf);

impl Calls {
    /// The calls of a row.
    pub(crate) fn of(row: impl Into<UsageOf>) -> Self {
        Self(row.into())
    }
}

#[Object]
impl Calls {
    /// Calls of the object, one point for each hour or day that the range touches, oldest first.
    /// Without a call, a point is zero; so are hours older than 8 days and days older than a year. A
    /// call appears within 10 seconds.
    async fn usage(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Start of the range; rounded down to the hour or day, in UTC.")]
        from: DateTime,
        #[graphql(
            desc = "End of the range, exclusive; rounded up to the hour or day, in UTC. At \
                          most 192 hours (8 days) after `from` with `HOUR`, 366 days with `DAY`."
        )]
        to: DateTime,
        #[graphql(default, desc = "Length of a point; default `HOUR`.")] step: OrDefault<
            HourlyPoints,
        >,
    ) -> Result<Vec<UsagePoint>, Failure> {
        let range = UsageRange::new(from.into(), to.into(), step.value().into())?;
        let points = Access::of(context).load(UsageIn(self.0, range)).await?;
        Ok(points.unwrap_or_default())
    }
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

/// The last use of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct LastUseOfApplication(UsageOf);

impl Loader<LastUseOfApplication> for Reader {
    type Value = Result<Timestamp, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[LastUseOfApplication]) -> Loaded<LastUseOfApplication, Timestamp> {
        let of: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().last_uses_of_applications(&self.actor, &of).await?;
        Ok(found.into_iter().map(|(of, at)| (LastUseOfApplication(of), Ok(at))).collect())
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

/// The last use of a federated identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct LastUseOfIdentity(UsageOf);

impl Loader<LastUseOfIdentity> for Reader {
    type Value = Result<Timestamp, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[LastUseOfIdentity]) -> Loaded<LastUseOfIdentity, Timestamp> {
        let of: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().last_uses_of_identities(&self.actor, &of).await?;
        Ok(found.into_iter().map(|(of, at)| (LastUseOfIdentity(of), Ok(at))).collect())
    }
}

/// The last use of a federated identity; `None` if it was never used.
pub(crate) async fn last_use_of_identity(
    context: &Context<'_>,
    identity: &federated_identity::Model,
) -> Result<Option<DateTime>, Failure> {
    let last = Access::of(context).load(LastUseOfIdentity(identity.into())).await?;
    Ok(last.map(DateTime::from))
}

/// The last use of an application; `None` if it was never used.
pub(crate) async fn last_use_of_application(
    context: &Context<'_>,
    application: &application::Model,
) -> Result<Option<DateTime>, Failure> {
    let last = Access::of(context).load(LastUseOfApplication(application.into())).await?;
    Ok(last.map(DateTime::from))
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
