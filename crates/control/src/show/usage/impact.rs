//! What stops working when a credential, an application or a grant is taken away.

use std::collections::BTreeSet;

use keyplane_entity::{
    Permission, Timestamp, api,
    application::{self, AccessTokenFormat},
    id::{ApiId, ApplicationId, NodeId, ProjectId},
    key::Purpose,
    usage_count::{self, Column, DAY, Entity, HOUR, NO_API, Outcome, Span},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, SelectStatement, SimpleExpr},
};

use super::{last_use::newest, subject::UsageOf};
use crate::{error::Error, known::Actor, show::lists::Lookups};

/// Maximum number of applications and of APIs that are named.
pub(super) const MAX_NAMED: usize = 50;

/// Who uses a key, client secret, federated identity, trusted issuer, application or grant, how often,
/// and when last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impact {
    /// Number of accepted calls in the current hour and the 24 hours before it.
    pub accepted_last_24_hours: i64,
    /// Time of the last accepted call; `None` if there was none.
    pub last_used_at: Option<Timestamp>,
    /// IP address that this call came from; `None` if unknown.
    pub last_source_address: Option<String>,
    /// Applications that used it in this time, at most 50.
    pub applications: Vec<ApplicationId>,
    /// APIs that were called with it in this time, at most 50.
    pub apis: Vec<ApiId>,
}

/// The calls since yesterday.
pub(super) struct RecentUse {
    pub(super) accepted: i64,
    apis: BTreeSet<ApiId>,
}

impl Impact {
    pub(super) fn new(
        recent: &RecentUse,
        last: Option<usage_count::Model>,
        applications: Vec<ApplicationId>,
    ) -> Self {
        Self {
            accepted_last_24_hours: recent.accepted,
            last_used_at: last.as_ref().map(|row| row.last_at),
            last_source_address: last.and_then(|row| row.last_source),
            applications,
            apis: recent.apis.iter().copied().take(MAX_NAMED).collect(),
        }
    }

    /// The refusal of an ID that is none, or whose object cannot be taken away by itself.
    pub fn not_revocable() -> Error {
        Error::argument(
            "id",
            "must be the ID of a key, client secret, federated identity, trusted issuer, \
             application or grant",
        )
    }
}

impl Lookups {
    /// What stops working when this key, client secret, federated identity, trusted issuer,
    /// application or grant is taken away.
    pub async fn impact(&self, actor: &Actor, id: NodeId) -> Result<Impact, Error> {
        match id {
            NodeId::Key(id) => self.impact_of_key(actor, id).await,
            NodeId::ClientSecret(id) => {
                let found = self.client_secrets_by_id(actor, &[id]).await?.remove(&id);
                let row = found.ok_or(Error::NotFound("client secret"))?;
                self.impact_of(actor, (&row).into(), Some(row.application_id)).await
            }
            NodeId::Application(id) => {
                let found = self.applications_by_id(actor, &[id]).await?.remove(&id);
                let row = found.ok_or(Error::NotFound("application"))?;
                let mut impact = self.impact_of(actor, (&row).into(), Some(id)).await?;
                if impact.accepted_last_24_hours > 0 {
                    self.add_served(&mut impact, id).await?;
                }
                Ok(impact)
            }
            NodeId::FederatedIdentity(id) => {
                let found = self.federated_identities_by_id(actor, &[id]).await?.remove(&id);
                let row = found.ok_or(Error::NotFound("federated identity"))?;
                self.impact_of(actor, (&row).into(), Some(row.application_id)).await
            }
            NodeId::Grant(id) => {
                let found = self.grants_by_id(actor, &[id]).await?.remove(&id);
                let row = found.ok_or(Error::NotFound("grant"))?;
                self.impact_of(actor, (&row).into(), Some(row.application_id)).await
            }
            NodeId::TrustedIssuer(id) => self.impact_of_issuer(actor, id).await,
            NodeId::Project(_)
            | NodeId::Api(_)
            | NodeId::AuditEvent(_)
            | NodeId::Webhook(_)
            | NodeId::OperatorIssuer(_)
            | NodeId::OperatorRule(_)
            | NodeId::OperatorSession(_)
            | NodeId::OperatorBlock(_) => Err(Impact::not_revocable()),
        }
    }

