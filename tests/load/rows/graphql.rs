//! The Admin API's smallest query: the cost of the guard and of GraphQL.

use serde_json::json;

use super::site::Site;
use crate::{
    bare::Operation,
    bench::Bench,
    drive::Workload,
    failure::Result,
    pair::{FloorRow, against_floor, requests_needed},
    report::Row,
};

/// The rows of this module. Clients reuse a token while it is valid, but the server verifies it
/// each time, which the second row confirms.
pub(crate) const NAMES: &[&str] = &["viewer, one token", "viewer, another token each time"];
const BAR: f64 = 3.0;

/// Measures the rows.
pub(crate) async fn measure(bench: &Bench, site: &Site) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let body = json!({ "query": "{ viewer { key { kid } } }" });

    for &name in NAMES {
        if !bench.wants(name) {
            continue;
        }
        let expected = "{\"data\":{\"viewer\"";
        let workload = if name == NAMES[0] {
            Workload::repeat(site.admin.request(&body)?, 200, expected)
        } else {
            Workload::once(site.admin.requests(&body, requests_needed(bench))?, expected)
        };

        let operations = &[Operation::Verification];
        let row = FloorRow { name, workload, operations, bar: Some(BAR) };
        rows.push(against_floor(bench, site.server.target(), row).await?);
    }
    Ok(rows)
}
