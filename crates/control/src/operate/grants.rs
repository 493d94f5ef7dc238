//! Granting APIs to applications, and revoking grants.

use keyplane_auth::shown;
use keyplane_entity::{
    Permission, api,
    grant::{self, Column},
    id::{ApiId, ApplicationId, GrantId},
    scope_name::ScopeNames,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
};
use serde_json::json;

use super::{event::on_grant, found};
use crate::{
    error::Error,
    input::{Patch, external_id},
    judge::{accept_all, judge_type},
    known::{Actor, Change, Known},
    store::audit::Event,
};

/// Arguments of `grantApi`.
#[derive(Clone, Debug)]
pub struct GrantApi {
    /// Application that receives the grant.
    pub application_id: ApplicationId,
    /// Granted API.
    pub api_id: ApiId,
    /// Granted scopes; a subset of the API's scopes.
    pub scopes: Vec<String>,
    /// Name in files and other tools, unique in the project; cleared: none.
    pub external_id: Patch<String>,
}

/// Grants APIs to applications, and revokes grants.
#[derive(Clone)]
pub struct Grants {
    known: Known,
}

impl Grants {
    pub(crate) fn new(known: Known) -> Self {
        Self { known }
    }

    /// Grants an API to an application with exactly these scopes; replaces an earlier grant.
    pub async fn grant(&self, actor: &Actor, request: GrantApi) -> Result<grant::Model, Error> {
        let permission = Permission::ApplicationsWrite;
        let found = found::api(&self.known, actor, request.api_id, permission).await?;
        let scope = found.scope;

        let mut write = found.begin(&self.known, actor).await?;
        let api = write.api(found.row.project_id, request.api_id).await?;
        let application = write.application(api.project_id, request.application_id).await?;
        accept_all(judge_type(Some(application.r#type)), |_| {
            Error::input(
                "applicationId",
                "is a RESOURCE_SERVER, which only checks tokens; grant to one of type SERVICE",
            )
        })?;
        let scopes = check_scopes(&request.scopes, &api)?;

        let before = grant::Entity::find()
            .filter(grant::Column::ApplicationId.eq(application.id))
            .filter(grant::Column::ApiId.eq(api.id))
            .one(write.db())
            .await?;
        let mut row = grant::Model {
            id: before
                .as_ref()
                .map_or_else(|| GrantId(self.known.store().new_id()), |grant| grant.id),
            project_id: api.project_id,
            application_id: application.id,
            api_id: api.id,
            scopes,
            external_id: before.as_ref().and_then(|grant| grant.external_id.clone()),
            created_at: before.as_ref().map_or(write.now, |grant| grant.created_at),
        };
        request.external_id.set_checked("externalId", &mut row.external_id, external_id)?;
        let others = grant::Entity::in_project(row.project_id).filter(Column::Id.ne(row.id));
        let own = row.external_id.as_deref();
        write.refuse_taken_external_id(own, others, Column::ExternalId, "grant").await?;

        let event = if before.is_some() { "grant.update" } else { "grant.create" };
        let event = on_grant(event, row.id, &application, &api);
        let event = changes(event, before.as_ref(), &row);
        if before.is_some() {
            row.clone().into_active_model().reset_all().update(write.db()).await?;
        } else {
            let insert = grant::Entity::insert(row.clone().into_active_model());
            insert.exec_without_returning(write.db()).await?;
        }
        write.record(scope, event).await?;
        write.commit_only(Change::Grants(row.application_id)).await?;
        Ok(row)
    }

    /// Revokes a grant.
    pub async fn revoke(&self, actor: &Actor, id: GrantId) -> Result<GrantId, Error> {
        let found = found::grant(&self.known, actor, id, Permission::ApplicationsWrite).await?;
        let scope = found.scope;

        let mut write = found.begin(&self.known, actor).await?;
        let row = grant::Entity::in_project(found.row.project_id)
            .filter(grant::Column::Id.eq(id))
            .one(write.db())
            .await?
            .ok_or(Error::NotFound("grant"))?;

        let application = write.application(row.project_id, row.application_id).await?;
        let api = write.api(row.project_id, row.api_id).await?;
        let event = on_grant("grant.revoke", id, &application, &api);
        let event = event
            .with("scopes", json!(row.scopes))
            .with_some("externalId", row.external_id.as_deref());
        row.delete(write.db()).await?;
        write.record(scope, event).await?;
        write.commit_only(Change::Grants(application.id)).await?;
        Ok(id)
    }
}

/// The granted scopes, each once, in the order of the API's scopes.
fn check_scopes(asked: &[String], api: &api::Model) -> Result<ScopeNames, Error> {
    if let Some(unknown) = asked.iter().find(|name| !api.scopes.contains(name)) {
        let message = format!("{} is not a scope of {}", shown(unknown), api.name);
        return Err(Error::input("scopes", message));
    }
    let granted = api.scopes.0.iter().filter(|name| asked.contains(name));
    Ok(ScopeNames(granted.cloned().collect()))
}

fn changes(event: Event, before: Option<&grant::Model>, after: &grant::Model) -> Event {
    match before {
        None => event
            .with("scopes", json!(after.scopes))
            .with_some("externalId", after.external_id.as_deref()),
        Some(before) => event
            .with_change("scopes", json!(before.scopes), json!(after.scopes))
            .with_change("externalId", before.external_id.as_deref(), after.external_id.as_deref()),
    }
}
