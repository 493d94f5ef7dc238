//! The OAuth endpoints of a project: clients authenticate and get access tokens, introspect them and
//! revoke them.

mod authenticate;
mod credentials;
mod error;
mod grant;
mod handle;
mod introspect;
mod revoke;
mod spend;
mod spent;
mod target;
mod token;

pub use credentials::{Credentials, Endpoint};
pub use error::OAuthError;
pub(crate) use grant::check_subject;
pub use handle::Tokens;
pub use introspect::{Introspection, IntrospectionRequest};
pub use revoke::RevocationRequest;
pub(crate) use spent::is_spent;
pub use token::{GrantType, IssuedToken, TokenRequest};
