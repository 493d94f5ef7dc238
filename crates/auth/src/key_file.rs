//! Key files, which an operator or an application downloads once.

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The file of an admin key; signs admin tokens.
#[derive(Clone, Debug)]
pub struct AdminKeyFile {
    /// The `kid`.
    pub key_id: String,
    /// The private key, PKCS#1 PEM.
    pub key: SecretString,
    /// `aud` of the tokens: the project's issuer, or the server's public URL for an instance key.
    /// In files of earlier versions: the project's slug, or `keyplane`.
    pub audience: String,
    /// The Admin API's URL.
    pub endpoint: String,
    /// The project's slug; `None` for an instance key.
    pub project_id: Option<String>,
}

/// The file of an application's key; signs assertions.
#[derive(Clone, Debug)]
pub struct ApplicationKeyFile {
    /// The `kid`.
    pub key_id: String,
    /// The private key: PKCS#1 PEM for RSA keys, PKCS#8 PEM for others.
    pub key: SecretString,
    /// The application's ID.
    pub app_id: String,
    /// `iss` and `sub` of the assertions.
    pub client_id: String,
    /// `aud` of the assertions.
    pub issuer: String,
    /// URL of the token endpoint.
    pub token_endpoint: String,
}

/// A key file of either type.
#[derive(Clone, Debug)]
pub enum KeyFile {
    /// `"type": "admin"`
    Admin(AdminKeyFile),
    /// `"type": "application"`
    Application(ApplicationKeyFile),
}

/// The text is not a key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a key file: expected a JSON object with type admin or application and its fields, all strings"
)]
pub struct KeyFileError;

/// The members in their order in the file.
#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase", rename_all_fields = "camelCase")]
enum KeyFileMembers {
    Admin {
        key_id: String,
        key: Zeroizing<String>,
        audience: String,
        endpoint: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        project_id: Option<String>,
    },
    Application {
        key_id: String,
        key: Zeroizing<String>,
        app_id: String,
        client_id: String,
        issuer: String,
        token_endpoint: String,
    },
}

impl KeyFile {
    /// Reads a key file. Unknown members are ignored, and the key is not parsed.
    pub fn parse(text: &str) -> Result<Self, KeyFileError> {
        let members = serde_json::from_str(text).map_err(|_| KeyFileError)?;

        Ok(match members {
            KeyFileMembers::Admin { key_id, key, audience, endpoint, project_id } => {
                Self::Admin(AdminKeyFile {
                    key_id,
                    key: SecretString::from(key.as_str()),
                    audience,
                    endpoint,
                    project_id,
                })
            }
            KeyFileMembers::Application {
                key_id,
                key,
                app_id,
                client_id,
                issuer,
                token_endpoint,
            } => Self::Application(ApplicationKeyFile {
                key_id,
                key: SecretString::from(key.as_str()),
                app_id,
                client_id,
                issuer,
                token_endpoint,
            }),
        })
    }

    /// The file's text: one JSON object.
    #[must_use]
    pub fn to_json(&self) -> SecretString {
        // Full capacity from the start: growing would leave a copy of the key behind.
        let mut json = Zeroizing::new(Vec::with_capacity(16 * 1024));
        // Strings into memory: neither the format nor the writer can fail.
        let _ = serde_json::to_writer(&mut *json, &self.members());
        SecretString::from(String::from_utf8_lossy(&json).as_ref())
    }

    fn members(&self) -> KeyFileMembers {
        match self.clone() {
            Self::Admin(file) => KeyFileMembers::Admin {
                key_id: file.key_id,
                key: expose(&file.key),
                audience: file.audience,
                endpoint: file.endpoint,
                project_id: file.project_id,
            },
            Self::Application(file) => KeyFileMembers::Application {
                key_id: file.key_id,
                key: expose(&file.key),
                app_id: file.app_id,
                client_id: file.client_id,
                issuer: file.issuer,
                token_endpoint: file.token_endpoint,
            },
        }
    }
}

fn expose(secret: &SecretString) -> Zeroizing<String> {
    Zeroizing::new(secret.expose_secret().to_owned())
}
