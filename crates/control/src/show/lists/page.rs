//! Pages of a list, by keyset: the cost of a page does not depend on its position.

use keyplane_entity::Timestamp;
use sea_orm::{
    Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, IntoColumnRef, Value},
};

use super::cursor::{Cursor, RankKind};
use crate::error::Error;

const DEFAULT_SIZE: i64 = 20;
const MAX_SIZE: i64 = 100;

/// The requested part of a list: the first rows after a cursor, or the last rows before one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageRequest {
    size: u64,
    backward: bool,
    after: Option<Cursor>,
    before: Option<Cursor>,
}

/// A page, with the position of each row.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// Rows, each with its cursor.
    pub items: Vec<(String, T)>,
    /// Whether rows follow the page.
    pub has_next: bool,
    /// Whether rows precede the page.
    pub has_previous: bool,
}

impl PageRequest {
    /// Reads the arguments of a connection field. 1 to 100 rows; default: 20.
    pub fn new(
        first: Option<i64>,
        after: Option<String>,
        last: Option<i64>,
        before: Option<String>,
    ) -> Result<Self, Error> {
        if first.is_some() && last.is_some() {
            return Err(Error::argument("last", "cannot stand beside first"));
        }

        let name = if last.is_some() { "last" } else { "first" };
        let size = first.or(last).unwrap_or(DEFAULT_SIZE);
        if !(1..=MAX_SIZE).contains(&size) {
            return Err(Error::argument(name, format!("must be 1 to {MAX_SIZE}")));
        }

        let cursor = |name: &str, text: Option<String>| {
            text.map(|text| Cursor::read(&text).ok_or_else(|| no_cursor(name))).transpose()
        };
        Ok(Self {
            size: size.unsigned_abs(),
            backward: last.is_some(),
            after: cursor("after", after)?,
            before: cursor("before", before)?,
        })
    }

    /// The requested part of a query that is ordered by a number alone: one row more than asked, to
    /// know whether more follow.
    pub(super) fn part<E: EntityTrait, C: IntoColumnRef + Copy>(
        &self,
        query: Select<E>,
        rank: C,
        order: Order,
    ) -> Result<Select<E>, Error> {
        let descending = matches!(order, Order::Desc) != self.backward;
        let mut query = query;
        for (name, cursor, falling) in
            [("after", &self.after, descending), ("before", &self.before, !descending)]
        {
            let Some(cursor) = cursor else { continue };
            let value = cursor.rank.value(RankKind::Number).ok_or_else(|| no_cursor(name))?;
            query = query.filter(than(Expr::col(rank), value, falling));
        }
        Ok(query.order_by(Expr::col(rank), order).limit(self.size + 1))
    }

    /// Number of requested rows.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// Maximum number of rows that [`Ordering::page`] reads for one of these pages.
pub(super) fn largest<'a>(pages: impl Iterator<Item = &'a PageRequest>) -> u64 {
    pages.map(|page| page.size + 1).max().unwrap_or(1)
}

/// What a list is ordered by.
#[derive(Clone)]
pub(super) struct Ordering {
    /// A value before the ID.
    rank: Option<(RankKind, Expr)>,
    id: Expr,
    descending: bool,
}

impl Ordering {
    /// By the ID, which is the order of creation.
    pub(super) fn by_id(id: impl IntoColumnRef, descending: bool) -> Self {
        Self { rank: None, id: Expr::col(id), descending }
    }

    /// By the ID, newest first.
    pub(super) fn newest(id: impl IntoColumnRef) -> Self {
        Self::by_id(id, true)
    }

    /// By a value, and by the ID where it is the same.
    pub(super) fn by(kind: RankKind, rank: Expr, id: impl IntoColumnRef, descending: bool) -> Self {
        Self { rank: Some((kind, rank)), id: Expr::col(id), descending }
    }

    /// The page of a query: one row more than asked, to know whether more follow. Refuses a cursor
    /// of another order.
    pub(super) fn page<E: EntityTrait>(
        &self,
        query: Select<E>,
        request: &PageRequest,
    ) -> Result<Select<E>, Error> {
        let mut query = query;
        for (name, cursor, falling) in [
            ("after", &request.after, self.descending),
            ("before", &request.before, !self.descending),
        ] {
            if let Some(cursor) = cursor {
                query = query.filter(self.beyond(name, cursor, falling)?);
            }
        }
        Ok(self.sort(query, request).limit(request.size + 1))
    }

    /// The query in the order in which its page is read.
    pub(super) fn sort<E: EntityTrait>(
        &self,
        query: Select<E>,
        request: &PageRequest,
    ) -> Select<E> {
        let descending = self.descending != request.backward;
        let order = if descending { Order::Desc } else { Order::Asc };
        let query = match &self.rank {
            Some((_, rank)) => query.order_by(rank.clone(), order.clone()),
            None => query,
        };
        query.order_by(self.id.clone(), order)
    }

    /// The rows that come after a cursor in the direction of falling or rising order.
    fn beyond(&self, name: &str, cursor: &Cursor, falling: bool) -> Result<Condition, Error> {
        let kind = self.rank.as_ref().map_or(RankKind::Number, |(kind, _)| *kind);
        let value = cursor.rank.value(kind).ok_or_else(|| no_cursor(name))?;
        let by_id = than(self.id.clone(), cursor.id.into(), falling);
        Ok(match &self.rank {
            None => Condition::all().add(by_id),
            Some((_, rank)) => {
                let same = Condition::all().add(rank.clone().eq(value.clone())).add(by_id);
                Condition::any().add(than(rank.clone(), value, falling)).add(same)
            }
        })
    }
}

fn than(column: Expr, value: Value, falling: bool) -> Expr {
    if falling { column.lt(value) } else { column.gt(value) }
}

fn no_cursor(name: &str) -> Error {
    Error::argument(name, "is no cursor of this list in this order")
}

impl<T> Page<T> {
    /// Builds the page from the rows that [`Ordering::page`] found.
    pub(super) fn new(
        mut rows: Vec<T>,
        request: &PageRequest,
        cursor: impl Fn(&T) -> Cursor,
    ) -> Self {
        let size = usize::try_from(request.size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        if request.backward {
            rows.reverse();
        }
        let (has_next, has_previous) = if request.backward {
            (request.before.is_some(), more)
        } else {
            (more, request.after.is_some())
        };
        let items = rows.into_iter().map(|row| (cursor(&row).write(), row)).collect();
        Self { items, has_next, has_previous }
    }
}

/// The rank of a row that is ordered by a date, which the row must have.
pub(super) fn date_rank(at: Option<Timestamp>) -> i64 {
    at.map_or(0, |at| at.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_out_of_range_are_refused_not_cut() {
        for (first, last) in
            [(Some(0), None), (Some(101), None), (None, Some(-1)), (Some(1), Some(1))]
        {
            assert!(PageRequest::new(first, None, last, None).is_err());
        }
        assert_eq!(PageRequest::new(None, None, None, None).map(|page| page.size()).ok(), Some(20));
    }
}
