//! Rows by their IDs, many at once. Rows that the actor cannot see are left out.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope, api, application, audit_event, client_id_alias, client_secret, grant,
    id::{ApiId, ApplicationId, AuditEventId, ClientSecretId, GrantId, KeyId, ProjectId},
    key, label,
    lifecycle::Ring,
    project, slug,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use super::handle::Lookups;
use crate::{
    error::Error,
    known::{Actor, rings::load_rings},
};

/// Maximum number of alternatives in one condition: each makes it deeper by one, and SQLite allows
/// 1,000.
const MAX_ALTERNATIVES: usize = 100;

impl Lookups {
    /// Projects by their ids.
    pub async fn projects_by_id(
        &self,
        actor: &Actor,
        ids: &[ProjectId],
    ) -> Result<HashMap<ProjectId, project::Model>, Error> {
        let seen = ids.iter().copied().filter(|&id| actor.sees(Scope::Project(id)));
        let rows = project::Entity::live().filter(project::Column::Id.is_in(seen));
        let rows = rows.all(self.store.read()).await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    /// Projects by their slugs. A text that does not have the form of a slug names none.
    pub async fn projects_by_slug(
        &self,
        actor: &Actor,
        slugs: &[String],
    ) -> Result<HashMap<String, project::Model>, Error> {
        let named = slugs.iter().filter(|slug| slug::is_in_form(slug));
        let rows = project::Entity::live().filter(project::Column::Slug.is_in(named));
        let rows = rows.all(self.store.read()).await?.into_iter();
        let seen = rows.filter(|row| actor.sees(Scope::Project(row.id)));
        Ok(seen.map(|row| (row.slug.clone(), row)).collect())
    }

    /// Applications by their ids.
    pub async fn applications_by_id(
        &self,
        actor: &Actor,
        ids: &[ApplicationId],
    ) -> Result<HashMap<ApplicationId, application::Model>, Error> {
        let ids = ids.iter().copied();
        let rows = application::Entity::live().filter(application::Column::Id.is_in(ids));
        let rows = rows.all(self.store.read()).await?.into_iter();
        let seen = rows.filter(|row| actor.sees(Scope::Project(row.project_id)));
        Ok(seen.map(|row| (row.id, row)).collect())
    }

    /// APIs by their ids.
    pub async fn apis_by_id(
        &self,
        actor: &Actor,
        ids: &[ApiId],
    ) -> Result<HashMap<ApiId, api::Model>, Error> {
        let rows = api::Entity::find().filter(api::Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.store.read()).await?.into_iter();
        let seen = rows.filter(|row| actor.sees(Scope::Project(row.project_id)));
        Ok(seen.map(|row| (row.id, row)).collect())
    }

    /// APIs by their projects and names. A text that does not have the form of a name names none.
    pub async fn apis_by_name(
        &self,
        actor: &Actor,
        of: &[(ProjectId, String)],
    ) -> Result<HashMap<(ProjectId, String), api::Model>, Error> {
        let mut found = HashMap::new();
        let seen = of.iter().filter(|(project, name)| {
            actor.sees(Scope::Project(*project)) && slug::is_in_form(name)
        });
        let seen: Vec<_> = seen.collect();
        for some in seen.chunks(MAX_ALTERNATIVES) {
            let named = some.iter().fold(Condition::any(), |any, (project, name)| {
                let own = api::Column::ProjectId.eq(*project);
                any.add(Condition::all().add(own).add(api::Column::Name.eq(name)))
            });
            let rows = api::Entity::find().filter(named).all(self.store.read()).await?;
            found.extend(rows.into_iter().map(|row| ((row.project_id, row.name.clone()), row)));
        }

        Ok(found)
    }

    /// Grants by their ids.
    pub async fn grants_by_id(
        &self,
        actor: &Actor,
        ids: &[GrantId],
    ) -> Result<HashMap<GrantId, grant::Model>, Error> {
        let rows = grant::Entity::find().filter(grant::Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.store.read()).await?.into_iter();
        let seen = rows.filter(|row| actor.sees(Scope::Project(row.project_id)));
        Ok(seen.map(|row| (row.id, row)).collect())
    }

    /// Keys by their ids.
    pub async fn keys_by_id(
        &self,
        actor: &Actor,
        ids: &[KeyId],
    ) -> Result<HashMap<KeyId, key::Model>, Error> {
        let rows = key::Entity::live().filter(key::Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.store.read()).await?.into_iter();
        Ok(rows.filter(|row| actor.sees(row.scope())).map(|row| (row.id, row)).collect())
    }

    /// The successors of keys, by the keys' ids.
    pub async fn successors_of(
        &self,
        actor: &Actor,
        ids: &[KeyId],
    ) -> Result<HashMap<KeyId, key::Model>, Error> {
        let ids = ids.iter().copied();
        let rows = key::Entity::live().filter(key::Column::PredecessorId.is_in(ids));
        let rows = rows.all(self.store.read()).await?.into_iter();
        let seen = rows.filter(|row| actor.sees(row.scope()));
        Ok(seen.filter_map(|row| Some((row.predecessor_id?, row))).collect())
    }

    /// Audit events by their ids. Needs `AUDIT_READ` for each that the actor's scope holds.
    pub async fn audit_events_by_id(
        &self,
        actor: &Actor,
        ids: &[AuditEventId],
    ) -> Result<HashMap<AuditEventId, audit_event::Model>, Error> {
        actor.require(Permission::AuditRead, actor.scope())?;
        let ids = ids.iter().copied();
        let rows = audit_event::Entity::find().filter(audit_event::Column::Id.is_in(ids));
        let rows = rows.all(self.store.read()).await?.into_iter();
        let seen = rows.filter(|row| actor.sees(Scope::from_id(row.scope_id)));
        Ok(seen.map(|row| (row.id, row)).collect())
    }

    /// The valid secrets of applications, newest first.
    pub async fn client_secrets_of(
        &self,
        actor: &Actor,
        ids: &[ApplicationId],
    ) -> Result<HashMap<ApplicationId, Vec<client_secret::Model>>, Error> {
        let now = self.store.now();
        let rows = client_secret::Entity::find()
            .filter(client_secret::Column::ApplicationId.is_in(ids.iter().copied()))
            .order_by_desc(client_secret::Column::Id)
            .all(self.store.read())
            .await?;
        let mut found: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows {
            if actor.sees(Scope::Project(row.project_id)) && row.is_valid(now) {
                found.entry(row.application_id).or_default().push(row);
            }
        }
        Ok(found)
    }

    /// The labels of applications, each list in the order of its keys.
    pub async fn labels_of(
        &self,
        actor: &Actor,
        ids: &[ApplicationId],
    ) -> Result<HashMap<ApplicationId, Vec<label::Model>>, Error> {
        let rows = label::Entity::find()
            .filter(label::Column::ApplicationId.is_in(ids.iter().copied()))
            .all(self.store.read())
            .await?;

        let mut found: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows.into_iter().filter(|row| actor.sees(Scope::Project(row.project_id))) {
            found.entry(row.application_id).or_default().push(row);
        }
        for labels in found.values_mut() {
            labels.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        }
        Ok(found)
    }

    /// The aliases of applications, each list sorted.
    pub async fn client_id_aliases_of(
        &self,
        actor: &Actor,
        ids: &[ApplicationId],
    ) -> Result<HashMap<ApplicationId, Vec<String>>, Error> {
        let rows = client_id_alias::Entity::find()
            .filter(client_id_alias::Column::ApplicationId.is_in(ids.iter().copied()))
            .all(self.store.read())
            .await?;

        let mut found: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows.into_iter().filter(|row| actor.sees(Scope::Project(row.project_id))) {
            found.entry(row.application_id).or_default().push(row.alias);
        }
        for aliases in found.values_mut() {
            // The order of the database depends on its collation.
            aliases.sort_unstable();
        }
        Ok(found)
    }

    /// Client secrets by their ids.
    pub async fn client_secrets_by_id(
        &self,
        actor: &Actor,
        ids: &[ClientSecretId],
    ) -> Result<HashMap<ClientSecretId, client_secret::Model>, Error> {
        let ids = ids.iter().copied();
        let rows = client_secret::Entity::find().filter(client_secret::Column::Id.is_in(ids));
        let rows = rows.all(self.store.read()).await?.into_iter();
        let seen = rows.filter(|row| actor.sees(Scope::Project(row.project_id)));
        Ok(seen.map(|row| (row.id, row)).collect())
    }

    /// The signing keys of projects, with the policy that governs them.
    pub async fn signing_rings(
        &self,
        actor: &Actor,
        ids: &[ProjectId],
    ) -> Result<HashMap<ProjectId, Ring>, Error> {
        let projects = self.projects_by_id(actor, ids).await?;
        load_rings(self.store.read(), projects.values(), self.store.now()).await
    }
}
