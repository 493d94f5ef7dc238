//! Changes of APIs and grants.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{CreateApi, GrantApi, UpdateApi};
use keyplane_entity::id::{ApiId, GrantId};

use crate::graphql::{
    access::Access,
    api::Api,
    enums::AcceptedToken,
    failure::Failure,
    grant::Grant,
    patch::{patch, patch_id, patch_with},
    scalars::id,
};

/// A new API.
#[derive(InputObject)]
pub(crate) struct CreateApiInput {
    /// The project that it belongs to.
    project_id: ID,
    /// Its name in URLs, in a slug's form; never changes.
    name: String,
    /// The audience of its tokens: an absolute URI without a fragment, not under this server's
    /// URL; never changes.
    identifier: String,
    /// What may be granted.
    #[graphql(default)]
    scopes: Vec<String>,
    /// Which tokens open it.
    #[graphql(default_with = "vec![AcceptedToken::AccessToken]")]
    accepts: Vec<AcceptedToken>,
    /// The application that serves it and may introspect its tokens.
    resource_server_id: Option<ID>,
}

/// A change of an API. An absent field stays.
#[derive(InputObject)]
pub(crate) struct UpdateApiInput {
    /// The API.
    api_id: ID,
    /// What may be granted. A scope that is left out is taken out of the grants, too.
    scopes: MaybeUndefined<Vec<String>>,
    /// Which tokens open it.
    accepts: MaybeUndefined<Vec<AcceptedToken>>,
    /// The application that serves it; null: none.
    resource_server_id: MaybeUndefined<ID>,
    /// Whether anybody gets in at all.
    enabled: MaybeUndefined<bool>,
}

/// Which API to delete.
#[derive(InputObject)]
pub(crate) struct DeleteApiInput {
    /// The API.
    api_id: ID,
}

/// Sets the grant; again with other scopes replaces them.
#[derive(InputObject)]
pub(crate) struct GrantApiInput {
    /// Who may; of type SERVICE.
    application_id: ID,
    /// Where.
    api_id: ID,
    /// How far: scopes of the API.
    #[graphql(default)]
    scopes: Vec<String>,
}

/// Which grant to take away.
#[derive(InputObject)]
pub(crate) struct RevokeGrantInput {
    /// The grant.
    grant_id: ID,
}

/// The API that was made.
#[derive(SimpleObject)]
pub(crate) struct CreateApiPayload {
    /// The API.
    api: Api,
}

/// The API that was changed.
#[derive(SimpleObject)]
pub(crate) struct UpdateApiPayload {
    /// The API as it is now.
    api: Api,
}

/// The API that was deleted.
#[derive(SimpleObject)]
pub(crate) struct DeleteApiPayload {
    /// The ID that it had.
    deleted_id: ID,
}

/// The grant that was set.
#[derive(SimpleObject)]
pub(crate) struct GrantApiPayload {
    /// The grant.
    grant: Grant,
}

/// The grant that was taken away.
#[derive(SimpleObject)]
pub(crate) struct RevokeGrantPayload {
    /// The ID that it had.
    deleted_id: ID,
}

/// Changes of APIs and grants.
#[derive(Default)]
pub(crate) struct ApiMutation;

#[Object]
impl ApiMutation {
    /// Registers an API. Needs `APPLICATIONS_WRITE`.
    async fn create_api(
        &self,
        context: &Context<'_>,
        input: CreateApiInput,
    ) -> Result<CreateApiPayload, Failure> {
        let access = Access::of(context);
        let server = input.resource_server_id.map(|server| id(&server, "application"));
        let input = CreateApi {
            project_id: id(&input.project_id, "project")?,
            name: input.name,
            identifier: input.identifier,
            scopes: input.scopes,
            accepts: input.accepts.into_iter().map(Into::into).collect(),
            resource_server_id: server.transpose()?,
        };
        let api = access.control().create_api(access.actor(), input).await?;
        Ok(CreateApiPayload { api: api.into() })
    }

    /// Changes an API. Needs `APPLICATIONS_WRITE`.
    async fn update_api(
        &self,
        context: &Context<'_>,
        input: UpdateApiInput,
    ) -> Result<UpdateApiPayload, Failure> {
        let access = Access::of(context);
        let kinds = |kinds: Vec<AcceptedToken>| kinds.into_iter().map(Into::into).collect();
        let input = UpdateApi {
            api_id: id(&input.api_id, "API")?,
            scopes: patch(input.scopes),
            accepts: patch_with(input.accepts, kinds),
            resource_server_id: patch_id(&input.resource_server_id, "application")?,
            enabled: patch(input.enabled),
        };
        let api = access.control().update_api(access.actor(), input).await?;
        Ok(UpdateApiPayload { api: api.into() })
    }

    /// Deletes an API with every grant for it. Needs `APPLICATIONS_WRITE`.
    async fn delete_api(
        &self,
        context: &Context<'_>,
        input: DeleteApiInput,
    ) -> Result<DeleteApiPayload, Failure> {
        let access = Access::of(context);
        let api: ApiId = id(&input.api_id, "API")?;
        let deleted = access.control().delete_api(access.actor(), api).await?;
        Ok(DeleteApiPayload { deleted_id: deleted.to_string().into() })
    }

    /// Lets an application use an API. Needs `APPLICATIONS_WRITE`.
    async fn grant_api(
        &self,
        context: &Context<'_>,
        input: GrantApiInput,
    ) -> Result<GrantApiPayload, Failure> {
        let access = Access::of(context);
        let input = GrantApi {
            application_id: id(&input.application_id, "application")?,
            api_id: id(&input.api_id, "API")?,
            scopes: input.scopes,
        };
        let grant = access.control().grant_api(access.actor(), input).await?;
        Ok(GrantApiPayload { grant: grant.into() })
    }

    /// Takes a grant away. Needs `APPLICATIONS_WRITE`.
    async fn revoke_grant(
        &self,
        context: &Context<'_>,
        input: RevokeGrantInput,
    ) -> Result<RevokeGrantPayload, Failure> {
        let access = Access::of(context);
        let grant: GrantId = id(&input.grant_id, "grant")?;
        let deleted = access.control().revoke_grant(access.actor(), grant).await?;
        Ok(RevokeGrantPayload { deleted_id: deleted.to_string().into() })
    }
}
