//! The preview of a rotation.

use async_graphql::{Description, Object};

use super::scalars::DateTime;

/// Times that `rotateKey` would set if it were called now; without meaning if `refusal` is set.
#[derive(Description)]
pub(crate) struct RotationPreview(pub(crate) keyplane_control::RotationPreview);

#[Object(use_type_description)]
impl RotationPreview {
    /// Time at which the successor would be published.
    async fn successor_published_at(&self) -> DateTime {
        self.0.successor_published_at.into()
    }

    /// Time from which the successor would be used.
    async fn successor_activates_at(&self) -> DateTime {
        self.0.successor_activates_at.into()
    }

    /// Time from which this key would no longer sign.
    async fn retires_at(&self) -> DateTime {
        self.0.retires_at.into()
    }

    /// Time from which this key would no longer be accepted.
    async fn expires_at(&self) -> DateTime {
        self.0.expires_at.into()
    }

    /// Reason why `rotateKey` would be refused; null if it would succeed.
    async fn refusal(&self) -> Option<&str> {
        self.0.refusal.as_deref()
    }
}
