//! Changes of federated identities.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{
    CreateFederatedIdentity, FederatedIdentitySettings, UpdateFederatedIdentity,
};
use keyplane_entity::id::FederatedIdentityId;

use crate::graphql::{
    access::Access,
    failure::Failure,
    federated_identity::{ClaimRuleInput, FederatedIdentity},
    patch::Null,
    scalars::{DateTime, id},
};

/// Arguments for a new federated identity.
#[derive(InputObject)]
pub(crate) struct CreateFederatedIdentityInput {
    /// ID of the application that the tokens stand for. Never changes.
    application_id: ID,
    /// ID of the issuer of the tokens, in the same project. Never changes.
    trusted_issuer_id: ID,
    /// Display name, 1 to 100 characters.
    name: String,
    /// Name in files and other tools, unique in the project: 1 to 128 printable ASCII characters
    /// without blanks.
    external_id: Option<String>,
    /// Rules that the claims of a token must all satisfy, 1 to 16, at most 8 KiB together. At least
    /// one must identify the workload: `EXACT` or `ONE_OF` on a claim that does, or `PREFIX` on `sub`
    /// with the whole tenant.
    rules: Vec<ClaimRuleInput>,
    /// End of the identity; default: none. Not after the end of the admin key that acts.
    expires_at: Option<DateTime>,
}

/// Changes to a federated identity. An absent field keeps its value.
#[derive(InputObject)]
pub(crate) struct UpdateFederatedIdentityInput {
    /// ID of the identity.
    federated_identity_id: ID,
    /// Display name, 1 to 100 characters.
    name: MaybeUndefined<String>,
    /// Name in files and other tools, unique in the project: 1 to 128 printable ASCII
    /// characters without blanks; null for none.
    external_id: MaybeUndefined<String>,
    /// Rules, in place of all old ones.
    rules: MaybeUndefined<Vec<ClaimRuleInput>>,
    /// Whether tokens stand for the application.
    enabled: MaybeUndefined<bool>,
    /// End of the identity; null for none. Not after the end of the admin key that acts.
    expires_at: MaybeUndefined<DateTime>,
}

/// Arguments of `deleteFederatedIdentity`.
#[derive(InputObject)]
pub(crate) struct DeleteFederatedIdentityInput {
    /// ID of the identity to delete.
    federated_identity_id: ID,
}

/// Result of `createFederatedIdentity`.
#[derive(SimpleObject)]
pub(crate) struct CreateFederatedIdentityPayload {
    /// The new identity.
    federated_identity: FederatedIdentity,
}

/// Result of `updateFederatedIdentity`.
#[derive(SimpleObject)]
pub(crate) struct UpdateFederatedIdentityPayload {
    /// The changed identity.
    federated_identity: FederatedIdentity,
}

/// Result of `deleteFederatedIdentity`.
#[derive(SimpleObject)]
pub(crate) struct DeleteFederatedIdentityPayload {
    /// ID of the deleted identity.
    deleted_id: ID,
}

/// Changes of federated identities.
#[derive(Default)]
pub(crate) struct FederatedIdentityMutation;

#[Object]
impl FederatedIdentityMutation {
    /// Ties tokens of a trusted issuer to an application. Needs `APPLICATIONS_WRITE`.
    async fn create_federated_identity(
        &self,
        context: &Context<'_>,
        input: CreateFederatedIdentityInput,
    ) -> Result<CreateFederatedIdentityPayload, Failure> {
        let access = Access::of(context);
        let input = CreateFederatedIdentity {
            application_id: id(&input.application_id, "application")?,
            trusted_issuer_id: id(&input.trusted_issuer_id, "trusted issuer")?,
            name: input.name,
            external_id: input.external_id,
            rules: input.rules.into_iter().map(Into::into).collect(),
            expires_at: input.expires_at.map(Into::into),
        };
        let identities = access.control().federated_identities();
        let identity = identities.create(access.actor(), input).await?;
        Ok(CreateFederatedIdentityPayload { federated_identity: identity.into() })
    }

    /// Changes a federated identity. Needs `APPLICATIONS_WRITE`.
    async fn update_federated_identity(
        &self,
        context: &Context<'_>,
        input: UpdateFederatedIdentityInput,
    ) -> Result<UpdateFederatedIdentityPayload, Failure> {
        let access = Access::of(context);
        let null = Null::Clears;
        let input = UpdateFederatedIdentity {
            federated_identity_id: id(&input.federated_identity_id, "federated identity")?,
            settings: FederatedIdentitySettings {
                name: null.patch(input.name),
                external_id: null.patch(input.external_id),
                rules: null.patch_list(input.rules),
                enabled: null.patch(input.enabled),
                expires_at: null.patch(input.expires_at),
            },
        };

        let identities = access.control().federated_identities();
        let identity = identities.update(access.actor(), input).await?;
        Ok(UpdateFederatedIdentityPayload { federated_identity: identity.into() })
    }

    /// Deletes a federated identity. Access tokens that were issued through it are inactive at once.
    /// Needs `APPLICATIONS_WRITE`.
    async fn delete_federated_identity(
        &self,
        context: &Context<'_>,
        input: DeleteFederatedIdentityInput,
    ) -> Result<DeleteFederatedIdentityPayload, Failure> {
        let access = Access::of(context);
        let identity: FederatedIdentityId = id(&input.federated_identity_id, "federated identity")?;
        let deleted =
            access.control().federated_identities().delete(access.actor(), identity).await?;
        Ok(DeleteFederatedIdentityPayload { deleted_id: deleted.to_string().into() })
    }
}
