//! A platform's token, which is exchanged as it is.

use std::path::Path;

use clap::ValueEnum;
use zeroize::Zeroizing;

use super::{error::TokenError, input, settings::Settings};

/// The longest token, in bytes; longer than any that a server takes.
const MAX_BYTES: usize = 64 * 1024;

/// How a platform's token is presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PresentedAs {
    /// As the grant itself, without client authentication (RFC 7523 section 2.1)
    JwtBearer,
    /// As the subject token of a token exchange (RFC 8693)
    TokenExchange,
    /// As client authentication with the client credentials grant (RFC 7523 section 2.2)
    ClientAssertion,
    /// As client authentication with a JWT-SVID of SPIFFE
    Spiffe,
}

/// A field of a form.
type Field<'a> = (&'static str, &'a str);

impl PresentedAs {
    /// The fields that present `token`. `authenticated`: a client authenticates beside it, which
    /// passes on an access token that it got.
    pub(super) fn fields(self, token: &str, authenticated: bool) -> Vec<Field<'_>> {
        let assertion = |kind| {
            vec![
                ("grant_type", "client_credentials"),
                ("client_assertion_type", kind),
                ("client_assertion", token),
            ]
        };

        match self {
            Self::JwtBearer => vec![
                ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
                ("assertion", token),
            ],
            Self::TokenExchange => vec![
                ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
                ("subject_token_type", subject_token_type(authenticated)),
                ("subject_token", token),
            ],
            Self::ClientAssertion => {
                assertion("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            }
            Self::Spiffe => assertion("urn:ietf:params:oauth:client-assertion-type:jwt-spiffe"),
        }
    }
}

/// RFC 8693 section 3.
const fn subject_token_type(authenticated: bool) -> &'static str {
    if authenticated {
        "urn:ietf:params:oauth:token-type:access_token"
    } else {
        "urn:ietf:params:oauth:token-type:jwt"
    }
}

/// Reads the token in `file`, stdin for `-`. Nothing is kept: the platform replaces the file.
pub(super) fn read(file: &Path) -> Result<Zeroizing<String>, TokenError> {
    let text = input::read_shared(file)?;
    let wrong = |hint| TokenError::NotToken { file: file.display().to_string(), hint };
    token(&text).map_err(wrong)
}

/// The token in `text`, without white space around it; else what is wrong with it.
pub(super) fn token(text: &str) -> Result<Zeroizing<String>, &'static str> {
    let token = text.trim();
    if token.is_empty() {
        return Err("it is empty: the platform gave no token");
    }
    if token.starts_with('{') {
        return Err("this is JSON: take the token out of it, for example with jq --raw-output");
    }
    if token.len() > MAX_BYTES {
        return Err("it is longer than 64 KiB");
    }
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("expected a token: one line of letters, digits and punctuation");
    }
    Ok(Zeroizing::new(token.to_owned()))
}

/// Refuses settings that would have no effect.
pub(super) fn check(settings: &Settings) -> Result<(), TokenError> {
    let idle = if settings.token_file.is_some() || settings.github {
        idle_beside_token(settings)
    } else {
        let alone = [
            ("--as", settings.presented_as.is_some()),
            ("--client-id", settings.client_id.is_some()),
        ];
        first(&alone).map(TokenError::NeedsTokenFile)
    };
    idle.map_or(Ok(()), Err)
}

/// The setting that has no effect when a platform's token is exchanged.
fn idle_beside_token(settings: &Settings) -> Option<TokenError> {
    if settings.token_file.is_some() && settings.github {
        return Some(TokenError::TwoTokens);
    }
    if settings.grant_type.is_some() {
        return Some(TokenError::GrantOfToken);
    }

    let presented_as = settings.presented_as.unwrap_or(PresentedAs::JwtBearer);
    if settings.credential.is_some() {
        return match presented_as {
            PresentedAs::TokenExchange => None,
            PresentedAs::JwtBearer | PresentedAs::ClientAssertion | PresentedAs::Spiffe => {
                Some(TokenError::KeyBesideToken)
            }
        };
    }
    let signing = [
        ("--alg", settings.algorithm.is_some()),
        ("--kid", settings.kid.is_some()),
        ("--issuer", settings.issuer.is_some()),
        ("--subject", settings.subject.is_some()),
        ("--audience", !settings.audiences.is_empty() && !settings.github),
        ("--ttl", settings.ttl.is_some()),
        ("--header", !settings.headers.is_empty()),
        ("--claim", !settings.claims.is_empty()),
    ];
    first(&signing).map(TokenError::SignedAlready)
}

/// The first flag that is given.
fn first(flags: &[(&'static str, bool)]) -> Option<&'static str> {
    flags.iter().find(|(_, given)| *given).map(|(flag, _)| *flag)
}
