//! Admin tokens for the commands that call the Admin API.

use std::{fmt, path::Path};

use keyplane_auth::{Algorithm, Header, KeyFile, PrivateKey, SigningKey, mint};
use keyplane_entity::Timestamp;
use secrecy::ExposeSecret as _;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{error::TokenError, input};

/// Signs admin tokens with the key of an admin key file.
pub(crate) struct AdminSigner {
    key: SigningKey,
    kid: String,
    audience: String,
    /// URL of the Admin API that the key is for.
    pub(crate) endpoint: String,
    /// Slug of the project that the key administers; `None` for an instance key.
    pub(crate) project: Option<String>,
}

impl fmt::Debug for AdminSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AdminSigner").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// The text of the admin key file at `path`, stdin for `-`. A file that other users can read is
/// refused.
pub(crate) fn read_admin_key(path: &Path) -> Result<Zeroizing<String>, TokenError> {
    input::read_closed(path)
}

impl AdminSigner {
    /// Parses the text of an admin key file; `source` names it in errors.
    pub(crate) fn parse(source: &Path, text: &str) -> Result<Self, TokenError> {
        let source = || source.display().to_string();
        let file = match KeyFile::parse(text) {
            Ok(KeyFile::Admin(file)) => file,
            Ok(KeyFile::Application(_)) => return Err(TokenError::NotAdminKey(source())),
            Err(error) => return Err(TokenError::NoAdminKey { file: source(), error }),
        };

        let fail = |error| TokenError::Key { origin: source(), error };
        let key = PrivateKey::from_pem(file.key.expose_secret()).map_err(fail)?;
        let key = SigningKey::new(&key, Algorithm::Rs256).map_err(fail)?;
        Ok(Self {
            key,
            kid: file.key_id,
            audience: file.audience,
            endpoint: file.endpoint,
            project: file.project_id,
        })
    }

    /// A token that is valid from `now` for `seconds`.
    pub(crate) fn mint(
        &self,
        now: Timestamp,
        seconds: i64,
    ) -> Result<Zeroizing<String>, TokenError> {
        let claims = [
            ("aud", Value::from(self.audience.as_str())),
            ("iat", now.seconds().into()),
            ("exp", now.seconds().saturating_add(seconds).into()),
        ];
        let claims: Map<_, _> =
            claims.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();

        let typ = Some("JWT".to_owned());
        let header = Header { kid: self.kid.clone(), typ, extra: Map::new() };
        Ok(Zeroizing::new(mint(&self.key, header, &claims)?))
    }
}
