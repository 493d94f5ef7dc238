//! Client secrets. The text of a secret is shown only in the response that creates it.

use std::sync::Arc;

use async_graphql::{Description, ID, Object};
use keyplane_entity::client_secret;

use super::scalars::DateTime;

/// Client secret of an application. Its text is shown only in the response that creates it.
#[derive(Clone, Description)]
pub(crate) struct ClientSecret(Arc<client_secret::Model>);

impl From<client_secret::Model> for ClientSecret {
    fn from(model: client_secret::Model) -> Self {
        Self(Arc::new(model))
    }
}

#[Object(use_type_description)]
impl ClientSecret {
    /// ID, such as `sec_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Time from which the secret is no longer accepted; null if it does not expire.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.expires_at.map(DateTime::from)
    }

    /// Time of the last use; written in batches, so it may lag. Null if never used.
    async fn last_used_at(&self) -> Option<DateTime> {
        self.0.last_used_at.map(DateTime::from)
    }
}
