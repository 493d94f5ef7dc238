//! The sessions of people who signed in, with what each depends on.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use keyplane_entity::{
    Timestamp,
    id::{OperatorRuleId, OperatorSessionId},
    operator_block, operator_issuer, operator_rule,
    operator_session::{self, SessionEnd},
};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;

use crate::{error::Error, store::database::sole};

/// Maximum number of kept sessions of one scope.
const MAX_SESSIONS: usize = 1_024;
/// How long after a sign-in at the provider `KEYS_EXPORT` and `ADMIN_KEYS_WRITE` may be used, in
/// seconds.
pub(crate) const STEP_UP_SECONDS: i64 = 300;

/// A session, with the rows that it depends on.
#[derive(Clone, Debug)]
pub(crate) struct OperatorStanding {
    pub(crate) session: operator_session::Model,
    /// `None` once the provider was deleted.
    pub(crate) issuer: Option<operator_issuer::Model>,
    /// `None` before the person has chosen, and once the rule was deleted.
    pub(crate) rule: Option<operator_rule::Model>,
    is_blocked: bool,
}

/// Why a session does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionFault {
    /// It was ended.
    Ended(SessionEnd),
    /// Its longest time is over.
    Expired,
}

impl OperatorStanding {
    /// Reads a session with what it depends on.
    pub(crate) async fn load(
        db: &impl ConnectionTrait,
        session: operator_session::Model,
    ) -> Result<Self, Error> {
        let issuer = operator_issuer::Entity::find_by_id(session.operator_issuer_id);
        let issuer = sole(issuer, db).await?;
        let rule = match session.operator_rule_id {
            Some(id) => sole(operator_rule::Entity::find_by_id(id), db).await?,
            None => None,
        };
        let block = operator_block::Entity::of(&session.issuer, &session.subject);
        let is_blocked = sole(block, db).await?.is_some();
        Ok(Self { session, issuer, rule, is_blocked })
    }

    /// Why the session does not count at `now`; `None` if it does. Whether it was used lately is
    /// not asked.
    pub(crate) fn fault(&self, now: Timestamp) -> Option<SessionFault> {
        let session = &self.session;
        if self.is_blocked {
            return Some(SessionFault::Ended(SessionEnd::Blocked));
        }
        if session.ended_at.is_some() {
            return Some(SessionFault::Ended(session.end.unwrap_or(SessionEnd::Revoked)));
        }

        if !session.is_live(now) {
            return Some(SessionFault::Expired);
        }
        if !self.issuer.as_ref().is_some_and(|issuer| issuer.enabled) {
            return Some(SessionFault::Ended(SessionEnd::IssuerDisabled));
        }
        let has_rule = match (&session.operator_rule_id, &self.rule) {
            (None, _) => true,
            (Some(_), rule) => rule.as_ref().is_some_and(|rule| rule.lets_in(now)),
        };
        (!has_rule).then_some(SessionFault::Ended(SessionEnd::RuleEnded))
    }

    /// Whether a token of `rule`'s key that names the session counts at `now`.
    pub(crate) fn admits(&self, rule: OperatorRuleId, now: Timestamp) -> bool {
        self.session.operator_rule_id == Some(rule) && self.fault(now).is_none()
    }

    /// Time until which `KEYS_EXPORT` and `ADMIN_KEYS_WRITE` may be used; `None` if they may not at
    /// `now`.
    pub(crate) fn stepped_up_until(&self, now: Timestamp) -> Option<Timestamp> {
        let until = self.session.authenticated_at?.plus_seconds(STEP_UP_SECONDS);
        (now <= until).then_some(until)
    }

    /// The person, as the audit log records it.
    pub(crate) fn person(&self) -> String {
        let session = &self.session;
        json!({
            "sessionId": session.id.to_string(),
            "operatorIssuerId": session.operator_issuer_id.to_string(),
            "issuer": session.issuer,
            "subject": session.subject,
            "name": session.display_name,
            "email": session.email,
            "ruleId": session.operator_rule_id.map(|id| id.to_string()),
            "ruleName": self.rule.as_ref().map(|rule| &rule.name),
        })
        .to_string()
    }
}

/// Sessions that were read since the last change. A change replaces the whole, so that a read that
/// races it is kept where no request finds it.
#[derive(Default)]
pub(crate) struct KeptSessions(Mutex<HashMap<OperatorSessionId, Arc<OperatorStanding>>>);

impl KeptSessions {
    pub(super) fn get(&self, id: OperatorSessionId) -> Option<Arc<OperatorStanding>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    pub(super) fn keep(&self, standing: &Arc<OperatorStanding>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_SESSIONS {
            kept.clear();
        }
        kept.insert(standing.session.id, Arc::clone(standing));
    }
}
