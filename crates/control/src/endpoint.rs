//! The OAuth endpoints of an issuer.

/// An OAuth endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// `/oauth/token`
    Token,
    /// `/oauth/introspect`
    Introspection,
    /// `/oauth/revoke`
    Revocation,
}

impl Endpoint {
    /// Every endpoint.
    pub(crate) const ALL: [Self; 3] = [Self::Token, Self::Introspection, Self::Revocation];

    /// The URL of the endpoint of an issuer.
    pub(crate) fn url(self, issuer: &str) -> String {
        format!("{issuer}{}", self.path())
    }

    /// The name in discovery documents (RFC 8414 section 2).
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Introspection => "introspection",
            Self::Revocation => "revocation",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Token => "/oauth/token",
            Self::Introspection => "/oauth/introspect",
            Self::Revocation => "/oauth/revoke",
        }
    }
}
