//! Key generation during requests for public documents: neither may starve the other.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::site::Site;
use crate::{
    admin::get,
    bench::{Bench, say},
    connection::{Connection, Request},
    drive::{Driver, Pace, Until, Workload},
    failure::{Doing as _, Failure, Result},
    pair::{Turn, latency_row},
    report::Row,
};

/// The rows of this module.
pub(crate) const NAMES: &[&str] = &["JWKS beside 8 RSA-4096 generations"];
const BAR: f64 = 3.0;

/// Keys requested at once during the traffic.
const AT_ONCE: usize = 8;
/// Keys requested at once to overflow the queue.
const TOO_MANY: usize = 100;
/// The traffic: each connection sends one request per period. This is less than the server's
/// capacity: on a saturated machine the scheduler would be measured.
const CONNECTIONS: usize = 8;
const PERIOD: Duration = Duration::from_millis(10);

/// The outcomes of key generations.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    generated: usize,
    refused: usize,
}

/// Measures the rows.
pub(crate) async fn measure(bench: &Bench, site: &Site) -> Result<Vec<Row>> {
    if !bench.wants_any(NAMES) {
        return Ok(Vec::new());
    }
    say(NAMES[0]);

    let query = "{ projects(first: 1) { nodes { slug applications(first: 1) { nodes { id } } } } }";
    let slug = site.text(query, "/projects/nodes/0/slug").await?;
    let application = site.text(query, "/projects/nodes/0/applications/nodes/0/id").await?;
    let generate = generation(site, &application)?;
    let path = format!("/p/{slug}/.well-known/jwks.json");
    let workload = Workload::repeat(get(&path, None)?, 200, "{");

    let mut jwks = Driver::connect(site.server.target(), CONNECTIONS, workload).await?;
    // A slice has to hold enough answers for a 99th percentile.
    let until = Until::Elapsed(bench.plan.slice.max(Duration::from_secs(1)));
    let pace = Pace::Every(PERIOD);
    site.server.process.reset_peak()?;
    jwks.slice(until, pace).await?;

    let mut turns = Vec::new();
    // Generating eight keys takes seconds, so this row has a third of the usual turns.
    for _ in 0..bench.plan.slices.div_ceil(3) {
        let base = jwks.slice(until, pace).await?;
        let generations = ask_for(site, &generate, AT_ONCE).await?;
        turns.push(Turn { base, subject: jwks.slice(until, pace).await? });
        tally(generations).await?;
    }

    overflow(site, &generate).await?;
    Ok(vec![latency_row(NAMES[0], &turns, &site.server.process, Some(BAR))?])
}

fn generation(site: &Site, application: &str) -> Result<Request> {
    let query = "mutation($input: GenerateApplicationKeyInput!) {
        generateApplicationKey(input: $input) { key { id } } }";
    let input = json!({
        "applicationId": application, "name": "load", "algorithm": "RS256", "rsaBits": 4096,
    });
    site.admin.request(&json!({ "query": query, "variables": { "input": input } }))
}

/// Sends `count` requests at once; returns the pending answers.
async fn ask_for(site: &Site, request: &Request, count: usize) -> Result<JoinSet<Result<Tally>>> {
    let mut answers = JoinSet::new();
    for mut connection in Connection::open_many(site.server.address, count).await? {
        let request = request.clone();
        answers.spawn(async move { outcome(connection.exchange(&request).await?.body()) });
    }
    Ok(answers)
}

fn outcome(body: &[u8]) -> Result<Tally> {
    let answer: Value = serde_json::from_slice(body).doing("reading an answer")?;
    let code = answer.pointer("/errors/0/extensions/code").and_then(Value::as_str);
    match code {
        None if answer.pointer("/data/generateApplicationKey/key/id").is_some() => {
            Ok(Tally { generated: 1, refused: 0 })
        }
        Some("LIMIT_EXCEEDED") => Ok(Tally { generated: 0, refused: 1 }),
        _ => Err(Failure::Answer(format!("generateApplicationKey: {answer}"))),
    }
}

async fn tally(mut answers: JoinSet<Result<Tally>>) -> Result<Tally> {
    let mut total = Tally::default();
    while let Some(answer) = answers.join_next().await {
        let one = answer.map_err(|error| Failure::Setup(error.to_string()))??;
        total.generated += one.generated;
        total.refused += one.refused;
    }
    Ok(total)
}

/// Asserts that requests beyond the queue's capacity are refused at once, and the rest succeeds.
async fn overflow(site: &Site, generate: &Request) -> Result<()> {
    let Tally { generated, refused } = tally(ask_for(site, generate, TOO_MANY).await?).await?;
    say(&format!("  {TOO_MANY} at once: {generated} generated, {refused} LIMIT_EXCEEDED"));
    if generated == 0 || refused == 0 {
        return Err(Failure::Answer(format!(
            "of {TOO_MANY} generations at once {generated} were made and {refused} refused"
        )));
    }
    Ok(())
}
