//! The OAuth endpoints: issuing and introspecting access tokens, and the memory after issuing.

mod memory;

use keyplane_tests::postgres::Postgres;

use super::{clients, issuer::Issuer, site::Site};
use crate::{
    bare::Operation,
    bench::{Bench, say},
    connection::Request,
    drive::Workload,
    failure::{Doing as _, Result},
    pair::{FloorRow, against_floor, requests_needed},
    report::Row,
};

const RS256: &str = "token, client_secret_basic, RS256";
const SQLITE: &str = "token, private_key_jwt with jti, RS256, SQLite";
const POSTGRES: &str = "token, private_key_jwt with jti, RS256, PostgreSQL";
const ES256: &str = "token, client_secret_basic, ES256";
const JWT: &str = "introspection of a JWT";
const OPAQUE: &str = "introspection of an opaque token";

/// The rows of this module.
pub(crate) const NAMES: &[&str] =
    &[RS256, SQLITE, POSTGRES, ES256, JWT, OPAQUE, memory::MILLION, memory::QUICK];

/// Number of tokens that are introspected in turn.
const INTROSPECTED: usize = 100;

/// Measures the rows.
pub(crate) async fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants_any(NAMES) {
        return Ok(Vec::new());
    }

    let site = Site::empty("tokens", None).await?;
    let mut rows = Vec::new();
    if bench.wants(RS256) {
        let client = Issuer::create(&site, "rsa", "RS256").await?.basic().await?;
        let operations = &[Operation::Signature];
        rows.push(issuing(bench, &site, RS256, client.token_request()?, operations, 1.25).await?);
    }
    if bench.wants(ES256) {
        let client = Issuer::create(&site, "elliptic", "ES256").await?.basic().await?;
        let operations = &[Operation::P256Signature];
        rows.push(issuing(bench, &site, ES256, client.token_request()?, operations, 2.5).await?);
    }

    if bench.wants(SQLITE) {
        rows.push(proving(bench, &site, SQLITE).await?);
    }
    if bench.wants(POSTGRES) {
        rows.extend(proving_on_postgres(bench).await?);
    }

    rows.extend(introspecting(bench, &site).await?);
    rows.extend(memory::measure(bench, site).await?);
    Ok(rows)
}

/// Issues tokens for the same request each time.
async fn issuing(
    bench: &Bench,
    site: &Site,
    name: &'static str,
    request: Request,
    operations: &'static [Operation],
    bar: f64,
) -> Result<Row> {
    let workload = Workload::repeat(request, 200, clients::ISSUED);
    let row = FloorRow { name, workload, operations, bar: Some(bar) };
    against_floor(bench, site.server.target(), row).await
}

/// Issues tokens for a different assertion each time, signed before the measurement.
async fn proving(bench: &Bench, site: &Site, name: &'static str) -> Result<Row> {
    let client = Issuer::create(site, "assertions", "RS256").await?.key_pair().await?;
    say("signing assertions");
    let requests = client.proven_requests(0..requests_needed(bench))?;
    let workload = Workload::once(requests, clients::ISSUED);
    let operations = &[Operation::Signature, Operation::Verification];
    let row = FloorRow { name, workload, operations, bar: Some(1.5) };
    against_floor(bench, site.server.target(), row).await
}

/// `None` if PostgreSQL is not installed.
async fn proving_on_postgres(bench: &Bench) -> Result<Option<Row>> {
    // The settings stay as installed, so that commits are durable.
    let started = Postgres::start(&["max_connections=50"]).doing("starting PostgreSQL")?;
    let Some(postgres) = started else {
        say(&format!("left out, since PostgreSQL is not installed: {POSTGRES}"));
        return Ok(None);
    };
    let (user, address) = (Postgres::USER, &postgres.address);
    let url = format!("postgres://{user}@{address}/postgres?sslmode=disable");
    let site = Site::empty("tokens-postgres", Some(&url)).await?;
    proving(bench, &site, POSTGRES).await.map(Some)
}

/// A resource server introspects the tokens of a client.
async fn introspecting(bench: &Bench, site: &Site) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    if !bench.wants_any(&[JWT, OPAQUE]) {
        return Ok(rows);
    }

    let issuer = Issuer::create(site, "introspection", "RS256").await?;
    let server = issuer.resource_server().await?;
    let jwt: &[Operation] = &[Operation::Verification];

    for (name, operations, bar) in [(JWT, jwt, Some(2.0)), (OPAQUE, &[], None)] {
        if !bench.wants(name) {
            continue;
        }
        let client = if name == JWT { issuer.basic().await? } else { issuer.opaque().await? };
        let mut requests = Vec::new();
        for _ in 0..INTROSPECTED {
            let token = client.ask_for_token(site.server.address).await?;
            requests.push(server.introspection_request(&token)?);
        }
        let workload = Workload::in_turn(requests, clients::ACTIVE);
        let row = FloorRow { name, workload, operations, bar };
        rows.push(against_floor(bench, site.server.target(), row).await?);
    }
    Ok(rows)
}
