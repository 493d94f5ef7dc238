//! Private keys as files.

use async_graphql::{Description, Object};
use secrecy::ExposeSecret as _;

/// Private key as a file. Shown only in this response, unless the key is retained.
#[derive(Description)]
pub(crate) struct PrivateKeyFile(pub(crate) keyplane_control::PrivateKeyFile);

#[Object(use_type_description)]
impl PrivateKeyFile {
    /// Suggested file name.
    async fn filename(&self) -> &str {
        &self.0.filename
    }

    /// Media type of the content, such as `application/json`.
    async fn media_type(&self) -> &str {
        self.0.media_type
    }

    /// Content of the file. Secret.
    async fn content(&self) -> &str {
        self.0.content.expose_secret()
    }
}
