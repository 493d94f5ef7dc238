//! Changes of APIs and grants.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{ApiSettings, CreateApi, GrantApi, UpdateApi};
use keyplane_entity::id::{ApiId, GrantId};

use crate::graphql::{
    access::Access,
    apis::{Api, ApiSettingsInput},
    failure::Failure,
    grant::Grant,
    or_default::{NoTexts, OrDefault},
    patch::{Null, patch},
    scalars::id,
};

/// Arguments for a new API.
#[derive(InputObject)]
pub(crate) struct CreateApiInput {
    /// ID of the project that the API belongs to.
    project_id: ID,
    /// Name in URLs, 3 to 32 lower-case letters, digits and inner hyphens; never changes.
    name: String,
    /// Audience of the API's tokens: an absolute URI without a fragment, at most 255 characters,
    /// not under this server's URL; never changes.
    identifier: String,
    #[graphql(flatten)]
    settings: ApiSettingsInput,
}

/// Changes to an API. An absent field keeps its value.
#[derive(InputObject)]
pub(crate) struct UpdateApiInput {
    /// ID of the API.
    api_id: ID,
    /// Whether the API is enabled. A disabled API gets no tokens, and its gateway check refuses
    /// every request.
    enabled: MaybeUndefined<bool>,
    #[graphql(flatten)]
    settings: ApiSettingsInput,
}

/// Arguments of `deleteApi`.
#[derive(InputObject)]
pub(crate) struct DeleteApiInput {
    /// ID of the API to delete.
    api_id: ID,
}

/// Arguments of `grantApi`.
#[derive(InputObject)]
pub(crate) struct GrantApiInput {
    /// ID of the application, of type `SERVICE` and in the API's project.
    application_id: ID,
    /// ID of the API.
    api_id: ID,
    /// Granted scopes, a subset of the API's scopes; replaces the scopes of an existing grant;
    /// default none.
    #[graphql(default)]
    scopes: OrDefault<NoTexts>,
    /// Name in files and other tools, unique among the grants of the project: 1 to 128 printable
    /// ASCII characters without blanks; null for none; absent keeps it.
    external_id: MaybeUndefined<String>,
}

/// Arguments of `revokeGrant`.
#[derive(InputObject)]
pub(crate) struct RevokeGrantInput {
    /// ID of the grant to revoke.
    grant_id: ID,
}

/// Result of `createApi`.
#[derive(SimpleObject)]
pub(crate) struct CreateApiPayload {
    /// The new API.
    api: Api,
}

/// Result of `updateApi`.
#[derive(SimpleObject)]
pub(crate) struct UpdateApiPayload {
    /// The changed API.
    api: Api,
}

/// Result of `deleteApi`.
#[derive(SimpleObject)]
pub(crate) struct DeleteApiPayload {
    /// ID of the deleted API.
    deleted_id: ID,
}

/// Result of `grantApi`.
#[derive(SimpleObject)]
pub(crate) struct GrantApiPayload {
    /// The new or changed grant.
    grant: Grant,
}

/// Result of `revokeGrant`.
#[derive(SimpleObject)]
pub(crate) struct RevokeGrantPayload {
    /// ID of the revoked grant.
    deleted_id: ID,
}

/// Changes of APIs and grants.
#[derive(Default)]
pub(crate) struct ApiMutation;

#[Object]
impl ApiMutation {
    /// Creates an API. Needs `APPLICATIONS_WRITE`.
    async fn create_api(
        &self,
        context: &Context<'_>,
        input: CreateApiInput,
    ) -> Result<CreateApiPayload, Failure> {
        let access = Access::of(context);
        let input = CreateApi {
            project_id: id(&input.project_id, "project")?,
            name: input.name,
            identifier: input.identifier,
            settings: input.settings.patch(Null::IsDefault)?,
        };
        let api = access.control().apis().create(access.actor(), input).await?;
        Ok(CreateApiPayload { api: api.into() })
    }

    /// Changes an API. Needs `APPLICATIONS_WRITE`.
    async fn update_api(
        &self,
        context: &Context<'_>,
        input: UpdateApiInput,
    ) -> Result<UpdateApiPayload, Failure> {
        let access = Access::of(context);
        let input = UpdateApi {
            api_id: id(&input.api_id, "API")?,
            settings: ApiSettings {
                enabled: patch(input.enabled),
                ..input.settings.patch(Null::Clears)?
            },
        };
        let api = access.control().apis().update(access.actor(), input).await?;
        Ok(UpdateApiPayload { api: api.into() })
    }

    /// Deletes an API with its grants. Needs `APPLICATIONS_WRITE`.
    async fn delete_api(
        &self,
        context: &Context<'_>,
        input: DeleteApiInput,
    ) -> Result<DeleteApiPayload, Failure> {
        let access = Access::of(context);
        let api: ApiId = id(&input.api_id, "API")?;
        let deleted = access.control().apis().delete(access.actor(), api).await?;
        Ok(DeleteApiPayload { deleted_id: deleted.to_string().into() })
    }

    /// Grants an application access to an API, or replaces the scopes of the grant. Needs
    /// `APPLICATIONS_WRITE`.
    async fn grant_api(
        &self,
        context: &Context<'_>,
        input: GrantApiInput,
    ) -> Result<GrantApiPayload, Failure> {
        let access = Access::of(context);
        let input = GrantApi {
            application_id: id(&input.application_id, "application")?,
            api_id: id(&input.api_id, "API")?,
            scopes: input.scopes.value(),
            external_id: patch(input.external_id),
        };
        let grant = access.control().grants().grant(access.actor(), input).await?;
        Ok(GrantApiPayload { grant: grant.into() })
    }

    /// Revokes a grant. Needs `APPLICATIONS_WRITE`.
    async fn revoke_grant(
        &self,
        context: &Context<'_>,
        input: RevokeGrantInput,
    ) -> Result<RevokeGrantPayload, Failure> {
        let access = Access::of(context);
        let grant: GrantId = id(&input.grant_id, "grant")?;
        let deleted = access.control().grants().revoke(access.actor(), grant).await?;
        Ok(RevokeGrantPayload { deleted_id: deleted.to_string().into() })
    }
}
