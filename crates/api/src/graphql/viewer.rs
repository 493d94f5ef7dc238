//! The actor of the request.

use async_graphql::{Context, Description, Object};
use keyplane_control::Error;

use super::{
    access::Access,
    enums::{AdminScope, Permission},
    failure::Failure,
    key::Key,
    operator_session::OperatorSession,
    project::Project,
    scalars::DateTime,
};

/// Admin key that signed this request's token, and its permissions.
#[derive(Description)]
pub(crate) struct Viewer;

#[expect(clippy::unused_async, reason = "the library wants every resolver asynchronous")]
#[Object(use_type_description)]
impl Viewer {
    /// Scope of the key: the instance or one project.
    async fn scope(&self, context: &Context<'_>) -> AdminScope {
        Access::of(context).actor().scope().into()
    }

    /// Project of the key; null for an instance key.
    async fn project(&self, context: &Context<'_>) -> Option<Project> {
        Access::of(context).actor().project().cloned().map(Project::from)
    }

    /// The admin key.
    async fn key(&self, context: &Context<'_>) -> Result<Key, Failure> {
        let key = Access::of(context).actor().key().cloned();
        Ok(key.map(Key::from).ok_or_else(without_key)?)
    }

    /// Permissions of the key.
    async fn permissions(&self, context: &Context<'_>) -> Vec<Permission> {
        Access::of(context).actor().permissions().iter().map(Into::into).collect()
    }

    /// Time at which the token of this request expires.
    async fn token_expires_at(&self, context: &Context<'_>) -> Result<DateTime, Failure> {
        let at = Access::of(context).actor().token_expires_at();
        Ok(at.map(DateTime::from).ok_or_else(without_key)?)
    }

    /// Session of the person who signed in; null if the holder of an admin key signed the token.
    async fn session(&self, context: &Context<'_>) -> Option<OperatorSession> {
        Access::of(context).actor().session().cloned().map(OperatorSession::from)
    }

    /// Permissions that the session may not use now, because the person's last sign-in at the provider
    /// is more than 5 minutes ago or unknown: of `KEYS_EXPORT` and `ADMIN_KEYS_WRITE`. Empty without a
    /// session.
    async fn step_up_permissions(&self, context: &Context<'_>) -> Vec<Permission> {
        let permissions = Access::of(context).actor().step_up_permissions();
        permissions.into_iter().map(Into::into).collect()
    }

    /// Time until which those permissions may be used; null without a session, or if they may not.
    async fn stepped_up_until(&self, context: &Context<'_>) -> Option<DateTime> {
        Access::of(context).actor().stepped_up_until().map(DateTime::from)
    }
}

fn without_key() -> Error {
    Error::Internal("an actor without an admin key uses the Admin API".to_owned())
}
