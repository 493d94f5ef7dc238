//! Changes of projects.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{CreateProject, DeleteProject, KeyPolicyPatch, UpdateProject};

use crate::graphql::{
    access::Access, failure::Failure, key_policy::KeyPolicyInput, patch::patch, project::Project,
    scalars::id,
};

/// A new project.
#[derive(InputObject)]
pub(crate) struct CreateProjectInput {
    /// 3 to 32 lower-case letters, digits and inner hyphens. It never changes, and is never
    /// given to another project.
    slug: String,
    /// For people.
    name: String,
    /// How its keys are made and replaced.
    key_policy: Option<KeyPolicyInput>,
}

/// A change of a project. An absent field stays.
#[derive(InputObject)]
pub(crate) struct UpdateProjectInput {
    /// The project.
    project_id: ID,
    /// For people.
    name: MaybeUndefined<String>,
    /// The project's own login, an https URL; null: none.
    authorization_endpoint: MaybeUndefined<String>,
    /// How its keys are made and replaced.
    key_policy: Option<KeyPolicyInput>,
}

/// The slug again, so that nobody deletes the wrong one.
#[derive(InputObject)]
pub(crate) struct DeleteProjectInput {
    /// The project.
    project_id: ID,
    /// Its slug.
    confirm_slug: String,
}

/// The project that was made.
#[derive(SimpleObject)]
pub(crate) struct CreateProjectPayload {
    /// The project.
    project: Project,
}

/// The project that was changed.
#[derive(SimpleObject)]
pub(crate) struct UpdateProjectPayload {
    /// The project as it is now.
    project: Project,
}

/// The project that was deleted.
#[derive(SimpleObject)]
pub(crate) struct DeleteProjectPayload {
    /// The ID that it had.
    deleted_id: ID,
}

/// Changes of projects.
#[derive(Default)]
pub(crate) struct ProjectMutation;

#[Object]
impl ProjectMutation {
    /// Makes a project and its first signing key. Needs `INSTANCE_WRITE`.
    async fn create_project(
        &self,
        context: &Context<'_>,
        input: CreateProjectInput,
    ) -> Result<CreateProjectPayload, Failure> {
        let access = Access::of(context);
        let input = CreateProject {
            slug: input.slug,
            name: input.name,
            key_policy: input.key_policy.map(KeyPolicyPatch::from).unwrap_or_default(),
        };
        let project = access.control().create_project(access.actor(), input).await?;
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
            name: patch(input.name),
            authorization_endpoint: patch(input.authorization_endpoint),
            key_policy: input.key_policy.map(KeyPolicyPatch::from),
        };
        let project = access.control().update_project(access.actor(), input).await?;
        Ok(UpdateProjectPayload { project: project.into() })
    }

    /// Deletes a project with its applications and keys, for good. Needs `INSTANCE_WRITE`.
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
        let deleted = access.control().delete_project(access.actor(), input).await?;
        Ok(DeleteProjectPayload { deleted_id: deleted.to_string().into() })
    }
}
