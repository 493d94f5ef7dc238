//! Pages of a list, by keyset: the cost of a page does not depend on its position.

use keyplane_entity::Timestamp;
use sea_orm::{
    Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, IntoColumnRef, SimpleExpr, Value},
};
use uuid::Uuid;

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

/// The position of a row in its list: a number that orders it (0 if the ID alone does), and its ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Cursor {
    pub(super) rank: i64,
    pub(super) id: Uuid,
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

impl Cursor {
    pub(super) fn of_id(id: Uuid) -> Self {
        Self { rank: 0, id }
    }

    fn write(self) -> String {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.rank.to_be_bytes());
        bytes[8..].copy_from_slice(self.id.as_bytes());
        keyplane_auth::base64url(&bytes)
    }

    fn read(text: &str) -> Option<Self> {
        let bytes: [u8; 24] = keyplane_auth::decode_base64url(text)?.try_into().ok()?;
        let (rank, id) = bytes.split_at(8);
        Some(Self {
            rank: i64::from_be_bytes(rank.try_into().ok()?),
            id: Uuid::from_slice(id).ok()?,
        })
    }
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
            text.map(|text| {
                Cursor::read(&text)
                    .ok_or_else(|| Error::argument(name, "is no cursor of this list"))
            })
            .transpose()
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
    ) -> Select<E> {
        let descending = matches!(order, Order::Desc) != self.backward;
        let mut query = query;
        for (cursor, falling) in [(self.after, descending), (self.before, !descending)] {
            let Some(cursor) = cursor else { continue };
            let column = Expr::col(rank);
            query =
                query.filter(if falling { column.lt(cursor.rank) } else { column.gt(cursor.rank) });
        }
        query.order_by(Expr::col(rank), order).limit(self.size + 1)
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

/// The columns that a list is ordered by.
#[derive(Clone, Copy)]
pub(super) struct Ordering<R, C> {
    /// A number before the id.
    pub(super) rank: Option<R>,
    pub(super) id: C,
    /// Whether the order is descending.
    pub(super) descending: bool,
}

impl<R: IntoColumnRef + Copy, C: IntoColumnRef + Copy> Ordering<R, C> {
    /// The page of a query: one row more than asked, to know whether more follow.
    pub(super) fn page<E: EntityTrait>(self, query: Select<E>, request: &PageRequest) -> Select<E> {
        let descending = self.descending != request.backward;
        let order = if descending { Order::Desc } else { Order::Asc };
        let mut query = query;
        if let Some(after) = request.after {
            query = query.filter(self.beyond(after, self.descending));
        }
        if let Some(before) = request.before {
            query = query.filter(self.beyond(before, !self.descending));
        }
        if let Some(rank) = self.rank {
            query = query.order_by(Expr::col(rank), order.clone());
        }
        query.order_by(Expr::col(self.id), order).limit(request.size + 1)
    }

    /// The rows that come after a cursor in the direction of falling or rising order.
    fn beyond(self, cursor: Cursor, falling: bool) -> Condition {
        let than = |column: SimpleExpr, value: Value| {
            if falling { column.lt(value) } else { column.gt(value) }
        };
        let by_id = than(Expr::col(self.id), cursor.id.into());
        let Some(rank) = self.rank else { return Condition::all().add(by_id) };
        Condition::any()
            .add(than(Expr::col(rank), cursor.rank.into()))
            .add(Condition::all().add(Expr::col(rank).eq(cursor.rank)).add(by_id))
    }
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
    fn a_cursor_reads_back_and_other_text_is_refused() {
        let cursor = Cursor { rank: -5, id: Uuid::from_u128(7) };
        assert_eq!(Cursor::read(&cursor.write()), Some(cursor));
        for text in ["", "x", "AAAA", "prj_01h2xcejqtf2nbrexx3vqjhp41"] {
            assert_eq!(Cursor::read(text), None);
        }
    }

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
