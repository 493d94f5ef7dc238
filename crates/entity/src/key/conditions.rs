//! Which keys a query finds.

use sea_orm::{
    Condition,
    entity::prelude::*,
    sea_query::{Alias, ExprTrait, Query},
};

use super::{Column, Custody, Entity, Purpose, State};
use crate::{Scope, Timestamp, application, id::OperatorRuleId};

impl Entity {
    /// A scope's keys; every query on behalf of a scope starts here.
    pub fn in_scope(scope: Scope) -> Select<Self> {
        Self::live().filter(Column::ScopeId.eq(scope.id()))
    }

    /// The keys whose owner was not deleted.
    pub fn live() -> Select<Self> {
        Self::find().filter(Column::DeletedAt.is_null())
    }

    /// The keys of an application. Its row was found in its project, so the keys belong to it too.
    /// If the query also named the project and the purpose, `SQLite` would scan the keys of every
    /// application there.
    pub fn of_application(application: &application::Model) -> Select<Self> {
        Self::live().filter(Column::ApplicationId.eq(application.id))
    }

    /// The keys of every scope that end after `now` and at the latest at `until`, and whose end
    /// stops something: see [`unattended`].
    pub fn ending(now: Timestamp, until: Timestamp) -> Select<Self> {
        Self::live()
            .filter(Column::RevokedAt.is_null())
            .filter(Column::ExpiresAt.gt(now))
            .filter(Column::ExpiresAt.lte(until))
            .filter(unattended())
    }

    /// The admin keys of a rule of an operators' issuer.
    pub fn of_operator_rule(rule: OperatorRuleId) -> Select<Self> {
        Self::live().filter(Column::OperatorRuleId.eq(rule))
    }

    /// A scope's keys of one purpose.
    pub fn of_purpose(scope: Scope, purpose: Purpose) -> Select<Self> {
        Self::in_scope(scope).filter(Column::Purpose.eq(purpose))
    }
}

/// The keys that are neither EXPIRED nor REVOKED at `now`.
pub fn not_ended(now: Timestamp) -> Condition {
    let not_over = Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(now));
    Condition::all().add(Column::RevokedAt.is_null()).add(not_over)
}

/// The keys that end after `now` and not after `end`.
pub fn ending(now: Timestamp, end: Timestamp) -> Condition {
    Condition::all()
        .add(Column::RevokedAt.is_null())
        .add(Column::ExpiresAt.gt(now))
        .add(Column::ExpiresAt.lte(end))
}

/// The keys that are in one of `states` at `now`. The condition grows with the states that exist,
/// not with the list.
pub fn in_states(states: &[State], now: Timestamp) -> Condition {
    let named = State::all().filter(|state| states.contains(state));
    named.map(|state| in_state(state, now)).fold(Condition::any(), Condition::add)
}

/// The keys that are in `state` at `now`; the same rule as [`Model::state`].
pub fn in_state(state: State, now: Timestamp) -> Condition {
    let passed = |column: Column| Condition::all().add(column.lte(now));
    let ahead = |column: Column| Condition::any().add(column.is_null()).add(column.gt(now));
    let rule = match state {
        State::Revoked => return Condition::all().add(Column::RevokedAt.is_not_null()),
        State::Expired => passed(Column::ExpiresAt),
        State::Pending => {
            Condition::all().add(ahead(Column::ExpiresAt)).add(Column::ActivatesAt.gt(now))
        }
        State::Retiring => Condition::all()
            .add(ahead(Column::ExpiresAt))
            .add(Column::ActivatesAt.lte(now))
            .add(passed(Column::RetiresAt)),
        State::Active => Condition::all()
            .add(ahead(Column::ExpiresAt))
            .add(Column::ActivatesAt.lte(now))
            .add(ahead(Column::RetiresAt)),
    };

    rule.add(Column::RevokedAt.is_null())
}

/// The keys that have no successor, and get none by themselves: the schedule makes the successors of
/// signing keys that are on the server, and of the keys of operators' rules.
pub fn unattended() -> Condition {
    let signing = Condition::all()
        .add(Column::Purpose.eq(Purpose::Signing))
        .add(Column::Custody.eq(Custody::Server));
    let renewed = Condition::any().add(signing).add(Column::OperatorRuleId.is_not_null());
    Condition::all().add(renewed.not()).add(without_successor())
}

/// The keys that no other key replaces.
pub fn without_successor() -> Expr {
    let successor = Alias::new("successor");
    let succeeds = Query::select()
        .expr(Expr::value(1))
        .from_as(Entity, successor.clone())
        .and_where(Expr::col((successor, Column::PredecessorId)).equals((Entity, Column::Id)))
        .to_owned();
    Expr::exists(succeeds).not()
}
