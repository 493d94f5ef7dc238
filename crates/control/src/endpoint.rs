//! The OAuth endpoints of an issuer.

use sea_orm::EnumIter;

use crate::paths::IssuerPath;

/// An OAuth endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Endpoint {
    /// The token endpoint.
    Token,
    /// The introspection endpoint.
    Introspection,
    /// The revocation endpoint.
    Revocation,
}

impl Endpoint {
    /// The URL of the endpoint of an issuer.
    pub(crate) fn url(self, issuer: &str) -> String {
        self.path().under(issuer)
    }

    /// The name in discovery documents (RFC 8414 section 2).
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Introspection => "introspection",
            Self::Revocation => "revocation",
        }
    }

    fn path(self) -> IssuerPath {
        match self {
            Self::Token => IssuerPath::Token,
            Self::Introspection => IssuerPath::Introspection,
            Self::Revocation => IssuerPath::Revocation,
        }
    }
}
