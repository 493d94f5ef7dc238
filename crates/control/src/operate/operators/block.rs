//! `blockOperator` and `unblockOperator`.

use keyplane_entity::{
    Scope,
    id::{OperatorBlockId, OperatorIssuerId},
    operator_block, operator_issuer,
    operator_session::SessionEnd,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter};

use super::{
    end_sessions::{Which, end_sessions},
    handle::Operators,
    session::required_reason,
};
use crate::{
    error::Error,
    known::{Actor, Change},
    operate::{event::on_operator_block, found},
    store::database::sole,
};

/// The longest `sub`, in bytes.
const MAX_SUBJECT: usize = 255;

/// Arguments of `blockOperator`.
#[derive(Clone, Debug)]
pub struct BlockOperator {
    /// The operators' issuer.
    pub operator_issuer_id: OperatorIssuerId,
    /// `sub` of the person's ID tokens, 1 to 255 bytes.
    pub subject: String,
    /// Reason, 1 to 500 characters.
    pub reason: String,
}

impl Operators {
    /// Blocks a person until the block is removed, and ends the person's sessions at once.
    pub async fn block(
        &self,
        actor: &Actor,
        request: BlockOperator,
    ) -> Result<operator_block::Model, Error> {
        let BlockOperator { operator_issuer_id, subject, reason } = request;
        found::operator_issuer(&self.known, actor, operator_issuer_id).await?;
        let reason = required_reason(&reason)?;
        if subject.is_empty() || subject.len() > MAX_SUBJECT || subject.contains('\0') {
            let message = format!("must be 1 to {MAX_SUBJECT} bytes");
            return Err(Error::input("subject", message));
        }

        let mut locked = self.lock(actor, operator_issuer_id, None).await?;
        let write = &mut locked.write;
        let issuer = locked.issuer.issuer;
        if operator_block::Entity::of(&issuer, &subject).one(write.db()).await?.is_some() {
            return Err(Error::taken("subject", "the person is blocked already".to_owned()));
        }
        let id = OperatorBlockId(self.known.store().new_id());
        let row = operator_block::Model { id, issuer, subject, reason, created_at: write.now };
        operator_block::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(write.db())
            .await?;

        let which = Which::OfPerson(&row.issuer, &row.subject);
        let ended = end_sessions(write.db(), which, SessionEnd::Blocked, write.now).await?;
        let event = on_operator_block("operatorBlock.create", &row)
            .with("reason", &*row.reason)
            .with("endedSessions", ended);
        write.record(Scope::Instance, event).await?;
        locked.write.commit_only(Change::OperatorSessions).await?;
        Ok(row)
    }

    /// Lets a blocked person sign in again.
    pub async fn unblock(
        &self,
        actor: &Actor,
        id: OperatorBlockId,
    ) -> Result<OperatorBlockId, Error> {
        let found = found::operator_block(&self.known, actor, id).await?;
        let of_issuer = operator_issuer::Column::Issuer.eq(&found.row.issuer);
        let issuer = operator_issuer::Entity::find().filter(of_issuer);
        let issuer = sole(issuer, self.known.store().read()).await?;
        // The block of a deleted issuer gives nothing back that a rule would give.
        let mut write = match issuer {
            Some(issuer) => self.lock(actor, issuer.id, None).await?.write,
            None => found.begin(&self.known, actor).await?,
        };

        let row = sole(operator_block::Entity::find_by_id(id), write.db()).await?;
        let row = row.ok_or(Error::NotFound("block"))?;
        write.record(Scope::Instance, on_operator_block("operatorBlock.delete", &row)).await?;
        row.delete(write.db()).await?;
        write.commit_only(Change::OperatorSessions).await?;
        Ok(id)
    }
}
