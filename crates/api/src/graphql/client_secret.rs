//! Client secrets. The secret itself is shown once, by the mutation that made it.

use std::sync::Arc;

use async_graphql::{Description, ID, Object};
use keyplane_entity::client_secret;

use super::scalars::DateTime;

/// A secret of an application; its text is shown once, by the mutation that made it.
#[derive(Clone, Description)]
pub(crate) struct ClientSecret(Arc<client_secret::Model>);

impl From<client_secret::Model> for ClientSecret {
    fn from(model: client_secret::Model) -> Self {
        Self(Arc::new(model))
    }
}

#[Object(use_type_description)]
impl ClientSecret {
    /// `sec_…`
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// From when it is accepted no more; null where it has no end.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.expires_at.map(DateTime::from)
    }

    /// When it was last seen in use; written in batches.
    async fn last_used_at(&self) -> Option<DateTime> {
        self.0.last_used_at.map(DateTime::from)
    }
}
