//! The scope of a key or an event: the instance or one project.

use sea_orm::sea_query::Value;
use uuid::Uuid;

use crate::id::ProjectId;

/// The instance or one project. In the database the instance is the nil UUID, so that unique
/// indices apply to it too (they treat NULLs as distinct).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The whole deployment.
    Instance,
    /// One tenant.
    Project(ProjectId),
}

impl Scope {
    /// The value of a `scope_id` column.
    pub fn id(self) -> Uuid {
        match self {
            Self::Instance => Uuid::nil(),
            Self::Project(project) => project.0,
        }
    }

    /// Reads the value of a `scope_id` column.
    pub fn from_id(id: Uuid) -> Self {
        if id.is_nil() { Self::Instance } else { Self::Project(ProjectId(id)) }
    }

    /// The project; `None` for the instance.
    pub fn project(self) -> Option<ProjectId> {
        match self {
            Self::Instance => None,
            Self::Project(project) => Some(project),
        }
    }
}

impl From<Scope> for Value {
    fn from(scope: Scope) -> Self {
        scope.id().into()
    }
}
