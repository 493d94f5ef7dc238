//! Changes of applications.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{CreateApplication, UpdateApplication};
use keyplane_entity::id::ApplicationId;

use crate::graphql::{
    access::Access,
    application::Application,
    enums::{AccessTokenFormat, ApplicationType, ClientAuthMethod},
    failure::Failure,
    patch::{patch, patch_id},
    scalars::{id, reveal},
};

/// Arguments for a new application.
#[derive(InputObject)]
pub(crate) struct CreateApplicationInput {
    /// ID of the project that the application belongs to.
    project_id: ID,
    /// Display name, 1 to 100 characters.
    name: String,
    /// Type of the application; never changes.
    r#type: ApplicationType,
    /// Method of client authentication; default `PRIVATE_KEY_JWT`.
    #[graphql(default_with = "ClientAuthMethod::PrivateKeyJwt")]
    auth_method: ClientAuthMethod,
    /// Format of the application's access tokens; default `JWT`.
    #[graphql(default_with = "AccessTokenFormat::Jwt")]
    access_token_format: AccessTokenFormat,
    /// Access token lifetime in seconds, 60 to 2,419,200; default 1,800.
    #[graphql(default = 1800)]
    access_token_lifetime_seconds: i32,
    /// Whether the application's grant assertions may name a `sub` other than its `client_id`;
    /// default false.
    #[graphql(default = false)]
    allow_any_subject: bool,
    /// Whether the application's assertions may name the token endpoint instead of the issuer in
    /// `aud`; default false.
    #[graphql(default = false)]
    allow_token_endpoint_audience: bool,
    /// Names of claims that are copied from a grant assertion into the access token: up to 32 names
    /// of 1 to 255 printable ASCII characters, without registered claims; default none.
    #[graphql(default)]
    allowed_claims: Vec<String>,
}

/// Changes to an application. An absent field keeps its value.
#[derive(InputObject)]
pub(crate) struct UpdateApplicationInput {
    /// ID of the application.
    application_id: ID,
    /// Display name, 1 to 100 characters.
    name: MaybeUndefined<String>,
    /// Whether the application is enabled. A disabled application cannot authenticate or use its
    /// tokens.
    enabled: MaybeUndefined<bool>,
    /// Method of client authentication. A change deletes the client secrets; a method with a secret
    /// then needs `rotateClientSecret`.
    auth_method: MaybeUndefined<ClientAuthMethod>,
    /// ID of the API whose identifier is the audience of tokens requested without `resource`; null
    /// for the issuer.
    default_api_id: MaybeUndefined<ID>,
    /// Format of the application's access tokens.
    access_token_format: MaybeUndefined<AccessTokenFormat>,
    /// Access token lifetime in seconds, 60 to 2,419,200.
    access_token_lifetime_seconds: MaybeUndefined<i32>,
    /// Whether the application's grant assertions may name a `sub` other than its `client_id`.
    allow_any_subject: MaybeUndefined<bool>,
    /// Whether the application's assertions may name the token endpoint instead of the issuer in
    /// `aud`.
    allow_token_endpoint_audience: MaybeUndefined<bool>,
    /// Names of claims that are copied from a grant assertion into the access token: up to 32 names
    /// of 1 to 255 printable ASCII characters, without registered claims.
    allowed_claims: MaybeUndefined<Vec<String>>,
}

/// Arguments of `deleteApplication`.
#[derive(InputObject)]
pub(crate) struct DeleteApplicationInput {
    /// ID of the application to delete.
    application_id: ID,
}

/// Result of `createApplication`.
#[derive(SimpleObject)]
pub(crate) struct CreateApplicationPayload {
    /// The new application.
    application: Application,
    /// The client secret. Shown only in this response; null if the authentication method uses no
    /// secret.
    client_secret: Option<String>,
}

/// Result of `updateApplication`.
#[derive(SimpleObject)]
pub(crate) struct UpdateApplicationPayload {
    /// The changed application.
    application: Application,
}

/// Result of `deleteApplication`.
#[derive(SimpleObject)]
pub(crate) struct DeleteApplicationPayload {
    /// ID of the deleted application.
    deleted_id: ID,
}

/// Changes of applications.
#[derive(Default)]
pub(crate) struct ApplicationMutation;

#[Object]
impl ApplicationMutation {
    /// Creates an application. Needs `APPLICATIONS_WRITE`.
    async fn create_application(
        &self,
        context: &Context<'_>,
        input: CreateApplicationInput,
    ) -> Result<CreateApplicationPayload, Failure> {
        let access = Access::of(context);
        let input = CreateApplication {
            project_id: id(&input.project_id, "project")?,
            name: input.name,
            r#type: input.r#type.into(),
            auth_method: input.auth_method.into(),
            access_token_format: input.access_token_format.into(),
            access_token_lifetime_seconds: input.access_token_lifetime_seconds.into(),
            allow_any_subject: input.allow_any_subject,
            allow_token_endpoint_audience: input.allow_token_endpoint_audience,
            allowed_claims: input.allowed_claims,
        };

        let created = access.control().applications().create(access.actor(), input).await?;
        Ok(CreateApplicationPayload {
            application: created.application.into(),
            client_secret: created.client_secret.as_ref().map(reveal),
        })
    }

    /// Changes an application. Needs `APPLICATIONS_WRITE`.
    async fn update_application(
        &self,
        context: &Context<'_>,
        input: UpdateApplicationInput,
    ) -> Result<UpdateApplicationPayload, Failure> {
        let access = Access::of(context);
        let input = UpdateApplication {
            application_id: id(&input.application_id, "application")?,
            name: patch(input.name),
            enabled: patch(input.enabled),
            auth_method: patch(input.auth_method),
            default_api_id: patch_id(&input.default_api_id, "API")?,
            access_token_format: patch(input.access_token_format),
            access_token_lifetime_seconds: patch(input.access_token_lifetime_seconds),
            allow_any_subject: patch(input.allow_any_subject),
            allow_token_endpoint_audience: patch(input.allow_token_endpoint_audience),
            allowed_claims: patch(input.allowed_claims),
        };

        let application = access.control().applications().update(access.actor(), input).await?;
        Ok(UpdateApplicationPayload { application: application.into() })
    }

    /// Deletes an application with its keys and grants; it cannot be restored. Needs
    /// `APPLICATIONS_WRITE`.
    async fn delete_application(
        &self,
        context: &Context<'_>,
        input: DeleteApplicationInput,
    ) -> Result<DeleteApplicationPayload, Failure> {
        let access = Access::of(context);
        let application: ApplicationId = id(&input.application_id, "application")?;
        let deleted = access.control().applications().delete(access.actor(), application).await?;
        Ok(DeleteApplicationPayload { deleted_id: deleted.to_string().into() })
    }
}
