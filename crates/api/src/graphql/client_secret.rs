//! Client secrets. The text of a secret is shown only in the response that creates it.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, dataloader::Loader};
use keyplane_entity::{
    client_secret::{self, SecretForm},
    id::{ApplicationId, ClientSecretId},
};

use super::{
    access::Reader,
    failure::Failure,
    loaders::{Loaded, by_id},
    scalars::DateTime,
    usage::{Calls, last_use_of_secret},
};

by_id!(ClientSecretId => client_secrets_by_id => ClientSecret);

/// Client secret of an application. Its text is shown only in the response that creates it.
#[derive(Clone, Description)]
pub(crate) struct ClientSecret(Arc<client_secret::Model>);

impl From<client_secret::Model> for ClientSecret {
    fn from(model: client_secret::Model) -> Self {
        Self(Arc::new(model))
    }
}

/// The valid secrets of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SecretsOf(pub(crate) ApplicationId);

impl Loader<SecretsOf> for Reader {
    type Value = Result<Vec<ClientSecret>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[SecretsOf]) -> Loaded<SecretsOf, Vec<ClientSecret>> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().client_secrets_of(&self.actor, &ids).await?;
        let nodes =
            |models: Vec<client_secret::Model>| models.into_iter().map(Into::into).collect();
        Ok(found.into_iter().map(|(id, models)| (SecretsOf(id), Ok(nodes(models)))).collect())
    }
}

#[Object(use_type_description)]
impl ClientSecret {
    /// ID, such as `sec_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Display name, 0 to 100 characters.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether only the hash of another server is known of the secret: it was imported and has not
    /// been used yet.
    async fn is_hash_of_other_server(&self) -> bool {
        match self.0.form {
            SecretForm::Imported => true,
            SecretForm::Sha256 | SecretForm::Keyed => false,
        }
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Time from which the secret is no longer accepted; null if it does not expire.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.expires_at.map(DateTime::from)
    }

    /// Time of the last use; appears within 10 seconds. Null if never used.
    async fn last_used_at(&self, context: &Context<'_>) -> Result<Option<DateTime>, Failure> {
        last_use_of_secret(context, &self.0).await
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_async, reason = "the library wants every resolver asynchronous")]
    async fn calls(&self) -> Calls {
        Calls::of(&*self.0)
    }
}
