//! Where a project is reached.

use async_graphql::SimpleObject;
use keyplane_control::PublicUrl;

/// The URLs that a project's users need.
#[derive(SimpleObject)]
pub(crate) struct ProjectEndpoints {
    /// The issuer of its tokens, byte for byte.
    issuer: String,
    /// Its discovery document.
    openid_configuration: String,
    /// Its public keys.
    jwks: String,
    /// Where applications get access tokens.
    token: String,
    /// Where access tokens are asked about.
    introspection: String,
    /// Where access tokens are revoked.
    revocation: String,
    /// The Admin API.
    graphql: String,
}

impl ProjectEndpoints {
    /// Those of the project with this slug.
    pub(super) fn new(public_url: &PublicUrl, slug: &str) -> Self {
        let issuer = public_url.issuer(slug);
        Self {
            openid_configuration: format!("{issuer}/.well-known/openid-configuration"),
            jwks: format!("{issuer}/.well-known/jwks.json"),
            token: format!("{issuer}/oauth/token"),
            introspection: format!("{issuer}/oauth/introspect"),
            revocation: format!("{issuer}/oauth/revoke"),
            graphql: public_url.graphql_endpoint(),
            issuer,
        }
    }
}
