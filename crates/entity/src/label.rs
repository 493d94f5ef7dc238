//! Labels of applications: pairs of a key and a value, by which lists are filtered.

use sea_orm::{
    Condition,
    entity::prelude::*,
    sea_query::{Alias, ExprTrait, IntoIden, Query},
};

use crate::id::{ApplicationId, ProjectId};

/// A label as operators write it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// Key, 1 to 63 characters of `[a-z0-9._/-]`.
    pub key: String,
    /// Value, 0 to 255 characters.
    pub value: String,
}

/// A label of an application. Labels are deleted together with their application.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_label")]
pub struct Model {
    /// Application that has the label.
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: ApplicationId,
    /// Key, 1 to 63 characters of `[a-z0-9._/-]`; an application has each key once.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Project of the application.
    pub project_id: ProjectId,
    /// Value, 0 to 255 characters.
    pub value: String,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The labels of a project's applications; every query on behalf of a project starts here.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }

    /// One row for each of a project's applications that have all these labels: the row of `first`.
    /// The index `label_filter` holds these rows in the order of their applications; the other
    /// labels are looked up for each.
    pub fn with_all(project: ProjectId, first: &Label, others: &[Label]) -> Select<Self> {
        let mut query = Self::find().filter(is_label(Self, project, first));
        for other in others {
            let table = Alias::new("other");
            let own = Expr::col((Self, Column::ApplicationId));
            let row = Query::select()
                .expr(Expr::value(1))
                .from_as(Self, table.clone())
                .and_where(Expr::col((table.clone(), Column::ApplicationId)).eq(own))
                .cond_where(is_label(table, project, other))
                .to_owned();
            query = query.filter(Expr::exists(row));
        }
        query
    }
}

/// The condition that an application of the project has a label.
pub fn holds(project: ProjectId, label: &Label, application: Expr) -> Expr {
    let row = Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::ApplicationId)).eq(application))
        .cond_where(is_label(Entity, project, label))
        .to_owned();
    Expr::exists(row)
}

/// The condition that a row of `table` is this label.
fn is_label(table: impl IntoIden, project: ProjectId, label: &Label) -> Condition {
    let table = table.into_iden();
    let column = |column: Column| Expr::col((table.clone(), column));
    Condition::all()
        .add(column(Column::ProjectId).eq(project))
        .add(column(Column::Key).eq(&*label.key))
        .add(column(Column::Value).eq(&*label.value))
}
