//! Many tokens of many applications in turn: the memory for them has to be bounded.

use std::path::Path;

use secrecy::SecretString;

use super::API;
use crate::{
    bench::{Bench, say},
    connection::Request,
    drive::{Driver, Pace, Until, Workload},
    failure::{Failure, Result},
    fill::{self, Crowd},
    report::Row,
    rows::{
        clients::{SecretClient, Signer, ask_for_tokens, check},
        issuer::Issuer,
        site::Site,
    },
    server::Deployment,
};

/// The row of a full run.
pub(super) const FULL: &str = "check, 100,000 tokens, 10,000 applications";
/// The row of a quick run.
pub(super) const QUICK: &str = "check, 10,000 tokens, 1,000 applications";

const BAR: f64 = 150.0;
const SLUG: &str = "crowd";
const CONNECTIONS: usize = 32;
/// The log level that includes the line with the hits of the token cache.
const LEVEL: &str = "info,keyplane_control::serve::gateway=debug";
const HITS: &str = "token_cache.hits=";
const MISSES: &str = "token_cache.misses=";
/// How often every token is checked.
const ROUNDS: usize = 3;
/// Tokens of each application: half of them issued, half self-signed.
const TOKENS: usize = 10;

/// Measures the row: checks each token once per round.
pub(super) async fn measure(bench: &Bench) -> Result<Option<Row>> {
    let name = if bench.plan.quick { QUICK } else { FULL };
    if !bench.wants(name) {
        return Ok(None);
    }
    say(name);

    let deployment = Deployment::new("crowd")?.with_log_level(LEVEL);
    let site = Site::of(deployment).await?;
    let issuer = Issuer::create(&site, SLUG, "ES256").await?;
    let crowd = Crowd { project: issuer.id.clone(), api: issuer.api(API).await? };
    let (site, members) = site
        .filled(async |data: &Path| fill::fill_crowd(data, crowd, bench.plan.crowd).await)
        .await?;

    let requests = checks(&site, members).await?;
    // A fresh process that has seen none of the tokens.
    let site = site.restart().await?;
    let count = requests.len();
    let workload = Workload::in_turn(requests, "");
    let mut driver = Driver::connect(site.server.target(), CONNECTIONS, workload).await?;

    let mut slices = Vec::new();
    for round in 1..=ROUNDS {
        let slice = driver.slice(Until::Answered(count), Pace::Closed).await?;
        say(&format!(
            "  round {round}: {:.1} us of processor time a check",
            slice.cpu_per_answer()
        ));
        slices.push(slice);
    }

    let peak = site.server.process.peak_memory()?;
    say(&format!("  {}", rates(&site.stop().await?, count)?));
    Row::peak(name, &slices, peak, BAR).map(Some)
}

/// The hits and misses of the token cache, from the line that the server logs when it stops.
fn rates(log: &str, tokens: usize) -> Result<String> {
    let unsaid = || Failure::Answer("the server has not logged how often tokens were known".into());
    let line = log.lines().rfind(|line| line.contains(HITS)).ok_or_else(unsaid)?;
    let count = |field: &str| {
        let number = line.split_once(field)?.1.split(' ').next()?;
        number.parse::<usize>().ok()
    };
    let hits = count(HITS).ok_or_else(unsaid)?;
    let misses = count(MISSES).ok_or_else(unsaid)?;
    Ok(format!("{hits} hits, {misses} misses; each of {tokens} tokens was shown {ROUNDS} times"))
}

/// One check for each token, ordered so that the applications take turns.
async fn checks(site: &Site, members: Vec<fill::Member>) -> Result<Vec<Request>> {
    let (mut clients, mut signers) = (Vec::new(), Vec::new());
    for fill::Member { id, secret, kid, key } in members {
        clients.push(SecretClient::new(SLUG, id.clone(), &SecretString::from(secret)));
        signers.push(Signer::new(SLUG, id, kid, key));
    }
    let mut requests = Vec::new();
    for number in 0..TOKENS / 2 {
        let asked = clients.iter().map(|client| client.token_request_for(API));
        let issued = ask_for_tokens(site.server.address, asked.collect::<Result<_>>()?).await?;
        for token in issued {
            requests.push(check(SLUG, API, &token)?);
        }
        for signer in &signers {
            requests.push(check(SLUG, API, &signer.application_jwt(number)?)?);
        }
    }
    Ok(requests)
}
