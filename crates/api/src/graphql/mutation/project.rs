//! Changes of projects.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{
    CreateProject, DeleteProject, KeyPolicyPatch, ProjectSettings, UpdateProject,
};

use crate::graphql::{
    access::Access,
    failure::Failure,
    key_policy::KeyPolicyInput,
    patch::{Null, patch},
    project::Project,
    scalars::id,
};

/// Arguments for a new project.
#[derive(InputObject)]
pub(crate) struct CreateProjectInput {
    /// Name in URLs, 3 to 32 lower-case letters, digits and inner hyphens. Never changes and is
    /// never reused.
    slug: String,
    /// Display name, 1 to 100 characters.
    name: String,
    #[graphql(flatten)]
    settings: ProjectSettingsInput,
}

/// Changes to a project. An absent field keeps its value.
#[derive(InputObject)]
pub(crate) struct UpdateProjectInput {
    /// ID of the project.
    project_id: ID,
    /// Display name, 1 to 100 characters.
    name: MaybeUndefined<String>,
    /// URL of the project's own login: https (http for localhost), at most 2,048 characters,
    /// without a fragment; null for none.
    authorization_endpoint: MaybeUndefined<String>,
    #[graphql(flatten)]
    settings: ProjectSettingsInput,
}

/// Settings of a project that its creation and its changes share.
#[derive(InputObject)]
pub(crate) struct ProjectSettingsInput {
    /// What the project is for, 0 to 500 characters. Null is the same as an empty text.
    description: MaybeUndefined<String>,
    /// Whether the token endpoint takes the parameter `audience` as another name of `resource`; true
    /// in a new project.
    accept_audience_parameter: MaybeUndefined<bool>,
    /// Differences from the present key policy; from the default one for a new project.
    key_policy: Option<KeyPolicyInput>,
}

impl ProjectSettingsInput {
    /// Converts the settings to changes of a project.
    fn patch(self, null: Null) -> ProjectSettings {
        ProjectSettings {
            description: null.patch(self.description),
            accept_audience_parameter: null.patch(self.accept_audience_parameter),
            key_policy: self.key_policy.map(KeyPolicyPatch::from),
            ..ProjectSettings::default()
        }
    }
}

/// Arguments of `deleteProject`.
#[derive(InputObject)]
pub(crate) struct DeleteProjectInput {
    /// ID of the project to delete.
    project_id: ID,
    /// Slug of the project, as a confirmation; must match.
    confirm_slug: String,
}

/// Result of `createProject`.
#[derive(SimpleObject)]
pub(crate) struct CreateProjectPayload {
    /// The new project.
    project: Project,
}

/// Result of `updateProject`.
#[derive(SimpleObject)]
pub(crate) struct UpdateProjectPayload {
    /// The changed project.
    project: Project,
}

/// Result of `deleteProject`.
#[derive(SimpleObject)]
pub(crate) struct DeleteProjectPayload {
    /// ID of the deleted project.
    deleted_id: ID,
}

/// Changes of projects.
#[derive(Default)]
pub(crate) struct ProjectMutation;

#[Object]
impl ProjectMutation {
    /// Creates a project and its first signing key. Needs `INSTANCE_WRITE`.
    async fn create_project(
        &self,
        context: &Context<'_>,
        input: CreateProjectInput,
    ) -> Result<CreateProjectPayload, Failure> {
        let access = Access::of(context);
        let input = CreateProject {
            slug: input.slug,
            name: input.name,
            settings: input.settings.patch(Null::IsDefault),
        };
        let project = access.control().projects().create(access.actor(), input).await?;
        Ok(CreateProjectPayload { project: project.into() })
    }

    /// Changes a project. Needs `PROJECT_WRITE`.
    async fn update_project(
        &self,
        context: &Context<'_>,
        input: UpdateProjectInput,
    ) -> Result<UpdateProjectPayload, Failure> {
        let access = Access::of(context);
        let input = UpdateProject {
            project_id: id(&input.project_id, "project")?,
            settings: ProjectSettings {
                name: patch(input.name),
                authorization_endpoint: patch(input.authorization_endpoint),
                ..input.settings.patch(Null::Clears)
            },
        };
        let project = access.control().projects().update(access.actor(), input).await?;
        Ok(UpdateProjectPayload { project: project.into() })
    }

    /// Deletes a project with its applications, APIs and keys; it cannot be restored. Needs
    /// `INSTANCE_WRITE`.
    async fn delete_project(
        &self,
        context: &Context<'_>,
        input: DeleteProjectInput,
    ) -> Result<DeleteProjectPayload, Failure> {
        let access = Access::of(context);
        let input = DeleteProject {
            project_id: id(&input.project_id, "project")?,
            confirm_slug: input.confirm_slug,
        };
        let deleted = access.control().projects().delete(access.actor(), input).await?;
        Ok(DeleteProjectPayload { deleted_id: deleted.to_string().into() })
    }
}
