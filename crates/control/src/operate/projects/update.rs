//! `updateProject`: changes the settings and the key policy of a project.

use keyplane_entity::{
    Permission, Scope, id::ProjectId, lifecycle::Policy, project, search_term::Kind,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use super::{handle::Projects, settings::ProjectSettings};
use crate::{
    error::Error,
    known::Actor,
    operate::{
        event::on_project,
        found::{self, Found},
        keys::Pairs,
    },
    store::search_terms::index,
};

/// Arguments of `updateProject`.
#[derive(Clone, Debug)]
pub struct UpdateProject {
    /// Project to change.
    pub project_id: ProjectId,
    /// Changes of the project's settings.
    pub settings: ProjectSettings,
}

impl Projects {
    /// Changes a project. A new signing algorithm creates a pending key with it; the present signer
    /// continues until that key is active.
    pub async fn update(
        &self,
        actor: &Actor,
        request: UpdateProject,
    ) -> Result<project::Model, Error> {
        let (id, permission) = (request.project_id, Permission::ProjectWrite);
        let found = found::project(&self.known, actor, id, permission).await?;
        let mut pairs = Pairs::of(actor);
        loop {
            let outcome = self.update_once(actor, &found, request.clone(), &mut pairs).await;
            if !pairs.make_wanted(&self.factory).await? {
                return outcome;
            }
        }
    }

    async fn update_once(
        &self,
        actor: &Actor,
        found: &Found<project::Model>,
        request: UpdateProject,
        pairs: &mut Pairs<'_>,
    ) -> Result<project::Model, Error> {
        let scope = found.scope;
        let mut write = found.begin(&self.known, actor).await?;
        let before = write.project(request.project_id).await?;

        let mut project = before.clone();
        request.settings.apply(&mut project)?;
        if project.jwks_max_age_seconds < before.jwks_max_age_seconds {
            project.jwks_cached_until = Some(Policy::from(&before).cached_until(write.now));
        }

        project.updated_at = write.now;
        project.clone().into_active_model().reset_all().update(write.db()).await?;
        let texts = [&*project.name, &*project.slug];
        index(write.db(), Scope::Instance, Kind::Project, project.id.0, texts).await?;
        let event = on_project("project.update", &project).with_changes(&before, &project)?;
        write.record(scope, event).await?;

        let ring = write.ring(&project).await?;
        write.complete_ring(ring, pairs).await?;
        write.commit().await?;
        Ok(project)
    }
}
