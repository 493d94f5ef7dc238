//! Operators' issuers with their rules, sessions and blocks.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope,
    id::{OperatorBlockId, OperatorIssuerId, OperatorRuleId, OperatorSessionId},
    key, operator_block, operator_issuer, operator_rule, operator_session,
};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, Select};

use super::{
    cursor::Cursor,
    handle::{Lists, Lookups},
    page::{Ordering, Page, PageRequest},
    table_listing::TableListing,
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of sessions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OperatorSessionListing {
    /// Provider of the sessions.
    pub issuer: OperatorIssuerId,
    /// Requested page.
    pub page: PageRequest,
}

/// Arguments of a list of blocked people.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OperatorBlockListing {
    /// `iss` of the people.
    pub issuer: String,
    /// Requested page.
    pub page: PageRequest,
}

impl TableListing for OperatorSessionListing {
    type Entity = operator_session::Entity;

    async fn select(
        &self,
        _: &Lists,
        actor: &Actor,
    ) -> Result<Select<operator_session::Entity>, Error> {
        require_people(actor)?;
        let of_issuer = operator_session::Column::OperatorIssuerId.eq(self.issuer);
        Ok(operator_session::Entity::find().filter(of_issuer))
    }

    fn ordering(&self, _: DbBackend) -> Ordering {
        Ordering::newest(operator_session::Column::Id)
    }

    fn cursor(&self, row: &operator_session::Model) -> Cursor {
        Cursor::of_id(row.id.0)
    }

    fn page(&self) -> &PageRequest {
        &self.page
    }
}

impl TableListing for OperatorBlockListing {
    type Entity = operator_block::Entity;

    async fn select(
        &self,
        _: &Lists,
        actor: &Actor,
    ) -> Result<Select<operator_block::Entity>, Error> {
        require_people(actor)?;
        let of_issuer = operator_block::Column::Issuer.eq(&*self.issuer);
        Ok(operator_block::Entity::find().filter(of_issuer))
    }

    fn ordering(&self, _: DbBackend) -> Ordering {
        Ordering::newest(operator_block::Column::Id)
    }

    fn cursor(&self, row: &operator_block::Model) -> Cursor {
        Cursor::of_id(row.id.0)
    }

    fn page(&self) -> &PageRequest {
        &self.page
    }
}

impl Lists {
    /// The sessions of each listing, newest first.
    pub async fn operator_sessions(
        &self,
        actor: &Actor,
        listings: &[OperatorSessionListing],
    ) -> Result<Vec<Page<operator_session::Model>>, Error> {
        self.pages(actor, listings).await
    }

    /// The number of sessions in each listing, on all pages.
    pub async fn count_operator_sessions(
        &self,
        actor: &Actor,
        listings: &[OperatorSessionListing],
    ) -> Result<Vec<u64>, Error> {
        self.counts(actor, listings).await
    }

    /// The blocked people of each listing, newest first.
    pub async fn operator_blocks(
        &self,
        actor: &Actor,
        listings: &[OperatorBlockListing],
    ) -> Result<Vec<Page<operator_block::Model>>, Error> {
        self.pages(actor, listings).await
    }

    /// The number of blocked people in each listing, on all pages.
    pub async fn count_operator_blocks(
        &self,
        actor: &Actor,
        listings: &[OperatorBlockListing],
    ) -> Result<Vec<u64>, Error> {
        self.counts(actor, listings).await
    }

    /// All operators' issuers, oldest first.
    pub async fn operator_issuers(
        &self,
        actor: &Actor,
    ) -> Result<Vec<operator_issuer::Model>, Error> {
        actor.require(Permission::Read, Scope::Instance)?;
        let rows = operator_issuer::Entity::find().order_by_asc(operator_issuer::Column::Id);
        Ok(rows.all(self.store.read()).await?)
    }
}

/// Refuses unless the actor may see who signs in: what the audit log shows, or what it may change.
fn require_people(actor: &Actor) -> Result<(), Error> {
    if may_see_people(actor) {
        return Ok(());
    }
    actor.require(Permission::AuditRead, Scope::Instance)
}

