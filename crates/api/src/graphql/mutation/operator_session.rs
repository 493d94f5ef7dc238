//! Changes of sessions and blocks of people who sign in.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use keyplane_control::{BlockOperator, RevokeOperatorSession};

use crate::graphql::{
    access::Access,
    failure::Failure,
    operator_session::{OperatorBlock, OperatorSession},
    scalars::id,
};

/// Arguments of `revokeOperatorSession`.
#[derive(InputObject)]
pub(crate) struct RevokeOperatorSessionInput {
    /// ID of the session. The person may sign in again.
    operator_session_id: ID,
    /// Reason for the audit log, 1 to 500 characters.
    reason: String,
}

/// Arguments of `blockOperator`.
#[derive(InputObject)]
pub(crate) struct BlockOperatorInput {
    /// ID of the operators' issuer.
    operator_issuer_id: ID,
    /// The person: `sub` of the provider's ID tokens, 1 to 255 bytes.
    subject: String,
    /// Reason, 1 to 500 characters.
    reason: String,
}

/// Arguments of `unblockOperator`.
#[derive(InputObject)]
pub(crate) struct UnblockOperatorInput {
    /// ID of the block to remove.
    operator_block_id: ID,
}

/// Result of `revokeOperatorSession`.
#[derive(SimpleObject)]
pub(crate) struct RevokeOperatorSessionPayload {
    /// The ended session.
    operator_session: OperatorSession,
}

/// Result of `blockOperator`.
#[derive(SimpleObject)]
pub(crate) struct BlockOperatorPayload {
    /// The block. The person's sessions have ended.
    operator_block: OperatorBlock,
}

/// Result of `unblockOperator`.
#[derive(SimpleObject)]
pub(crate) struct UnblockOperatorPayload {
    /// ID of the removed block.
    deleted_id: ID,
}

/// Changes of sessions and blocks of people who sign in.
#[derive(Default)]
pub(crate) struct OperatorSessionMutation;

#[Object]
impl OperatorSessionMutation {
    /// Ends a session at once. Needs `ADMIN_KEYS_WRITE` in the instance, and every permission of the
    /// issuer's rules.
    async fn revoke_operator_session(
        &self,
        context: &Context<'_>,
        input: RevokeOperatorSessionInput,
    ) -> Result<RevokeOperatorSessionPayload, Failure> {
        let access = Access::of(context);
        let input = RevokeOperatorSession {
            operator_session_id: id(&input.operator_session_id, "session")?,
            reason: input.reason,
        };
        let session = access.control().operators().revoke_session(access.actor(), input).await?;
        Ok(RevokeOperatorSessionPayload { operator_session: session.into() })
    }

    /// Blocks a person until the block is removed, and ends the person's sessions at once. Needs
    /// `ADMIN_KEYS_WRITE` in the instance, and every permission of the issuer's rules.
    async fn block_operator(
        &self,
        context: &Context<'_>,
        input: BlockOperatorInput,
    ) -> Result<BlockOperatorPayload, Failure> {
        let access = Access::of(context);
        let input = BlockOperator {
            operator_issuer_id: id(&input.operator_issuer_id, "operators' issuer")?,
            subject: input.subject,
            reason: input.reason,
        };
        let block = access.control().operators().block(access.actor(), input).await?;
        Ok(BlockOperatorPayload { operator_block: block.into() })
    }

    /// Lets a blocked person sign in again. Needs `ADMIN_KEYS_WRITE` in the instance, and every
    /// permission of the issuer's rules.
    async fn unblock_operator(
        &self,
        context: &Context<'_>,
        input: UnblockOperatorInput,
    ) -> Result<UnblockOperatorPayload, Failure> {
        let access = Access::of(context);
        let block = id(&input.operator_block_id, "block")?;
        let deleted = access.control().operators().unblock(access.actor(), block).await?;
        Ok(UnblockOperatorPayload { deleted_id: deleted.to_string().into() })
    }
}
