//! Settings of the token commands, from flags and a file.

mod fault;
mod file;

pub(crate) use fault::FileError;

use std::path::PathBuf;

use keyplane_auth::JwsAlgorithm;
use secrecy::SecretString;
use serde_json::{Map, Value};

use super::{
    args::{Signing, TokenExchange},
    error::TokenError,
    member,
    outside::PresentedAs,
};
use crate::{http_client::Endpoint, ttl::Ttl};

/// The source of the signing key.
#[derive(Debug)]
pub(super) enum Credential {
    /// A key file of Keyplane, or a private key as JWK or in PEM.
    KeyFile(PathBuf),
    /// A private key as JWK or in PEM.
    PrivateKeyFile(PathBuf),
    PrivateKey(SecretString),
    SecretFile(PathBuf),
    Secret(SecretString),
}

/// The settings from flags or from a file; each may be absent.
#[derive(Debug, Default)]
pub(super) struct Settings {
    pub(super) credential: Option<Credential>,
    pub(super) algorithm: Option<JwsAlgorithm>,
    pub(super) kid: Option<String>,
    pub(super) issuer: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) audiences: Vec<String>,
    pub(super) ttl: Option<Ttl>,
    pub(super) headers: Map<String, Value>,
    pub(super) claims: Map<String, Value>,
    pub(super) token_file: Option<PathBuf>,
    /// Whether the token of the GitHub Actions job is requested.
    pub(super) github: bool,
    pub(super) presented_as: Option<PresentedAs>,
    pub(super) client_id: Option<String>,
    pub(super) token_url: Option<Endpoint>,
    pub(super) issuer_url: Option<String>,
    pub(super) grant_type: Option<String>,
    pub(super) scope: Option<String>,
    pub(super) resources: Vec<String>,
    /// Certificates to trust instead of the system's.
    pub(super) ca_file: Option<PathBuf>,
}

impl Settings {
    /// The settings of `token mint`.
    pub(super) fn of_signing(flags: Signing) -> Result<Self, TokenError> {
        let file = flags.config.as_deref().map(Self::read).transpose()?;
        let key_file = flags.key_file.map(Credential::KeyFile);
        let given = Self {
            credential: key_file.or(flags.secret_file.map(Credential::SecretFile)),
            algorithm: flags.alg,
            kid: flags.kid,
            issuer: flags.issuer,
            subject: flags.subject,
            audiences: flags.audiences,
            ttl: flags.ttl,
            headers: member::collect(flags.headers).map_err(TokenError::HeaderTwice)?,
            claims: member::collect(flags.claims).map_err(TokenError::ClaimTwice)?,
            ..Self::default()
        };
        Ok(given.completed_with(file.unwrap_or_default()))
    }

    /// The settings of `token exchange`.
    pub(super) fn of_exchange(flags: TokenExchange) -> Result<Self, TokenError> {
        let given = Self {
            token_file: flags.token_file,
            github: flags.github,
            presented_as: flags.presented_as,
            client_id: flags.client_id,
            token_url: flags.token_url,
            issuer_url: flags.issuer_url,
            grant_type: flags.grant_type,
            scope: flags.scope,
            resources: flags.resources,
            ca_file: flags.ca_file,
            ..Self::default()
        };
        Ok(given.completed_with(Self::of_signing(flags.signing)?))
    }

    /// These settings, completed with those of `below`. Headers and claims are merged by name.
    fn completed_with(self, below: Self) -> Self {
        let merge = |above: Map<String, Value>, mut below: Map<String, Value>| {
            below.extend(above);
            below
        };
        let list = |above: Vec<String>, below| if above.is_empty() { below } else { above };

        Self {
            credential: self.credential.or(below.credential),
            algorithm: self.algorithm.or(below.algorithm),
            kid: self.kid.or(below.kid),
            issuer: self.issuer.or(below.issuer),
            subject: self.subject.or(below.subject),
            audiences: list(self.audiences, below.audiences),
            ttl: self.ttl.or(below.ttl),
            headers: merge(self.headers, below.headers),
            claims: merge(self.claims, below.claims),
            token_file: self.token_file.or(below.token_file),
            github: self.github || below.github,
            presented_as: self.presented_as.or(below.presented_as),
            client_id: self.client_id.or(below.client_id),
            token_url: self.token_url.or(below.token_url),
            issuer_url: self.issuer_url.or(below.issuer_url),
            grant_type: self.grant_type.or(below.grant_type),
            scope: self.scope.or(below.scope),
            resources: list(self.resources, below.resources),
            ca_file: self.ca_file.or(below.ca_file),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_above_wins_and_members_are_taken_one_by_one() {
        let object = |value: Value| value.as_object().unwrap().clone();
        let below = Settings {
            issuer: Some("below".to_owned()),
            subject: Some("below".to_owned()),
            audiences: vec!["a".to_owned(), "b".to_owned()],
            claims: object(json!({"one": "below", "two": "below"})),
            resources: vec!["r".to_owned()],
            ..Settings::default()
        };

        let above = Settings {
            issuer: Some("above".to_owned()),
            audiences: vec!["c".to_owned()],
            claims: object(json!({"two": "above"})),
            ..Settings::default()
        };

        let both = above.completed_with(below);
        assert_eq!(both.issuer.as_deref(), Some("above"));
        assert_eq!(both.subject.as_deref(), Some("below"));
        assert_eq!(both.audiences, ["c"]);
        assert_eq!(both.claims, object(json!({"one": "below", "two": "above"})));
        assert_eq!(both.resources, ["r"]);
    }
}
