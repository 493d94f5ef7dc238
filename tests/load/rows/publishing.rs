//! The public documents of one project.

use axum::http::{HeaderValue, header::ETAG};

use super::site::Site;
use crate::{
    admin::get,
    bench::Bench,
    connection::Connection,
    drive::Workload,
    failure::{Failure, Result},
    pair::{FloorRow, against_floor},
    report::Row,
};

/// The rows of this module.
pub(crate) const NAMES: &[&str] = &["JWKS 200", "JWKS 304", "discovery 200", "discovery 304"];
const BAR: f64 = 1.3;

/// Measures the rows.
pub(crate) async fn measure(bench: &Bench, site: &Site) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    if !bench.wants_any(NAMES) {
        return Ok(rows);
    }

    let slug = site.text("{ projects(first: 1) { nodes { slug } } }", "/projects/nodes/0/slug");
    let slug = slug.await?;
    let documents = ["jwks.json", "openid-configuration"];

    for (names, document) in NAMES.chunks(2).zip(documents) {
        let path = format!("/p/{slug}/.well-known/{document}");
        let tag = entity_tag(site, &path).await?;
        let whole = Workload::repeat(get(&path, None)?, 200, "{");
        let unchanged = Workload::repeat(get(&path, Some(&tag))?, 304, "");
        for (&name, workload) in names.iter().zip([whole, unchanged]) {
            if bench.wants(name) {
                let row = FloorRow { name, workload, operations: &[], bar: Some(BAR) };
                rows.push(against_floor(bench, site.server.target(), row).await?);
            }
        }
    }
    Ok(rows)
}

async fn entity_tag(site: &Site, path: &str) -> Result<HeaderValue> {
    let mut connection = Connection::open(site.server.address).await?;
    let answer = connection.exchange(&get(path, None)?).await?;
    let tag = answer.headers().get(ETAG).cloned();
    tag.ok_or_else(|| Failure::Answer(format!("{path} has no entity tag: {answer:?}")))
}
