//! What a client brings to prove itself, and where.

use secrecy::SecretString;

/// What a request brings to prove its client.
#[derive(Debug)]
pub enum Credentials {
    /// In the Authorization header.
    Basic {
        /// The `client_id`.
        id: String,
        /// The secret.
        secret: SecretString,
    },
    /// In the body.
    Post {
        /// The `client_id`.
        id: String,
        /// The secret.
        secret: SecretString,
    },
    /// A signed assertion.
    Assertion {
        /// The JWT.
        assertion: SecretString,
        /// The `client_id` beside it, which must then be the same.
        id: Option<String>,
    },
    /// Nothing, though maybe a name.
    None {
        /// The `client_id`.
        id: Option<String>,
    },
}

/// The endpoint that is called.
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
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Token => "/oauth/token",
            Self::Introspection => "/oauth/introspect",
            Self::Revocation => "/oauth/revoke",
        }
    }
}
