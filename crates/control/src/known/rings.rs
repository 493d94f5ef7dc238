//! The signing keys of projects, with the policies that govern them.

use std::collections::HashMap;

use keyplane_entity::{
    Timestamp, application,
    id::ProjectId,
    key::{self, Purpose},
    lifecycle::Ring,
    project,
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect};

use crate::error::Error;

/// Loads the rings of projects in two statements: their signing keys that are neither revoked
/// nor expired.
pub(crate) async fn load_rings(
    db: &impl ConnectionTrait,
    projects: impl IntoIterator<Item = &project::Model>,
    now: Timestamp,
) -> Result<HashMap<ProjectId, Ring>, Error> {
    let mut rings: HashMap<_, _> =
        projects.into_iter().map(|project| (project.id, Ring::empty(project))).collect();

    let keys = key::Entity::live()
        .filter(key::Column::ScopeId.is_in(rings.keys().map(|id| id.0)))
        .filter(key::Column::Purpose.eq(Purpose::Signing))
        .filter(key::not_ended(now));
    for key in keys.all(db).await? {
        if let Some(ring) = rings.get_mut(&ProjectId(key.scope_id)) {
            ring.keys.push(key);
        }
    }

    let longest = application::Entity::live()
        .filter(application::Column::ProjectId.is_in(rings.keys().copied()))
        .select_only()
        .column(application::Column::ProjectId)
        .column_as(application::Column::AccessTokenLifetimeSeconds.max(), "longest")
        .group_by(application::Column::ProjectId);
    for (project, seconds) in longest.into_tuple::<(ProjectId, i64)>().all(db).await? {
        if let Some(ring) = rings.get_mut(&project) {
            ring.token_lifetime_seconds = ring.token_lifetime_seconds.max(seconds);
        }
    }
    Ok(rings)
}

/// Loads the ring of one project.
pub(crate) async fn load_ring(
    db: &impl ConnectionTrait,
    project: &project::Model,
    now: Timestamp,
) -> Result<Ring, Error> {
    let mut rings = load_rings(db, [project], now).await?;
    rings.remove(&project.id).ok_or(Error::NotFound("project"))
}
