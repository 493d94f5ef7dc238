//! Filters of lists of applications.

use keyplane_entity::{
    Scope, Timestamp,
    application::{self, ApplicationType, ClientAuthMethod, Column},
    application_use,
    id::ProjectId,
    key::{self, Purpose},
};
use sea_orm::{
    ColumnTrait, Condition, Iterable, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use super::narrowing::Narrowing;

/// Filter on the applications of a project; empty fields filter nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ApplicationFilter {
    /// Types of the applications.
    pub types: Vec<ApplicationType>,
    /// Methods of client authentication.
    pub auth_methods: Vec<ClientAuthMethod>,
    /// Whether the applications are enabled.
    pub enabled: Option<bool>,
    /// Earliest time of the last use, inclusive.
    pub used_since: Option<Timestamp>,
    /// Time since which the applications were not used; applications that were never used too.
    pub unused_since: Option<Timestamp>,
    /// Latest end of a key of the application, inclusive, that has not ended yet and has no
    /// successor.
    pub keys_end_before: Option<Timestamp>,
}

impl ApplicationFilter {
    /// The conditions on columns of the application itself, which the indexes `application_facets`
    /// and `application_name` hold; `None` if there is none.
    pub(super) fn own(&self) -> Option<Condition> {
        let mut all = Condition::all();
        if !self.types.is_empty() {
            let named = ApplicationType::iter().filter(|one| self.types.contains(one));
            all = all.add(Column::Type.is_in(named));
        }
        if !self.auth_methods.is_empty() {
            let named = ClientAuthMethod::iter().filter(|one| self.auth_methods.contains(one));
            all = all.add(Column::AuthMethod.is_in(named));
        }
        if let Some(enabled) = self.enabled {
            all = all.add(Column::Enabled.eq(enabled));
        }
        (!all.is_empty()).then_some(all)
    }

    /// The condition that the application with this ID meets [`Self::own`].
    pub(super) fn own_of<C: ColumnTrait>(&self, id: C) -> Option<Expr> {
        let row = Query::select()
            .expr(Expr::value(1))
            .from(application::Entity)
            .and_where(Expr::col((application::Entity, Column::Id)).equals(id.as_column_ref()))
            .cond_where(self.own()?)
            .to_owned();
        Some(Expr::exists(row))
    }

    /// The conditions whose facts are in other tables.
    pub(super) fn narrowings<C: ColumnTrait>(
        &self,
        project: ProjectId,
        id: C,
        now: Timestamp,
    ) -> Vec<Narrowing> {
        let used = |since: Timestamp| application_use::Column::LastUsedAt.gte(since);
        let used_since = self.used_since.map(|since| {
            let ids = uses(project).filter(used(since));
            Narrowing { ids: ids.into_query(), holds: Expr::exists(use_of(id, used(since))) }
        });
        let unused_since = self.unused_since.map(|since| {
            let ids = uses(project).filter(application_use::Column::LastUsedAt.lt(since));
            Narrowing { ids: ids.into_query(), holds: Expr::exists(use_of(id, used(since))).not() }
        });

        let ending = self.keys_end_before.map(|end| {
            let of_project = key::Entity::of_purpose(Scope::Project(project), Purpose::Application);
            // The application is one of the project, so its keys are too: see `of_application`.
            let own = Expr::col((key::Entity, key::Column::ApplicationId));
            let of_row = key::Entity::live().filter(own.equals(id.as_column_ref()));
            let [ids, own_keys] =
                [of_project, of_row].map(|keys| ending_soon(keys, now, end).into_query());
            Narrowing { ids, holds: Expr::exists(own_keys) }
        });
        [used_since, unused_since, ending].into_iter().flatten().collect()
    }
}

fn uses(project: ProjectId) -> Select<application_use::Entity> {
    application_use::Entity::in_project(project)
        .select_only()
        .column(application_use::Column::ApplicationId)
}

/// The row of uses of an application, if it meets a condition.
fn use_of<C: ColumnTrait>(id: C, condition: Expr) -> SelectStatement {
    let table = application_use::Entity;
    let own = Expr::col((table, application_use::Column::ApplicationId));
    Query::select()
        .expr(Expr::value(1))
        .from(table)
        .and_where(own.equals(id.as_column_ref()))
        .and_where(condition)
        .to_owned()
}

/// The applications of those keys that end soon and have no successor.
fn ending_soon(keys: Select<key::Entity>, now: Timestamp, end: Timestamp) -> Select<key::Entity> {
    keys.filter(key::ending(now, end))
        .filter(key::unattended())
        .select_only()
        .column(key::Column::ApplicationId)
}
