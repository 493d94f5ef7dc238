//! Scheduled rotation of the signing keys that are due. The state of a key follows from its
//! timestamps, so that a late run leaves no key in a wrong state.

use keyplane_entity::{
    Permission, Scope,
    id::ProjectId,
    key::{self, Custody, Purpose},
    project,
};
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};

use super::{handle::Keys, pairs::Pairs};
use crate::{
    error::Error,
    known::{Actor, rings::load_ring},
    operate::write::Write,
};

/// Maximum number of projects checked in one run; the next run takes the rest.
const BATCH: u64 = 500;
/// A key is due at the earliest this long before its end: the longest publish-ahead and the margin.
const HORIZON_SECONDS: i64 = 91 * 86_400;

impl Keys {
    /// Makes the signing keys that are due in every project. Any number of replicas may do so at
    /// once: each project's lock admits one at a time, and the second finds nothing due.
    pub async fn rotate_due(&self) -> Result<(), Error> {
        self.known.store().require_clock()?;
        let mut after = None;
        loop {
            let projects = self.candidates(after).await?;
            let Some(last) = projects.last().map(|project| project.id) else { return Ok(()) };
            for project in projects {
                let id = project.id;
                if let Err(error) = self.rotate_project(project).await {
                    tracing::error!(project = %id, %error, "the project's signing keys could not be renewed");
                }
            }
            after = Some(last);
        }
    }

    /// Projects with a rotation period, or with a signing key that ends soon.
    async fn candidates(&self, after: Option<ProjectId>) -> Result<Vec<project::Model>, Error> {
        let horizon = self.known.store().now().plus_seconds(HORIZON_SECONDS);
        let ending = Query::select()
            .column(key::Column::ScopeId)
            .from(key::Entity)
            .and_where(key::Column::RetiresAt.lte(horizon))
            .and_where(
                key::Column::RetiresAt.gt(self.known.store().now().plus_seconds(-HORIZON_SECONDS)),
            )
            .and_where(key::Column::Purpose.eq(Purpose::Signing))
            .and_where(key::Column::Custody.eq(Custody::Server))
            .and_where(key::Column::RevokedAt.is_null())
            .to_owned();

        let due = Condition::any()
            .add(project::Column::RotationPeriodSeconds.is_not_null())
            .add(Expr::col(project::Column::Id).in_subquery(ending));
        let mut query = project::Entity::live().filter(due).limit(BATCH);
        if let Some(after) = after {
            query = query.filter(project::Column::Id.gt(after));
        }
        Ok(query.order_by_asc(project::Column::Id).all(self.known.store().read()).await?)
    }

    async fn rotate_project(&self, project: project::Model) -> Result<(), Error> {
        let now = self.known.store().now();
        let mut ring = load_ring(self.known.store().read(), &project, now).await?;
        let before = ring.keys.clone();
        if ring.repair(now)?.is_none() && ring.keys == before {
            return Ok(());
        }

        let actor = Actor::system();
        let mut pairs = Pairs::of(&actor);
        loop {
            let outcome = self.rotate_project_once(&actor, project.id, &mut pairs).await;
            if !pairs.make_wanted(&self.factory).await? {
                return outcome;
            }
        }
    }

    async fn rotate_project_once(
        &self,
        actor: &Actor,
        id: ProjectId,
        pairs: &mut Pairs<'_>,
    ) -> Result<(), Error> {
        let scope = Scope::Project(id);
        let mut write = Write::begin(&self.known, actor, Permission::KeysWrite, &[scope]).await?;
        let project = write.project(id).await?;
        let edit = write.ring(&project).await?;
        write.complete_ring(edit, pairs).await?;
        write.commit().await
    }
}
