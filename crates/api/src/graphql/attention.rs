//! What needs attention in projects.

use async_graphql::{Context, Description, Object};
use keyplane_control::Error;

use super::{access::Access, failure::Failure, project::Project, scalars::DateTime, usage::int};

/// Maximum number of projects.
const MAX_PROJECTS: i32 = 50;
/// Number of projects where the caller names none.
const DEFAULT_PROJECTS: i32 = 20;

/// What needs attention in a project, or in the instance itself.
#[derive(Description)]
pub(crate) struct ProjectAttention(keyplane_control::Attention);

impl ProjectAttention {
    /// The first projects that need attention.
    pub(crate) async fn list(
        context: &Context<'_>,
        first: Option<i32>,
    ) -> Result<Vec<Self>, Failure> {
        let first = first.unwrap_or(DEFAULT_PROJECTS);
        let most = usize::try_from(first).ok().filter(|_| (1..=MAX_PROJECTS).contains(&first));
        let Some(most) = most else {
            return Err(Error::argument("first", format!("must be 1 to {MAX_PROJECTS}")).into());
        };
        let access = Access::of(context);
        let found = access.control().lookups().attention(access.actor()).await?;
        Ok(found.into_iter().take(most).map(Self).collect())
    }
}

#[Object(use_type_description)]
impl ProjectAttention {
    /// Project that needs attention; null for the instance itself, whose admin keys expire.
    async fn project(&self, context: &Context<'_>) -> Result<Option<Project>, Failure> {
        match self.0.project {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// Whether no signing key of the project is active, so that it issues no tokens.
    async fn cannot_sign(&self) -> bool {
        self.0.cannot_sign
    }

    /// Number of keys that expire within 30 days and have no successor.
    async fn expiring_keys(&self) -> i32 {
        int(self.0.ending_keys)
    }

    /// Expiry of the first of these keys; null if there is none.
    async fn first_expires_at(&self) -> Option<DateTime> {
        self.0.first_end.map(DateTime::from)
    }

    /// Time since which a signing key of the project has signed that no schedule replaces, if that
    /// is more than a year; null otherwise.
    async fn rotation_due_since(&self) -> Option<DateTime> {
        self.0.rotation_due_since.map(DateTime::from)
    }

    /// Number of refused calls of the project's applications in the current hour and the 24 hours
    /// before it; the newest 20,000 hourly counts of the deployment are added up.
    async fn refused_calls(&self) -> i32 {
        int(self.0.refused_calls)
    }
}
