//! The OAuth endpoints of a project: clients authenticate and get access tokens, introspect them and
//! revoke them.

mod asked;
mod authenticate;
mod credentials;
mod error;
mod exchange;
mod grant;
mod handle;
mod imported_secret;
mod introspect;
mod limited;
mod request;
mod revoke;
mod slow_secrets;
mod spend;
mod target;
mod token;

pub use credentials::{AssertionKind, Credentials};
pub use error::OAuthError;
pub use handle::Tokens;
pub use introspect::{Introspection, IntrospectionRequest};
pub use request::{
    GrantKind, GrantType, IssuedToken, SubjectTokenType, TokenExchange, TokenRequest,
};
pub use revoke::RevocationRequest;
pub(crate) use spend::{is_outside_spent, is_spent};
