//! Gateway checks while the grants and keys of the same applications change: they stay fast, and
//! are never wrong.

use std::time::{Duration, Instant};

use keyplane_auth::Algorithm;
use serde_json::{Value, json};
use tokio::{task::JoinSet, time::interval_at};

use super::API;
use crate::{
    admin::{data, graphql, mutation},
    bench::{Bench, say},
    connection::{Connection, Request},
    drive::{Driver, Pace, Until, Workload},
    failure::{Failure, Result},
    pair::{Turn, latency_row},
    report::Row,
    rows::{
        clients::{Signer, ask_for_tokens, check, check_scope},
        issuer::{GENERATED, Issuer, SCOPES, generated_key, generation, text},
        site::Site,
    },
};

pub(super) const NAME: &str = "check while 200 mutations a second";
const BAR: f64 = 3.0;
const SLUG: &str = "churn";

/// The load of checks: each connection sends one per period. This is less than the server's
/// capacity: on a saturated machine the scheduler would be measured.
const CONNECTIONS: usize = 8;
const PERIOD: Duration = Duration::from_millis(10);
/// The changers, each with its own application; together they make 200 changes a second.
const CHANGERS: usize = 8;
const PAUSE: Duration = Duration::from_millis(40);

/// Changes one application, and verifies after each change that the next check respects it.
struct Changer {
    connection: Connection,
    admin_token: String,
    application: String,
    api: String,
    /// An access token of the application.
    token: String,
    /// The ID of its additional key and a JWT signed with it; `None` if it has none now.
    key: Option<(String, String)>,
    step: usize,
}

/// Measures the row.
pub(super) async fn measure(bench: &Bench) -> Result<Option<Row>> {
    if !bench.wants(NAME) {
        return Ok(None);
    }
    say(NAME);

    let site = Site::empty("churn", None).await?;
    let (workload, mut changers) = prepare(&site).await?;
    let mut checks = Driver::connect(site.server.target(), CONNECTIONS, workload).await?;
    // A slice has to hold enough answers for a 99th percentile.
    let length = bench.plan.slice.max(Duration::from_secs(1));
    let (until, pace) = (Until::Elapsed(length), Pace::Every(PERIOD));
    checks.slice(until, pace).await?;

    let (mut turns, mut count) = (Vec::new(), 0);
    for _ in 0..bench.plan.slices {
        let base = checks.slice(until, pace).await?;
        let end = Instant::now() + length;
        let (subject, changed) =
            tokio::try_join!(checks.slice(until, pace), change(changers, end))?;
        turns.push(Turn { base, subject });
        changers = changed.0;
        count += changed.1;
    }

    let seconds = length.as_secs_f64() * f64::from(u32::try_from(turns.len()).unwrap_or(1));
    say(&format!("  {:.0} mutations a second", f64::from(count) / seconds));
    latency_row(NAME, &turns, &site.server.process, Some(BAR)).map(Some)
}

/// Prepares the load and the changers. The load has two tokens of each application, one issued and
/// one self-signed. A check without demanded scopes accepts both in spite of all changes.
async fn prepare(site: &Site) -> Result<(Workload, Vec<Changer>)> {
    let issuer = Issuer::create(site, SLUG, "RS256").await?;
    let api = issuer.api(API).await?;

    let (mut requests, mut changers) = (Vec::new(), Vec::new());
    for number in 0..CHANGERS {
        let client = issuer.basic().await?;
        issuer.grant(&client.id, &api).await?;
        let signer = issuer.key_of(client.id.clone(), Algorithm::Rs256).await?;
        let asked = vec![client.token_request_for(API)?];
        let token = ask_for_tokens(site.server.address, asked).await?.concat();
        requests.push(check(SLUG, API, &token)?);
        requests.extend(signer.checks(API, 0..1)?);
        changers.push(Changer {
            connection: Connection::open(site.server.address).await?,
            admin_token: site.admin.token(number)?,
            application: client.id,
            api: api.clone(),
            token,
            key: None,
            step: 0,
        });
    }

    Ok((Workload::in_turn(requests, ""), changers))
}

/// Runs all changers until `end`; returns them and the number of changes.
async fn change(changers: Vec<Changer>, end: Instant) -> Result<(Vec<Changer>, u32)> {
    let mut tasks = JoinSet::new();

    // The starts are staggered, so that the changes are a steady stream and not bursts.
    let step = PAUSE / u32::try_from(changers.len().max(1)).unwrap_or(1);

    let mut begin = tokio::time::Instant::now();
    for mut changer in changers {
        begin += step;
        tasks.spawn(async move {
            let (mut ticks, mut count) = (interval_at(begin, PAUSE), 0);
            while Instant::now() < end {
                ticks.tick().await;
                changer.change().await?;
                count += 1;
            }
            Ok::<_, Failure>((changer, count))
        });
    }

    let (mut changers, mut total) = (Vec::new(), 0);
    while let Some(ended) = tasks.join_next().await {
        let (changer, count) = ended.map_err(|error| Failure::Setup(error.to_string()))??;
        changers.push(changer);
        total += count;
    }
    Ok((changers, total))
}

impl Changer {
    /// Makes the next change: removes the grant's scopes, restores them, adds a key or revokes it.
    async fn change(&mut self) -> Result<()> {
        let step = self.step % 4;
        self.step += 1;
        match (step, self.key.take()) {
            (0, None) => self.grant(&[], 403).await,
            (1, None) => self.grant(&SCOPES, 200).await,
            (2, None) => self.add_key().await,
            (_, Some((key, jwt))) => {
                let input = json!({ "keyId": key, "reason": "load" });
                self.mutate("revokeKey", input, "key { id }").await?;
                self.expect(&check(SLUG, API, &jwt)?, 401).await
            }
            _ => Err(Failure::Setup("a key is revoked in the step after it came".into())),
        }
    }

    async fn grant(&mut self, scopes: &[&str], expected: u16) -> Result<()> {
        let input =
            json!({ "applicationId": self.application, "apiId": self.api, "scopes": scopes });
        self.mutate("grantApi", input, "grant { id }").await?;
        self.expect(&check_scope(SLUG, API, SCOPES[0], &self.token)?, expected).await
    }

    async fn add_key(&mut self) -> Result<()> {
        let algorithm = Algorithm::Es256;
        let input = generation(&self.application, algorithm);
        let made = self.mutate("generateApplicationKey", input, GENERATED).await?;
        let (kid, key) = generated_key(&made, algorithm)?;
        let signer = Signer::new(SLUG, self.application.clone(), kid, key);
        let jwt = signer.application_jwt(self.step)?;
        self.key = Some((text(&made, "/key/id")?, jwt.clone()));
        self.expect(&check(SLUG, API, &jwt)?, 200).await
    }

    async fn mutate(&mut self, name: &str, input: Value, fields: &str) -> Result<Value> {
        let query = mutation(name, fields);
        let body = json!({ "query": query, "variables": { "input": input } });
        let answer = self.connection.exchange(&graphql(&self.admin_token, &body)?).await?;
        Ok(data(&query, answer.body())?[name].take())
    }

    async fn expect(&mut self, request: &Request, status: u16) -> Result<()> {
        let answer = self.connection.exchange(request).await?;
        let answered = answer.status();
        if answered == status {
            return Ok(());
        }
        Err(Failure::Answer(format!("after a change: expected {status}, got {answered}")))
    }
}
