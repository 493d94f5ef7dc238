//! The paths of this server under its public URL. Each stands here once: for the routes, the
//! discovery document, key files, error texts and gateway configurations.

use keyplane_entity::id::OperatorIssuerId;

/// Prefix of a project's issuer: the slug follows it.
pub const ISSUERS: &str = "/p/";
/// Path of the Admin API.
pub const GRAPHQL: &str = "/graphql";
/// Segment under an issuer that precedes the name of an API.
pub const APIS: &str = "apis";
/// Last segment of the gateway check.
pub const VERIFY: &str = "verify";
/// Last segment of the resource metadata document of an API (RFC 9728).
pub const RESOURCE_METADATA: &str = "oauth-protected-resource";
/// Where a protected resource itself serves its metadata document: between its host and its path (RFC
/// 9728 section 3.1).
pub const WELL_KNOWN_RESOURCE: &str = "/.well-known/oauth-protected-resource";

/// Prefix of the paths by which operators sign in at the portal.
pub const SIGN_IN: &str = "/portal-auth/";

/// The path of the redirect URI of an operators' issuer.
pub fn sign_in_callback(issuer: OperatorIssuerId) -> String {
    format!("{SIGN_IN}callback/{issuer}")
}

/// A path under an issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerPath {
    /// The JWKS (RFC 7517).
    Jwks,
    /// The discovery document (`OpenID` Connect Discovery, section 4).
    Discovery,
    /// The discovery document, at the name of RFC 8414 section 3.
    AuthorizationServer,
    /// The authorization endpoint of a project without a login of its own.
    Authorization,
    /// The token endpoint (RFC 6749 section 3.2).
    Token,
    /// The introspection endpoint (RFC 7662 section 2).
    Introspection,
    /// The revocation endpoint (RFC 7009 section 2).
    Revocation,
}

impl IssuerPath {
    /// The path, with a slash at the start and none at the end.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jwks => "/.well-known/jwks.json",
            Self::Discovery => "/.well-known/openid-configuration",
            Self::AuthorizationServer => "/.well-known/oauth-authorization-server",
            Self::Authorization => "/oauth/authorize",
            Self::Token => "/oauth/token",
            Self::Introspection => "/oauth/introspect",
            Self::Revocation => "/oauth/revoke",
        }
    }

    /// The URL under an issuer.
    pub fn under(self, issuer: &str) -> String {
        format!("{issuer}{}", self.as_str())
    }
}
