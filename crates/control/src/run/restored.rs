//! The first start of a database that was restored from a backup.
//!
//! `keyplane restore` leaves a mark in the database. A PostgreSQL is restored with its own tools:
//! `pg_restore` makes another database, and often in another cluster, so each start compares both
//! with those of the last start.

use keyplane_entity::{Scope, Timestamp, application, instance, operator_session::SessionEnd};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement,
    sea_query::{CaseStatement, Expr, ExprTrait},
};

use super::{control::Control, open::START_LOCK, options::Restored};
use crate::{
    error::Error,
    known::Actor,
    operate::{
        Write,
        operators::{Which, end_sessions},
    },
    store::{
        OpenError,
        audit::Event,
        database::{Database, Transaction, sole},
    },
};

/// The PostgreSQL cluster and database of a connection.
const IDENTITY: &str = "SELECT system_identifier || ' ' || oid AS identity \
     FROM pg_control_system(), pg_database WHERE datname = current_database()";

/// A database, as far as it is known whether it is a copy.
struct Provenance {
    instance: instance::Model,
    /// The identity of the database now; `None` where there is none.
    identity: Option<String>,
}

impl Provenance {
    /// Where the database comes from, if an operator has to decide.
    fn origin(&self) -> Option<String> {
        let is_copy = match (&self.instance.database_identity, &self.identity) {
            (Some(before), Some(now)) => before != now,
            (None, _) | (_, None) => false,
        };
        match self.instance.restored_from {
            Some(at) => Some(format!("was restored from a backup of {at}")),
            None if is_copy => Some(
                "is a copy of the one that was served before, such as a restored backup".to_owned(),
            ),
            None => None,
        }
    }

    async fn read(db: &impl ConnectionTrait, identity: Option<String>) -> Result<Self, Error> {
        let instance = sole(instance::Entity::find(), db).await?;
        let instance = instance.ok_or_else(|| Error::Internal("there is no instance".into()))?;
        Ok(Self { instance, identity })
    }
}

/// Refuses a restored database without a decision, or carries the decision out.
pub(super) async fn settle(control: &Control, decision: Restored) -> Result<(), OpenError> {
    let database = control.store().database();
    let found = Provenance::read(database.writer(), identity_of(database).await).await?;
    match (found.origin(), decision) {
        (None, Restored::Undecided | Restored::Unchanged) => {
            if found.instance.database_identity.is_none() && found.identity.is_some() {
                remember(database.writer(), found.identity).await?;
            }
            Ok(())
        }
        (Some(origin), Restored::Undecided) => Err(OpenError::Restored { origin }),
        (origin, Restored::EndTokens) => Ok(end(control, found.identity, origin, true).await?),
        (origin @ Some(_), Restored::Unchanged) => {
            Ok(end(control, found.identity, origin, false).await?)
        }
    }
}

/// Removes the mark, in one transaction with an audit event. `ends_tokens`: whether earlier tokens
/// and assertions stop counting.
async fn end(
    control: &Control,
    identity: Option<String>,
    origin: Option<String>,
    ends_tokens: bool,
) -> Result<(), Error> {
    control.store().require_clock()?;
    let database = control.store().database();
    let tx = match database.postgres() {
        Some(postgres) => postgres.turn(START_LOCK).await?,
        None => database.begin().await?,
    };
    let found = Provenance::read(&tx, identity).await?;
    if origin.is_some() && found.origin().is_none() {
        // Another server that started at the same time has done it.
        return Ok(());
    }

    let actor = Actor::local();
    let mut write = Write::continue_in(control.known(), &actor, tx, Scope::Instance).await?;
    if ends_tokens {
        end_tokens(write.db(), write.now).await?;
        end_sessions(write.db(), Which::All, SessionEnd::Revoked, write.now).await?;
    }
    remember(write.db(), found.identity).await?;

    let from = found.instance.restored_from.map(|at| at.to_string());
    let event = Event::new("instance.restore", "instance")
        .with_some("backupTime", from)
        .with("endsTokens", ends_tokens);
    write.record(Scope::Instance, event).await?;
    write.commit_everywhere().await?;

    if ends_tokens {
        tracing::warn!(
            "the database was restored: access tokens and assertions from before this start are \
             refused. Revoke again what was revoked since the backup"
        );
    }
    Ok(())
}

/// Raises the token generation of every application, beyond any that the lost changes may have
/// reached: no application revokes all its tokens once a second.
async fn end_tokens(tx: &Transaction, now: Timestamp) -> Result<(), Error> {
    let next = Expr::col(application::Column::TokenGeneration).add(1);
    let generation =
        CaseStatement::new().case(next.clone().gt(now.seconds()), next).finally(now.seconds());
    application::Entity::update_many()
        .col_expr(application::Column::TokenGeneration, generation.into())
        .col_expr(application::Column::AssertionsAfter, Expr::value(now))
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes the mark, and remembers where the database is.
async fn remember(db: &impl ConnectionTrait, identity: Option<String>) -> Result<(), Error> {
    instance::Entity::update_many()
        .col_expr(instance::Column::RestoredFrom, Expr::value(Option::<Timestamp>::None))
        .col_expr(instance::Column::DatabaseIdentity, Expr::value(identity))
        .filter(instance::Column::Id.eq(instance::ID))
        .exec(db)
        .await?;
    Ok(())
}

/// `None` on SQLite, and on an engine that does not tell it.
async fn identity_of(database: &Database) -> Option<String> {
    database.postgres()?;
    let statement = Statement::from_string(DbBackend::Postgres, IDENTITY);
    match database.writer().query_one_raw(statement).await {
        Ok(row) => row?.try_get("", "identity").ok(),
        Err(error) => {
            tracing::debug!(%error, "the identity of the database is unknown");
            None
        }
    }
}
