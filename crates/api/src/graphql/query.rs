//! Where queries start.

use async_graphql::{Context, Description, ID, Object};
use keyplane_control::{AuditListing, KeyFilter, KeyListing, KeyOwner, ProjectListing};
use keyplane_entity::{Scope, id::ProjectId, key};

use super::{
    access::Access,
    audit_event::AuditFilter,
    connection::{Connection, page},
    enums::{KeyState, SlugStatus},
    failure::Failure,
    instance::Instance,
    key::states_filter,
    limits::{STATEMENT_COST, page_cost},
    node::Node,
    project::Project,
    token_inspection::{InspectTokenInput, TokenInspection},
    viewer::Viewer,
};

/// What can be read.
#[derive(Description)]
pub(crate) struct Query;

#[expect(clippy::too_many_arguments, reason = "a field's arguments are the contract's")]
#[Object(use_type_description)]
impl Query {
    /// The admin key that signed this request's token.
    async fn viewer(&self) -> Viewer {
        Viewer
    }

    /// This deployment.
    async fn instance(&self) -> Instance {
        Instance
    }

    /// Any object by its ID; null where there is none.
    async fn node(&self, context: &Context<'_>, id: ID) -> Result<Option<Node>, Failure> {
        Node::find(context, &id).await
    }

    /// A project by its slug.
    #[graphql(complexity = "STATEMENT_COST + child_complexity")]
    async fn project(
        &self,
        context: &Context<'_>,
        slug: String,
    ) -> Result<Option<Project>, Failure> {
        let access = Access::of(context);
        let project = access.control().project_by_slug(access.actor(), &slug).await?;
        Ok(project.map(Project::from))
    }

    /// The projects that the key may see, newest first.
    #[graphql(
        complexity = "page_cost(first, last, child_complexity).saturating_add(STATEMENT_COST)"
    )]
    async fn projects(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "Begins the slug or a word of the name, in any case.")] search: Option<
            String,
        >,
    ) -> Result<Connection<ProjectListing>, Failure> {
        let page = page(first, after, last, before)?;
        Connection::open(context, ProjectListing { search, page }).await
    }

    /// Whether a project could have this slug. For keys of the instance.
    #[graphql(complexity = "STATEMENT_COST")]
    async fn slug_status(
        &self,
        context: &Context<'_>,
        slug: String,
    ) -> Result<SlugStatus, Failure> {
        let access = Access::of(context);
        Ok(access.control().slug_status(access.actor(), &slug).await?.into())
    }

    /// Projects, applications, APIs and keys by slug, name, identifier, ID or kid: for a command
    /// palette.
    #[graphql(
        complexity = "page_cost(Some(first), None, child_complexity).saturating_add(STATEMENT_COST)"
    )]
    async fn search(
        &self,
        context: &Context<'_>,
        text: String,
        #[graphql(default = 10)] first: i32,
    ) -> Result<Vec<Node>, Failure> {
        let access = Access::of(context);
        let found = access.control().search(access.actor(), &text, first.into()).await?;
        Ok(found.into_iter().map(Node::from).collect())
    }

    /// Instance admin keys, newest first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn admin_keys(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        states: Option<Vec<KeyState>>,
    ) -> Result<Connection<KeyListing>, Failure> {
        let listing = KeyListing {
            owner: KeyOwner::Scope(Scope::Instance),
            filter: KeyFilter {
                purposes: vec![key::Purpose::Admin],
                states: states_filter(states),
                ..KeyFilter::default()
            },
            page: page(first, after, last, before)?,
        };
        Connection::open(context, listing).await
    }

    /// The instance's own events (projects created and deleted, instance keys), newest first;
    /// with `projectId` those of a project, deleted ones too. Needs `AUDIT_READ`.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn audit_events(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        project_id: Option<ID>,
        filter: Option<AuditFilter>,
    ) -> Result<Option<Connection<AuditListing>>, Failure> {
        let scope = match project_id.map(|id| id.parse::<ProjectId>()) {
            None => Scope::Instance,
            Some(Ok(project)) => Scope::Project(project),
            Some(Err(_)) => return Ok(None),
        };
        let listing = AuditListing {
            scope,
            filter: AuditFilter::read(filter)?,
            page: page(first, after, last, before)?,
        };
        let events = Failure::or_null(Connection::open(context, listing).await)?;
        if events.as_ref().is_some_and(Connection::is_empty) && !has_events(context, scope).await? {
            return Ok(None);
        }
        Ok(events)
    }

    /// Why a token is accepted or refused, check by check. For operators; takes admin tokens,
    /// assertions and access tokens.
    #[graphql(complexity = "STATEMENT_COST + child_complexity")]
    async fn inspect_token(
        &self,
        context: &Context<'_>,
        input: InspectTokenInput,
    ) -> Result<TokenInspection, Failure> {
        TokenInspection::of(context, input).await
    }
}

/// Whether anything was ever done in `scope`. Every project has an event of its making, also
/// after it was deleted, so one without any never was.
async fn has_events(context: &Context<'_>, scope: Scope) -> Result<bool, Failure> {
    let page = page(Some(1), None, None, None)?;
    let listing = AuditListing { scope, filter: AuditFilter::read(None)?, page };
    Ok(!Connection::open(context, listing).await?.is_empty())
}
