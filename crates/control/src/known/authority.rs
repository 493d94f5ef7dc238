//! What an admin token stands for: the scope of its audience, its key, the session that it names, and
//! the authority of an actor at a later time.

use std::sync::Arc;

use keyplane_auth::{AdminTokenRefusal, validate_kid};
use keyplane_entity::{Scope, Timestamp, id::OperatorSessionId, key, operator_session};
use sea_orm::EntityTrait;

use super::{
    actor::Actor,
    admin_keys::{AdminKey, INSTANCE_AUDIENCE},
    handle::Known,
    operator_sessions::OperatorStanding,
    scopes::ScopeEntry,
};
use crate::{
    error::Error,
    store::database::{Transaction, sole},
};

impl Known {
    /// The scope that an entry of `aud` names, compared byte for byte: the public URL or `keyplane`
    /// names the instance, an issuer or a slug its project. `None` if the entry names no scope of
    /// this server, such as a URL of another server.
    pub(crate) async fn scope_of_audience(&self, audience: &str) -> Result<Option<Scope>, Error> {
        let url = self.public_url();
        if audience == url.as_str() || audience == INSTANCE_AUDIENCE {
            return Ok(Some(Scope::Instance));
        }
        self.scope_of_project(url.slug_of(audience).unwrap_or(audience)).await
    }

    /// The project with this slug; `None` if it does not exist or was deleted.
    pub(crate) async fn scope_of_project(&self, slug: &str) -> Result<Option<Scope>, Error> {
        let Some(scope) = self.scope_of_slug(slug).await? else { return Ok(None) };
        let project = self.cached_project(&self.scope_entry(scope), scope).await?;
        Ok(project.map(|_| scope))
    }

    /// The admin key of a kid; an unknown kid is [`Error::Unauthenticated`].
    pub(crate) async fn admin_key(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        kid: &str,
    ) -> Result<Arc<AdminKey>, Error> {
        if let Some(key) = entry.admin_key(kid) {
            return Ok(key);
        }

        let unknown = || Error::Unauthenticated(AdminTokenRefusal::UnknownKid);
        if validate_kid(kid).is_err() {
            return Err(unknown());
        }

        let project = self.cached_project(entry, scope).await?;
        let permit = self.cold_lookup().await?;
        let key = AdminKey::load(self.store().read(), scope, kid, project).await?;
        drop(permit);

        let key = Arc::new(key.ok_or_else(unknown)?);
        entry.keep_admin_key(&key);
        Ok(key)
    }

    /// The actor as the rows of its key and project are under the locks of `tx`, and the time at
    /// which they were judged. `held`: the scopes whose locks `tx` holds.
    pub(crate) async fn judge_in(
        &self,
        actor: &Actor,
        tx: &Transaction,
        held: &[Scope],
    ) -> Result<(Actor, Timestamp), Error> {
        let Some(was) = actor.authority() else { return Ok((actor.clone(), self.store().now())) };
        let authority = was.reload(tx, held).await?;
        let now = self.store().now();
        let authority = authority.judge(self.public_url(), now)?;
        Ok((actor.with_authority(authority), now))
    }

    /// The session that a token names by its `jti`; `None` if the key signs for no sessions, or if
    /// there is no such session.
    pub(crate) async fn operator_session(
        &self,
        entry: &ScopeEntry,
        key: &key::Model,
        token_id: Option<&str>,
    ) -> Result<Option<Arc<OperatorStanding>>, Error> {
        let id = token_id.and_then(|text| text.parse::<OperatorSessionId>().ok());
        let (Some(id), Some(_)) = (id, key.operator_rule_id) else { return Ok(None) };
        let kept = entry.operator_sessions.get(async || Ok(Arc::default())).await?;
        if let Some(standing) = kept.get(id) {
            return Ok(Some(standing));
        }

        let _permit = self.cold_lookup().await?;
        let row = operator_session::Entity::find_by_id(id);
        let Some(session) = sole(row, self.store().read()).await? else { return Ok(None) };
        let standing = Arc::new(OperatorStanding::load(self.store().read(), session).await?);
        kept.keep(&standing);
        Ok(Some(standing))
    }
}
