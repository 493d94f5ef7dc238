//! The OAuth endpoints of a project: clients authenticate and get access tokens, introspect them and
//! revoke them.

mod authenticate;
mod credentials;
mod error;
mod grant;
mod handle;
mod introspect;
mod limited;
mod revoke;
mod spend;
mod target;
mod token;

pub use credentials::Credentials;
pub use error::OAuthError;
pub use handle::Tokens;
pub use introspect::{Introspection, IntrospectionRequest};
pub use revoke::RevocationRequest;
pub(crate) use spend::is_spent;
pub use token::{GrantKind, GrantType, IssuedToken, TokenRequest};
