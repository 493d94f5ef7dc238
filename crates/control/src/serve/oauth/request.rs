//! A request to the token endpoint, and its answer.

use std::net::IpAddr;

use keyplane_auth::Algorithm;
use keyplane_entity::id::ApplicationId;
use sea_orm::{EnumIter, Iterable};
use secrecy::SecretString;

use super::credentials::Credentials;
use crate::serve::federation::FederatedOrigin;

/// A request for an access token.
#[derive(Debug)]
pub struct TokenRequest {
    /// Client authentication.
    pub credentials: Credentials,
    /// Grant of the request.
    pub grant: GrantType,
    /// Requested scopes, as sent; `None` without the parameter.
    pub scope: Option<String>,
    /// Requested resources.
    pub resources: Vec<String>,
    /// Requested audiences, as sent: names with blanks between them.
    pub audiences: Vec<String>,
    /// Address that the request came from; `None` if unknown.
    pub source: Option<IpAddr>,
}

/// The kinds of grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum GrantKind {
    /// The client's own authorization (RFC 6749 section 4.4).
    ClientCredentials,
    /// An assertion (RFC 7523 section 2.1).
    JwtBearer,
    /// The exchange of another token (RFC 8693 section 2.1).
    TokenExchange,
}

impl GrantKind {
    /// The value of `grant_type`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ClientCredentials => "client_credentials",
            Self::JwtBearer => "urn:ietf:params:oauth:grant-type:jwt-bearer",
            Self::TokenExchange => "urn:ietf:params:oauth:grant-type:token-exchange",
        }
    }

    /// The kind with this value of `grant_type`.
    pub fn named(name: &str) -> Option<Self> {
        Self::iter().find(|kind| kind.name() == name)
    }
}

/// The grant of a token request.
#[derive(Debug)]
pub enum GrantType {
    /// The client's own authorization.
    ClientCredentials,
    /// An assertion signed with one of the client's keys, or a token of a trusted issuer.
    JwtBearer(SecretString),
    /// The exchange of another token.
    TokenExchange(TokenExchange),
}

impl GrantType {
    /// Its kind.
    pub fn kind(&self) -> GrantKind {
        match self {
            Self::ClientCredentials => GrantKind::ClientCredentials,
            Self::JwtBearer(_) => GrantKind::JwtBearer,
            Self::TokenExchange(_) => GrantKind::TokenExchange,
        }
    }
}

/// A token to exchange (RFC 8693 section 2.1).
#[derive(Debug)]
pub struct TokenExchange {
    /// `subject_token`: an access token of the project, or a JWT of a trusted issuer.
    pub subject_token: SecretString,
    /// `subject_token_type`.
    pub subject_token_type: SubjectTokenType,
}

/// The types of tokens that are exchanged (RFC 8693 section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum SubjectTokenType {
    /// An access token.
    AccessToken,
    /// An ID token.
    IdToken,
    /// Any JWT.
    Jwt,
}

impl SubjectTokenType {
    /// The value of `subject_token_type`.
    pub fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "urn:ietf:params:oauth:token-type:access_token",
            Self::IdToken => "urn:ietf:params:oauth:token-type:id_token",
            Self::Jwt => "urn:ietf:params:oauth:token-type:jwt",
        }
    }

    /// The type with this value of `subject_token_type`.
    pub fn named(name: &str) -> Option<Self> {
        Self::iter().find(|kind| kind.name() == name)
    }
}

/// An issued access token.
#[derive(Debug)]
pub struct IssuedToken {
    /// The token.
    pub access_token: SecretString,
    /// Lifetime of the token, in seconds.
    pub expires_in: i64,
    /// Scopes of the token, space-separated; `None` if it has none.
    pub scope: Option<String>,
    /// The client that it was issued to.
    pub client_id: ApplicationId,
    /// `kid` and algorithm of the key that signed it; `None` for an opaque token.
    pub signed_with: Option<(String, Algorithm)>,
    /// The token of a trusted issuer that it was issued for; `None` for other tokens.
    pub origin: Option<FederatedOrigin>,
}
