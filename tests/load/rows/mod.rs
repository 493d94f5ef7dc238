//! The rows, one subject per file. A new subject is a module with `NAMES` and `measure`.

mod calibration;
mod checks;
mod clients;
mod federation;
mod generation;
mod graphql;
mod issuer;
mod publishing;
mod scale;
mod site;
mod tokens;

use self::site::Site;
use crate::{
    bench::Bench,
    failure::{Failure, Result},
    plan::Plan,
    report::Row,
};

/// Measures the wanted rows.
pub(crate) async fn measure(bench: &Bench) -> Result<Vec<Row>> {
    let of_a_server = [publishing::NAMES, graphql::NAMES, generation::NAMES, scale::NAMES];
    let alone = [calibration::NAMES, tokens::NAMES, checks::NAMES, federation::NAMES];
    let subjects = [&alone[..], &of_a_server[..]].concat();
    if !subjects.iter().any(|names| bench.wants_any(names)) {
        let names = subjects.concat().join("\n  ");
        return Err(Failure::Setup(format!("no row is called so; there are\n  {names}")));
    }

    let mut rows = calibration::measure(bench).await?;
    rows.extend(tokens::measure(bench).await?);
    rows.extend(checks::measure(bench).await?);
    rows.extend(federation::measure(bench).await?);
    if !of_a_server.iter().any(|names| bench.wants_any(names)) {
        return Ok(rows);
    }

    let small = Site::open(Plan::SMALL).await?;
    rows.extend(publishing::measure(bench, &small).await?);
    rows.extend(graphql::measure(bench, &small).await?);
    rows.extend(generation::measure(bench, &small).await?);
    rows.extend(scale::measure(bench, &small).await?);
    Ok(rows)
}
