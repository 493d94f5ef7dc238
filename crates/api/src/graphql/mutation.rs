//! Where changes start. One input, one payload each; the use-case decides everything.

mod admin_key;
mod api;
mod application;
mod application_key;
mod client_secret;
mod key;
mod project;
mod signing_key;

use async_graphql::{MergedObject, SimpleObject};
use keyplane_control::GeneratedKey;

use self::{
    admin_key::AdminKeyMutation, api::ApiMutation, application::ApplicationMutation,
    application_key::ApplicationKeyMutation, client_secret::ClientSecretMutation, key::KeyMutation,
    project::ProjectMutation, signing_key::SigningKeyMutation,
};
use super::{key::Key, private_key_file::PrivateKeyFile};

/// What can be changed. At most five fields a request, done one after the other; each is a
/// transaction of its own.
#[derive(Default, MergedObject)]
pub(crate) struct Mutation(
    ProjectMutation,
    ApplicationMutation,
    ClientSecretMutation,
    ApiMutation,
    AdminKeyMutation,
    ApplicationKeyMutation,
    SigningKeyMutation,
    KeyMutation,
);

/// A key that was made here.
#[derive(SimpleObject)]
pub(crate) struct GenerateKeyPayload {
    /// The key.
    key: Key,
    /// Its private half, now or never (unless it is retained); null where the server signs
    /// with it.
    private_key: Option<PrivateKeyFile>,
}

impl From<GeneratedKey> for GenerateKeyPayload {
    fn from(generated: GeneratedKey) -> Self {
        Self { key: generated.key.into(), private_key: generated.private_key.map(PrivateKeyFile) }
    }
}

/// A key that was made elsewhere.
#[derive(SimpleObject)]
pub(crate) struct ImportKeyPayload {
    /// The key.
    key: Key,
}

impl From<keyplane_entity::key::Model> for ImportKeyPayload {
    fn from(key: keyplane_entity::key::Model) -> Self {
        Self { key: key.into() }
    }
}
