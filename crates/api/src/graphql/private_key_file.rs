//! Private keys on their way out.

use async_graphql::{Description, Object};
use secrecy::ExposeSecret as _;

/// A private key as a file. It is shown in this answer only, unless the key is retained.
#[derive(Description)]
pub(crate) struct PrivateKeyFile(pub(crate) keyplane_control::PrivateKeyFile);

#[Object(use_type_description)]
impl PrivateKeyFile {
    /// A name to save it under.
    async fn filename(&self) -> &str {
        &self.0.filename
    }

    /// Its media type.
    async fn media_type(&self) -> &str {
        self.0.media_type
    }

    /// The file's content: a secret.
    async fn content(&self) -> &str {
        self.0.content.expose_secret()
    }
}
