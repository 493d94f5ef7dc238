//! Orders of lists, and texts that are found by any part.

use sea_orm::{
    ColumnTrait, Condition, DbBackend,
    sea_query::{Expr, ExprTrait, Func},
};
use uuid::Uuid;

use super::{
    cursor::{Cursor, Rank, RankKind},
    page::Ordering,
};
use crate::error::Error;

/// Order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ListOrder {
    /// By creation, newest first.
    #[default]
    Newest,
    /// By creation, oldest first.
    Oldest,
    /// By name, from A to Z.
    Name,
    /// By name, from Z to A.
    NameDescending,
}

/// Order of a list of applications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ApplicationOrder {
    /// By creation, newest first.
    #[default]
    Newest,
    /// By creation, oldest first.
    Oldest,
    /// By name, from A to Z.
    Name,
    /// By name, from Z to A.
    NameDescending,
    /// By last use, most recent first, to the minute; unused applications last.
    RecentlyUsed,
    /// By last use, longest ago first, to the minute; unused applications first.
    LeastRecentlyUsed,
}

/// Maximum length of a search text, in characters.
pub(super) const MAX_TEXT: usize = 200;

impl ListOrder {
    /// The order of a table with these columns.
    pub(super) fn of<C: ColumnTrait>(self, backend: DbBackend, id: C, name: C) -> Ordering {
        let by_name = |descending| {
            let key = text_key(backend, Expr::col(name.as_column_ref()));
            Ordering::by(RankKind::Name, key, id.as_column_ref(), descending)
        };
        match self {
            Self::Newest => Ordering::by_id(id.as_column_ref(), true),
            Self::Oldest => Ordering::by_id(id.as_column_ref(), false),
            Self::Name => by_name(false),
            Self::NameDescending => by_name(true),
        }
    }

    /// The position of a row.
    pub(super) fn cursor(self, id: Uuid, name: &str) -> Cursor {
        match self {
            Self::Newest | Self::Oldest => Cursor::of_id(id),
            Self::Name | Self::NameDescending => {
                Cursor { rank: Rank::Name(name.to_ascii_lowercase()), id }
            }
        }
    }
}

/// The key by which texts are ordered and found: their bytes, with A to Z in lower case. Both
/// databases order it alike, whatever their locale is.
fn text_key(backend: DbBackend, text: Expr) -> Expr {
    let text = if backend == DbBackend::Sqlite {
        text
    } else {
        Expr::cust_with_expr("$1 COLLATE \"C\"", text)
    };
    Func::lower(text).into()
}

/// The condition that one of these texts contains `search`; `None` for an empty search. For lists of
/// a few thousand rows, whose texts are read one by one.
pub(super) fn contains(
    backend: DbBackend,
    texts: impl IntoIterator<Item = Expr>,
    search: Option<&str>,
) -> Result<Option<Condition>, Error> {
    Ok(searched(search)?.map(|search| any_contains(backend, texts, search)))
}

/// The text that is searched for; `None` for an empty search.
pub(super) fn searched(search: Option<&str>) -> Result<Option<&str>, Error> {
    let Some(search) = search.map(str::trim).filter(|search| !search.is_empty()) else {
        return Ok(None);
    };
    check_text("search", search)?;
    Ok(Some(search))
}

/// The condition that one of these texts contains `search`.
pub(super) fn any_contains(
    backend: DbBackend,
    texts: impl IntoIterator<Item = Expr>,
    search: &str,
) -> Condition {
    if search.contains('\0') {
        // No stored text contains it, and PostgreSQL takes no such parameter.
        return Condition::all().add(Expr::value(1).eq(0));
    }

    let needle = search.to_ascii_lowercase();
    let found = |text: Expr| {
        let parts = [text_key(backend, text), Expr::val(needle.clone())];
        let place = if backend == DbBackend::Sqlite {
            Expr::cust_with_exprs("instr(?, ?)", parts)
        } else {
            Expr::cust_with_exprs("strpos($1, $2)", parts)
        };
        place.gt(0)
    };
    texts.into_iter().map(found).fold(Condition::any(), Condition::add)
}

/// Refuses a search text that is too long.
pub(super) fn check_text(argument: &str, text: &str) -> Result<(), Error> {
    if text.chars().nth(MAX_TEXT).is_some() {
        return Err(Error::argument(argument, format!("must be at most {MAX_TEXT} characters")));
    }
    Ok(())
}
