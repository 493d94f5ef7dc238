//! The token commands, with which the holder of a key signs, exchanges and inspects tokens. They
//! need no database, and no server except the one they call.

mod admin;
mod algorithm;
mod args;
mod credential;
mod discovery;
mod error;
mod exchange;
mod github;
mod input;
mod inspect;
mod jwks;
mod jwt;
mod member;
mod outside;
mod settings;
#[cfg(test)]
mod tests;

pub(crate) use admin::{AdminSigner, read_admin_key};
pub(crate) use args::{TokenCommand, TokenMint};
pub(crate) use error::TokenError;
pub(crate) use exchange::exchange_token;
pub(crate) use inspect::inspect_token;
pub(crate) use jwt::Moment;

use self::settings::Settings;

/// `token mint`: signs the JWT that `args` describe.
pub(crate) fn mint_token(args: TokenMint, moment: Moment<'_>) -> Result<String, TokenError> {
    let mut settings = Settings::of_signing(args.signing)?;
    Ok(jwt::sign(&mut settings, moment)?.jwt)
}
