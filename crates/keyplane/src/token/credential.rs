//! The signing key, and the defaults that its file gives.

use std::path::Path;

use keyplane_auth::{
    Algorithm, HmacKey, JwsAlgorithm, JwtSigner, KeyFile, PrivateJwk, PrivateKey, PrivateKeyError,
    SigningKey,
};
use secrecy::{ExposeSecret as _, SecretString};

use super::{error::TokenError, input, settings::Credential};

/// A signing key and the defaults from its file.
pub(super) struct Holder {
    key: Key,
    /// The key's name in messages: the path of its file or the name of the setting.
    source: String,
    pub(super) kid: Option<String>,
    /// The `alg` of a private JWK; `None` for other forms.
    algorithm: Option<Algorithm>,
    /// Default for `iss` and `sub`.
    pub(super) client_id: Option<String>,
    pub(super) audience: Option<String>,
    pub(super) token_url: Option<String>,
    /// Whether the key signs admin tokens. They get no `jti`, since they are used many times.
    pub(super) is_admin: bool,
}

enum Key {
    Private(PrivateKey),
    Secret(HmacKey),
}

impl Holder {
    /// Reads the key that `credential` names.
    pub(super) fn read(credential: Credential) -> Result<Self, TokenError> {
        match credential {
            Credential::KeyFile(path) => key_file(&path),
            Credential::PrivateKeyFile(path) => {
                let text = input::read(&path)?;
                private_key(path.display().to_string(), &text)
            }
            Credential::PrivateKey(text) => {
                private_key("private_key".to_owned(), text.expose_secret())
            }
            Credential::SecretFile(path) => {
                let text = input::read(&path)?;
                // A line break at the end, added by an editor, is not part of the secret.
                let secret = text.strip_suffix('\n').unwrap_or(&text);
                let secret = secret.strip_suffix('\r').unwrap_or(secret);
                Self::of_secret(path.display().to_string(), &SecretString::from(secret))
            }
            Credential::Secret(secret) => Self::of_secret("secret".to_owned(), &secret),
        }
    }

    fn of_secret(source: String, secret: &SecretString) -> Result<Self, TokenError> {
        if secret.expose_secret().is_empty() {
            return Err(TokenError::EmptySecret(source));
        }
        Ok(Self::bare(source, Key::Secret(HmacKey::new(secret))))
    }

    fn bare(source: String, key: Key) -> Self {
        Self {
            key,
            source,
            kid: None,
            algorithm: None,
            client_id: None,
            audience: None,
            token_url: None,
            is_admin: false,
        }
    }

    /// A signer for `algorithm`. The default is the JWK's algorithm, else that of the key's type:
    /// RS256 for RSA keys.
    pub(super) fn signer(
        &self,
        algorithm: Option<JwsAlgorithm>,
    ) -> Result<Box<dyn JwtSigner>, TokenError> {
        match (&self.key, algorithm) {
            (Key::Secret(key), None | Some(JwsAlgorithm::Hs256)) => Ok(Box::new(key.clone())),
            (Key::Secret(_), Some(JwsAlgorithm::Public(algorithm))) => {
                Err(TokenError::NeedsPrivateKey { algorithm, origin: self.source.clone() })
            }
            (Key::Private(_), Some(JwsAlgorithm::Hs256)) => {
                Err(TokenError::NeedsSecret(self.source.clone()))
            }
            (Key::Private(key), Some(JwsAlgorithm::Public(algorithm))) => self.bind(key, algorithm),
            (Key::Private(key), None) => {
                let own = self.algorithm.unwrap_or_else(|| key.public_key().default_algorithm());
                self.bind(key, own)
            }
        }
    }

    /// A signer that uses `key` with `algorithm` only.
    fn bind(
        &self,
        key: &PrivateKey,
        algorithm: Algorithm,
    ) -> Result<Box<dyn JwtSigner>, TokenError> {
        let key = SigningKey::new(key, algorithm);
        let key = key.map_err(|error| key_error(self.source.clone(), error))?;
        Ok(Box::new(key))
    }
}

/// Reads a key file of Keyplane, a private JWK or a PEM.
fn key_file(path: &Path) -> Result<Holder, TokenError> {
    let text = input::read(path)?;
    let source = path.display().to_string();

    match KeyFile::parse(&text) {
        Ok(KeyFile::Admin(file)) => Ok(Holder {
            kid: Some(file.key_id),
            audience: Some(file.audience),
            is_admin: true,
            ..private_key(source, file.key.expose_secret())?
        }),
        Ok(KeyFile::Application(file)) => Ok(Holder {
            kid: Some(file.key_id),
            client_id: Some(file.client_id),
            audience: Some(file.issuer),
            token_url: Some(file.token_endpoint),
            ..private_key(source, file.key.expose_secret())?
        }),
        Err(error) => match private_key(source.clone(), &text) {
            Err(TokenError::Key {
                error: PrivateKeyError::NotPem | PrivateKeyError::NotJwk,
                ..
            }) => Err(TokenError::NotKeyFile { file: source, error }),
            read => read,
        },
    }
}

/// Parses a private JWK or a PEM.
fn private_key(source: String, text: &str) -> Result<Holder, TokenError> {
    let read = if text.trim_start().starts_with('{') {
        PrivateJwk::parse(text).map(|jwk| (jwk.key, jwk.kid, jwk.algorithm))
    } else {
        PrivateKey::from_pem(text).map(|key| (key, None, None))
    };
    match read {
        Ok((key, kid, algorithm)) => {
            Ok(Holder { kid, algorithm, ..Holder::bare(source, Key::Private(key)) })
        }
        Err(error) => Err(key_error(source, error)),
    }
}

fn key_error(source: String, error: PrivateKeyError) -> TokenError {
    TokenError::Key { origin: source, error }
}
