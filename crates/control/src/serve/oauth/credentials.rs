//! The credentials of a client, and the endpoints that take them.

use secrecy::SecretString;

use crate::paths::IssuerPath;

/// The client authentication of a request.
#[derive(Debug)]
pub enum Credentials {
    /// Credentials in the Authorization header.
    Basic {
        /// The `client_id`.
        id: String,
        /// The client secret.
        secret: SecretString,
    },
    /// Credentials in the body.
    Post {
        /// The `client_id`.
        id: String,
        /// The client secret.
        secret: SecretString,
    },
    /// A signed assertion.
    Assertion {
        /// The JWT.
        assertion: SecretString,
        /// The `client_id` beside the assertion; if present, it must name the same client.
        id: Option<String>,
    },
    /// No credentials, but possibly a `client_id`.
    None {
        /// The `client_id`.
        id: Option<String>,
    },
}

/// The endpoint that is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// The token endpoint.
    Token,
    /// The introspection endpoint.
    Introspection,
    /// The revocation endpoint.
    Revocation,
}

impl Endpoint {
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Token => IssuerPath::Token.as_str(),
            Self::Introspection => IssuerPath::Introspection.as_str(),
            Self::Revocation => IssuerPath::Revocation.as_str(),
        }
    }
}
