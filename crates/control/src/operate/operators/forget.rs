//! What a deleted project leaves behind.

use keyplane_entity::{Scope, Timestamp, operator_rule, operator_session::SessionEnd};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::end_sessions::{Which, end_sessions};
use crate::error::Error;

/// Deletes the rules of a scope that was deleted, and ends their sessions. Its keys are deleted with
/// its other keys.
pub(crate) async fn forget_operator_rules(
    db: &impl ConnectionTrait,
    scope: Scope,
    now: Timestamp,
) -> Result<(), Error> {
    let of_scope = operator_rule::Column::ScopeId.eq(scope);
    for rule in operator_rule::Entity::find().filter(of_scope.clone()).all(db).await? {
        let which = Which::OfRule(rule.id, rule.operator_issuer_id);
        end_sessions(db, which, SessionEnd::RuleEnded, now).await?;
    }
    operator_rule::Entity::delete_many().filter(of_scope).exec(db).await?;
    Ok(())
}
