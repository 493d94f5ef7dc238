//! The error of the benchmark: two bare servers take turns. The difference of this row from 1 is
//! the error of the other rows.

use crate::{
    admin::get,
    bench::Bench,
    drive::Workload,
    failure::Result,
    floor::{Floor, FloorAnswer},
    pair::{FloorRow, against_floor},
    report::Row,
};

/// The rows of this file.
pub(crate) const NAMES: &[&str] = &["bare axum against itself"];

/// Measures the rows.
pub(crate) async fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants_any(NAMES) {
        return Ok(Vec::new());
    }
    let floor = Floor::start(&FloorAnswer::plain("a thousand bytes".repeat(64)))?;
    let workload = Workload::repeat(get("/", None)?, 200, "a thousand");
    let row = FloorRow { name: NAMES[0], workload, operations: &[], bar: None };
    Ok(vec![against_floor(bench, floor.target(), row).await?])
}
