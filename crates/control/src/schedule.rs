//! Background work: scheduled rotation, notes of use, and hearing of other replicas. Nothing is
//! wrong while it does not run: a key's state needs no sweeper.

use std::time::Duration;

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
use tokio::task::JoinHandle;

use crate::{
    Actor, Control, Error, follow,
    key::{self as keys, Pairs},
};

const SCHEDULE: Duration = Duration::from_secs(30);
const FLUSH: Duration = Duration::from_secs(10);
const SWEEP: Duration = Duration::from_mins(1);
/// Maximum number of projects checked in one run; the next run takes the rest.
const BATCH: u64 = 500;
/// A key is due at the earliest this long before its end: the longest publish-ahead and the margin.
const HORIZON_SECONDS: i64 = 91 * 86_400;

/// The background loops of one process.
#[derive(Debug)]
pub struct Loops {
    control: Control,
    tasks: Vec<JoinHandle<()>>,
}

impl Control {
    /// Starts the background loops.
    pub fn spawn_loops(&self) -> Loops {
        let mut tasks = vec![
            tokio::spawn(self.clone().run_schedule()),
            tokio::spawn(self.clone().run_flush()),
            tokio::spawn(self.clone().run_sweep()),
        ];
        if let Some(postgres) = self.inner.database.postgres() {
            self.inner.listener.start();
            tasks.push(tokio::spawn(self.clone().listen(postgres.clone())));
            tasks.push(tokio::spawn(self.clone().confirm(postgres.clone())));
            tasks.push(tokio::spawn(self.clone().watch_clock()));
            tasks.push(tokio::spawn(postgres.clone().warm()));
        }
        if let Some(sqlite) = self.inner.database.sqlite.clone() {
            tasks.push(tokio::spawn(self.clone().follow_commits(sqlite.clone())));
            tasks.push(tokio::spawn(follow::look_for_commits(sqlite.clone())));
            tasks.push(tokio::spawn(follow::cut_logs(sqlite)));
        }
        Loops { control: self.clone(), tasks }
    }

    async fn run_schedule(self) {
        loop {
            if let Err(error) = self.rotate_due().await {
                tracing::error!(%error, "the rotation schedule could not run; it tries again");
            }
            tokio::time::sleep(SCHEDULE).await;
        }
    }

    async fn run_sweep(self) {
        loop {
            tokio::time::sleep(SWEEP).await;
            self.tell_of_tokens();
            if let Err(error) = self.sweep().await {
                tracing::warn!(%error, "what has ended could not be swept; it is tried again");
            }
        }
    }

    async fn run_flush(self) {
        loop {
            tokio::time::sleep(FLUSH).await;
            if let Err(error) = self.flush_usage().await {
                tracing::warn!(%error, "the last use of keys could not be written; it is tried again");
            }
        }
    }

    /// Makes the signing keys that are due in every project. Any number of replicas may do so at
    /// once: each project's lock admits one at a time, and the second finds nothing due.
    pub async fn rotate_due(&self) -> Result<(), Error> {
        self.require_clock()?;
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
        let horizon = self.now().plus_seconds(HORIZON_SECONDS);
        let ending = Query::select()
            .column(key::Column::ScopeId)
            .from(key::Entity)
            .and_where(key::Column::RetiresAt.lte(horizon))
            .and_where(key::Column::RetiresAt.gt(self.now().plus_seconds(-HORIZON_SECONDS)))
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
        Ok(query.order_by_asc(project::Column::Id).all(&self.inner.database.read).await?)
    }

    async fn rotate_project(&self, project: project::Model) -> Result<(), Error> {
        let now = self.now();
        let mut ring = keys::load_ring(&self.inner.database.read, &project, now).await?;
        let before = ring.keys.clone();
        if ring.repair(now)?.is_none() && ring.keys == before {
            return Ok(());
        }

        let actor = Actor::system();
        let mut pairs = Pairs::of(&actor);
        loop {
            let outcome = self.rotate_project_once(&actor, project.id, &mut pairs).await;
            if !pairs.make_wanted(self).await? {
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
        let mut write = self.write(actor, Permission::KeysWrite, &[scope]).await?;
        let project = write.project(id).await?;
        let edit = write.ring(&project).await?;
        write.settle_ring(self, edit, pairs).await?;
        write.commit().await
    }
}

impl Loops {
    /// Ends the loops, writes their notes, and closes the database.
    pub async fn stop(self) {
        for task in &self.tasks {
            task.abort();
        }
        for task in self.tasks {
            // Each task ends as aborted.
            let _ = task.await;
        }
        self.control.take_leave().await;
        self.control.tell_of_tokens();
        if let Err(error) = self.control.flush_usage().await {
            tracing::warn!(%error, "the last use of keys could not be written");
        }
        if let Err(error) = self.control.inner.database.close().await {
            tracing::warn!(%error, "the database could not be closed");
        }
    }
}
