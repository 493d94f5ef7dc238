//! One fetch: the discovery document, if the source has one, and the key set.

use std::{sync::Arc, time::Duration};

use keyplane_auth::{OutsideKeySet, parse_json_object};
use serde_json::Value;

use super::{
    error::{FetchFault, KeySetFault},
    source::{KeySetPlace, KeySetSource},
};
use crate::outside::{
    client::{MAX_ANSWER, Outside, OutsideAnswer, OutsideRequest},
    names::Held,
};

/// How long a fetch may take, both requests together.
pub(super) const TIME_LIMIT: Duration = Duration::from_secs(5);

/// Media types of discovery documents and key sets. A kube-apiserver answers 406 to a request for its
/// keys that does not take `application/jwk-set+json` (RFC 7517 section 8.5.2); others send any type.
const ACCEPTED: &str = "application/json, application/jwk-set+json, */*;q=0.5";

/// A fetched set.
pub(super) struct Fetched {
    pub(super) set: OutsideKeySet,
    /// Seconds for which the answer says that it counts; `None` if it does not say.
    pub(super) max_age: Option<u64>,
}

/// Fetches the keys of a source.
pub(super) async fn fetch(
    outside: &Outside,
    source: &KeySetSource,
    held: Held,
) -> Result<Fetched, KeySetFault> {
    let fetched = tokio::time::timeout(TIME_LIMIT, fetch_all(outside, source, held));
    fetched.await.unwrap_or(Err(KeySetFault::Timeout))
}

async fn fetch_all(
    outside: &Outside,
    source: &KeySetSource,
    held: Held,
) -> Result<Fetched, KeySetFault> {
    let jwks_uri = match source.place() {
        KeySetPlace::Discovery { url, issuer } => {
            let answer = get(outside, source, url, &held).await;
            let answer = answer.map_err(KeySetFault::Discovery)?;
            &jwks_uri(&answer.body, issuer)?
        }
        KeySetPlace::Jwks { url } | KeySetPlace::SpiffeBundle { url } => url,
    };

    let answer = get(outside, source, jwks_uri, &held).await.map_err(KeySetFault::Keys)?;
    let set = OutsideKeySet::parse(&answer.body, source.usage()).map_err(KeySetFault::BadKeys)?;
    let max_age = [answer.max_age, set.refresh_hint()].into_iter().flatten().min();
    Ok(Fetched { set, max_age })
}

async fn get(
    outside: &Outside,
    source: &KeySetSource,
    url: &str,
    held: &Held,
) -> Result<OutsideAnswer, FetchFault> {
    let headers = [("accept", ACCEPTED.to_owned())];
    let request = OutsideRequest {
        headers: &headers,
        most: MAX_ANSWER,
        ca_certificate: source.ca_certificate(),
        held: Some(Arc::clone(held)),
        ..OutsideRequest::get(url)
    };

    let answer = outside.send(request).await?;
    match answer.status {
        200 => Ok(answer),
        300..400 => Err(FetchFault::Redirect),
        400..500 => Err(FetchFault::Refused),
        500..600 => Err(FetchFault::Failed),
        _ => Err(FetchFault::OtherStatus),
    }
}

/// The `jwks_uri` of a discovery document of `issuer`.
fn jwks_uri(document: &[u8], issuer: &str) -> Result<String, KeySetFault> {
    let mut members = parse_json_object(document).ok_or(KeySetFault::BadDiscovery)?;
    match members.get("issuer") {
        Some(Value::String(named)) if named == issuer => {}
        _ => return Err(KeySetFault::OtherIssuer),
    }
    match members.remove("jwks_uri") {
        Some(Value::String(url)) => Ok(url),
        _ => Err(KeySetFault::NoJwksUri),
    }
}
