//! Creating, changing and deleting applications.

mod label;
mod settings;

pub(crate) use label::label_fault;
pub use settings::{ApplicationSettings, CreateApplication, UpdateApplication};

use std::collections::BTreeMap;

use keyplane_entity::{
    Permission, Scope, api, application, grant,
    id::{ApplicationId, ProjectId},
    key,
    search_term::{self, Kind},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
    sea_query::{Expr, Query},
};
use secrecy::SecretString;

use self::settings::Labelled;
use crate::{
    Actor, Control, Error, Patch,
    audit::Event,
    cache::Change,
    key::{Pairs, index},
    oauth::forget_secrets,
    project::delete::delete_keys,
    write::Write,
};

/// A new application.
#[derive(Debug)]
pub struct CreatedApplication {
    /// Application as stored.
    pub application: application::Model,
    /// Client secret, shown only in this response; `None` if the authentication method uses no
    /// secret.
    pub client_secret: Option<SecretString>,
}

impl Control {
    /// Creates an application, with a client secret if its authentication method uses one.
    pub async fn create_application(
        &self,
        actor: &Actor,
        request: CreateApplication,
    ) -> Result<CreatedApplication, Error> {
        let scope = Scope::Project(request.project_id);
        actor.require(Permission::ApplicationsWrite, scope)?;
        let new = self.new_application(request)?;

        let mut pairs = Pairs::of(actor);
        loop {
            let outcome = self.create_application_once(actor, new.clone(), &mut pairs).await;
            if !pairs.make_wanted(self).await? {
                return outcome;
            }
        }
    }

    /// The default application with the requested changes.
    fn new_application(&self, request: CreateApplication) -> Result<Labelled, Error> {
        let id = ApplicationId(self.new_id());
        let row = application::Model::new(id, request.project_id, request.r#type, self.now());
        let mut new = Labelled { row, labels: BTreeMap::new() };

        let name = Patch::Set(request.name);
        ApplicationSettings { name, ..request.settings }.apply(&mut new)?;
        Ok(new)
    }

    async fn create_application_once(
        &self,
        actor: &Actor,
        mut new: Labelled,
        pairs: &mut Pairs<'_>,
    ) -> Result<CreatedApplication, Error> {
        let scope = Scope::Project(new.row.project_id);
        let mut write = self.write(actor, Permission::ApplicationsWrite, &[scope]).await?;
        write.project(new.row.project_id).await?;

        new.row.created_at = write.now;
        new.row.updated_at = write.now;
        application::Entity::insert(new.row.clone().into_active_model())
            .exec_without_returning(write.db())
            .await?;
        write.insert_labels(&new.row, &new.labels).await?;

        self.saved(&mut write, &new.row, pairs).await?;
        let event = Event::new("application.create", new.row.id).with_settings(&new)?;
        write.record(scope, event).await?;
        let row = new.row;

        let secret = if row.auth_method.uses_secret() {
            Some(self.insert_secret(&write, &row).await?)
        } else {
            None
        };
        if let Some(secret) = &secret {
            let event = Event::new("clientSecret.create", secret.id);
            write.record(scope, event.with("applicationId", row.id.to_string())).await?;
        }
        write.commit_only(Change::Application(row.id)).await?;
        Ok(CreatedApplication { application: row, client_secret: secret.map(|made| made.text) })
    }

    /// Changes an application.
    pub async fn update_application(
        &self,
        actor: &Actor,
        request: UpdateApplication,
    ) -> Result<application::Model, Error> {
        let owner = self.application(actor, request.application_id).await?.project_id;
        let mut pairs = Pairs::of(actor);
        loop {
            let outcome =
                self.update_application_once(actor, owner, request.clone(), &mut pairs).await;
            if !pairs.make_wanted(self).await? {
                return outcome;
            }
        }
    }

    async fn update_application_once(
        &self,
        actor: &Actor,
        owner: ProjectId,
        request: UpdateApplication,
        pairs: &mut Pairs<'_>,
    ) -> Result<application::Model, Error> {
        let scope = Scope::Project(owner);
        let mut write = self.write(actor, Permission::ApplicationsWrite, &[scope]).await?;
        let row = write.application(owner, request.application_id).await?;
        let before = Labelled { labels: write.labels(owner, row.id).await?, row };

        let mut after = before.clone();
        request.settings.apply(&mut after)?;
        after.row.updated_at = write.now;
        write.save_application(&before, &after).await?;

        self.saved(&mut write, &after.row, pairs).await?;
        let event = Event::new("application.update", after.row.id);
        write.record(scope, event.with_changes(&before, &after)?).await?;
        write.commit_only(Change::Application(after.row.id)).await?;
        Ok(after.row)
    }

    /// Deletes an application with its keys and grants; the kids and public keys stay taken.
    pub async fn delete_application(
        &self,
        actor: &Actor,
        id: ApplicationId,
    ) -> Result<ApplicationId, Error> {
        let owner = self.application(actor, id).await?.project_id;
        let scope = Scope::Project(owner);
        let mut write = self.write(actor, Permission::ApplicationsWrite, &[scope]).await?;
        let application = write.application(owner, id).await?;

        let event = Event::new("application.delete", id).with("name", &*application.name);
        let mut row = application.into_active_model();
        row.deleted_at = Set(Some(write.now));
        row.updated_at = Set(write.now);
        row.update(write.db()).await?;

        forget_terms(&write, id).await?;
        forget_secrets(&write, id).await?;
        forget_grants(&write, id).await?;
        write.delete_labels(id).await?;
        delete_keys(write.db(), key::Column::ApplicationId.eq(id), write.now).await?;

        write.record(scope, event).await?;
        write.commit().await?;
        Ok(id)
    }

    /// Revokes every token that was issued to an application so far.
    pub async fn revoke_application_tokens(
        &self,
        actor: &Actor,
        id: ApplicationId,
    ) -> Result<application::Model, Error> {
        let owner = self.application(actor, id).await?.project_id;
        let scope = Scope::Project(owner);
        let mut write = self.write(actor, Permission::ApplicationsWrite, &[scope]).await?;
        let application = write.application(owner, id).await?;
        let application = write.end_tokens(application).await?;
        write.record(scope, Event::new("application.revokeTokens", id)).await?;
        write.commit_only(Change::Application(id)).await?;
        Ok(application)
    }

    /// An application that the actor can see.
    pub(crate) async fn application(
        &self,
        actor: &Actor,
        id: ApplicationId,
    ) -> Result<application::Model, Error> {
        application::Entity::live()
            .filter(application::Column::Id.eq(id))
            .one(&self.inner.database.read)
            .await?
            .filter(|application| actor.sees(Scope::Project(application.project_id)))
            .ok_or(Error::NotFound("application"))
    }

    /// Applies the consequences of an application's settings: its search terms, and how long the
    /// project's signing keys must be accepted after they retire.
    async fn saved(
        &self,
        write: &mut Write<'_>,
        row: &application::Model,
        pairs: &mut Pairs<'_>,
    ) -> Result<(), Error> {
        let scope = Scope::Project(row.project_id);
        let id = row.id.to_string();
        index(write.db(), scope, Kind::Application, row.id.0, [&*row.name, &*id]).await?;
        let project = write.project(row.project_id).await?;
        let mut edit = write.ring(&project).await?;
        edit.ring.raise_token_lifetime(row.access_token_lifetime_seconds, write.now)?;
        write.settle_ring(self, edit, pairs).await
    }
}

impl Write<'_> {
    /// The application, read under its project's lock.
    pub(crate) async fn application(
        &self,
        project: ProjectId,
        id: ApplicationId,
    ) -> Result<application::Model, Error> {
        application::Entity::in_project(project)
            .filter(application::Column::Id.eq(id))
            .one(self.db())
            .await?
            .ok_or(Error::NotFound("application"))
    }

