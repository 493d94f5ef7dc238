//! The values of settings, as texts.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use keyplane_control::{
    AllowedAddress, AuditStreamTarget, Cidr, InvalidAllowedAddress, InvalidPublicUrl,
    InvalidStreamTarget, MAX_LEEWAY_SECONDS, MAX_OUTAGE_GRACE, MIN_DATABASE_CONNECTIONS, PublicUrl,
    check_database_url,
};
use secrecy::SecretString;
use url::Url;

pub(super) const MAX_DATABASE_CONNECTIONS: u32 = 1000;
const MAX_FAILURES: u32 = 1_000_000;
const MAX_KEY_PAIRS: usize = 1024;
const MAX_STALE_DOCUMENTS: Duration = Duration::from_hours(24);

pub(super) fn listen(value: &str) -> Result<SocketAddr, String> {
    value.parse().map_err(|_| "expected an address and a port, such as 127.0.0.1:8080".to_owned())
}

pub(super) fn public_url(value: &str) -> Result<PublicUrl, String> {
    value.parse().map_err(|error: InvalidPublicUrl| error.to_string())
}

pub(super) fn database_url(value: &str) -> Result<SecretString, String> {
    check_database_url(value).map(|()| value.into()).map_err(|error| error.to_string())
}

pub(super) fn database_connections(value: &str) -> Result<u32, String> {
    let (least, most) = (MIN_DATABASE_CONNECTIONS, MAX_DATABASE_CONNECTIONS);
    let count = value.parse().ok();
    count
        .filter(|count| (least..=most).contains(count))
        .ok_or_else(|| format!("expected a number of connections, {least} to {most}"))
}

pub(super) fn proxies(value: &str) -> Result<Vec<Cidr>, String> {
    let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
    items.map(str::parse).collect::<Result<_, _>>().map_err(|_| {
        "expected addresses or CIDR blocks with commas between them, such as 10.0.0.0/8,::1"
            .to_owned()
    })
}

pub(super) fn private_addresses(value: &str) -> Result<Vec<AllowedAddress>, String> {
    let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
    items
        .map(str::parse)
        .collect::<Result<_, InvalidAllowedAddress>>()
        .map_err(|error| format!("{error}; separate several with commas"))
}

pub(super) fn audit_stream(value: &str) -> Result<AuditStreamTarget, String> {
    value.parse().map_err(|error: InvalidStreamTarget| error.to_string())
}

pub(super) fn connections(value: &str) -> Result<usize, String> {
    let number = value.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "expected a number of connections, at least 1".to_owned())
}

pub(super) fn connections_or_none(value: &str) -> Result<usize, String> {
    value.parse().map_err(|_| "expected a number of connections, or 0 for no limit".to_owned())
}

pub(super) fn failures(value: &str) -> Result<u32, String> {
    let number = value.parse().ok().filter(|number| *number <= MAX_FAILURES);
    number.ok_or_else(|| {
        format!(
            "expected a number of failed requests a minute, 1 to {MAX_FAILURES}, or 0 for no limit"
        )
    })
}

pub(super) fn key_pairs(value: &str) -> Result<usize, String> {
    let number = value.parse().ok().filter(|number| *number <= MAX_KEY_PAIRS);
    number.ok_or_else(|| {
        format!("expected a number of key pairs, 1 to {MAX_KEY_PAIRS}, or 0 for no limit")
    })
}

pub(super) fn gateway_leeway(value: &str) -> Result<i64, String> {
    let seconds = value.parse().ok();
    seconds
        .filter(|seconds| (0..=MAX_LEEWAY_SECONDS).contains(seconds))
        .ok_or_else(|| format!("expected a number of seconds, 0 to {MAX_LEEWAY_SECONDS}"))
}

pub(super) fn otlp_endpoint(value: &str) -> Result<Url, String> {
    let url = Url::parse(value).ok().filter(|url| {
        let is_http = matches!(url.scheme(), "http" | "https");
        is_http && url.query().is_none() && url.fragment().is_none()
    });
    url.ok_or_else(|| "expected a URL, such as http://127.0.0.1:4318".to_owned())
}

pub(super) fn trace_ratio(value: &str) -> Result<f64, String> {
    let ratio = value.parse().ok().filter(|ratio| (0.0..=1.0).contains(ratio));
    ratio.ok_or_else(|| "expected a number, 0 to 1".to_owned())
}

pub(super) fn outage_grace(value: &str) -> Result<Duration, String> {
    seconds(value, MAX_OUTAGE_GRACE)
}

pub(super) fn stale_documents(value: &str) -> Result<Duration, String> {
    seconds(value, MAX_STALE_DOCUMENTS)
}

/// A number of whole seconds, up to `most`.
pub(super) fn seconds(value: &str, most: Duration) -> Result<Duration, String> {
    let seconds = value.parse().ok().map(Duration::from_secs);
    seconds
        .filter(|seconds| *seconds <= most)
        .ok_or_else(|| format!("expected a number of seconds, 0 to {}", most.as_secs()))
}

pub(super) fn switch(value: &str) -> Result<bool, String> {
    value.parse().map_err(|_| "expected true or false".to_owned())
}

pub(super) fn path(value: &str) -> Result<PathBuf, String> {
    if value.is_empty() { Err("expected a path".to_owned()) } else { Ok(value.into()) }
}
