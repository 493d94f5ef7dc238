//! What needs attention in the projects that an actor sees.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope, Timestamp, application,
    id::ProjectId,
    key::{self, Purpose, State},
    project,
    usage_count::{self, DAY, HOUR},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
    sea_query::{Alias, Expr, ExprTrait, Order, Query},
};
use uuid::Uuid;

use crate::{error::Error, known::Actor, show::lists::Lookups};

/// How soon keys end that need attention: 30 days.
const SOON: i64 = 30 * DAY;
/// How long a signing key that no schedule replaces may sign before its rotation is due: a year.
const AGE: i64 = 365 * DAY;
/// Maximum number of projects that one finding names.
const MAX_PROJECTS: u64 = 100;
/// Maximum number of counts of refused calls that are added up.
const MAX_COUNTS: u64 = 20_000;
/// The condition of the index `usage_refused`, in the words of its migration: a value that is bound
/// to the statement would not show that the index holds the rows.
const REFUSED_IN_AN_HOUR: &str = "outcome <> 'ACCEPTED' AND span = 'HOUR'";
/// The condition of the index `key_signing`.
const SIGNING: &str = "purpose = 'SIGNING'";

/// What needs attention in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attention {
    /// The project; `None` for the instance itself.
    pub project: Option<ProjectId>,
    /// Whether no key of the project can sign now.
    pub cannot_sign: bool,
    /// Number of keys without a successor that end within 30 days.
    pub ending_keys: i64,
    /// End of the first of them.
    pub first_end: Option<Timestamp>,
    /// Time since which the oldest signing key signs that no schedule replaces, if that is more
    /// than a year.
    pub rotation_due_since: Option<Timestamp>,
    /// Number of refused calls of applications in the current hour and the 24 hours before it.
    pub refused_calls: i64,
}

impl Attention {
    fn nothing(project: Option<ProjectId>) -> Self {
        Self {
            project,
            cannot_sign: false,
            ending_keys: 0,
            first_end: None,
            rotation_due_since: None,
            refused_calls: 0,
        }
    }

    /// The order of the list: what stands still, what ends first, what is due longest, what is
    /// refused most often.
    fn rank(&self) -> (bool, i64, i64, i64) {
        let time = |at: Option<Timestamp>| at.map_or(i64::MAX, |at| at.0);
        (
            !self.cannot_sign,
            time(self.first_end),
            time(self.rotation_due_since),
            -self.refused_calls,
        )
    }
}

/// The findings of each scope.
type Findings = HashMap<Option<ProjectId>, Attention>;

fn of(findings: &mut Findings, project: Option<ProjectId>) -> &mut Attention {
    findings.entry(project).or_insert_with(|| Attention::nothing(project))
}

impl Lookups {
    /// What needs attention in the projects that the actor sees and in the instance itself, the most
    /// urgent first; projects that need none are left out.
    pub async fn attention(&self, actor: &Actor) -> Result<Vec<Attention>, Error> {
        let scope = actor.scope();
        actor.require(Permission::Read, scope)?;
        let mut findings = Findings::new();

        self.find_ending(scope, &mut findings).await?;
        self.find_unsigned(scope, &mut findings).await?;
        self.find_due(scope, &mut findings).await?;
        self.find_refused(scope, &mut findings).await?;

        let mut found: Vec<_> = findings.into_values().collect();
        found.sort_unstable_by_key(|one| (one.rank(), one.project.map(|id| id.0)));
        Ok(found)
    }

    async fn find_ending(&self, scope: Scope, findings: &mut Findings) -> Result<(), Error> {
        let now = self.store.now();
        let first = key::Column::ExpiresAt.min();
        let found: Vec<(Uuid, i64, Timestamp)> = in_scope(key::Entity::live(), scope)
            .filter(key::ending(now, Timestamp(now.0 + SOON)))
            .filter(key::unattended())
            .select_only()
            .column(key::Column::ScopeId)
            .expr(key::Column::Id.count())
            .expr(first.clone())
            .group_by(key::Column::ScopeId)
            .order_by(first, Order::Asc)
            .limit(MAX_PROJECTS)
            .into_tuple()
            .all(self.store.read())
            .await?;

        for (id, count, first) in found {
            let of = of(findings, Scope::from_id(id).project());
            of.ending_keys = count;
            of.first_end = Some(first);
        }
        Ok(())
    }

