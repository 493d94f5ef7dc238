//! The admin keys of rules. The server makes, rotates and revokes them, and they sign only the tokens
//! of sessions.

use keyplane_auth::{Algorithm, KeySpec};
use keyplane_entity::{
    Permission, Timestamp,
    id::{KeyId, OperatorRuleId},
    key::{self, State},
    lifecycle::hand_over,
    operator_rule,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};

use super::handle::Operators;
use crate::{
    error::Error,
    known::Actor,
    operate::{
        event::on_operator_rule,
        keys::{Made, NewKey, Order, admin_key_of, save_lifecycle},
        write::Write,
    },
    store::database::sole,
};

/// The name of the keys.
const NAME: &str = "Sign-in of operators";
/// How long a key signs, in seconds: 30 days.
const PERIOD_SECONDS: i64 = 30 * 86_400;
/// How long a predecessor is accepted, in seconds: twice the life of a token.
const OVERLAP_SECONDS: i64 = 600;

impl Operators {
    /// Makes the pair of a rule's key.
    pub(super) async fn make_rule_key(&self, actor: &Actor) -> Result<Made, Error> {
        let spec =
            KeySpec::new(Algorithm::Rs256, None).map_err(|error| Error::internal("key", error))?;
        self.factory.make(actor, Order { spec, not_after: None }).await
    }

    /// Gives a successor to each rule's key that has signed for 30 days. Any number of replicas may do
    /// so at once: the lock of the rule's scope admits one at a time.
    pub async fn rotate_rule_keys(&self) -> Result<(), Error> {
        self.known.store().require_clock()?;
        let rules = operator_rule::Entity::find().all(self.known.store().read()).await?;
        for rule in rules {
            let now = self.known.store().now();
            let key = newest_key(self.known.store().read(), rule.id, now).await?;
            if key.is_none_or(|key| is_due(&key, now))
                && let Err(error) = self.rotate_rule_key(&rule).await
            {
                tracing::error!(rule = %rule.id, %error, "the key of an operators' rule could not be renewed");
            }
        }
        Ok(())
    }

    async fn rotate_rule_key(&self, rule: &operator_rule::Model) -> Result<(), Error> {
        let actor = Actor::system();
        let made = self.make_rule_key(&actor).await?;
        let scope = rule.scope();
        let permission = Permission::AdminKeysWrite;
        let mut write = Write::begin(&self.known, &actor, permission, &[scope]).await?;
        let rule = sole(operator_rule::Entity::find_by_id(rule.id), write.db()).await?;
        let Some(rule) = rule else { return Ok(()) };

        let before = newest_key(write.db(), rule.id, write.now).await?;
        let predecessor = match before {
            Some(key) if !is_due(&key, write.now) => return Ok(()),
            Some(mut key) => {
                hand_over(&mut key, OVERLAP_SECONDS, write.now)?;
                save_lifecycle(write.db(), &key).await?;
                Some(key.id)
            }
            None => None,
        };
        let key = write.insert_rule_key(&rule, &made, predecessor).await?;
        let event = on_operator_rule("operatorRule.rotateKey", &rule)
            .with("kid", key.kid)
            .with_some("predecessorId", predecessor.map(|id| id.to_string()));
        write.record(scope, event).await?;
        write.commit().await
    }
}

/// The key that signs for a rule at `now`.
pub(crate) async fn newest_key(
    db: &impl sea_orm::ConnectionTrait,
    rule: OperatorRuleId,
    now: Timestamp,
) -> Result<Option<key::Model>, Error> {
    let keys = key::Entity::of_operator_rule(rule)
        .filter(key::in_state(State::Active, now))
        .order_by_desc(key::Column::Id);
    Ok(keys.all(db).await?.into_iter().next())
}

fn is_due(key: &key::Model, now: Timestamp) -> bool {
    key.created_at.plus_seconds(PERIOD_SECONDS) <= now
}

impl Write {
    /// Writes the key of a rule.
    pub(super) async fn insert_rule_key(
        &self,
        rule: &operator_rule::Model,
        made: &Made,
        predecessor: Option<KeyId>,
    ) -> Result<key::Model, Error> {
        let mut new = NewKey::made(made, true);
        admin_key_of(&mut new, rule.scope(), NAME, rule.permissions);
        new.operator_rule_id = Some(rule.id);
        new.predecessor_id = predecessor;
        self.insert_key(new).await
    }

    /// Gives the keys of a rule its permissions.
    pub(super) async fn permit_rule_keys(&self, rule: &operator_rule::Model) -> Result<(), Error> {
        for key in key::Entity::of_operator_rule(rule.id).all(self.db()).await? {
            let mut row = key.into_active_model();
            row.permissions = Set(Some(rule.permissions));
            row.update(self.db()).await?;
        }
        Ok(())
    }

    /// Revokes the keys of a rule.
    pub(super) async fn revoke_rule_keys(&self, rule: OperatorRuleId) -> Result<(), Error> {
        let open = key::Column::RevokedAt.is_null();
        for mut key in key::Entity::of_operator_rule(rule).filter(open).all(self.db()).await? {
            key.revoked_at = Some(self.now);
            save_lifecycle(self.db(), &key).await?;
        }
        Ok(())
    }
}
