//! What a rotation would do.

use async_graphql::{Description, Object};

use super::scalars::DateTime;

/// What `rotateKey` would do now.
#[derive(Description)]
pub(crate) struct RotationPreview(pub(crate) keyplane_control::RotationPreview);

#[Object(use_type_description)]
impl RotationPreview {
    /// When the successor would be published.
    async fn successor_published_at(&self) -> DateTime {
        self.0.successor_published_at.into()
    }

    /// When the successor would be in use.
    async fn successor_activates_at(&self) -> DateTime {
        self.0.successor_activates_at.into()
    }

    /// From when this key would sign no more.
    async fn retires_at(&self) -> DateTime {
        self.0.retires_at.into()
    }

    /// From when this key would be accepted no more.
    async fn expires_at(&self) -> DateTime {
        self.0.expires_at.into()
    }

    /// Why it would be refused; null where it would not.
    async fn refusal(&self) -> Option<&str> {
        self.0.refusal.as_deref()
    }
}
