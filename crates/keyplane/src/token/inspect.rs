//! `token inspect`: shows a JWT and checks it.

use std::{collections::BTreeMap, path::Path};

use keyplane_auth::{LEEWAY_SECONDS, NumericDate, decode_unverified};
use keyplane_entity::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{
    args::TokenInspect,
    error::TokenError,
    input,
    jwks::{KeySet, Signer},
};
use crate::http_client::Trust;

/// The claims that hold times.
const TIMES: [&str; 4] = ["iat", "nbf", "exp", "auth_time"];

/// The output and the outcome of the command.
#[derive(Debug)]
pub(crate) struct Inspection {
    /// Output for stdout.
    pub(crate) text: String,
    /// Notice for stderr, if any.
    pub(crate) notice: Option<&'static str>,
    /// Why the token is not valid; `None` if no check failed.
    pub(crate) failure: Option<TokenError>,
}

/// The JSON on stdout.
#[derive(Serialize)]
struct Report {
    /// Whether the signature was verified and all requested checks passed.
    verified: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<Signer>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<String>,
    header: Map<String, Value>,
    claims: Map<String, Value>,
    /// The claims that hold times, in RFC 3339.
    times: BTreeMap<&'static str, String>,
}

impl Report {
    #[expect(clippy::expect_used, reason = "every name is text, and it is written into memory")]
    fn show(&self) -> String {
        serde_json::to_string_pretty(self).expect("a report is JSON")
    }
}

const NOT_VERIFIED: &str =
    "NOT verified: anybody can write such a token; --jwks URL checks its signature";

/// Decodes the token. With `--jwks`, checks its signature and its times at `now`. Checks the issuer
/// and the audience if they are given.
pub(crate) fn inspect_token(args: TokenInspect, now: Timestamp) -> Result<Inspection, TokenError> {
    let token =
        if args.token == "-" { input::read(Path::new("-"))? } else { Zeroizing::new(args.token) };
    let token = token.trim();
    let (header, claims) = decode(token).ok_or(TokenError::NotJwt)?;

    let mut key = None;
    let mut problems = Vec::new();
    if let Some(endpoint) = &args.jwks {
        match KeySet::fetch(endpoint, Trust::read(args.ca_file.as_deref())?)?.verify(token) {
            Ok(signer) => key = Some(signer),
            Err(problem) => problems.push(problem),
        }
        problems.extend(times_problems(&claims, now.seconds()));
    }
    problems.extend(args.issuer.and_then(|issuer| issuer_problem(&claims, &issuer)));
    problems.extend(args.audience.and_then(|audience| audience_problem(&claims, &audience)));

    let failure = (!problems.is_empty()).then(|| TokenError::NotValid(problems.join("; ")));
    let report = Report {
        verified: key.is_some() && problems.is_empty(),
        key,
        problems,
        times: times(&claims),
        header,
        claims,
    };

    Ok(Inspection {
        text: report.show(),
        notice: args.jwks.is_none().then_some(NOT_VERIFIED),
        failure,
    })
}

/// Header and claims, not verified.
fn decode(token: &str) -> Option<(Map<String, Value>, Map<String, Value>)> {
    if token.split('.').count() != 3 {
        return None;
    }
    let decoded = decode_unverified(token);
    Some((decoded.header?, decoded.claims?))
}

fn date(value: &Value) -> Option<NumericDate> {
    serde_json::from_value(value.clone()).ok()
}

fn times(claims: &Map<String, Value>) -> BTreeMap<&'static str, String> {
    let time = |name| Some((name, date(claims.get(name)?)?.to_string()));
    TIMES.into_iter().filter_map(time).collect()
}

/// Checks the times by RFC 7519 section 4.1, with the server's leeway for admin tokens.
fn times_problems(claims: &Map<String, Value>, now: i64) -> Vec<String> {
    let ends = NumericDate::from(now.saturating_sub(LEEWAY_SECONDS));
    let begins = NumericDate::from(now.saturating_add(LEEWAY_SECONDS));
    let problem = |name| match (name, claims.get(name).map(date)?) {
        (_, None) => Some(format!("{name} is not a number of seconds")),
        ("exp", Some(date)) if date <= ends => Some(format!("it expired at {date}")),
        ("nbf", Some(date)) if date > begins => Some(format!("it is not valid before {date}")),
        ("iat", Some(date)) if date > begins => {
            Some(format!("it was issued in the future, at {date}"))
        }
        _ => None,
    };
    ["exp", "nbf", "iat"].into_iter().filter_map(problem).collect()
}

fn issuer_problem(claims: &Map<String, Value>, wanted: &str) -> Option<String> {
    match claims.get("iss") {
        Some(Value::String(issuer)) if issuer == wanted => None,
        Some(other) => Some(format!("iss is {other}, not {wanted:?}")),
        None => Some(format!("there is no iss, and it should be {wanted:?}")),
    }
}

fn audience_problem(claims: &Map<String, Value>, wanted: &str) -> Option<String> {
    match claims.get("aud") {
        Some(Value::String(audience)) if audience == wanted => None,
        Some(Value::Array(several)) if several.iter().any(|audience| audience == wanted) => None,
        Some(other) => Some(format!("aud is {other}, without {wanted:?}")),
        None => Some(format!("there is no aud, and it should have {wanted:?}")),
    }
}
