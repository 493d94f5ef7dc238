//! The kinds of tokens, and how a token's kind is recognised.

use keyplane_auth::DecodedToken;
use keyplane_entity::{
    id::ApplicationId,
    key::{self, Purpose},
    slug,
};
use serde_json::Value;

use crate::{known::INSTANCE_AUDIENCE, public_url::PublicUrl};

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Calls the Admin API.
    AdminToken,
    /// Authenticates an application.
    ClientAssertion,
    /// Is exchanged for an access token.
    GrantAssertion,
    /// Opens an API by itself.
    ApplicationJwt,
    /// Was issued by a trusted issuer.
    FederatedJwt,
    /// Was issued by a project.
    AccessToken,
    /// None of these.
    Unknown,
}

impl TokenKind {
    /// The most likely kind of a JWT, from its claims and the key that it names; the more certain
    /// signs come first. `url` is this server's. An issuer may be the audience of any kind of
    /// token; it points to an admin token only if the token has no `iss`. `is_alias`: `iss` is an
    /// alias of an application.
    pub(super) fn of(
        token: &DecodedToken,
        key: Option<&key::Model>,
        url: &PublicUrl,
        is_alias: bool,
    ) -> Self {
        let purpose = key.map(|key| key.purpose);
        let issuer = claim(token, "iss");
        let addresses_admin_api = audiences(token).any(|one| is_scope_name(one, url))
            || issuer.is_none() && audiences(token).any(|one| url.slug_of(one).is_some());

        if purpose == Some(Purpose::Admin) && addresses_admin_api {
            Self::AdminToken
        } else if token.is_typed_access_token() {
            Self::AccessToken
        } else if token.is_typed_client_assertion() {
            Self::ClientAssertion
        } else if purpose == Some(Purpose::Application)
            || is_alias
            || issuer.is_some_and(is_client_id)
        {
            let subject = claim(token, "sub");
            if subject.is_none() || subject == issuer {
                Self::ClientAssertion
            } else {
                Self::GrantAssertion
            }
        } else if purpose == Some(Purpose::Signing) {
            Self::AccessToken
        } else if purpose == Some(Purpose::Admin) || addresses_admin_api {
            Self::AdminToken
        } else {
            Self::Unknown
        }
    }
}

/// A claim that is a text.
pub(super) fn claim<'t>(token: &'t DecodedToken, name: &str) -> Option<&'t str> {
    token.claims.as_ref()?.get(name)?.as_str()
}

/// A member of the header that is a text.
pub(super) fn header<'t>(token: &'t DecodedToken, name: &str) -> Option<&'t str> {
    token.header.as_ref()?.get(name)?.as_str()
}

/// The entries of `aud`.
pub(super) fn audiences(token: &DecodedToken) -> impl Iterator<Item = &str> {
    let audience = token.claims.as_ref().and_then(|claims| claims.get("aud"));
    let several = match audience {
        Some(Value::Array(several)) => several.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    several.iter().filter_map(Value::as_str)
}

fn is_scope_name(audience: &str, url: &PublicUrl) -> bool {
    [INSTANCE_AUDIENCE, url.as_str()].contains(&audience) || slug::validate(audience).is_ok()
}

fn is_client_id(text: &str) -> bool {
    text.parse::<ApplicationId>().is_ok()
}

/// Whether a token of no other kind may be one of another issuer: its `iss` is a URL.
pub(super) fn names_other_issuer(token: &DecodedToken, url: &PublicUrl) -> bool {
    claim(token, "iss").is_some_and(|iss| iss.starts_with("https://") && url.slug_of(iss).is_none())
}
