//! The formats in which a private key is returned to its holder.

use keyplane_auth::{AdminKeyFile, Algorithm, ApplicationKeyFile, KeyFile, PrivateKey};
use keyplane_entity::{
    key::{self, Purpose},
    project,
};
use secrecy::SecretString;

use super::handle::Keys;
use crate::{error::Error, known::stored_key::algorithm_of, paths::IssuerPath};

/// Format of a private key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateKeyFormat {
    /// PKCS#8 PEM.
    PemPkcs8,
    /// PKCS#1 PEM, RSA only.
    PemPkcs1,
    /// A private JWK.
    Jwk,
    /// JSON with everything that a client needs; admin and application keys only.
    KeyFile,
}

/// A private key as a file to save.
#[derive(Debug)]
pub struct PrivateKeyFile {
    /// Suggested file name.
    pub filename: String,
    /// Media type of the content.
    pub media_type: &'static str,
    /// Content of the file.
    pub content: SecretString,
}

impl PrivateKeyFormat {
    /// The default format for a purpose.
    pub(crate) fn default_for(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Admin | Purpose::Application => Self::KeyFile,
            Purpose::Signing => Self::PemPkcs8,
        }
    }

    /// Refuses a format that a key of this purpose and algorithm does not have.
    pub(crate) fn check(self, purpose: Purpose, algorithm: Algorithm) -> Result<(), Error> {
        match self {
            Self::PemPkcs1 if !algorithm.is_rsa() => {
                Err(Error::input("format", "PEM_PKCS1 is a form of RSA keys; use PEM_PKCS8"))
            }
            Self::KeyFile => match purpose {
                Purpose::Admin | Purpose::Application => Ok(()),
                Purpose::Signing => Err(Error::input(
                    "format",
                    "KEY_FILE is a form of admin and application keys; use PEM_PKCS8 or JWK",
                )),
            },
            Self::PemPkcs1 | Self::PemPkcs8 | Self::Jwk => Ok(()),
        }
    }
}

impl Keys {
    /// The private half of `key` in a format. `project` is the key's; `None` for keys of the
    /// instance.
    pub(crate) fn private_key_file(
        &self,
        key: &key::Model,
        project: Option<&project::Model>,
        private: &PrivateKey,
        format: PrivateKeyFormat,
    ) -> Result<PrivateKeyFile, Error> {
        let fail = |error| Error::internal("private key", error);
        let algorithm = algorithm_of(key)?;

        let (extension, media_type, content) = match format {
            PrivateKeyFormat::PemPkcs8 => {
                ("pem", "application/x-pem-file", private.to_pkcs8_pem().map_err(fail)?)
            }
            PrivateKeyFormat::PemPkcs1 => {
                ("pem", "application/x-pem-file", private.to_pkcs1_pem().map_err(fail)?)
            }
            PrivateKeyFormat::Jwk => (
                "jwk.json",
                "application/jwk+json",
                private.to_jwk(&key.kid, algorithm).map_err(fail)?,
            ),
            PrivateKeyFormat::KeyFile => {
                let pem = if algorithm.is_rsa() {
                    private.to_pkcs1_pem()
                } else {
                    private.to_pkcs8_pem()
                };
                ("json", "application/json", self.key_file(key, project, pem.map_err(fail)?)?)
            }
        };

        let noun = match key.purpose {
            Purpose::Admin => "admin-key",
            Purpose::Application => "application-key",
            Purpose::Signing => "signing-key",
        };
        let filename = format!("{noun}-{}.{extension}", key.kid);
        Ok(PrivateKeyFile { filename, media_type, content })
    }

    fn key_file(
        &self,
        key: &key::Model,
        project: Option<&project::Model>,
        pem: SecretString,
    ) -> Result<SecretString, Error> {
        let slug = project.map(|project| &*project.slug);

        let file = match (key.purpose, slug, key.application_id) {
            (Purpose::Admin, slug, _) => KeyFile::Admin(AdminKeyFile {
                key_id: key.kid.clone(),
                key: pem,
                audience: self.known.public_url().admin_audience(slug),
                endpoint: self.known.public_url().graphql_endpoint(),
                project_id: slug.map(str::to_owned),
            }),
            (Purpose::Application, Some(slug), Some(application)) => {
                let issuer = self.known.public_url().issuer(slug);
                KeyFile::Application(ApplicationKeyFile {
                    key_id: key.kid.clone(),
                    key: pem,
                    app_id: application.to_string(),
                    client_id: application.to_string(),
                    token_endpoint: IssuerPath::Token.under(&issuer),
                    issuer,
                })
            }
            (Purpose::Application | Purpose::Signing, _, _) => {
                return Err(Error::Internal("a key file for a key that has none".into()));
            }
        };

        Ok(file.to_json())
    }
}
