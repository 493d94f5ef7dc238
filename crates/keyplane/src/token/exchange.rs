//! `token exchange`: exchanges an assertion or a platform's token for an access token.

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{
    args::TokenExchange,
    discovery,
    error::TokenError,
    github,
    jwt::{Moment, Signed, sign},
    outside::{self, PresentedAs},
    settings::Settings,
};
use crate::http_client::{self, Answer, Endpoint, Trust};

const CLIENT_CREDENTIALS: &str = "client_credentials";

/// RFC 7523 section 2.2.
const CLIENT_ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The longest part of an error description that is shown.
const MAX_DESCRIPTION_CHARS: usize = 500;

/// What is sent: a JWT that is signed here, a platform's token, or both.
struct Proofs {
    assertion: Option<Zeroizing<String>>,
    outside: Option<Zeroizing<String>>,
}

/// Signs the JWT that `args` describe, or reads the platform's token, posts it to the token URL and
/// returns the access token or, with `--json`, the whole answer. Without a token URL, returns the
/// JWT.
pub(crate) fn exchange_token(
    args: TokenExchange,
    moment: Moment<'_>,
) -> Result<String, TokenError> {
    let json = args.json;
    let mut settings = Settings::of_exchange(args)?;
    outside::check(&settings)?;
    let trust = Trust::read(settings.ca_file.as_deref())?;
    if let (None, Some(issuer)) = (&settings.token_url, &settings.issuer_url) {
        settings.token_url = Some(discovery::token_endpoint(issuer, trust.clone())?);
    }

    let outside = outside_token(&settings, &trust)?;
    let (assertion, token_url) = if outside.is_none() || settings.credential.is_some() {
        let Signed { jwt, token_url } = sign(&mut settings, moment)?;
        (Some(Zeroizing::new(jwt)), token_url)
    } else {
        (None, settings.token_url.take())
    };

    let proofs = Proofs { assertion, outside };
    let Some(token_url) = token_url else { return alone(&proofs, json) };
    let answer = http_client::post_form(&token_url, trust, &proofs.form(&settings))?;
    let body = understand(&answer, &token_url, &proofs)?;
    match body.get("access_token").and_then(Value::as_str) {
        Some(_) if json => Ok(Value::Object(body).to_string()),
        Some(token) => Ok(token.to_owned()),
        None => Err(TokenError::NoAccessToken(token_url)),
    }
}

/// The platform's token, if the settings name one.
fn outside_token(
    settings: &Settings,
    trust: &Trust,
) -> Result<Option<Zeroizing<String>>, TokenError> {
    if settings.github {
        let audience = match (settings.audiences.as_slice(), &settings.issuer_url) {
            ([audience], _) => audience,
            ([], Some(issuer)) => issuer,
            ([], None) => return Err(TokenError::NoAudience),
            ([_, _, ..], _) => return Err(TokenError::SeveralAudiences),
        };
        return github::job_token(audience, trust.clone()).map(Some);
    }
    settings.token_file.as_deref().map(outside::read).transpose()
}

/// The result without a token URL: the JWT that was signed.
fn alone(proofs: &Proofs, json: bool) -> Result<String, TokenError> {
    match (&proofs.outside, &proofs.assertion) {
        (None, Some(_)) if json => Err(TokenError::NothingToShow),
        (None, Some(jwt)) => Ok(jwt.as_str().to_owned()),
        (Some(_), _) | (None, None) => Err(TokenError::NoTokenUrl),
    }
}

impl Proofs {
    /// The form of the request. With the grant type `client_credentials` the JWT authenticates the
    /// client (RFC 7523 section 2.2); with any other it is the grant itself (RFC 7521 section 4.1).
    fn form<'a>(&'a self, settings: &'a Settings) -> Vec<(&'static str, &'a str)> {
        let mut form = match (&self.outside, &self.assertion) {
            (Some(token), assertion) => {
                let presented_as = settings.presented_as.unwrap_or(PresentedAs::JwtBearer);
                let mut form = presented_as.fields(token, assertion.is_some());
                form.extend(assertion.iter().flat_map(|jwt| authentication(jwt)));
                form
            }
            (None, Some(jwt)) => own_form(settings, jwt),
            (None, None) => Vec::new(),
        };

        form.extend(settings.client_id.as_deref().map(|client| ("client_id", client)));
        form.extend(settings.scope.as_deref().map(|scope| ("scope", scope)));
        form.extend(settings.resources.iter().map(|resource| ("resource", resource.as_str())));
        form
    }

    /// The proofs with the words that stand for them in messages.
    fn shown(&self) -> impl Iterator<Item = (&str, &'static str)> {
        let assertion = self.assertion.iter().map(|jwt| (jwt.as_str(), "[assertion]"));
        assertion.chain(self.outside.iter().map(|token| (token.as_str(), "[token]")))
    }
}

/// The fields of a JWT that is signed here.
fn own_form<'a>(settings: &'a Settings, jwt: &'a str) -> Vec<(&'static str, &'a str)> {
    let grant_type = settings.grant_type.as_deref().unwrap_or(CLIENT_CREDENTIALS);
    let mut form = vec![("grant_type", grant_type)];
    if grant_type == CLIENT_CREDENTIALS {
        form.extend(authentication(jwt));
    } else {
        form.push(("assertion", jwt));
    }
    form
}

fn authentication(jwt: &str) -> [(&'static str, &str); 2] {
    [("client_assertion_type", CLIENT_ASSERTION_TYPE), ("client_assertion", jwt)]
}

/// The members of a successful answer; any other answer is an error (RFC 6749 section 5.2).
fn understand(
    answer: &Answer,
    token_url: &Endpoint,
    proofs: &Proofs,
) -> Result<Map<String, Value>, TokenError> {
    let body: Option<Map<String, Value>> = serde_json::from_slice(&answer.body).ok();
    if (200..300).contains(&answer.status) {
        return body.ok_or_else(|| TokenError::NoAccessToken(token_url.clone()));
    }
    let member = |name| body.as_ref()?.get(name)?.as_str().map(|text| printable(text, proofs));
    let mut reason = member("error").unwrap_or_else(|| "no OAuth error".to_owned());
    if let Some(description) = member("error_description") {
        reason = format!("{reason}: {description}");
    }
    Err(TokenError::Refused { token_url: token_url.clone(), status: answer.status, reason })
}

/// Text of a server, made safe for a terminal and a log: without control characters, of limited
/// length, and without a proof if the server repeats it.
fn printable(text: &str, proofs: &Proofs) -> String {
    let hide = |text: String, (proof, word): (&str, &str)| text.replace(proof, word);
    let text = proofs.shown().fold(text.to_owned(), hide);
    let plain = text.chars().map(|char| if char.is_control() { ' ' } else { char });
    plain.take(MAX_DESCRIPTION_CHARS).collect()
}
