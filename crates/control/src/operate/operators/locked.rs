//! The transaction of a change to an operators' issuer, and the authority that it needs.

use keyplane_entity::{Permission, Scope, id::OperatorIssuerId, operator_issuer, operator_rule};
use sea_orm::{EntityTrait, QueryOrder};

use super::handle::Operators;
use crate::{
    error::Error,
    known::Actor,
    operate::{found, write::Write},
    store::database::sole,
};

/// An operators' issuer and its rules, read under the locks of the instance and of the rules'
/// projects.
pub(super) struct LockedIssuer {
    pub(super) write: Write,
    pub(super) issuer: operator_issuer::Model,
    /// Oldest first.
    pub(super) rules: Vec<operator_rule::Model>,
}

impl Operators {
    /// Locks an issuer with its rules. Refuses an actor that lacks any permission that one of the
    /// rules gives, or whose authority ends before a rule does. `also`: a further scope to lock.
    pub(super) async fn lock(
        &self,
        actor: &Actor,
        id: OperatorIssuerId,
        also: Option<Scope>,
    ) -> Result<LockedIssuer, Error> {
        found::operator_issuer(&self.known, actor, id).await?;
        let seen = operator_rule::Entity::of_issuer(id).all(self.known.store().read()).await?;
        let mut projects: Vec<_> =
            seen.iter().map(operator_rule::Model::scope).chain(also).collect();
        projects.retain(|scope| *scope != Scope::Instance);
        projects.sort_unstable_by_key(|scope| scope.id());
        projects.dedup();
        let scopes: Vec<_> = std::iter::once(Scope::Instance).chain(projects).collect();

        let permission = Permission::AdminKeysWrite;
        let write = Write::begin(&self.known, actor, permission, &scopes).await?;
        let issuer = sole(operator_issuer::Entity::find_by_id(id), write.db()).await?;
        let issuer = issuer.ok_or(Error::NotFound("operators' issuer"))?;
        let rules = operator_rule::Entity::of_issuer(id)
            .order_by_asc(operator_rule::Column::Id)
            .all(write.db())
            .await?;

        if rules.iter().any(|rule| !scopes.contains(&rule.scope())) {
            let message = "a rule of the issuer was made at the same time; try again".to_owned();
            return Err(Error::Conflict { field: None, message });
        }
        for rule in &rules {
            write.actor().require_grant(rule.permissions, rule.expires_at)?;
        }
        Ok(LockedIssuer { write, issuer, rules })
    }
}