/// Whether the actor may see who signs in. Looking needs no fresh sign-in.
fn may_see_people(actor: &Actor) -> bool {
    let permissions = actor.permissions();
    actor.sees(Scope::Instance)
        && (permissions.contains(Permission::AuditRead)
            || permissions.contains(Permission::AdminKeysWrite))
}

impl Lookups {
    /// Operators' issuers by their ids.
    pub async fn operator_issuers_by_id(
        &self,
        actor: &Actor,
        ids: &[OperatorIssuerId],
    ) -> Result<HashMap<OperatorIssuerId, operator_issuer::Model>, Error> {
        if !actor.sees(Scope::Instance) {
            return Ok(HashMap::new());
        }
        let ids = ids.iter().copied();
        let rows = operator_issuer::Entity::find().filter(operator_issuer::Column::Id.is_in(ids));
        let rows = rows.all(self.store.read()).await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    /// Rules by their ids.
    pub async fn operator_rules_by_id(
        &self,
        actor: &Actor,
        ids: &[OperatorRuleId],
    ) -> Result<HashMap<OperatorRuleId, operator_rule::Model>, Error> {
        let ids = ids.iter().copied();
        let rows = operator_rule::Entity::find().filter(operator_rule::Column::Id.is_in(ids));
        let rows = rows.all(self.store.read()).await?.into_iter();
        Ok(rows.filter(|row| actor.sees(row.scope())).map(|row| (row.id, row)).collect())
    }

    /// The rules of operators' issuers, oldest first.
    pub async fn operator_rules_of(
        &self,
        actor: &Actor,
        ids: &[OperatorIssuerId],
    ) -> Result<HashMap<OperatorIssuerId, Vec<operator_rule::Model>>, Error> {
        let of = operator_rule::Column::OperatorIssuerId.is_in(ids.iter().copied());
        let rows = operator_rule::Entity::find()
            .filter(of)
            .order_by_asc(operator_rule::Column::Id)
            .all(self.store.read())
            .await?;
        let mut found: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows.into_iter().filter(|row| actor.sees(row.scope())) {
            found.entry(row.operator_issuer_id).or_default().push(row);
        }
        Ok(found)
    }

    /// The newest keys of rules.
    pub async fn operator_rule_keys(
        &self,
        actor: &Actor,
        ids: &[OperatorRuleId],
    ) -> Result<HashMap<OperatorRuleId, key::Model>, Error> {
        let of = key::Column::OperatorRuleId.is_in(ids.iter().copied());
        let rows = key::Entity::live().filter(of).order_by_asc(key::Column::Id);
        let rows = rows.all(self.store.read()).await?.into_iter();
        let seen = rows.filter(|row| actor.sees(row.scope()));
        // Of several keys of a rule, the last stays.
        Ok(seen.filter_map(|row| Some((row.operator_rule_id?, row))).collect())
    }

    /// Sessions by their ids; an actor without the permission to see people finds its own only.
    pub async fn operator_sessions_by_id(
        &self,
        actor: &Actor,
        ids: &[OperatorSessionId],
    ) -> Result<HashMap<OperatorSessionId, operator_session::Model>, Error> {
        let own = actor.session().map(|session| session.id);
        let sees_all = may_see_people(actor);
        let ids = ids.iter().copied().filter(|id| sees_all || Some(*id) == own);
        let rows = operator_session::Entity::find().filter(operator_session::Column::Id.is_in(ids));
        let rows = rows.all(self.store.read()).await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    /// Blocked people by the ids of their blocks, with the operators' issuers that they are of.
    pub async fn operator_blocks_by_id(
        &self,
        actor: &Actor,
        ids: &[OperatorBlockId],
    ) -> Result<HashMap<OperatorBlockId, operator_block::Model>, Error> {
        if !may_see_people(actor) {
            return Ok(HashMap::new());
        }
        let ids = ids.iter().copied();
        let rows = operator_block::Entity::find().filter(operator_block::Column::Id.is_in(ids));
        let rows = rows.all(self.store.read()).await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }
}
