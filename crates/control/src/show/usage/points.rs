//! Calls by hour or day.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Timestamp,
    id::ApiId,
    usage_count::{Column, DAY, Entity, HOUR, Outcome, Span},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::subject::UsageOf;
use crate::{error::Error, known::Actor, show::lists::Lookups};

/// Longest range in hours: 8 days.
const MAX_HOURS: i64 = 8 * 24;
/// Longest range in days.
const MAX_DAYS: i64 = 366;
/// Maximum number of different ranges of one statement: SQLite allows a condition 1,000 levels.
const RANGES: usize = 50;

/// The length of time of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UsageStep {
    /// One hour.
    Hour,
    /// One day.
    Day,
}

impl UsageStep {
    /// Its length in milliseconds.
    pub fn millis(self) -> i64 {
        match self {
            Self::Hour => HOUR,
            Self::Day => DAY,
        }
    }
}

/// A range of time in whole steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UsageRange {
    /// Start of the first step.
    from: i64,
    /// End of the last step.
    to: i64,
    step: UsageStep,
}

impl UsageRange {
    /// The steps that a range of time touches. Refuses an empty range, and one of more than 192
    /// hours or 366 days.
    pub fn new(from: Timestamp, to: Timestamp, step: UsageStep) -> Result<Self, Error> {
        let length = to.millis_since(from);
        if length <= 0 {
            return Err(Error::argument("to", "must be after from"));
        }
        let refusal = match step {
            UsageStep::Hour if length > MAX_HOURS * HOUR => {
                "must be at most 192 hours (8 days) after from; ask for step DAY"
            }
            UsageStep::Day if length > MAX_DAYS * DAY => "must be at most 366 days after from",
            UsageStep::Hour | UsageStep::Day => {
                let millis = step.millis();
                let start = from.0.div_euclid(millis) * millis;
                let end = (to.0 - 1).div_euclid(millis) * millis + millis;
                return Ok(Self { from: start, to: end, step });
            }
        };
        Err(Error::argument("to", refusal))
    }

    /// The points of the range, without a call.
    fn points(self) -> Vec<UsagePoint> {
        let mut points = Vec::new();
        let mut at = self.from;
        while at < self.to {
            points.push(UsagePoint { at: Timestamp(at), accepted: 0, refused: 0 });
            at += self.step.millis();
        }
        points
    }

    /// The place of a row among the points; `None` for a row that the range does not show.
    fn place(self, row: &Row) -> Option<usize> {
        let fits = match (self.step, row.span) {
            (UsageStep::Hour | UsageStep::Day, Span::Hour) | (UsageStep::Day, Span::Day) => true,
            (UsageStep::Hour, Span::Day) | (_, Span::Earlier) => false,
        };
        let is_inside = row.starts_at >= self.from && row.starts_at < self.to;
        let place = (row.starts_at - self.from).div_euclid(self.step.millis());
        if fits && is_inside { usize::try_from(place).ok() } else { None }
    }
}

/// The calls of one hour or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsagePoint {
    /// Start of the hour or day, in UTC.
    pub at: Timestamp,
    /// Number of accepted calls.
    pub accepted: i64,
    /// Number of refused calls.
    pub refused: i64,
}

struct Row {
    starts_at: i64,
    api: ApiId,
    span: Span,
    outcome: Outcome,
    calls: i64,
}

impl Lookups {
    /// The calls of several subjects, each in its range: one point for each hour or day.
    pub async fn usage(
        &self,
        actor: &Actor,
        of: &[(UsageOf, UsageRange)],
    ) -> Result<HashMap<(UsageOf, UsageRange), Vec<UsagePoint>>, Error> {
        let mut ranges: HashMap<UsageRange, Vec<Uuid>> = HashMap::new();
        for (subject, range) in of {
            actor.require(Permission::Read, subject.scope)?;
            ranges.entry(*range).or_default().push(subject.id);
        }
        let ranges: Vec<_> = ranges.into_iter().collect();

        let mut rows: HashMap<Uuid, Vec<Row>> = HashMap::new();
        for some in ranges.chunks(RANGES) {
            self.read_rows(some, &mut rows).await?;
        }

        let points = of.iter().map(|&(subject, range)| {
            let rows = rows.get(&subject.id).map(Vec::as_slice).unwrap_or_default();
            ((subject, range), points(rows, subject.api, range))
        });
        Ok(points.collect())
    }

