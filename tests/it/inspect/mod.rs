//! `inspectToken`: why a token is accepted or refused.

mod access_token;
mod admin_token;
mod assertion;
mod doors;
mod place;
mod support;
