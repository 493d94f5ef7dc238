//! The last use of applications, keys, client secrets and federated identities.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Timestamp, application, client_secret, federated_identity, key,
    usage_count::{Column, Entity, Outcome},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};
use uuid::Uuid;

use super::subject::UsageOf;
use crate::{error::Error, known::Actor, show::lists::Lookups};

/// The last accepted call of a subject, and where it came from.
pub(super) fn newest(subject: impl Into<SimpleExpr>) -> Select<Entity> {
    // The order of the primary key, so that the first row that is read is the newest.
    Entity::find()
        .filter(Expr::col((Entity, Column::SubjectId)).eq(subject))
        .filter(Column::Outcome.eq(Outcome::Accepted))
        .order_by_desc(Column::StartsAt)
        .order_by_desc(Column::LastAt)
        .limit(1)
}

impl Lookups {
    /// The times at which keys were last used.
    pub async fn last_uses_of_keys(
        &self,
        actor: &Actor,
        of: &[UsageOf],
    ) -> Result<HashMap<UsageOf, Timestamp>, Error> {
        self.last_uses::<key::Entity>(key::Column::Id, actor, of).await
    }

    /// The times at which applications were last used.
    pub async fn last_uses_of_applications(
        &self,
        actor: &Actor,
        of: &[UsageOf],
    ) -> Result<HashMap<UsageOf, Timestamp>, Error> {
        self.last_uses::<application::Entity>(application::Column::Id, actor, of).await
    }

    /// The times at which client secrets were last used.
    pub async fn last_uses_of_secrets(
        &self,
        actor: &Actor,
        of: &[UsageOf],
    ) -> Result<HashMap<UsageOf, Timestamp>, Error> {
        self.last_uses::<client_secret::Entity>(client_secret::Column::Id, actor, of).await
    }

    /// The times at which federated identities were last used.
    pub async fn last_uses_of_identities(
        &self,
        actor: &Actor,
        of: &[UsageOf],
    ) -> Result<HashMap<UsageOf, Timestamp>, Error> {
        let id = federated_identity::Column::Id;
        self.last_uses::<federated_identity::Entity>(id, actor, of).await
    }

    /// One statement: for each row of `E`, the newest of its counts.
    async fn last_uses<E: EntityTrait>(
        &self,
        id: E::Column,
        actor: &Actor,
        of: &[UsageOf],
    ) -> Result<HashMap<UsageOf, Timestamp>, Error>
    where
        E::Column: Copy,
    {
        for subject in of {
            actor.require(Permission::Read, subject.scope)?;
        }

        let own = Expr::col((E::default(), id));
        let newest = newest(own).select_only().column(Column::LastAt).into_query();
        let found: Vec<(Uuid, Option<Timestamp>)> = E::find()
            .select_only()
            .column(id)
            .expr_as(Expr::SubQuery(None, Box::new(newest.into())), "last_at")
            .filter(id.is_in(of.iter().map(|subject| subject.id)))
            .into_tuple()
            .all(self.store.read())
            .await?;

        let found: HashMap<Uuid, Timestamp> =
            found.into_iter().filter_map(|(id, at)| Some((id, at?))).collect();
        Ok(of.iter().filter_map(|of| Some((*of, *found.get(&of.id)?))).collect())
    }
}
