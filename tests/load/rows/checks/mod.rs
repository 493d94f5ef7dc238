//! The gateway check: its cost, the memory for many tokens, and its latency during changes.

mod churn;
mod crowd;

use super::{
    clients::{self, check},
    issuer::Issuer,
    site::Site,
};
use crate::{
    bare::Operation,
    bench::{Bench, say},
    drive::Workload,
    failure::Result,
    pair::{FloorRow, against_floor, requests_needed},
    report::Row,
};

const UNSEEN: &str = "check, token not seen before";
const SEEN: &str = "check, token seen before";

/// The rows of this module.
pub(crate) const NAMES: &[&str] = &[UNSEEN, SEEN, crowd::FULL, crowd::QUICK, churn::NAME];
const BAR: f64 = 1.6;

/// The API's name.
const API: &str = "orders";
/// Number of tokens that are checked in turn: half of them issued, half self-signed.
const SHOWN: usize = 100;

/// Measures the rows.
pub(crate) async fn measure(bench: &Bench) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    if bench.wants_any(&[UNSEEN, SEEN]) {
        let site = Site::empty("checks", None).await?;
        rows.extend(checking(bench, &site).await?);
    }
    rows.extend(crowd::measure(bench).await?);
    rows.extend(churn::measure(bench).await?);
    Ok(rows)
}

async fn checking(bench: &Bench, site: &Site) -> Result<Vec<Row>> {
    let issuer = Issuer::create(site, "checks", "RS256").await?;
    let api = issuer.api(API).await?;
    let (client, signer) = (issuer.basic().await?, issuer.key_pair().await?);
    for id in [&client.id, &signer.id] {
        issuer.grant(id, &api).await?;
    }

    let mut rows = Vec::new();
    if bench.wants(UNSEEN) {
        say("signing tokens");
        let workload = Workload::once(signer.checks(API, 0..requests_needed(bench))?, "");
        let operations = &[Operation::Verification];
        let row = FloorRow { name: UNSEEN, workload, operations, bar: Some(BAR) };
        rows.push(against_floor(bench, site.server.target(), row).await?);
    }

    if bench.wants(SEEN) {
        let asked = vec![client.token_request_for(API)?; SHOWN / 2];
        let tokens = clients::ask_for_tokens(site.server.address, asked).await?;
        let requests = tokens.iter().map(|token| check("checks", API, token));
        let mut requests = requests.collect::<Result<Vec<_>>>()?;
        let begin = requests_needed(bench);
        requests.extend(signer.checks(API, begin..begin + SHOWN / 2)?);
        let workload = Workload::in_turn(requests, "");
        let row = FloorRow { name: SEEN, workload, operations: &[], bar: Some(BAR) };
        rows.push(against_floor(bench, site.server.target(), row).await?);
    }
    Ok(rows)
}
