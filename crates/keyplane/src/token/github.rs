//! Requests the token of a GitHub Actions job.

use std::env;

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{error::TokenError, outside};
use crate::http_client::{self, Endpoint, Trust};

const URL: &str = "ACTIONS_ID_TOKEN_REQUEST_URL";
const TOKEN: &str = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

/// The token of the job that this process runs in, for `audience`.
pub(super) fn job_token(audience: &str, trust: Trust) -> Result<Zeroizing<String>, TokenError> {
    let variable = |name| env::var(name).map_err(|_| TokenError::NoGithubJob(name));
    let url: Endpoint = variable(URL)?.parse().map_err(TokenError::GithubUrl)?;
    let bearer = Zeroizing::new(variable(TOKEN)?);
    request(&url, &bearer, audience, trust)
}

/// Asks `url` for a token for `audience`.
pub(super) fn request(
    url: &Endpoint,
    bearer: &str,
    audience: &str,
    trust: Trust,
) -> Result<Zeroizing<String>, TokenError> {
    let answer = http_client::get_with(&url.with_query("audience", audience), bearer, trust)?;
    if answer.status != 200 {
        return Err(TokenError::GithubStatus { url: url.clone(), status: answer.status });
    }
    let body: Option<Map<String, Value>> = serde_json::from_slice(&answer.body).ok();
    let value = body.as_ref().and_then(|body| body.get("value")).and_then(Value::as_str);
    value
        .and_then(|text| outside::token(text).ok())
        .ok_or_else(|| TokenError::NoGithubToken(url.clone()))
}