    async fn find_unsigned(&self, scope: Scope, findings: &mut Findings) -> Result<(), Error> {
        let signs = Query::select()
            .expr(Expr::value(1))
            .from(key::Entity)
            .and_where(
                Expr::col((key::Entity, key::Column::ScopeId))
                    .equals((project::Entity, project::Column::Id)),
            )
            .and_where(key::Column::Purpose.eq(Purpose::Signing))
            .cond_where(key::in_state(State::Active, self.store.now()))
            .to_owned();
        let mut projects = project::Entity::live().filter(Expr::exists(signs).not());
        if let Some(own) = scope.project() {
            projects = projects.filter(project::Column::Id.eq(own));
        }

        let found: Vec<ProjectId> = projects
            .select_only()
            .column(project::Column::Id)
            .order_by_desc(project::Column::Id)
            .limit(MAX_PROJECTS)
            .into_tuple()
            .all(self.store.read())
            .await?;
        for id in found {
            of(findings, Some(id)).cannot_sign = true;
        }
        Ok(())
    }

    async fn find_due(&self, scope: Scope, findings: &mut Findings) -> Result<(), Error> {
        let now = self.store.now();
        let scheduled = Query::select()
            .expr(Expr::value(1))
            .from(project::Entity)
            .and_where(
                Expr::col((project::Entity, project::Column::Id))
                    .equals((key::Entity, key::Column::ScopeId)),
            )
            .and_where(project::Column::RotationPeriodSeconds.is_not_null())
            .to_owned();
        let since = key::Column::ActivatesAt.min();

        let found: Vec<(Uuid, Timestamp)> = in_scope(key::Entity::live(), scope)
            .filter(Expr::cust(SIGNING))
            .filter(key::Column::ActivatesAt.lte(Timestamp(now.0 - AGE)))
            .filter(key::in_state(State::Active, now))
            .filter(key::without_successor())
            .filter(Expr::exists(scheduled).not())
            .select_only()
            .column(key::Column::ScopeId)
            .expr(since.clone())
            .group_by(key::Column::ScopeId)
            .order_by(since, Order::Asc)
            .limit(MAX_PROJECTS)
            .into_tuple()
            .all(self.store.read())
            .await?;
        for (id, since) in found {
            of(findings, Scope::from_id(id).project()).rotation_due_since = Some(since);
        }
        Ok(())
    }

    async fn find_refused(&self, scope: Scope, findings: &mut Findings) -> Result<(), Error> {
        let from = (self.store.now().0 - DAY).div_euclid(HOUR) * HOUR;
        let mut counts = usage_count::Entity::find()
            .filter(Expr::cust(REFUSED_IN_AN_HOUR))
            .filter(usage_count::Column::StartsAt.gte(Timestamp(from)));
        // Before the newest are taken: the calls of other projects hide none of this one.
        if let Some(project) = scope.project() {
            let ids = application::Entity::in_project(project)
                .select_only()
                .column(application::Column::Id)
                .into_query();
            counts = counts.filter(usage_count::Column::SubjectId.in_subquery(ids));
        }
        let counts = counts
            .select_only()
            .columns([usage_count::Column::SubjectId, usage_count::Column::Calls])
            .order_by_desc(usage_count::Column::StartsAt)
            .limit(MAX_COUNTS)
            .into_query();
        let refused = Alias::new("refused");
        let calls = Expr::col((refused.clone(), usage_count::Column::Calls)).sum();
        let own = (application::Entity, application::Column::ProjectId);

        let query = Query::select()
            .expr_as(Expr::col(own), Alias::new("project_id"))
            .expr_as(calls.clone().cast_as("bigint"), Alias::new("calls"))
            .from_subquery(counts, refused.clone())
            .inner_join(
                application::Entity,
                Expr::col((application::Entity, application::Column::Id))
                    .equals((refused, usage_count::Column::SubjectId)),
            )
            .and_where(application::Column::DeletedAt.is_null())
            .group_by_col(own)
            .order_by_expr(calls, Order::Desc)
            .limit(MAX_PROJECTS)
            .to_owned();

        let db = self.store.read();
        for row in db.query_all_raw(db.get_database_backend().build(&query)).await? {
            let project: ProjectId = row.try_get("", "project_id")?;
            of(findings, Some(project)).refused_calls = row.try_get("", "calls")?;
        }
        Ok(())
    }
}

/// The keys of the actor's scope; of the instance's, those of all projects too.
fn in_scope(keys: Select<key::Entity>, scope: Scope) -> Select<key::Entity> {
    match scope {
        Scope::Instance => keys,
        Scope::Project(_) => keys.filter(key::Column::ScopeId.eq(scope.id())),
    }
}
