//! The credentials of a client.

use secrecy::SecretString;

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
        /// `client_assertion_type`.
        kind: AssertionKind,
        /// The `client_id` beside the assertion; if present, it must name the same client.
        id: Option<String>,
    },
    /// No credentials, but possibly a `client_id`.
    None {
        /// The `client_id`.
        id: Option<String>,
    },
}

impl Credentials {
    /// The `client_id` that the request names beside its proof, or as a part of it.
    pub(super) fn client_id(&self) -> Option<&str> {
        match self {
            Self::Basic { id, .. } | Self::Post { id, .. } => Some(id),
            Self::Assertion { id, .. } | Self::None { id } => id.as_deref(),
        }
    }
}

/// The supported values of `client_assertion_type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssertionKind {
    /// A JWT, signed by the application or by a trusted issuer (RFC 7523 section 2.2).
    JwtBearer,
    /// A JWT-SVID of a SPIFFE issuer (`draft-ietf-oauth-spiffe-client-auth`).
    JwtSpiffe,
}

impl AssertionKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::JwtBearer, Self::JwtSpiffe];

    /// The value of `client_assertion_type`.
    pub fn name(self) -> &'static str {
        match self {
            Self::JwtBearer => "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            Self::JwtSpiffe => "urn:ietf:params:oauth:client-assertion-type:jwt-spiffe",
        }
    }
}
