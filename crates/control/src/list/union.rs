//! Many queries of one kind in one statement.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryTrait, Select,
    StatementBuilder,
    sea_query::{Alias, Asterisk, Expr, Func, Query, SelectStatement, UnionType},
};

use crate::Error;

/// Maximum number of queries in one statement; SQLite allows 500 terms in a compound one.
const CHUNK: usize = 100;
/// Maximum number of rows that one statement may return: the driver holds all of them in memory, in
/// its own form, before the first one is read.
const MAX_ROWS: u64 = 2000;
/// The column with the number of the row's query.
const LISTING: &str = "listing";

/// The rows of each query, in the queries' order; none has more than `most`.
pub(super) async fn rows<E>(
    db: &impl ConnectionTrait,
    queries: Vec<Select<E>>,
    most: u64,
) -> Result<Vec<Vec<E::Model>>, Error>
where
    E: EntityTrait,
    E::Model: FromQueryResult,
{
    let together = usize::try_from(MAX_ROWS / most.max(1)).unwrap_or(CHUNK).clamp(1, CHUNK);
    let mut answers = Vec::with_capacity(queries.len());

    for chunk in queries.chunks(together) {
        let mut lists: Vec<_> = chunk.iter().map(|_| Vec::new()).collect();
        let parts = chunk.iter().map(|query| query.as_query().clone());
        for row in all(db, parts, |select| {
            select.column(Asterisk);
        })
        .await?
        {
            let listing: i32 = row.try_get("", LISTING)?;
            if let Some(list) = usize::try_from(listing).ok().and_then(|at| lists.get_mut(at)) {
                list.push(E::Model::from_query_result(&row, "")?);
            }
        }
        answers.append(&mut lists);
    }
    Ok(answers)
}

/// The number of rows of each query, in the queries' order.
pub(super) async fn counts<E: EntityTrait>(
    db: &impl ConnectionTrait,
    queries: Vec<Select<E>>,
) -> Result<Vec<u64>, Error> {
    counts_of(db, queries.into_iter().map(QueryTrait::into_query).collect()).await
}

/// Like [`counts`], for queries of different tables.
pub(super) async fn counts_of(
    db: &impl ConnectionTrait,
    queries: Vec<SelectStatement>,
) -> Result<Vec<u64>, Error> {
    let mut answers = Vec::with_capacity(queries.len());

    for chunk in queries.chunks(CHUNK) {
        let mut counts = vec![0; chunk.len()];
        for row in all(db, chunk.iter().cloned(), |select| {
            select.expr_as(Func::count(Expr::col(Asterisk)), Alias::new("count"));
        })
        .await?
        {
            let (listing, count): (i32, i64) =
                (row.try_get("", LISTING)?, row.try_get("", "count")?);
            if let Some(answer) = usize::try_from(listing).ok().and_then(|at| counts.get_mut(at)) {
                *answer = count.unsigned_abs();
            }
        }
        answers.append(&mut counts);
    }
    Ok(answers)
}

/// Runs the queries as one statement. Each query is wrapped in a subquery, with its number in front
/// of its rows.
async fn all(
    db: &impl ConnectionTrait,
    queries: impl Iterator<Item = SelectStatement>,
    columns: impl Fn(&mut SelectStatement),
) -> Result<Vec<sea_orm::QueryResult>, Error> {
    let mut framed = queries.enumerate().map(|(number, query)| {
        let number = i32::try_from(number).unwrap_or(i32::MAX);
        let mut frame = Query::select();
        columns(&mut frame);
        frame
            .expr_as(Expr::value(number), Alias::new(LISTING))
            .from_subquery(query, Alias::new("part"));
        frame
    });

    let Some(mut statement) = framed.next() else { return Ok(Vec::new()) };
    for frame in framed {
        statement.union(UnionType::All, frame);
    }
    let statement = StatementBuilder::build(&statement, &db.get_database_backend());
    Ok(db.query_all_raw(statement).await?)
}

/// The condition that a column is one of these IDs.
pub(super) fn by_ids<E, C, I>(column: C, ids: impl IntoIterator<Item = I>) -> Select<E>
where
    E: EntityTrait,
    C: ColumnTrait,
    I: Into<sea_orm::Value>,
{
    use sea_orm::QueryFilter;
    E::find().filter(column.is_in(ids))
}
