//! Whether an API accepts a genuine token, and which scopes the token has there.

use bytes::Bytes;
use keyplane_entity::{api::AcceptedToken, scope_name::ScopeNames};

use super::{
    genuine::{GenuineToken, TokenOrigin},
    refusal::GatewayRefusal,
};
use crate::{
    known::{ApiFacts, Client},
    paths::IssuerPath,
};

/// An API and the issuer of its project.
#[derive(Clone, Copy)]
pub(super) struct Room<'a> {
    pub(super) issuer: &'a str,
    pub(super) api: &'a ApiFacts,
}

impl Room<'_> {
    /// Refuses a token of a kind that the API does not accept, and a token for another audience.
    pub(super) fn takes(
        &self,
        token: &GenuineToken,
        client: &Client,
    ) -> Result<(), GatewayRefusal> {
        let identifier = &*self.api.identifier;

        match &token.origin {
            TokenOrigin::Issuer { .. } => {
                let accepted = self.api.accepts.contains(&AcceptedToken::AccessToken);
                if !accepted || !token.texts.is_for(identifier) {
                    return Err(GatewayRefusal::InvalidToken(remedy(self.issuer, self.api)));
                }
            }
            TokenOrigin::Application { jwt, .. } => {
                if !self.api.accepts.contains(&AcceptedToken::ApplicationJwt) {
                    return Err(GatewayRefusal::InvalidToken(remedy(self.issuer, self.api)));
                }
                let client_id = std::str::from_utf8(&client.client_id).unwrap_or_default();
                jwt.judge_audience(&[client_id, identifier])?;
            }
        }

        Ok(())
    }

    /// The scopes of the token at this API, space-separated.
    pub(super) fn scope(&self, token: &GenuineToken, granted: &ScopeNames) -> Bytes {
        match &token.origin {
            TokenOrigin::Issuer { .. } => scope_at(self.api, Some(&token.texts.scope()), granted),
            TokenOrigin::Application { .. } => scope_at(self.api, None, granted),
        }
    }
}

/// How to get a token that the API accepts, for the text of a refusal.
pub(crate) fn remedy(issuer: &str, api: &ApiFacts) -> String {
    let identifier = &api.identifier;
    if api.accepts.contains(&AcceptedToken::AccessToken) {
        let token = IssuerPath::Token.under(issuer);
        format!("ask {token} for an access token with resource={identifier}")
    } else {
        format!(
            "this API takes JWTs that the application signs itself: iss and sub its client_id, aud \
             that too or {identifier}"
        )
    }
}

/// The effective scopes at an API, space-separated: those that the access token, the grant and the
/// API have in common. A JWT that the application signed itself does not limit them.
pub(crate) fn scope_at(api: &ApiFacts, given: Option<&Bytes>, granted: &ScopeNames) -> Bytes {
    let counts = |name: &&str| granted.contains(name) && api.scopes.contains(name);
    let Some(given) = given else {
        return joined(granted.0.iter().map(String::as_str).filter(counts));
    };
    let names = std::str::from_utf8(given).unwrap_or_default();
    // Usually every scope counts, and the text can be reused.
    if names.split(' ').all(|name| counts(&name)) {
        return given.clone();
    }
    joined(names.split(' ').filter(counts))
}

/// The demanded scopes that are missing, space-separated.
pub(crate) fn missing_scopes<S: AsRef<str>>(scope: &[u8], demanded: &[S]) -> String {
    let is_there = |name: &str| scope.split(|&byte| byte == b' ').any(|own| own == name.as_bytes());
    let missing = demanded.iter().map(AsRef::as_ref).filter(|name| !is_there(name));
    missing.collect::<Vec<_>>().join(" ")
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> Bytes {
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(name);
    }
    Bytes::from(text)
}
