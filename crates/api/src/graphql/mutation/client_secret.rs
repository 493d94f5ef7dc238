//! Changes of client secrets, and the end of an application's tokens.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use keyplane_control::RotateClientSecret;

use crate::graphql::{
    access::Access,
    application::Application,
    failure::Failure,
    or_default::{EmptyText, NoSeconds, OrDefault},
    scalars::{DateTime, id, reveal},
};

/// Arguments of `rotateClientSecret`.
#[derive(InputObject)]
pub(crate) struct RotateClientSecretInput {
    /// ID of the application.
    application_id: ID,
    /// Time in seconds for which the previous secret stays valid, 0 to 7,776,000; older secrets end
    /// now; default 0.
    #[graphql(default)]
    overlap_seconds: OrDefault<NoSeconds>,
    /// Display name of the new secret, 0 to 100 characters; default empty.
    #[graphql(default)]
    name: OrDefault<EmptyText>,
    /// Time from which the new secret is no longer accepted, in the future; null for no end.
    expires_at: Option<DateTime>,
}

/// Arguments of `revokeClientSecret`.
#[derive(InputObject)]
pub(crate) struct RevokeClientSecretInput {
    /// ID of the client secret to revoke.
    client_secret_id: ID,
}

/// Arguments of `revokeApplicationTokens`.
#[derive(InputObject)]
pub(crate) struct RevokeApplicationTokensInput {
    /// ID of the application whose access tokens are revoked.
    application_id: ID,
}

/// Result of `rotateClientSecret`.
#[derive(SimpleObject)]
pub(crate) struct RotateClientSecretPayload {
    /// The application.
    application: Application,
    /// The new client secret. Shown only in this response.
    client_secret: String,
}

/// Result of `revokeClientSecret`.
#[derive(SimpleObject)]
pub(crate) struct RevokeClientSecretPayload {
    /// The application that the secret belonged to.
    application: Application,
}

/// Result of `revokeApplicationTokens`.
#[derive(SimpleObject)]
pub(crate) struct RevokeApplicationTokensPayload {
    /// The application whose access tokens are revoked.
    application: Application,
}

/// Changes of client secrets, and the end of an application's tokens.
#[derive(Default)]
pub(crate) struct ClientSecretMutation;

#[Object]
impl ClientSecretMutation {
    /// Creates a client secret; at most two are valid at a time. Needs `APPLICATIONS_WRITE`.
    async fn rotate_client_secret(
        &self,
        context: &Context<'_>,
        input: RotateClientSecretInput,
    ) -> Result<RotateClientSecretPayload, Failure> {
        let access = Access::of(context);
        let input = RotateClientSecret {
            application_id: id(&input.application_id, "application")?,
            overlap_seconds: input.overlap_seconds.value().into(),
            name: input.name.value(),
            expires_at: input.expires_at.map(Into::into),
        };
        let rotated = access.control().client_secrets().rotate(access.actor(), input).await?;
        Ok(RotateClientSecretPayload {
            application: rotated.application.into(),
            client_secret: reveal(&rotated.client_secret),
        })
    }

    /// Revokes a client secret immediately. Needs `APPLICATIONS_WRITE`.
    async fn revoke_client_secret(
        &self,
        context: &Context<'_>,
        input: RevokeClientSecretInput,
    ) -> Result<RevokeClientSecretPayload, Failure> {
        let access = Access::of(context);
        let secret = id(&input.client_secret_id, "client secret")?;
        let application = access.control().client_secrets().revoke(access.actor(), secret).await?;
        Ok(RevokeClientSecretPayload { application: application.into() })
    }

    /// Revokes every access token issued to an application so far, immediately. Needs
    /// `APPLICATIONS_WRITE`.
    async fn revoke_application_tokens(
        &self,
        context: &Context<'_>,
        input: RevokeApplicationTokensInput,
    ) -> Result<RevokeApplicationTokensPayload, Failure> {
        let access = Access::of(context);
        let application = id(&input.application_id, "application")?;
        let application =
            access.control().applications().revoke_tokens(access.actor(), application).await?;
        Ok(RevokeApplicationTokensPayload { application: application.into() })
    }
}
