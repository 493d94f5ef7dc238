//! Ends sessions. The caller commits [`Change::OperatorSessions`](crate::known::Change) in the scopes
//! of the rules.

use keyplane_entity::{
    Timestamp,
    id::{OperatorIssuerId, OperatorRuleId, OperatorSessionId},
    operator_session::{Column, Entity, SessionEnd},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::error::Error;

/// The sessions to end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which<'a> {
    /// One session.
    One(OperatorSessionId),
    /// Those of a provider.
    OfIssuer(OperatorIssuerId),
    /// Those of a rule, and those of its provider whose people have not chosen yet.
    OfRule(OperatorRuleId, OperatorIssuerId),
    /// Those of a person: `iss` and `sub`.
    OfPerson(&'a str, &'a str),
    /// All.
    All,
}

/// Ends the sessions that were not ended. Returns their number.
pub(crate) async fn end_sessions(
    db: &impl ConnectionTrait,
    which: Which<'_>,
    end: SessionEnd,
    now: Timestamp,
) -> Result<u64, Error> {
    let of = match which {
        Which::One(id) => Condition::all().add(Column::Id.eq(id)),
        Which::OfIssuer(id) => Condition::all().add(Column::OperatorIssuerId.eq(id)),
        Which::OfRule(rule, issuer) => {
            let undecided = Condition::all()
                .add(Column::OperatorIssuerId.eq(issuer))
                .add(Column::OperatorRuleId.is_null());
            Condition::any().add(Column::OperatorRuleId.eq(rule)).add(undecided)
        }
        Which::OfPerson(issuer, subject) => {
            Condition::all().add(Column::Issuer.eq(issuer)).add(Column::Subject.eq(subject))
        }
        Which::All => Condition::all(),
    };

    let ended = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::End, Expr::value(end))
        .filter(Column::EndedAt.is_null())
        .filter(of)
        .exec(db)
        .await?;
    Ok(ended.rows_affected)
}
