//! `createProject`: creates a project with its first signing key.

use keyplane_auth::{Algorithm, KeySpec};
use keyplane_entity::{Permission, Scope, id::ProjectId, project, search_term::Kind, slug};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};

use super::{handle::Projects, settings::ProjectSettings};
use crate::{
    error::Error,
    input::Patch,
    known::Actor,
    operate::{
        event::on_project,
        keys::{Order, add_first_signing_key},
        write::Write,
    },
    store::search_terms::index,
};

/// Arguments of `createProject`.
#[derive(Clone, Debug)]
pub struct CreateProject {
    /// Last segment of the issuer's URL; immutable.
    pub slug: String,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Differences from the default settings; the `name` in it is ignored.
    pub settings: ProjectSettings,
}

impl Projects {
    /// Creates a project with a signing key that is active at once.
    pub async fn create(
        &self,
        actor: &Actor,
        request: CreateProject,
    ) -> Result<project::Model, Error> {
        actor.require(Permission::InstanceWrite, Scope::Instance)?;
        slug::validate(&request.slug).map_err(|error| Error::input("slug", error.to_string()))?;
        let mut project = project::Model::new(
            ProjectId(self.known.store().new_id()),
            request.slug,
            self.known.store().now(),
        );
        let name = Patch::Set(request.name);
        ProjectSettings { name, ..request.settings }.apply(&mut project)?;
        if self.known.scope_of_slug(&project.slug).await?.is_some() {
            return Err(taken(&project.slug));
        }

        let made = self.factory.make(actor, first_order(&project)?).await?;
        let mut write =
            Write::begin(&self.known, actor, Permission::InstanceWrite, &[Scope::Instance]).await?;
        project.created_at = write.now;
        project.updated_at = write.now;
        insert(&write, &project).await?;

        let scope = Scope::Project(project.id);
        write.begin_chain(scope).await?;
        let event = on_project("project.create", &project).with_settings(&project)?;
        write.record(Scope::Instance, event).await?;
        add_first_signing_key(&mut write, &project, &made).await?;
        write.commit().await?;
        Ok(project)
    }
}

fn taken(slug: &str) -> Error {
    let message = format!("the slug {slug} is or was in use, and slugs are never given again");
    Error::taken("slug", message)
}

fn first_order(project: &project::Model) -> Result<Order, Error> {
    let algorithm: Algorithm =
        project.signing_algorithm.parse().map_err(|error| Error::internal("policy", error))?;
    let bits = u32::try_from(project.rsa_bits).ok().filter(|_| algorithm.is_rsa());
    let spec = KeySpec::new(algorithm, bits).map_err(|error| Error::internal("policy", error))?;
    Ok(Order { spec, not_after: None })
}

async fn insert(write: &Write, project: &project::Model) -> Result<(), Error> {
    let same = project::Entity::find().filter(project::Column::Slug.eq(&*project.slug));
    if same.count(write.db()).await? > 0 {
        return Err(taken(&project.slug));
    }
    let row = project.clone().into_active_model();
    project::Entity::insert(row).exec_without_returning(write.db()).await?;
    let texts = [&*project.name, &*project.slug];
    index(write.db(), Scope::Instance, Kind::Project, project.id.0, texts).await
}
