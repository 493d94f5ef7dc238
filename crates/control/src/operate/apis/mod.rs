//! Registering, changing and deleting APIs.

mod settings;

pub use settings::{ApiSettings, CreateApi, UpdateApi};

use keyplane_entity::{
    Permission, Scope, api, application, grant as api_grant,
    id::{ApiId, ProjectId},
    scope_name::ScopeNames,
    search_term::Kind,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, ModelTrait,
    QueryFilter, Set, sea_query::Expr,
};

use super::{
    applications::refuse_asserted_audience, event::on_api, found,
    trusted_issuers::refuse_expected_audience, write::Write,
};
use crate::{
    error::Error,
    known::{Actor, Change, Known},
    store::search_terms::{index, unindex},
};

/// Registers, changes and deletes APIs.
#[derive(Clone)]
pub struct Apis {
    known: Known,
}

impl Apis {
    pub(crate) fn new(known: Known) -> Self {
        Self { known }
    }

    /// Registers an API.
    pub async fn create(&self, actor: &Actor, request: CreateApi) -> Result<api::Model, Error> {
        let scope = Scope::Project(request.project_id);
        actor.require(Permission::ApplicationsWrite, scope)?;
        let mut row = request.check(
            ApiId(self.known.store().new_id()),
            self.known.store().now(),
            self.known.public_url(),
        )?;
        let mut write =
            Write::begin(&self.known, actor, Permission::ApplicationsWrite, &[scope]).await?;
        write.project(row.project_id).await?;
        write.refuse_taken_api(&row).await?;
        write.refuse_taken_api_id(&row).await?;
        refuse_expected_audience(&write, row.project_id, &row.identifier).await?;
        refuse_asserted_audience(&write, row.project_id, &row.identifier).await?;
        write.check_resource_server(&row).await?;

        (row.created_at, row.updated_at) = (write.now, write.now);
        api::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(write.db())
            .await?;
        let id = row.id.to_string();
        let texts = [&*row.name, &*row.identifier, &*id];
        index(write.db(), scope, Kind::Api, row.id.0, texts).await?;
        write.record(scope, on_api("api.create", &row).with_settings(&row)?).await?;
        write.commit_only(Change::Apis).await?;
        Ok(row)
    }

    /// Changes an API. Scopes that it loses are removed from its grants, so that a later scope of
    /// the same name is not granted already.
    pub async fn update(&self, actor: &Actor, request: UpdateApi) -> Result<api::Model, Error> {
        let (id, permission) = (request.api_id, Permission::ApplicationsWrite);
        let found = found::api(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, found.row.project_id);
        let mut write = found.begin(&self.known, actor).await?;
        let before = write.api(owner, id).await?;

        let mut row = before.clone();
        request.settings.apply(&mut row)?;
        if row.resource_server_id != before.resource_server_id {
            write.check_resource_server(&row).await?;
        }
        write.refuse_taken_api_id(&row).await?;
        row.updated_at = write.now;
        row.clone().into_active_model().reset_all().update(write.db()).await?;

        let mut event = on_api("api.update", &row).with_changes(&before, &row)?;
        if before.scopes.0.iter().any(|name| !row.scopes.contains(name)) {
            event = event.with("grantsCut", write.cut_grants(&row).await?);
            write.drop_all();
        }
        write.record(scope, event).await?;
        write.commit_only(Change::Apis).await?;
        Ok(row)
    }

    /// Deletes an API with every grant for it. Applications whose default it was then have no
    /// default API.
    pub async fn delete(&self, actor: &Actor, id: ApiId) -> Result<ApiId, Error> {
        let found = found::api(&self.known, actor, id, Permission::ApplicationsWrite).await?;
        let (scope, owner) = (found.scope, found.row.project_id);
        let mut write = found.begin(&self.known, actor).await?;
        let row = write.api(owner, id).await?;
        let event = on_api("api.delete", &row)
            .with("name", &*row.name)
            .with("identifier", &*row.identifier)
            .with_some("externalId", row.external_id.as_deref());

        let grants = api_grant::Entity::delete_many()
            .filter(api_grant::Column::ApiId.eq(id))
            .exec(write.db())
            .await?;
        application::Entity::update_many()
            .col_expr(application::Column::DefaultApiId, Expr::value(Option::<ApiId>::None))
            .filter(application::Column::DefaultApiId.eq(id))
            .exec(write.db())
            .await?;
        row.delete(write.db()).await?;
        unindex(write.db(), id.0).await?;

        write.record(scope, event.with("grantsRevoked", grants.rows_affected)).await?;
        write.commit().await?;
        Ok(id)
    }
}

impl Write {
    /// The API, read under its project's lock.
    pub(crate) async fn api(&self, project: ProjectId, id: ApiId) -> Result<api::Model, Error> {
        api::Entity::in_project(project)
            .filter(api::Column::Id.eq(id))
            .one(self.db())
            .await?
            .ok_or(Error::NotFound("API"))
    }

    async fn refuse_taken_api(&self, row: &api::Model) -> Result<(), Error> {
        let same = Condition::any()
            .add(api::Column::Name.eq(&*row.name))
            .add(api::Column::Identifier.eq(&*row.identifier));
        let taken = api::Entity::in_project(row.project_id).filter(same).one(self.db()).await?;
        match taken {
            None => Ok(()),
            Some(other) if other.name == row.name => {
                Err(Error::taken("name", format!("an API named {} is there already", row.name)))
            }
            Some(other) => Err(Error::taken(
                "identifier",
                format!("the identifier is that of the API {} already", other.name),
            )),
        }
    }

    /// An API of a project whose identifier is one of these texts.
    pub(crate) async fn api_identified(
        &self,
        project: ProjectId,
        identifiers: &[String],
    ) -> Result<Option<api::Model>, Error> {
        let identifiers = identifiers.iter().map(String::as_str);
        let found =
            api::Entity::in_project(project).filter(api::Column::Identifier.is_in(identifiers));
        Ok(found.one(self.db()).await?)
    }

    /// Refuses an external ID that another API of the project has.
    async fn refuse_taken_api_id(&self, row: &api::Model) -> Result<(), Error> {
        use api::Column;

        let others = api::Entity::in_project(row.project_id).filter(Column::Id.ne(row.id));
        let own = row.external_id.as_deref();
        self.refuse_taken_external_id(own, others, Column::ExternalId, "API").await
    }

    async fn check_resource_server(&self, row: &api::Model) -> Result<(), Error> {
        match row.resource_server_id {
            Some(server) => self.application(row.project_id, server).await.map(drop),
            None => Ok(()),
        }
    }

    /// Removes scopes that the API no longer has from its grants. Returns the number of grants that
    /// lost a scope.
    async fn cut_grants(&self, api: &api::Model) -> Result<u64, Error> {
        let of_api = api_grant::Entity::find().filter(api_grant::Column::ApiId.eq(api.id));
        let mut cut = 0;
        for grant in of_api.all(self.db()).await? {
            let kept = grant.scopes.0.iter().filter(|name| api.scopes.contains(name));
            let kept = ScopeNames(kept.cloned().collect());
            if kept != grant.scopes {
                let mut row = grant.into_active_model();
                row.scopes = Set(kept);
                row.update(self.db()).await?;
                cut += 1;
            }
        }
        Ok(cut)
    }
}
