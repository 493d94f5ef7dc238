//! The JWTs that a gateway accepts, by their kinds, which are recognised before the signature is
//! verified.

use crate::{
    AccessTokenRefusal, AssertionRefusal, Jws, MAX_ACCESS_TOKEN_BYTES, UnverifiedAccessToken,
    UnverifiedAssertion, access_token::MEDIA_TYPE,
};

/// A JWT that a client sends as bearer token to a gateway. Its `typ` alone decides
/// which rules apply (RFC 8725 section 3.11).
#[derive(Clone, Debug)]
pub enum BearerToken<'t> {
    /// Issued by the project.
    AccessToken(UnverifiedAccessToken<'t>),
    /// Signed by the application.
    ApplicationJwt(UnverifiedAssertion<'t>),
}

/// Why a bearer token is neither of the two kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BearerRefusal {
    /// Not a JWT, or a malformed access token.
    #[error(transparent)]
    AccessToken(#[from] AccessTokenRefusal),
    /// A malformed JWT of an application.
    #[error(transparent)]
    ApplicationJwt(#[from] AssertionRefusal),
}

impl<'t> BearerToken<'t> {
    /// Parses a token.
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