    async fn impact_of_key(
        &self,
        actor: &Actor,
        id: keyplane_entity::id::KeyId,
    ) -> Result<Impact, Error> {
        let found = self.keys_by_id(actor, &[id]).await?.remove(&id);
        let row = found.ok_or(Error::NotFound("key"))?;
        let mut impact = self.impact_of(actor, (&row).into(), row.application_id).await?;

        match (row.purpose, row.scope().project()) {
            (Purpose::Signing, Some(project)) if impact.accepted_last_24_hours > 0 => {
                impact.applications = self.used_applications(project).await?;
                impact.apis = self.used_apis(project).await?;
            }
            (Purpose::Admin | Purpose::Application | Purpose::Signing, _) => {}
        }
        Ok(impact)
    }

    /// The impact of a subject that one application uses.
    async fn impact_of(
        &self,
        actor: &Actor,
        of: UsageOf,
        application: Option<ApplicationId>,
    ) -> Result<Impact, Error> {
        actor.require(Permission::Read, of.scope)?;
        let mut calls = Column::SubjectId.eq(of.id);
        if let Some(api) = of.api {
            calls = calls.and(Column::ApiId.eq(api));
        }
        let recent = self.recent(calls).await?;
        let mut last = newest(of.id);
        if let Some(api) = of.api {
            last = last.filter(Column::ApiId.eq(api));
        }
        let last = last.all(self.store.read()).await?.pop();

        let used_by = application.filter(|_| recent.accepted > 0);
        Ok(Impact::new(&recent, last, used_by.into_iter().collect()))
    }

    /// The recent calls among these.
    pub(super) async fn recent(&self, calls: SimpleExpr) -> Result<RecentUse, Error> {
        let rows = Entity::find()
            .select_only()
            .columns([Column::ApiId, Column::Calls])
            .filter(calls)
            .filter(self.is_recent());

        let mut recent = RecentUse { accepted: 0, apis: BTreeSet::new() };
        let rows: Vec<(ApiId, i64)> = rows.into_tuple().all(self.store.read()).await?;
        for (api, calls) in rows {
            recent.accepted += calls;
            recent.apis.insert(api);
        }
        recent.apis.remove(&NO_API);
        Ok(recent)
    }

    /// Accepted calls of this hour and the 24 before it.
    fn is_recent(&self) -> SimpleExpr {
        let hour = self.store.now().0.div_euclid(HOUR) * HOUR;
        Column::Span
            .eq(Span::Hour)
            .and(Column::Outcome.eq(Outcome::Accepted))
            .and(Column::StartsAt.gte(hour - DAY))
    }

    /// Adds the APIs that an application serves: it checks their tokens.
    async fn add_served(&self, impact: &mut Impact, id: ApplicationId) -> Result<(), Error> {
        let served: Vec<ApiId> = api::Entity::find()
            .select_only()
            .column(api::Column::Id)
            .filter(api::Column::ResourceServerId.eq(id))
            .limit(MAX_NAMED as u64)
            .into_tuple()
            .all(self.store.read())
            .await?;
        for api in served {
            if impact.apis.len() < MAX_NAMED && !impact.apis.contains(&api) {
                impact.apis.push(api);
            }
        }
        Ok(())
    }

    /// Applications of a project with signed tokens that were used recently.
    async fn used_applications(&self, project: ProjectId) -> Result<Vec<ApplicationId>, Error> {
        let own = Expr::col((application::Entity, application::Column::Id));
        let used = application::Entity::in_project(project)
            .select_only()
            .column(application::Column::Id)
            .filter(application::Column::AccessTokenFormat.eq(AccessTokenFormat::Jwt))
            .filter(Expr::exists(self.recent_of(own)))
            .order_by_desc(application::Column::Id)
            .limit(MAX_NAMED as u64);
        Ok(used.into_tuple().all(self.store.read()).await?)
    }

    /// APIs of a project that were called recently.
    async fn used_apis(&self, project: ProjectId) -> Result<Vec<ApiId>, Error> {
        let own = Expr::col((api::Entity, api::Column::Id));
        let used = api::Entity::in_project(project)
            .select_only()
            .column(api::Column::Id)
            .filter(Expr::exists(self.recent_of(own)))
            .order_by_desc(api::Column::Id)
            .limit(MAX_NAMED as u64);
        Ok(used.into_tuple().all(self.store.read()).await?)
    }

    /// The recent calls of a subject.
    pub(super) fn recent_of(&self, subject: impl Into<SimpleExpr>) -> SelectStatement {
        Entity::find()
            .select_only()
            .column(Column::SubjectId)
            .filter(Expr::col((Entity, Column::SubjectId)).eq(subject))
            .filter(self.is_recent())
            .into_query()
    }
}
