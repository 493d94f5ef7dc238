//! The JWTs that open an API: told apart before anything of them is believed.

use crate::access_token::MEDIA_TYPE;
use crate::{
    AccessTokenRefusal, AssertionRefusal, Jws, MAX_ACCESS_TOKEN_BYTES, UnverifiedAccessToken,
    UnverifiedAssertion,
};

/// A JWT as a bearer of an API's gateway sends it. Its `typ` alone decides
/// which rules it is held against (RFC 8725 section 3.11).
#[derive(Clone, Debug)]
pub enum BearerToken<'t> {
    /// Issued by the project.
    AccessToken(UnverifiedAccessToken<'t>),
    /// Signed by an application itself.
    ApplicationJwt(UnverifiedAssertion<'t>),
}

/// Why a JWT is none that opens an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BearerRefusal {
    /// It is no JWT, or a malformed access token.
    #[error(transparent)]
    AccessToken(#[from] AccessTokenRefusal),
    /// It is a malformed JWT of an application.
    #[error(transparent)]
    ApplicationJwt(#[from] AssertionRefusal),
}

impl<'t> BearerToken<'t> {
    /// Takes a token apart, once.
    pub fn parse(token: &'t str) -> Result<Self, BearerRefusal> {
        let malformed = |rule| BearerRefusal::AccessToken(AccessTokenRefusal::Malformed(rule));
        if token.len() > MAX_ACCESS_TOKEN_BYTES {
            return Err(malformed("it is longer than 16 KiB"));
        }
        let jws = Jws::parse(token).map_err(|error| malformed(error.rule()))?;
        Ok(if jws.header().is_of_type(MEDIA_TYPE) {
            Self::AccessToken(UnverifiedAccessToken::from_jws(jws)?)
        } else {
            Self::ApplicationJwt(UnverifiedAssertion::from_jws(jws)?)
        })
    }
}
