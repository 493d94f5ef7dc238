//! The memory after issuing a million tokens, which must not grow with their number.

use crate::{
    bench::{Bench, say},
    drive::{Driver, Pace, Until, Workload},
    failure::Result,
    report::Row,
    rows::{clients::ISSUED, issuer::Issuer, site::Site},
    summary::Slice,
};

/// The row of a full run.
pub(super) const MILLION: &str = "memory, 1,000,000 tokens issued";
/// The row of a quick run.
pub(super) const QUICK: &str = "memory, 20,000 tokens issued";

const BAR: f64 = 80.0;
const CONNECTIONS: usize = 32;
/// Number of rounds in which the tokens are requested.
const ROUNDS: usize = 10;

/// Measures the row. Of ten tokens, eight are JWTs and leave no row, one is opaque and leaves its
/// hash, and one is a JWT for an assertion and leaves the used `jti`. The algorithms are ES256 and
/// HS256, since RSA would take most of the time.
pub(super) async fn measure(bench: &Bench, site: Site) -> Result<Option<Row>> {
    let name = if bench.plan.quick { QUICK } else { MILLION };
    if !bench.wants(name) {
        return Ok(None);
    }
    say(name);

    let issuer = Issuer::create(&site, "memory", "ES256").await?;
    let jwt = Workload::repeat(issuer.basic().await?.token_request()?, 200, ISSUED);
    let opaque = Workload::repeat(issuer.opaque().await?.token_request()?, 200, ISSUED);
    let signer = issuer.secret().await?;

    // A fresh process.
    let site = site.restart().await?;
    let tenth = bench.plan.issued / ROUNDS / 10;
    let mut slices = Vec::new();
    for round in 0..ROUNDS {
        slices.push(issue(&site, jwt.clone(), tenth * 8).await?);
        slices.push(issue(&site, opaque.clone(), tenth).await?);
        // Rounded up to whole connections.
        let needed = tenth + CONNECTIONS;
        let requests = signer.proven_requests(round * needed..(round + 1) * needed)?;
        let proven = Workload::once(requests, ISSUED);
        slices.push(issue(&site, proven, tenth).await?);
    }

    Row::peak(name, &slices, site.server.process.peak_memory()?, BAR).map(Some)
}

async fn issue(site: &Site, workload: Workload, count: usize) -> Result<Slice> {
    let mut driver = Driver::connect(site.server.target(), CONNECTIONS, workload).await?;
    driver.slice(Until::Answered(count), Pace::Closed).await
}