    /// Writes the changed settings of an application.
    async fn save_application(&self, before: &Labelled, after: &Labelled) -> Result<(), Error> {
        let row = &after.row;
        if let Some(default) =
            row.default_api_id.filter(|_| row.default_api_id != before.row.default_api_id)
        {
            self.api(row.project_id, default).await?;
        }

        row.clone().into_active_model().reset_all().update(self.db()).await?;
        if after.labels != before.labels {
            self.delete_labels(row.id).await?;
            self.insert_labels(row, &after.labels).await?;
        }
        if row.auth_method != before.row.auth_method {
            // A secret of one authentication method must not be usable with another.
            forget_secrets(self, row.id).await?;
        }
        Ok(())
    }

    /// Raises the generation of an application's tokens; tokens of earlier generations are revoked.
    pub(crate) async fn end_tokens(
        &self,
        mut application: application::Model,
    ) -> Result<application::Model, Error> {
        application.token_generation += 1;
        let mut row = application.clone().into_active_model();
        row.token_generation = Set(application.token_generation);
        row.update(self.db()).await?;
        Ok(application)
    }
}

/// Deletes an application's grants, and removes it from the APIs that it serves.
async fn forget_grants(write: &Write<'_>, id: ApplicationId) -> Result<(), Error> {
    grant::Entity::delete_many()
        .filter(grant::Column::ApplicationId.eq(id))
        .exec(write.db())
        .await?;
    api::Entity::update_many()
        .col_expr(api::Column::ResourceServerId, Expr::value(Option::<ApplicationId>::None))
        .filter(api::Column::ResourceServerId.eq(id))
        .exec(write.db())
        .await?;
    Ok(())
}

async fn forget_terms(write: &Write<'_>, id: ApplicationId) -> Result<(), Error> {
    let keys = Query::select()
        .column(key::Column::Id)
        .from(key::Entity)
        .and_where(key::Column::ApplicationId.eq(id))
        .to_owned();
    search_term::Entity::delete_many()
        .filter(search_term::Column::TargetId.in_subquery(keys))
        .exec(write.db())
        .await?;
    crate::key::unindex(write.db(), id.0).await
}
