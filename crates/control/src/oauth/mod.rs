//! The OAuth runtime of a project: clients authenticate and get access tokens, introspect them and
//! revoke them.

mod client;
mod credentials;
mod error;
mod grant;
mod introspect;
mod issuer;
mod revoke;
mod secret;
mod spend;
mod sweep;
mod target;
mod token;

pub(crate) use client::{Client, Used, enabled};
pub use credentials::Credentials;
pub use error::OAuthError;
pub(crate) use introspect::stored_claims;
pub use introspect::{Introspection, IntrospectionRequest};
pub(crate) use issuer::{IssuerKeys, ParsedKeys, RevokedTokens};
pub use revoke::RevocationRequest;
pub(crate) use secret::forget_secrets;
pub use secret::{RotateClientSecret, RotatedSecret};
pub(crate) use spend::Spender;
pub use token::{GrantKind, GrantType, IssuedToken, TokenRequest};
