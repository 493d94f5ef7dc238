//! The URLs of a project.

use async_graphql::SimpleObject;
use keyplane_control::{PublicUrl, paths::IssuerPath};

/// URLs of a project's endpoints.
#[derive(SimpleObject)]
pub(crate) struct ProjectEndpoints {
    /// Issuer identifier, as in `iss`.
    issuer: String,
    /// URL of the discovery document.
    openid_configuration: String,
    /// URL of the JWKS with the project's public keys.
    jwks: String,
    /// URL of the token endpoint.
    token: String,
    /// URL of the introspection endpoint (RFC 7662).
    introspection: String,
    /// URL of the revocation endpoint (RFC 7009).
    revocation: String,
    /// URL of the Admin API.
    graphql: String,
}

impl ProjectEndpoints {
    /// The URLs of the project with this slug.
    pub(super) fn new(public_url: &PublicUrl, slug: &str) -> Self {
        let issuer = public_url.issuer(slug);
        Self {
            openid_configuration: IssuerPath::Discovery.under(&issuer),
            jwks: IssuerPath::Jwks.under(&issuer),
            token: IssuerPath::Token.under(&issuer),
            introspection: IssuerPath::Introspection.under(&issuer),
            revocation: IssuerPath::Revocation.under(&issuer),
            graphql: public_url.graphql_endpoint(),
            issuer,
        }
    }
}
