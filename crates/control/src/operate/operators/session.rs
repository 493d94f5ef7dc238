//! `revokeOperatorSession`.

use keyplane_entity::{
    Scope,
    id::OperatorSessionId,
    operator_session::{self, SessionEnd},
};
use sea_orm::EntityTrait;

use super::{
    end_sessions::{Which, end_sessions},
    handle::Operators,
};
use crate::{
    error::Error,
    input,
    known::{Actor, Change},
    operate::{event::on_operator_session, found},
    store::database::sole,
};

/// Arguments of `revokeOperatorSession`.
#[derive(Clone, Debug)]
pub struct RevokeOperatorSession {
    /// Session to end.
    pub operator_session_id: OperatorSessionId,
    /// Reason for the audit log, 1 to 500 characters.
    pub reason: String,
}

impl Operators {
    /// Ends a session at once. The person may sign in again.
    pub async fn revoke_session(
        &self,
        actor: &Actor,
        request: RevokeOperatorSession,
    ) -> Result<operator_session::Model, Error> {
        let id = request.operator_session_id;
        let found = found::operator_session(&self.known, actor, id).await?;
        let reason = required_reason(&request.reason)?;
        let mut locked = self.lock(actor, found.row.operator_issuer_id, None).await?;
        let write = &mut locked.write;

        let session = sole(operator_session::Entity::find_by_id(id), write.db()).await?;
        let mut session = session.ok_or(Error::NotFound("session"))?;
        if !session.is_live(write.now) {
            return Err(Error::PreconditionFailed("the session has ended already".to_owned()));
        }
        end_sessions(write.db(), Which::One(id), SessionEnd::Revoked, write.now).await?;
        (session.ended_at, session.end) = (Some(write.now), Some(SessionEnd::Revoked));

        let event = on_operator_session("operatorSession.revoke", &session).with("reason", reason);
        write.record(Scope::Instance, event).await?;
        locked.write.commit_only(Change::OperatorSessions).await?;
        Ok(session)
    }
}

/// A reason, which must not be empty.
pub(super) fn required_reason(text: &str) -> Result<String, Error> {
    let reason = input::reason(Some(text))?;
    reason.ok_or_else(|| Error::input("reason", "must not be empty; it goes into the audit log"))
}