    async fn read_rows(
        &self,
        ranges: &[(UsageRange, Vec<Uuid>)],
        rows: &mut HashMap<Uuid, Vec<Row>>,
    ) -> Result<(), Error> {
        let condition = ranges.iter().fold(Condition::any(), |any, (range, subjects)| {
            let part = Condition::all()
                .add(Column::SubjectId.is_in(subjects.iter().copied()))
                .add(Column::StartsAt.gte(range.from))
                .add(Column::StartsAt.lt(range.to));
            any.add(part)
        });

        let columns =
            [Column::SubjectId, Column::StartsAt, Column::ApiId, Column::Span, Column::Outcome];
        let found: Vec<(Uuid, i64, ApiId, Span, Outcome, i64)> = Entity::find()
            .select_only()
            .columns(columns)
            .column(Column::Calls)
            .filter(condition)
            .into_tuple()
            .all(self.store.read())
            .await?;
        for (subject, starts_at, api, span, outcome, calls) in found {
            let row = Row { starts_at, api, span, outcome, calls };
            rows.entry(subject).or_default().push(row);
        }
        Ok(())
    }
}

fn points(rows: &[Row], api: Option<ApiId>, range: UsageRange) -> Vec<UsagePoint> {
    let mut points = range.points();
    for row in rows.iter().filter(|row| api.is_none_or(|api| api == row.api)) {
        let Some(point) = range.place(row).and_then(|place| points.get_mut(place)) else {
            continue;
        };
        if row.outcome.is_accepted() {
            point.accepted += row.calls;
        } else {
            point.refused += row.calls;
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: i64, to: i64, step: UsageStep) -> Result<UsageRange, Error> {
        UsageRange::new(Timestamp(from), Timestamp(to), step)
    }

    #[test]
    fn a_range_has_a_point_for_each_hour_that_it_touches() {
        for (from, to, points) in [
            (0, 1, 1),
            (0, HOUR, 1),
            (0, HOUR + 1, 2),
            (1, HOUR + 1, 2),
            (HOUR - 1, HOUR, 1),
            (0, MAX_HOURS * HOUR, 192),
            (1, MAX_HOURS * HOUR + 1, 193),
        ] {
            let found = range(from, to, UsageStep::Hour).unwrap().points();
            assert_eq!(found.len(), points, "{from} to {to}");
        }
        assert_eq!(range(0, MAX_DAYS * DAY, UsageStep::Day).unwrap().points().len(), 366);
    }

    #[test]
    fn an_empty_range_and_one_that_is_too_long_are_refused() {
        let refused = |from, to, step| match range(from, to, step) {
            Err(Error::InvalidInput(fields)) => fields[0].message.clone(),
            other => panic!("{other:?}"),
        };
        for (from, to) in [(5, 5), (6, 5)] {
            assert_eq!(refused(from, to, UsageStep::Day), "must be after from");
        }
        let hours = MAX_HOURS * HOUR + 1;
        assert!(refused(0, hours, UsageStep::Hour).contains("192 hours"));
        assert!(refused(0, MAX_DAYS * DAY + 1, UsageStep::Day).contains("366 days"));
    }

    /// A rejected call in the third hour of the second day, and an accepted one that was folded
    /// into the first day.
    #[test]
    fn an_hour_counts_for_its_day_and_a_day_for_no_hour() {
        let row = |starts_at, span, outcome| Row {
            starts_at,
            api: keyplane_entity::usage_count::NO_API,
            span,
            outcome,
            calls: 1,
        };
        let rows = [
            row(0, Span::Earlier, Outcome::Accepted),
            row(0, Span::Day, Outcome::Accepted),
            row(DAY + 2 * HOUR, Span::Hour, Outcome::Grant),
        ];

        let days = points(&rows, None, range(0, 2 * DAY, UsageStep::Day).unwrap());
        let counts = days.iter().map(|point| (point.accepted, point.refused));
        assert_eq!(counts.collect::<Vec<_>>(), [(1, 0), (0, 1)]);

        let hours = points(&rows, None, range(0, 2 * DAY, UsageStep::Hour).unwrap());
        let sum = |count: fn(&UsagePoint) -> i64| hours.iter().map(count).sum::<i64>();
        assert_eq!((sum(|point| point.accepted), sum(|point| point.refused)), (0, 1));
        assert_eq!(hours[26].refused, 1);
    }
}
