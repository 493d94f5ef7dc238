//! Finds a token endpoint by the issuer's discovery document (OpenID Connect Discovery 1.0 section 4).

use serde_json::{Map, Value};

use super::error::TokenError;
use crate::http_client::{self, Endpoint, Trust};

const WELL_KNOWN: &str = "/.well-known/openid-configuration";

/// The token endpoint of `issuer`.
pub(super) fn token_endpoint(issuer: &str, trust: Trust) -> Result<Endpoint, TokenError> {
    let url = format!("{}{WELL_KNOWN}", issuer.trim_end_matches('/'));
    let url: Endpoint = url.parse().map_err(TokenError::IssuerUrl)?;
    let wrong = |hint| TokenError::NotDiscovery { url: url.clone(), hint };

    let answer = http_client::get(&url, trust)?;
    if answer.status != 200 {
        return Err(TokenError::DiscoveryStatus { url, status: answer.status });
    }
    let document: Map<String, Value> =
        serde_json::from_slice(&answer.body).map_err(|_| wrong("expected a JSON object"))?;
    let member = |name| document.get(name).and_then(Value::as_str);

    // OpenID Connect Discovery 1.0 section 4.3: else it is another issuer's document.
    if member("issuer") != Some(issuer) {
        return Err(wrong("its issuer is not --issuer-url"));
    }
    let endpoint = member("token_endpoint").and_then(|text| text.parse::<Endpoint>().ok());
    let endpoint = endpoint.ok_or_else(|| wrong("it has no token_endpoint"))?;
    if url.is_https() && !endpoint.is_https() {
        return Err(wrong("its token_endpoint is not an https:// URL"));
    }
    Ok(endpoint)
}
