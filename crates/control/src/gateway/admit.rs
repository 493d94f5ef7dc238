//! What an API's policy and a grant make of a token that counts.

use std::borrow::Cow;

use bytes::Bytes;
use keyplane_entity::{api::AcceptedToken, scope_name::ScopeNames};

use super::{GatewayRefusal, GenuineToken, Origin};
use crate::{api::ApiFacts, oauth::Client};

/// An API, as its door sees it.
#[derive(Clone, Copy)]
pub(crate) struct Room<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) api: &'a ApiFacts,
}

impl Room<'_> {
    /// Whether the API takes such tokens, and this one is for it.
    pub(super) fn takes(
        &self,
        token: &GenuineToken,
        client: &Client,
    ) -> Result<(), GatewayRefusal> {
        let identifier = &*self.api.identifier;
        match &token.origin {
            Origin::Issuer { audience, .. } => {
                let accepted = self.api.accepts.contains(&AcceptedToken::AccessToken);
                if !accepted || !audience.iter().any(|one| **one == *identifier) {
                    return Err(GatewayRefusal::InvalidToken(self.remedy()));
                }
            }
            Origin::Application { jwt, .. } => {
                if !self.api.accepts.contains(&AcceptedToken::ApplicationJwt) {
                    return Err(GatewayRefusal::InvalidToken(self.remedy()));
                }
                let client_id = std::str::from_utf8(&client.client_id).unwrap_or_default();
                jwt.judge_audience(&[client_id, identifier])?;
            }
        }
        Ok(())
    }

    /// Where a token comes from that this API takes.
    pub(crate) fn remedy(&self) -> String {
        let (issuer, identifier) = (self.issuer, &self.api.identifier);
        if self.api.accepts.contains(&AcceptedToken::AccessToken) {
            format!("ask {issuer}/oauth/token for an access token with resource={identifier}")
        } else {
            format!(
                "this API takes JWTs that the application signs itself: iss and sub its client_id, \
                 aud that too or {identifier}"
            )
        }
    }

    /// What the token may do here: what it gives, the grant gives and the API has.
    pub(crate) fn scope(&self, token: &GenuineToken, granted: &ScopeNames) -> Bytes {
        let given = |name: &&str| granted.contains(name) && self.api.scopes.contains(name);
        match &token.origin {
            Origin::Issuer { scope, .. } => {
                let text = std::str::from_utf8(scope).unwrap_or_default();
                // Mostly all of it; then nothing has to be written anew.
                if text.split(' ').all(|name| given(&name)) {
                    return scope.clone();
                }
                joined(text.split(' ').filter(given))
            }
            Origin::Application { .. } => {
                joined(granted.0.iter().map(String::as_str).filter(given))
            }
        }
    }
}

/// Those of the demanded scopes that are not there, with blanks between.
pub(crate) fn missing_scopes(scope: &[u8], demanded: &[Cow<'_, str>]) -> String {
    let is_there = |name: &str| scope.split(|&byte| byte == b' ').any(|own| own == name.as_bytes());
    let missing = demanded.iter().filter(|name| !is_there(name));
    missing.map(|name| &**name).collect::<Vec<_>>().join(" ")
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
