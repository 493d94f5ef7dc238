//! Signs a JWT from settings.

use keyplane_auth::{Entropy, Header, base64url, mint};
use keyplane_entity::Timestamp;
use serde_json::{Map, Value};

use super::{credential::Holder, error::TokenError, settings::Settings};
use crate::http_client::Endpoint;

/// Default lifetime of a JWT, in seconds.
const DEFAULT_TTL: i64 = 300;

/// The time of issue of a JWT, and the source of its ID.
#[derive(Clone, Copy)]
pub(crate) struct Moment<'a> {
    pub(crate) now: Timestamp,
    pub(crate) entropy: &'a dyn Entropy,
}

/// A signed JWT, and the endpoint to exchange it at.
pub(super) struct Signed {
    pub(super) jwt: String,
    pub(super) token_url: Option<Endpoint>,
}

/// Signs the JWT that `settings` describe. The key file gives the defaults: a client assertion for
/// an application's file (RFC 7523 section 3), an admin token for an admin key's file.
pub(super) fn sign(settings: &mut Settings, moment: Moment<'_>) -> Result<Signed, TokenError> {
    let credential = settings.credential.take().ok_or(TokenError::NoKey)?;
    let holder = Holder::read(credential)?;
    let signer = holder.signer(settings.algorithm)?;
    let claims = claims(settings, &holder, moment);
    let token_url = match (settings.token_url.take(), &holder.token_url) {
        (Some(url), _) => Some(url),
        (None, Some(url)) => Some(url.parse().map_err(TokenError::KeyFileUrl)?),
        (None, None) => None,
    };
    let kid = settings.kid.take().or(holder.kid).unwrap_or_default();
    let header = header(kid, std::mem::take(&mut settings.headers));
    Ok(Signed { jwt: mint(signer.as_ref(), header, &claims)?, token_url })
}

fn header(kid: String, mut members: Map<String, Value>) -> Header {
    let typ = match members.remove("typ") {
        Some(Value::String(typ)) => typ,
        _ => "JWT".to_owned(),
    };
    Header { kid, typ: Some(typ), extra: members }
}

fn claims(settings: &mut Settings, holder: &Holder, moment: Moment<'_>) -> Map<String, Value> {
    let mut claims = std::mem::take(&mut settings.claims);
    let now = moment.now.seconds();
    let ttl = settings.ttl.map_or(DEFAULT_TTL, crate::ttl::Ttl::seconds);
    let text = |own: Option<String>, default: &Option<String>| own.or_else(|| default.clone());

    let registered = [
        ("iss", text(settings.issuer.take(), &holder.client_id).map(Value::from)),
        ("sub", text(settings.subject.take(), &holder.client_id).map(Value::from)),
        ("aud", audience(std::mem::take(&mut settings.audiences), holder.audience.as_ref())),
        ("iat", Some(now.into())),
        ("exp", Some(now.saturating_add(ttl).into())),
    ];

    for (name, value) in registered {
        if let Some(value) = value {
            claims.insert(name.to_owned(), value);
        }
    }

    if !holder.is_admin {
        claims.entry("jti").or_insert_with(|| unique_id(moment.entropy).into());
    }
    claims
}

/// One audience as a string, several as an array (RFC 7519 section 4.1.3): some readers refuse an
/// array.
fn audience(mut given: Vec<String>, default: Option<&String>) -> Option<Value> {
    match (given.len(), default) {
        (0, default) => default.map(|audience| audience.as_str().into()),
        (1, _) => given.pop().map(Value::from),
        _ => Some(given.into()),
    }
}

/// 128 random bits in base64url.
fn unique_id(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes);
    base64url(&bytes)
}
