//! Changes of client secrets, and the end of an application's tokens.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use keyplane_control::{Error, ImportClientSecret, RotateClientSecret, SecretMaterial};

use crate::graphql::{
    access::Access,
    application::Application,
    client_secret::ClientSecret,
    failure::Failure,
    or_default::{EmptyText, NoSeconds, OrDefault},
    scalars::{DateTime, SecretText, id, reveal},
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

/// Arguments of `importClientSecret`. Exactly one of `hash` and `secret` is required.
#[derive(InputObject)]
pub(crate) struct ImportClientSecretInput {
    /// ID of the application.
    application_id: ID,
    /// Display name of the secret, 0 to 100 characters; default empty.
    #[graphql(default)]
    name: OrDefault<EmptyText>,
    /// Hash of the secret as the other server stores it: bcrypt (`$2b$…`) up to cost 14, PBKDF2
    /// (`$pbkdf2-sha256$…`) up to 1,000,000 iterations, or Argon2 (`$argon2id$…`) up to 64 MiB. It is
    /// verified when the secret is used for the first time, and then replaced.
    hash: Option<SecretText>,
    /// The secret itself, 1 to 1,024 bytes; for a method that signs with it, at least 32.
    secret: Option<SecretText>,
    /// Time from which the secret is no longer accepted, in the future; null for no end.
    expires_at: Option<DateTime>,
}

impl ImportClientSecretInput {
    fn material(
        hash: Option<SecretText>,
        secret: Option<SecretText>,
    ) -> Result<SecretMaterial, Failure> {
        let fault = |why: &str| Err(Error::input("hash", why).into());
        match (hash, secret) {
            (Some(hash), None) => Ok(SecretMaterial::Hash(hash.into())),
            (None, Some(text)) => Ok(SecretMaterial::Text(text.into())),
            (None, None) => fault("is required, or the secret itself in its place"),
            (Some(_), Some(_)) => fault("must be left out where secret is given"),
        }
    }
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

/// Result of `importClientSecret`.
#[derive(SimpleObject)]
pub(crate) struct ImportClientSecretPayload {
    /// The application.
    application: Application,
    /// The imported secret.
    client_secret: ClientSecret,
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

    /// Adds a client secret that another server made, so that the client keeps it. The application's
    /// other secret stays; a third one is refused. Needs `APPLICATIONS_WRITE`.
    async fn import_client_secret(
        &self,
        context: &Context<'_>,
        input: ImportClientSecretInput,
    ) -> Result<ImportClientSecretPayload, Failure> {
        let access = Access::of(context);
        let input = ImportClientSecret {
            application_id: id(&input.application_id, "application")?,
            name: input.name.value(),
            material: ImportClientSecretInput::material(input.hash, input.secret)?,
            expires_at: input.expires_at.map(Into::into),
        };
        let imported = access.control().client_secrets().import(access.actor(), input).await?;
        Ok(ImportClientSecretPayload {
            application: imported.application.into(),
            client_secret: imported.client_secret.into(),
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
