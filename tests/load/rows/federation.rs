//! Tokens of a trusted issuer, and tokens of the project that are exchanged for others.

use std::ops::Range;

use keyplane_auth::{Algorithm, Header, KeySpec, PrivateKey, SigningKey, mint};
use serde_json::{Value, json};

use super::{
    clients::{self, check, exchange_request, proven_by, token_of},
    issuer::Issuer,
    site::Site,
};
use crate::{
    admin::{in_parallel, now, unsigned},
    bare::Operation,
    bench::{Bench, say},
    connection::Request,
    drive::Workload,
    failure::{Failure, Result},
    pair::{FloorRow, against_floor, requests_needed},
    report::Row,
    server::PUBLIC_URL,
};

const ASSERTION: &str = "token, outside key as client_assertion, RS256";
const UNSEEN: &str = "check, FEDERATED_JWT not seen before";
const SEEN: &str = "check, FEDERATED_JWT seen before";
const EXCHANGE: &str = "token exchange of a JWT, RS256";

/// The rows of this module.
pub(crate) const NAMES: &[&str] = &[ASSERTION, UNSEEN, SEEN, EXCHANGE];

const SLUG: &str = "federation";
const API: &str = "orders";
/// The API that a token is exchanged for.
const NEXT: &str = "stock";
/// `iss` of the outside tokens.
const CI: &str = "https://ci.example";
const SUBJECT: &str = "repo:acme/app";
/// Lifetime of an outside token: longer than a row, and at most `maxAgeSeconds`.
const LIFETIME_SECONDS: i64 = 3300;
/// Number of tokens that are shown in turn.
const SHOWN: usize = 100;

/// A platform outside of the server, whose workload stands for an application.
struct Platform {
    key: SigningKey,
    /// The client that the workload stands for.
    client: String,
}

/// Measures the rows.
pub(crate) async fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants_any(NAMES) {
        return Ok(Vec::new());
    }

    let site = Site::empty("federation", None).await?;
    let issuer = Issuer::create(&site, SLUG, "RS256").await?;
    let mut rows = Vec::new();
    if bench.wants_any(&[ASSERTION, UNSEEN, SEEN]) {
        let platform = Platform::trusted(&site, &issuer).await?;
        rows.extend(proving(bench, &site, &platform).await?);
        let api = issuer.outside_api(API).await?;
        issuer.grant(&platform.client, &api).await?;
        rows.extend(checking(bench, &site, &platform).await?);
    }
    if bench.wants(EXCHANGE) {
        rows.push(exchanging(bench, &site).await?);
    }
    Ok(rows)
}

/// A token for a different outside token each time.
async fn proving(bench: &Bench, site: &Site, platform: &Platform) -> Result<Option<Row>> {
    if !bench.wants(ASSERTION) {
        return Ok(None);
    }
    say("signing outside tokens");
    let audience = format!("{PUBLIC_URL}/p/{SLUG}");
    let requests = in_parallel(requests_needed(bench), |number| {
        proven_by(SLUG, &platform.token(&audience, number)?)
    })?;
    let workload = Workload::once(requests, clients::ISSUED);
    let operations = &[Operation::Signature, Operation::Verification];
    let row = FloorRow { name: ASSERTION, workload, operations, bar: Some(1.5) };
    against_floor(bench, site.server.target(), row).await.map(Some)
}

async fn checking(bench: &Bench, site: &Site, platform: &Platform) -> Result<Vec<Row>> {
    let count = requests_needed(bench);
    let mut rows = Vec::new();
    if bench.wants(UNSEEN) {
        say("signing outside tokens");
        let workload = Workload::once(platform.checks(0..count)?, "");
        let operations = &[Operation::Verification];
        let row = FloorRow { name: UNSEEN, workload, operations, bar: Some(1.8) };
        rows.push(against_floor(bench, site.server.target(), row).await?);
    }
    if bench.wants(SEEN) {
        let workload = Workload::in_turn(platform.checks(count..count + SHOWN)?, "");
        let row = FloorRow { name: SEEN, workload, operations: &[], bar: Some(1.6) };
        rows.push(against_floor(bench, site.server.target(), row).await?);
    }
    Ok(rows)
}

/// The resource server of an API exchanges tokens of its clients for tokens for the next API.
async fn exchanging(bench: &Bench, site: &Site) -> Result<Row> {
    let issuer = Issuer::create(site, "exchange", "RS256").await?;
    let (api, next) = (issuer.api(API).await?, issuer.api(NEXT).await?);
    let (client, server) = (issuer.basic().await?, issuer.basic().await?);
    issuer.grant(&client.id, &api).await?;
    issuer.grant(&server.id, &next).await?;
    let input = json!({ "apiId": api, "resourceServerId": server.id });
    site.mutate("updateApi", input, "api { id }").await?;

    let mut requests = Vec::new();
    for _ in 0..SHOWN {
        let token = token_of(site.server.address, &client.token_request_for(API)?).await?;
        requests.push(exchange_request(&server, &token, NEXT)?);
    }
    let workload = Workload::in_turn(requests, clients::ISSUED);
    let operations = &[Operation::Signature, Operation::Verification];
    let row = FloorRow { name: EXCHANGE, workload, operations, bar: None };
    against_floor(bench, site.server.target(), row).await
}

impl Platform {
    /// A platform that the project trusts, and an application for its workload.
    async fn trusted(site: &Site, issuer: &Issuer<'_>) -> Result<Self> {
        let failed = || Failure::Setup("no key for outside tokens".into());
        let spec = KeySpec::new(Algorithm::Rs256, None).map_err(|_| failed())?;
        let key = PrivateKey::generate(spec).map_err(|_| failed())?;

        let input = json!({
            "projectId": issuer.id, "name": "CI", "issuer": CI, "keySource": "JWKS",
            "jwks": { "keys": [key.public_key().jwk()] },
        });
        let made = site.mutate("createTrustedIssuer", input, "trustedIssuer { id }").await?;
        let client = issuer.federated().await?;
        let rules = json!([{ "claim": "sub", "match": "EXACT", "values": [SUBJECT] }]);
        let input = json!({
            "applicationId": client, "trustedIssuerId": made["trustedIssuer"]["id"],
            "name": "load", "rules": rules,
        });
        site.mutate("createFederatedIdentity", input, "federatedIdentity { id }").await?;

        let key = SigningKey::new(&key, Algorithm::Rs256).map_err(|_| failed())?;
        Ok(Self { key, client })
    }

    /// A token of the workload; each number gives a different one.
    fn token(&self, audience: &str, number: usize) -> Result<String> {
        let now = now()?.seconds();
        let claims = json!({
            "iss": CI, "sub": SUBJECT, "aud": audience, "iat": now,
            "exp": now + LIFETIME_SECONDS, "jti": format!("{number:016}"),
        });
        let Value::Object(claims) = claims else { return Err(unsigned()) };
        mint(&self.key, Header::default(), &claims).map_err(|_| unsigned())
    }

    /// Checks of tokens, with a different one for each number.
    fn checks(&self, numbers: Range<usize>) -> Result<Vec<Request>> {
        in_parallel(numbers.len(), |number| {
            check(SLUG, API, &self.token(&format!("urn:{API}"), numbers.start + number)?)
        })
    }
}
