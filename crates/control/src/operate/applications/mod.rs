//! Creating, changing and deleting applications.

mod alias;
mod audience;
mod label;
mod last_use;
mod settings;

pub(crate) use audience::refuse_asserted_audience;
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
use super::{
    client_secrets::{SecretSettings, forget_secrets},
    event::{on_application, on_secret},
    federated_identities::forget_identities,
    found::{self, Found},
    keys::delete_keys,
    keys::{Factory, Pairs},
    write::Write,
};
use crate::{
    error::Error,
    input::Patch,
    known::{Actor, Change, Known},
    store::search_terms::index,
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

/// Creates, changes and deletes applications, and revokes their tokens.
#[derive(Clone)]
pub struct Applications {
    known: Known,
    factory: Factory,
}

impl Applications {
    pub(crate) fn new(known: Known, factory: Factory) -> Self {
        Self { known, factory }
    }

    /// Creates an application, with a client secret if its authentication method uses one.
    pub async fn create(
        &self,
        actor: &Actor,
        request: CreateApplication,
    ) -> Result<CreatedApplication, Error> {
        let scope = Scope::Project(request.project_id);
        actor.require(Permission::ApplicationsWrite, scope)?;
        let generate_secret = request.generate_secret;
        let new = self.new_application(request)?;

        let mut pairs = Pairs::of(actor);
        loop {
            let outcome = self.create_once(actor, new.clone(), generate_secret, &mut pairs).await;
            if !pairs.make_wanted(&self.factory).await? {
                return outcome;
            }
        }
    }

    /// The default application with the requested changes.
    fn new_application(&self, request: CreateApplication) -> Result<Labelled, Error> {
        let id = ApplicationId(self.known.store().new_id());
        let row = application::Model::new(
            id,
            request.project_id,
            request.r#type,
            self.known.store().now(),
        );
        let mut new = Labelled { row, labels: BTreeMap::new(), aliases: Vec::new() };

        let name = Patch::Set(request.name);
        ApplicationSettings { name, ..request.settings }.apply(&mut new)?;
        Ok(new)
    }

    async fn create_once(
        &self,
        actor: &Actor,
        mut new: Labelled,
        generate_secret: bool,
        pairs: &mut Pairs<'_>,
    ) -> Result<CreatedApplication, Error> {
        let scope = Scope::Project(new.row.project_id);
        let mut write =
            Write::begin(&self.known, actor, Permission::ApplicationsWrite, &[scope]).await?;
        write.project(new.row.project_id).await?;
        write.refuse_taken_application(&new.row).await?;
        write.refuse_audiences_of_others(&new).await?;

        new.row.created_at = write.now;
        new.row.updated_at = write.now;
        application::Entity::insert(new.row.clone().into_active_model())
            .exec_without_returning(write.db())
            .await?;
        write.insert_labels(&new.row, &new.labels).await?;
        write.insert_aliases(&new.row, &new.aliases).await?;

        Self::apply_consequences(&mut write, &new, pairs).await?;
        let event = on_application("application.create", &new.row).with_settings(&new)?;
        write.record(scope, event).await?;
        let row = new.row;

        let secret = if generate_secret && row.auth_method.uses_secret() {
            Some(write.insert_secret(&row, &SecretSettings::default()).await?)
        } else {
            None
        };
        if let Some(secret) = &secret {
            write.record(scope, on_secret("clientSecret.create", secret.id, &row)).await?;
        }
        // No cache holds anything of an application that is new, but the aliases are one value.
        let change = if new.aliases.is_empty() {
            Change::Application(row.id)
        } else {
            Change::ClientIdAliases
        };
        write.commit_only(change).await?;
        Ok(CreatedApplication { application: row, client_secret: secret.map(|made| made.text) })
    }

    /// Changes an application.
    pub async fn update(
        &self,
        actor: &Actor,
        request: UpdateApplication,
    ) -> Result<application::Model, Error> {
        let (id, permission) = (request.application_id, Permission::ApplicationsWrite);
        let found = found::application(&self.known, actor, id, permission).await?;
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
        found: &Found<application::Model>,
        request: UpdateApplication,
        pairs: &mut Pairs<'_>,
    ) -> Result<application::Model, Error> {
        let (scope, owner) = (found.scope, found.row.project_id);
        let mut write = found.begin(&self.known, actor).await?;
        let row = write.application(owner, request.application_id).await?;
        let labels = write.labels(owner, row.id).await?;
        let aliases = write.aliases(owner, row.id).await?;
        let before = Labelled { row, labels, aliases };

        let mut after = before.clone();
        request.settings.apply(&mut after)?;
        after.row.updated_at = write.now;
        write.save_application(&before, &after).await?;

        Self::apply_consequences(&mut write, &after, pairs).await?;
        let event = on_application("application.update", &after.row);
        write.record(scope, event.with_changes(&before, &after)?).await?;
        write.commit_only(Change::Application(after.row.id)).await?;
        Ok(after.row)
    }

    /// Deletes an application with its keys, grants and federated identities; the kids and public keys stay taken.
    pub async fn delete(&self, actor: &Actor, id: ApplicationId) -> Result<ApplicationId, Error> {
        let permission = Permission::ApplicationsWrite;
        let found = found::application(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, found.row.project_id);
        let mut write = found.begin(&self.known, actor).await?;
        let application = write.application(owner, id).await?;

        let event = on_application("application.delete", &application)
            .with("name", &*application.name)
            .with_some("externalId", application.external_id.as_deref());
        let mut row = application.into_active_model();
        row.deleted_at = Set(Some(write.now));
        row.external_id = Set(None);
        row.updated_at = Set(write.now);
        row.update(write.db()).await?;

        forget_terms(&write, id).await?;
        forget_secrets(&write, id).await?;
        forget_grants(&write, id).await?;
        forget_identities(&write, id).await?;
        write.delete_labels(id).await?;
        write.delete_use(id).await?;
        write.delete_aliases(id).await?;
        delete_keys(write.db(), key::Column::ApplicationId.eq(id), write.now).await?;

        write.record(scope, event).await?;
        write.commit().await?;
        Ok(id)
    }

    /// Revokes every token that was issued to an application so far.
    pub async fn revoke_tokens(
        &self,
        actor: &Actor,
        id: ApplicationId,
    ) -> Result<application::Model, Error> {
        let permission = Permission::ApplicationsWrite;
        let found = found::application(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, found.row.project_id);
        let mut write = found.begin(&self.known, actor).await?;
        let application = write.application(owner, id).await?;
        let application = write.end_tokens(application).await?;
        write.record(scope, on_application("application.revokeTokens", &application)).await?;
        write.commit_only(Change::Application(id)).await?;
        Ok(application)
    }

    /// Applies the consequences of an application's settings: its search terms, its place in
    /// the order of last uses, and how long the project's signing keys must be accepted after they retire.
    async fn apply_consequences(
        write: &mut Write,
        Labelled { row, aliases, .. }: &Labelled,
        pairs: &mut Pairs<'_>,
    ) -> Result<(), Error> {
        let scope = Scope::Project(row.project_id);
        let id = row.id.to_string();
        let texts = [&*row.name, &*id].into_iter().chain(aliases.iter().map(String::as_str));
        index(write.db(), scope, Kind::Application, row.id.0, texts).await?;
        write.ensure_use(row).await?;
        let project = write.project(row.project_id).await?;
        let mut edit = write.ring(&project).await?;
        edit.ring.raise_token_lifetime(row.access_token_lifetime_seconds, write.now)?;
        write.complete_ring(edit, pairs).await
    }
}

impl Write {
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
    async fn save_application(&mut self, before: &Labelled, after: &Labelled) -> Result<(), Error> {
        let row = &after.row;
        if let Some(default) =
            row.default_api_id.filter(|_| row.default_api_id != before.row.default_api_id)
        {
            self.api(row.project_id, default).await?;
        }
        self.refuse_taken_application(row).await?;
        let names = |of: &Labelled| (of.row.assertion_audiences.clone(), of.aliases.clone());
        if names(after) != names(before) {
            self.refuse_audiences_of_others(after).await?;
        }

        row.clone().into_active_model().reset_all().update(self.db()).await?;
        if after.labels != before.labels {
            self.delete_labels(row.id).await?;
            self.insert_labels(row, &after.labels).await?;
        }
        if after.aliases != before.aliases {
            self.delete_aliases(row.id).await?;
            self.insert_aliases(row, &after.aliases).await?;
            self.drop_all();
        }
        if row.auth_method != before.row.auth_method {
            // A secret of one authentication method must not be usable with another.
            forget_secrets(self, row.id).await?;
        }
        Ok(())
    }

    /// Refuses an external ID that another application of the project has.
    async fn refuse_taken_application(&self, row: &application::Model) -> Result<(), Error> {
        use application::Column;

        let others = application::Entity::in_project(row.project_id).filter(Column::Id.ne(row.id));
        let own = row.external_id.as_deref();
        self.refuse_taken_external_id(own, others, Column::ExternalId, "application").await
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
async fn forget_grants(write: &Write, id: ApplicationId) -> Result<(), Error> {
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

async fn forget_terms(write: &Write, id: ApplicationId) -> Result<(), Error> {
    let keys = Query::select()
        .column(key::Column::Id)
        .from(key::Entity)
        .and_where(key::Column::ApplicationId.eq(id))
        .to_owned();
    search_term::Entity::delete_many()
        .filter(search_term::Column::TargetId.in_subquery(keys))
        .exec(write.db())
        .await?;
    crate::store::search_terms::unindex(write.db(), id.0).await
}
