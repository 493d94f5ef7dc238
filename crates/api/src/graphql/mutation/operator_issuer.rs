//! Changes of operators' issuers.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{CreateOperatorIssuer, OperatorIssuerSettings, Patch, UpdateOperatorIssuer};

use crate::graphql::{
    access::Access,
    failure::Failure,
    operator_issuer::OperatorIssuer,
    or_default::{EightHoursOfSeconds, HourOfSeconds, OrDefault},
    patch::patch,
    scalars::{SecretText, id},
};

/// Arguments for a new operators' issuer.
#[derive(InputObject)]
pub(crate) struct CreateOperatorIssuerInput {
    /// Display name, 1 to 100 characters.
    name: String,
    /// The provider's issuer URL, byte for byte as its discovery document says it.
    issuer: String,
    /// Client ID at the provider, 1 to 255 characters.
    client_id: String,
    /// Client secret at the provider, 1 to 1,024 bytes. It is never shown again.
    client_secret: SecretText,
    /// Scopes to ask for beside `openid`, at most 20; default `profile` and `email`.
    scopes: Option<Vec<String>>,
    /// Certificate authority of the provider's certificate, as PEM; the system's if absent.
    ca_certificate: Option<String>,
    /// Longest time of a session in seconds, 300 to 43,200; default 28,800.
    #[graphql(default)]
    session_length_seconds: OrDefault<EightHoursOfSeconds>,
    /// Time in seconds after which a session without use ends, 300 to 43,200; default 3,600.
    #[graphql(default)]
    idle_seconds: OrDefault<HourOfSeconds>,
}

/// Changes to an operators' issuer. An absent field keeps its value.
#[derive(InputObject)]
pub(crate) struct UpdateOperatorIssuerInput {
    /// ID of the operators' issuer.
    operator_issuer_id: ID,
    /// Display name, 1 to 100 characters.
    name: MaybeUndefined<String>,
    /// Client ID at the provider.
    client_id: MaybeUndefined<String>,
    /// Client secret at the provider. It is never shown again.
    client_secret: MaybeUndefined<SecretText>,
    /// Scopes to ask for beside `openid`; `profile` and `email` if null.
    scopes: MaybeUndefined<Vec<String>>,
    /// Certificate authority of the provider's certificate, as PEM; the system's if null.
    ca_certificate: MaybeUndefined<String>,
    /// Longest time of a session in seconds, 300 to 43,200. Applies to new sessions.
    session_length_seconds: MaybeUndefined<i32>,
    /// Time in seconds after which a session without use ends, 300 to 43,200.
    idle_seconds: MaybeUndefined<i32>,
    /// Whether operators may sign in by the provider. False ends its sessions.
    enabled: MaybeUndefined<bool>,
}

/// Arguments of `deleteOperatorIssuer`.
#[derive(InputObject)]
pub(crate) struct DeleteOperatorIssuerInput {
    /// ID of the operators' issuer. `PRECONDITION_FAILED` while it has rules.
    operator_issuer_id: ID,
}

/// Result of `createOperatorIssuer`.
#[derive(SimpleObject)]
pub(crate) struct CreateOperatorIssuerPayload {
    /// The new operators' issuer.
    operator_issuer: OperatorIssuer,
}

/// Result of `updateOperatorIssuer`.
#[derive(SimpleObject)]
pub(crate) struct UpdateOperatorIssuerPayload {
    /// The changed operators' issuer.
    operator_issuer: OperatorIssuer,
}

/// Result of `deleteOperatorIssuer`.
#[derive(SimpleObject)]
pub(crate) struct DeleteOperatorIssuerPayload {
    /// ID of the deleted operators' issuer.
    deleted_id: ID,
}

/// Changes of operators' issuers.
#[derive(Default)]
pub(crate) struct OperatorIssuerMutation;

#[Object]
impl OperatorIssuerMutation {
    /// Creates an operators' issuer. Needs `ADMIN_KEYS_WRITE` in the instance.
    async fn create_operator_issuer(
        &self,
        context: &Context<'_>,
        input: CreateOperatorIssuerInput,
    ) -> Result<CreateOperatorIssuerPayload, Failure> {
        let access = Access::of(context);
        let set = |given: Option<_>| given.map_or(Patch::Keep, Patch::Set);
        let input = CreateOperatorIssuer {
            issuer: input.issuer,
            client_secret: input.client_secret.into(),
            settings: OperatorIssuerSettings {
                name: Patch::Set(input.name),
                client_id: Patch::Set(input.client_id),
                scopes: input.scopes.map_or(Patch::Keep, Patch::Set),
                ca_certificate: set(input.ca_certificate),
                session_length_seconds: Patch::Set(input.session_length_seconds.value().into()),
                idle_seconds: Patch::Set(input.idle_seconds.value().into()),
                enabled: Patch::Keep,
            },
        };

        let issuer = access.control().operators().create_issuer(access.actor(), input).await?;
        Ok(CreateOperatorIssuerPayload { operator_issuer: issuer.into() })
    }

    /// Changes an operators' issuer. Needs `ADMIN_KEYS_WRITE` in the instance, and every permission of
    /// its rules.
    async fn update_operator_issuer(
        &self,
        context: &Context<'_>,
        input: UpdateOperatorIssuerInput,
    ) -> Result<UpdateOperatorIssuerPayload, Failure> {
        let access = Access::of(context);
        let input = UpdateOperatorIssuer {
            operator_issuer_id: id(&input.operator_issuer_id, "operators' issuer")?,
            client_secret: patch(input.client_secret),
            settings: OperatorIssuerSettings {
                name: patch(input.name),
                client_id: patch(input.client_id),
                scopes: patch(input.scopes),
                ca_certificate: patch(input.ca_certificate),
                session_length_seconds: patch(input.session_length_seconds),
                idle_seconds: patch(input.idle_seconds),
                enabled: patch(input.enabled),
            },
        };

        let issuer = access.control().operators().update_issuer(access.actor(), input).await?;
        Ok(UpdateOperatorIssuerPayload { operator_issuer: issuer.into() })
    }

    /// Deletes an operators' issuer without rules; blocks of its people stay. Needs
    /// `ADMIN_KEYS_WRITE` in the instance.
    async fn delete_operator_issuer(
        &self,
        context: &Context<'_>,
        input: DeleteOperatorIssuerInput,
    ) -> Result<DeleteOperatorIssuerPayload, Failure> {
        let access = Access::of(context);
        let issuer = id(&input.operator_issuer_id, "operators' issuer")?;
        let deleted = access.control().operators().delete_issuer(access.actor(), issuer).await?;
        Ok(DeleteOperatorIssuerPayload { deleted_id: deleted.to_string().into() })
    }
}
