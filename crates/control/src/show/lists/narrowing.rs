//! Conditions on the rows of a list whose facts are in another table.

use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, SelectStatement},
};

use super::union;
use crate::{error::Error, store::Store};

/// A condition that is met by fewer rows than this is answered from the other table. Reading a row
/// there costs about a tenth of a look-up for a row of the list, so with 100,000 rows the two ways
/// cost the same at about 8,000. The limit is half of that, because a condition that more rows meet
/// also pays for the count.
const SELECTIVE: u64 = 4000;

/// A condition on the rows of a list, in two forms.
pub(super) struct Narrowing {
    /// The IDs of the rows that meet it, from the other table.
    pub(super) ids: SelectStatement,
    /// Whether the row at hand meets it.
    pub(super) holds: Expr,
}

/// The conditions on a list's ID. One that few rows meet is answered from its table. One that many
/// rows meet walks the list and checks each row. Neither has to read everything.
pub(super) async fn narrow<C: ColumnTrait>(
    store: &Store,
    id: C,
    narrowings: Vec<Narrowing>,
) -> Result<Condition, Error> {
    let few = narrowings.iter().map(|one| one.ids.clone().limit(SELECTIVE).to_owned()).collect();
    let counts = union::counts_of(store.read(), few).await?;

    let conditions = narrowings
        .into_iter()
        .zip(counts)
        .map(|(one, count)| if count < SELECTIVE { id.in_subquery(one.ids) } else { one.holds });
    Ok(conditions.fold(Condition::all(), Condition::add))
}
