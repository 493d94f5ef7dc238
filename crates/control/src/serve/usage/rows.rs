//! Counts as rows of the database. A row is added to, never overwritten, so that several replicas
//! can write the same one.

use std::{collections::BTreeMap, net::IpAddr};

use keyplane_entity::{
    Timestamp, application,
    application_use::{self, NEVER},
    id::{ApiId, ApplicationId, ProjectId},
    usage_count::{ActiveModel, Column, Entity, HOUR, Model, NO_API, Outcome, Span},
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, SimpleExpr},
};
use uuid::Uuid;

use super::tallies::{Credential, Last, Tally, UsageSubject};
use crate::{error::Error, store::database::Transaction};

/// Maximum number of rows of one statement: SQLite takes 32,766 variables.
const STATEMENT: usize = 500;

/// Key of a row that counts an hour.
type RowKey = (Uuid, i64, ApiId, Outcome);

/// The rows of some counts, in the order of their key.
pub(super) fn rows(counts: &[(UsageSubject, Tally)]) -> Vec<Model> {
    let mut rows = BTreeMap::new();
    for (subject, tally) in counts {
        for (outcome, calls) in Outcome::iter().zip(tally.calls) {
            if calls == 0 {
                continue;
            }
            let last = if outcome.is_accepted() { tally.accepted } else { tally.refused };
            for (id, api) in subject.counted() {
                let key = (id, i64::from(subject.hour) * HOUR, api, outcome);
                add(rows.entry(key).or_insert((0, last)), calls, last);
            }
        }
    }
    rows.into_iter().map(model).collect()
}

fn add((calls, known): &mut (i64, Last), more: u32, last: Last) {
    *calls += i64::from(more);
    if last.at > known.at {
        *known = last;
    }
}

fn model(
    ((subject_id, starts_at, api_id, outcome), (calls, last)): (RowKey, (i64, Last)),
) -> Model {
    Model {
        subject_id,
        starts_at: Timestamp(starts_at),
        api_id,
        span: Span::Hour,
        outcome,
        calls,
        last_at: last.at,
        last_source: last.source.as_ref().map(IpAddr::to_string),
    }
}

impl UsageSubject {
    /// The IDs that a call counts for, each with the API that its row names.
    fn counted(&self) -> impl Iterator<Item = (Uuid, ApiId)> {
        let api = ApiId(self.api);
        let credential = match self.credential {
            Credential::None => None,
            Credential::Own(id) => Some((id, api)),
            Credential::Signing(id) => Some((id, NO_API)),
        };
        let application = (!self.application.is_nil()).then_some((self.application, api));
        let own = (api != NO_API).then_some((self.api, NO_API));
        [credential, application, own].into_iter().flatten()
    }
}

/// Adds rows to those of the database. All writers use the order of the key, so that they cannot
/// deadlock.
pub(crate) async fn add_rows(tx: &Transaction, rows: &[Model]) -> Result<(), Error> {
    for some in rows.chunks(STATEMENT) {
        let models = some.iter().cloned().map(|row: Model| row.into_active_model());
        Entity::insert_many::<ActiveModel, _>(models)
            .on_conflict(add_to_existing())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

fn add_to_existing() -> OnConflict {
    let own = |column: Column| Expr::col((Entity, column));
    let new = |column: Column| Expr::col((Alias::new("excluded"), column));
    let later = |column: Column| -> SimpleExpr {
        let is_later = new(Column::LastAt).gte(own(Column::LastAt));
        Expr::case(is_later, new(column)).finally(own(column)).into()
    };

    OnConflict::columns(Entity::KEY)
        .value(Column::Calls, own(Column::Calls).add(new(Column::Calls)))
        .value(Column::LastAt, later(Column::LastAt))
        .value(Column::LastSource, later(Column::LastSource))
        .to_owned()
}

/// The last accepted call of each application, in the order of their IDs.
fn last_uses(counts: &[(UsageSubject, Tally)]) -> BTreeMap<ApplicationId, Timestamp> {
    let mut uses = BTreeMap::new();
    for (subject, tally) in counts {
        let is_use = !subject.application.is_nil() && tally.accepted.at > NEVER;
        if is_use {
            let known = uses.entry(ApplicationId(subject.application)).or_insert(NEVER);
            *known = Ord::max(*known, tally.accepted.at);
        }
    }
    uses
}

/// Notes the last uses of applications. Like [`add_rows`], all writers use one order.
pub(super) async fn note_uses(
    tx: &Transaction,
    counts: &[(UsageSubject, Tally)],
) -> Result<(), Error> {
    let uses = last_uses(counts);
    let ids = uses.keys().copied();
    let live: Vec<(ApplicationId, ProjectId)> = application::Entity::live()
        .select_only()
        .columns([application::Column::Id, application::Column::ProjectId])
        .filter(application::Column::Id.is_in(ids))
        .order_by_asc(application::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    if live.is_empty() {
        return Ok(());
    }

    let rows = live.into_iter().filter_map(|(application_id, project_id)| {
        let last_used_at = *uses.get(&application_id)?;
        let row = application_use::Model { application_id, project_id, last_used_at };
        Some(row.into_active_model())
    });
    application_use::Entity::insert_many::<application_use::ActiveModel, _>(rows)
        .on_conflict(raise_existing())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn raise_existing() -> OnConflict {
    let known = Expr::col((application_use::Entity, application_use::Column::LastUsedAt));
    let new = Expr::col((Alias::new("excluded"), application_use::Column::LastUsedAt));
    OnConflict::column(application_use::Column::ApplicationId)
        .update_column(application_use::Column::LastUsedAt)
        .action_and_where(new.gte(known.add(application_use::STEP)))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_counts_for_its_credential_its_application_and_its_api() {
        let [key, application, api] = [1, 2, 3].map(Uuid::from_u128);
        let last = Last { at: Timestamp(7), source: None };
        let tally = Tally::one(Outcome::Accepted, last);
        let counted = |credential| {
            let subject = UsageSubject { credential, application, api, hour: 5 };
            let rows = rows(&[(subject, tally), (subject, tally)]);
            assert!(rows.iter().all(|row| row.calls == 2 && row.starts_at.0 == 5 * HOUR));
            rows.into_iter().map(|row| (row.subject_id, row.api_id.0)).collect::<Vec<_>>()
        };

        let none = Uuid::nil();
        let rest = [(application, api), (api, none)];
        assert_eq!(counted(Credential::None), rest);
        assert_eq!(counted(Credential::Own(key)), [&[(key, api)], &rest[..]].concat());
        assert_eq!(counted(Credential::Signing(key)), [&[(key, none)], &rest[..]].concat());
    }
}
