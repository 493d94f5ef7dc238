//! `token exchange`: exchanges an assertion for an access token.

use serde_json::{Map, Value};

use super::{
    args::TokenExchange,
    endpoint::Endpoint,
    error::TokenError,
    http::{self, Answer, Trust},
    jwt::{Moment, sign},
    settings::Settings,
};

const CLIENT_CREDENTIALS: &str = "client_credentials";

/// RFC 7523 section 2.2.
const CLIENT_ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The longest part of an error description that is shown.
const MAX_DESCRIPTION_CHARS: usize = 500;

/// Signs the JWT that `args` describe, posts it to the token URL and returns the access token or,
/// with `--json`, the whole answer. Without a token URL, returns the JWT.
pub(crate) fn exchange_token(
    args: TokenExchange,
    moment: Moment<'_>,
) -> Result<String, TokenError> {
    let json = args.json;
    let mut settings = Settings::of_exchange(args)?;
    let signed = sign(&mut settings, moment)?;
    let Some(token_url) = signed.token_url else {
        return if json { Err(TokenError::NothingToShow) } else { Ok(signed.jwt) };
    };
    let trust = Trust::read(settings.ca_file.as_deref())?;
    let answer = http::post_form(&token_url, trust, &form(&settings, &signed.jwt))?;
    let body = understand(&answer, &token_url, &signed.jwt)?;
    match body.get("access_token").and_then(Value::as_str) {
        Some(_) if json => Ok(Value::Object(body).to_string()),
        Some(token) => Ok(token.to_owned()),
        None => Err(TokenError::NoAccessToken(token_url)),
    }
}

/// The form of the request. With the grant type `client_credentials` the JWT authenticates the
/// client (RFC 7523 section 2.2); with any other it is the grant itself (RFC 7521 section 4.1).
fn form<'a>(settings: &'a Settings, jwt: &'a str) -> Vec<(&'static str, &'a str)> {
    let grant_type = settings.grant_type.as_deref().unwrap_or(CLIENT_CREDENTIALS);
    let mut form = vec![("grant_type", grant_type)];
    if grant_type == CLIENT_CREDENTIALS {
        form.push(("client_assertion_type", CLIENT_ASSERTION_TYPE));
        form.push(("client_assertion", jwt));
    } else {
        form.push(("assertion", jwt));
    }
    form.extend(settings.scope.as_deref().map(|scope| ("scope", scope)));
    form.extend(settings.resources.iter().map(|resource| ("resource", resource.as_str())));
    form
}

/// The members of a successful answer; any other answer is an error (RFC 6749 section 5.2).
fn understand(
    answer: &Answer,
    token_url: &Endpoint,
    jwt: &str,
) -> Result<Map<String, Value>, TokenError> {
    let body: Option<Map<String, Value>> = serde_json::from_slice(&answer.body).ok();
    if (200..300).contains(&answer.status) {
        return body.ok_or_else(|| TokenError::NoAccessToken(token_url.clone()));
    }
    let member = |name| body.as_ref()?.get(name)?.as_str().map(|text| printable(text, jwt));
    let mut reason = member("error").unwrap_or_else(|| "no OAuth error".to_owned());
    if let Some(description) = member("error_description") {
        reason = format!("{reason}: {description}");
    }
    Err(TokenError::Refused { token_url: token_url.clone(), status: answer.status, reason })
}

/// Text of a server, made safe for a terminal and a log: without control characters, of limited
/// length, and without the assertion if the server repeats it.
fn printable(text: &str, jwt: &str) -> String {
    let text = text.replace(jwt, "[assertion]");
    let plain = text.chars().map(|char| if char.is_control() { ' ' } else { char });
    plain.take(MAX_DESCRIPTION_CHARS).collect()
}
