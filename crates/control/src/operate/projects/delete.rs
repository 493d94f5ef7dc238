//! `deleteProject`: deletes a project with its applications, APIs and keys.

use keyplane_entity::{
    Permission, Scope, Timestamp, api, application, application_use, client_id_alias,
    client_secret, grant, id::ProjectId, key, label, search_term,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
    sea_query::Expr,
};

use super::handle::Projects;
use crate::{
    error::Error,
    known::Actor,
    operate::{
        event::on_project, found, keys::delete_keys, operators::forget_operator_rules,
        trusted_issuers::forget_issuers, webhooks::forget_webhooks,
    },
    store::search_terms::unindex,
};

/// Arguments of `deleteProject`.
#[derive(Clone, Debug)]
pub struct DeleteProject {
    /// Project to delete.
    pub project_id: ProjectId,
    /// Slug of the project, as confirmation.
    pub confirm_slug: String,
}

impl Projects {
    /// Deletes a project with all its applications, APIs and keys. Its audit events remain, and its
    /// slug, kids and public keys stay taken.
    pub async fn delete(&self, actor: &Actor, request: DeleteProject) -> Result<ProjectId, Error> {
        let (id, permission) = (request.project_id, Permission::InstanceWrite);
        actor.require(permission, Scope::Instance)?;
        let found = found::project(&self.known, actor, id, permission).await?;
        let mut write = found.begin_with_instance(&self.known, actor).await?;
        let project = write.project(id).await?;
        if project.slug != request.confirm_slug {
            return Err(Error::input("confirmSlug", format!("is not the slug of {id}")));
        }

        let event = || on_project("project.delete", &project).with("slug", &*project.slug);
        let events = [(Scope::Instance, event()), (found.scope, event())];
        let mut row = project.into_active_model();
        row.deleted_at = Set(Some(write.now));
        row.updated_at = Set(write.now);
        row.update(write.db()).await?;
        unindex(write.db(), id.0).await?;
        delete_contents(write.db(), id, write.now).await?;

        for (scope, event) in events {
            write.record(scope, event).await?;
        }
        write.commit().await?;
        Ok(id)
    }
}

async fn delete_contents(
    db: &impl ConnectionTrait,
    project: ProjectId,
    now: Timestamp,
) -> Result<(), Error> {
    application::Entity::update_many()
        .col_expr(application::Column::DeletedAt, Expr::value(now))
        .col_expr(application::Column::ExternalId, Expr::value(Option::<String>::None))
        .filter(application::Column::ProjectId.eq(project))
        .filter(application::Column::DeletedAt.is_null())
        .exec(db)
        .await?;

    client_id_alias::Entity::delete_many()
        .filter(client_id_alias::Column::ProjectId.eq(project))
        .exec(db)
        .await?;
    label::Entity::delete_many().filter(label::Column::ProjectId.eq(project)).exec(db).await?;
    application_use::Entity::delete_many()
        .filter(application_use::Column::ProjectId.eq(project))
        .exec(db)
        .await?;
    grant::Entity::delete_many().filter(grant::Column::ProjectId.eq(project)).exec(db).await?;
    api::Entity::delete_many().filter(api::Column::ProjectId.eq(project)).exec(db).await?;
    client_secret::Entity::delete_many()
        .filter(client_secret::Column::ProjectId.eq(project))
        .exec(db)
        .await?;

    forget_issuers(db, project).await?;
    forget_webhooks(db, Scope::Project(project)).await?;
    forget_operator_rules(db, Scope::Project(project), now).await?;
    delete_keys(db, key::Column::ScopeId.eq(Scope::Project(project)), now).await?;
    search_term::Entity::delete_many()
        .filter(search_term::Column::ScopeId.eq(Scope::Project(project)))
        .exec(db)
        .await?;
    Ok(())
}
