//! The same queries at a hundred and at a hundred thousand projects; memory and start time at the
//! latter.

use std::time::Duration;

use serde_json::{Value, json};

use super::site::Site;
use crate::{
    admin::get,
    bench::{Bench, say},
    drive::Workload,
    failure::{Failure, Result},
    fill,
    pair::{BaseRow, FloorRow, against_base, against_floor},
    report::{Row, Unit},
};

const PAGES: [PageRow; 5] = [
    PageRow::new("50 projects, search for 50", fill::SELECTIVE_WORD),
    PageRow::new("50 projects, search for 1 in 40", fill::COMMON_WORD)
        .against(fill::SELECTIVE_WORD),
    PageRow::new("50 projects, search for 3 in 5, first page", fill::BROAD_WORD),
    PageRow::new("50 projects, search for 3 in 5, deep page", fill::BROAD_WORD).deep(),
    PageRow::new("50 projects, search for 3 in 5, totalCount", fill::BROAD_WORD).counted(),
];
const EVERY_JWKS: &str = "JWKS, another project each time";
const IDLE: &str = "memory, idle";
const LOADED: &str = "memory, under this load";
const START: &str = "start to ready";

/// The rows of this module.
pub(crate) const NAMES: &[&str] = &[
    PAGES[0].name,
    PAGES[1].name,
    PAGES[2].name,
    PAGES[3].name,
    PAGES[4].name,
    EVERY_JWKS,
    IDLE,
    LOADED,
    START,
];

const PAGE: usize = fill::SELECTED;
/// Number of projects whose JWKS are requested in turn.
const DIFFERENT: usize = 20_000;

/// A listing of projects.
struct PageRow {
    name: &'static str,
    search: &'static str,
    /// The search on the small server, which also finds a whole page.
    base_search: &'static str,
    /// Whether to query the last whole page instead of the first.
    deep: bool,
    /// Whether to select `totalCount`, which has to count all rows; such a row has no bar.
    counted: bool,
}

/// Measures the rows.
pub(crate) async fn measure(bench: &Bench, small: &Site) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    if !bench.wants_any(NAMES) {
        return Ok(rows);
    }

    let large = Site::open(bench.plan.projects).await?;
    // By then, the memory for the start is released.
    tokio::time::sleep(Duration::from_secs(3)).await;
    rows.push(Row::reading(IDLE, vec![large.server.process.memory()?], Unit::Mebibytes, 40.0));
    large.server.process.reset_peak()?;

    // Memory is measured under this load, so the load also runs if only the memory row is wanted.
    let wanted = |name| bench.wants(name) || bench.wants(LOADED);
    for page in PAGES.iter().filter(|page| wanted(page.name)) {
        let bar = (!page.counted).then_some(2.0);
        let base = (small.server.target(), page.workload(small, page.base_search).await?);
        let subject = (large.server.target(), page.workload(&large, page.search).await?);
        rows.push(against_base(bench, BaseRow { name: page.name, base, subject, bar }).await?);
    }

    let peak = large.server.process.peak_memory()?;
    let mut loaded = vec![peak];
    if wanted(EVERY_JWKS) {
        rows.push(every_jwks(bench, &large).await?);
        loaded.push(large.server.process.peak_memory()?);
    }

    let peak = loaded.into_iter().fold(0.0, f64::max);
    rows.push(Row::reading(LOADED, vec![peak], Unit::Mebibytes, 150.0));
    if bench.wants(START) {
        rows.push(starts(bench, large).await?);
    }
    rows.retain(|row| bench.wants(&row.name));
    Ok(rows)
}

async fn starts(bench: &Bench, mut site: Site) -> Result<Row> {
    say(START);
    let mut seconds = Vec::new();
    for _ in 0..bench.plan.starts {
        site = site.restart().await?;
        seconds.push(site.server.ready_after.as_secs_f64());
    }
    Ok(Row::reading(START, seconds, Unit::Seconds, 0.3))
}

/// Requests more JWKS in turn than a cache holds, since the memory of the cache has to be bounded.
async fn every_jwks(bench: &Bench, site: &Site) -> Result<Row> {
    let query = "query($after: String) { projects(first: 100, after: $after) {
        nodes { slug } pageInfo { endCursor } } }";
    let (mut requests, mut after) = (Vec::new(), Value::Null);
    while requests.len() < DIFFERENT.min(bench.plan.projects) {
        let page = site.ask(query, json!({ "after": after })).await?;
        let nodes = page.pointer("/projects/nodes").and_then(Value::as_array);
        let nodes = nodes.ok_or_else(|| Failure::Answer(format!("no projects: {page}")))?;
        let slugs = nodes.iter().filter_map(|node| node["slug"].as_str());
        for slug in slugs {
            requests.push(get(&format!("/p/{slug}/.well-known/jwks.json"), None)?);
        }
        after = page.pointer("/projects/pageInfo/endCursor").cloned().unwrap_or_default();
    }
    let workload = Workload::in_turn(requests, "{");
    let row = FloorRow { name: EVERY_JWKS, workload, operations: &[], bar: None };
    against_floor(bench, site.server.target(), row).await
}

impl PageRow {
    const fn new(name: &'static str, search: &'static str) -> Self {
        Self { name, search, base_search: search, deep: false, counted: false }
    }

    const fn against(self, base_search: &'static str) -> Self {
        Self { base_search, ..self }
    }

    const fn deep(self) -> Self {
        Self { deep: true, ..self }
    }

    const fn counted(self) -> Self {
        Self { counted: true, ..self }
    }

    fn query(&self) -> String {
        let count = if self.counted { "totalCount" } else { "" };
        format!(
            "query($search: String, $after: String) {{
                projects(first: {PAGE}, search: $search, after: $after) {{
                    {count} nodes {{ id slug name createdAt }} pageInfo {{ hasNextPage endCursor }}
            }} }}"
        )
    }

    /// The request for the page, after a check that the page is whole.
    async fn workload(&self, site: &Site, search: &str) -> Result<Workload> {
        let after = if self.deep { before_last_page(site, search).await? } else { Value::Null };
        let variables = json!({ "search": search, "after": after });
        let page = site.ask(&self.query(), variables.clone()).await?;
        let found = page.pointer("/projects/nodes").and_then(Value::as_array).map_or(0, Vec::len);
        if found != PAGE {
            return Err(Failure::Answer(format!("{}: {found} projects on the page", self.name)));
        }
        let body = json!({ "query": self.query(), "variables": variables });
        Ok(Workload::repeat(site.admin.request(&body)?, 200, "{\"data\":{\"projects\""))
    }
}

/// The cursor after which exactly one page follows.
async fn before_last_page(site: &Site, search: &str) -> Result<Value> {
    let query = "query($last: Int, $search: String) {
        projects(last: $last, search: $search) { pageInfo { startCursor } } }";
    let page = site.ask(query, json!({ "last": PAGE + 1, "search": search })).await?;
    Ok(page.pointer("/projects/pageInfo/startCursor").cloned().unwrap_or_default())
}
