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

/// A new application.
#[derive(InputObject)]
pub(crate) struct CreateApplicationInput {
    /// The project that it is a client of.
    project_id: ID,
    /// For people.
    name: String,
    /// What it does; never changes.
    r#type: ApplicationType,
    /// How it proves itself.
    #[graphql(default_with = "ClientAuthMethod::PrivateKeyJwt")]
    auth_method: ClientAuthMethod,
    /// The form of its access tokens.
    #[graphql(default_with = "AccessTokenFormat::Jwt")]
    access_token_format: AccessTokenFormat,
    /// The life of its access tokens, 60 to 2419200.
    #[graphql(default = 1800)]
    access_token_lifetime_seconds: i32,
    /// Whether its grants may name a subject other than itself.
    #[graphql(default = false)]
    allow_any_subject: bool,
    /// Whether its assertions may name the token endpoint as their audience.
    #[graphql(default = false)]
    allow_token_endpoint_audience: bool,
    /// Claims of its grants that are carried into the token; no registered names.
    #[graphql(default)]
    allowed_claims: Vec<String>,
}

/// A change of an application. An absent field stays.
#[derive(InputObject)]
pub(crate) struct UpdateApplicationInput {
    /// The application.
    application_id: ID,
    /// For people.
    name: MaybeUndefined<String>,
    /// Whether it may do anything at all.
    enabled: MaybeUndefined<bool>,
    /// How it proves itself. Another method forgets the secrets that there are; one with a secret
    /// needs rotateClientSecret next.
    auth_method: MaybeUndefined<ClientAuthMethod>,
    /// The audience of tokens asked for without `resource`; null: the issuer.
    default_api_id: MaybeUndefined<ID>,
    /// The form of its access tokens.
    access_token_format: MaybeUndefined<AccessTokenFormat>,
    /// The life of its access tokens, 60 to 2419200.
    access_token_lifetime_seconds: MaybeUndefined<i32>,
    /// Whether its grants may name a subject other than itself.
    allow_any_subject: MaybeUndefined<bool>,
    /// Whether its assertions may name the token endpoint as their audience.
    allow_token_endpoint_audience: MaybeUndefined<bool>,
    /// Claims of its grants that are carried into the token.
    allowed_claims: MaybeUndefined<Vec<String>>,
}

/// Which application to delete.
#[derive(InputObject)]
pub(crate) struct DeleteApplicationInput {
    /// The application.
    application_id: ID,
}

/// The application that was made.
#[derive(SimpleObject)]
pub(crate) struct CreateApplicationPayload {
    /// The application.
    application: Application,
    /// Its secret, now or never; null where its method uses none.
    client_secret: Option<String>,
}

/// The application that was changed.
#[derive(SimpleObject)]
pub(crate) struct UpdateApplicationPayload {
    /// The application as it is now.
    application: Application,
}

/// The application that was deleted.
#[derive(SimpleObject)]
pub(crate) struct DeleteApplicationPayload {
    /// The ID that it had.
    deleted_id: ID,
}

/// Changes of applications.
#[derive(Default)]
pub(crate) struct ApplicationMutation;

#[Object]
impl ApplicationMutation {
    /// Makes an application. Needs `APPLICATIONS_WRITE`.
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
        let created = access.control().create_application(access.actor(), input).await?;
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
        let application = access.control().update_application(access.actor(), input).await?;
        Ok(UpdateApplicationPayload { application: application.into() })
    }

    /// Deletes an application with its keys and grants, for good. Needs `APPLICATIONS_WRITE`.
    async fn delete_application(
        &self,
        context: &Context<'_>,
        input: DeleteApplicationInput,
    ) -> Result<DeleteApplicationPayload, Failure> {
        let access = Access::of(context);
        let application: ApplicationId = id(&input.application_id, "application")?;
        let deleted = access.control().delete_application(access.actor(), application).await?;
        Ok(DeleteApplicationPayload { deleted_id: deleted.to_string().into() })
    }
}
