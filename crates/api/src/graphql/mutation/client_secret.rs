//! Changes of client secrets, and the end of an application's tokens.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use keyplane_control::RotateClientSecret;

use crate::graphql::{
    access::Access,
    application::Application,
    failure::Failure,
    scalars::{id, reveal},
};

/// Makes another secret.
#[derive(InputObject)]
pub(crate) struct RotateClientSecretInput {
    /// The application.
    application_id: ID,
    /// How long the newest secret before stays valid, 0 to 7776000; older ones end now.
    #[graphql(default = 0)]
    overlap_seconds: i32,
}

/// Which secret to take away.
#[derive(InputObject)]
pub(crate) struct RevokeClientSecretInput {
    /// The secret.
    client_secret_id: ID,
}

/// Whose tokens end.
#[derive(InputObject)]
pub(crate) struct RevokeApplicationTokensInput {
    /// The application.
    application_id: ID,
}

/// The application with its new secret.
#[derive(SimpleObject)]
pub(crate) struct RotateClientSecretPayload {
    /// The application.
    application: Application,
    /// Its new secret, now or never.
    client_secret: String,
}

/// The application that lost a secret.
#[derive(SimpleObject)]
pub(crate) struct RevokeClientSecretPayload {
    /// The application.
    application: Application,
}

/// The application whose tokens ended.
#[derive(SimpleObject)]
pub(crate) struct RevokeApplicationTokensPayload {
    /// The application.
    application: Application,
}

/// Changes of client secrets, and the end of an application's tokens.
#[derive(Default)]
pub(crate) struct ClientSecretMutation;

#[Object]
impl ClientSecretMutation {
    /// Makes another secret; at most two are valid at a time. Needs `APPLICATIONS_WRITE`.
    async fn rotate_client_secret(
        &self,
        context: &Context<'_>,
        input: RotateClientSecretInput,
    ) -> Result<RotateClientSecretPayload, Failure> {
        let access = Access::of(context);
        let input = RotateClientSecret {
            application_id: id(&input.application_id, "application")?,
            overlap_seconds: input.overlap_seconds.into(),
        };
        let rotated = access.control().rotate_client_secret(access.actor(), input).await?;
        Ok(RotateClientSecretPayload {
            application: rotated.application.into(),
            client_secret: reveal(&rotated.client_secret),
        })
    }

    /// Takes a secret away at once. Needs `APPLICATIONS_WRITE`.
    async fn revoke_client_secret(
        &self,
        context: &Context<'_>,
        input: RevokeClientSecretInput,
    ) -> Result<RevokeClientSecretPayload, Failure> {
        let access = Access::of(context);
        let secret = id(&input.client_secret_id, "client secret")?;
        let application = access.control().revoke_client_secret(access.actor(), secret).await?;
        Ok(RevokeClientSecretPayload { application: application.into() })
    }

    /// Ends every token that was issued to an application so far, at once. Needs
    /// `APPLICATIONS_WRITE`.
    async fn revoke_application_tokens(
        &self,
        context: &Context<'_>,
        input: RevokeApplicationTokensInput,
    ) -> Result<RevokeApplicationTokensPayload, Failure> {
        let access = Access::of(context);
        let application = id(&input.application_id, "application")?;
        let application =
            access.control().revoke_application_tokens(access.actor(), application).await?;
        Ok(RevokeApplicationTokensPayload { application: application.into() })
    }
}
