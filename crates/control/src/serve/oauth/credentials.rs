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
        /// The `client_id` beside the assertion; if present, it must name the same client.
        id: Option<String>,
    },
    /// No credentials, but possibly a `client_id`.
    None {
        /// The `client_id`.
        id: Option<String>,
    },
}
