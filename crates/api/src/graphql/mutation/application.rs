//! Changes of applications.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{ApplicationSettings, CreateApplication, UpdateApplication};
use keyplane_entity::id::ApplicationId;

use crate::graphql::{
    access::Access,
    application::Application,
    application_settings::ApplicationSettingsInput,
    enums::ApplicationType,
    failure::Failure,
    or_default::{OrDefault, True},
    patch::{Null, patch, patch_id},
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
    /// Whether the application gets a client secret, if its authentication method uses one; default
    /// true. False for one whose secret is imported next.
    #[graphql(default)]
    generate_secret: OrDefault<True>,
    #[graphql(flatten)]
    settings: ApplicationSettingsInput,
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
    /// ID of the API whose identifier is the audience of tokens requested without `resource`; null
    /// for the issuer.
    default_api_id: MaybeUndefined<ID>,
    #[graphql(flatten)]
    settings: ApplicationSettingsInput,
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
    /// secret, and with `generateSecret: false`.
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
            r#type: input.r#type.into(),
            name: input.name,
            settings: input.settings.patch(Null::IsDefault),
            generate_secret: input.generate_secret.value(),
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
            settings: ApplicationSettings {
                name: patch(input.name),
                enabled: patch(input.enabled),
                default_api_id: patch_id(&input.default_api_id, "API")?,
                ..input.settings.patch(Null::Clears)
            },
        };

        let application = access.control().applications().update(access.actor(), input).await?;
        Ok(UpdateApplicationPayload { application: application.into() })
    }

    /// Deletes an application with its keys, grants and federated identities; it cannot be restored. Needs
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
