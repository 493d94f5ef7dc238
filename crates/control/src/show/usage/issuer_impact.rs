//! What stops working when a trusted issuer is disabled or deleted: its federated identities.

use keyplane_entity::{
    Permission, Scope, Timestamp, federated_identity,
    id::{ApplicationId, FederatedIdentityId, TrustedIssuerId},
    trusted_issuer,
    usage_count::Column,
};
use sea_orm::{
    ColumnTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Alias, Expr},
};

use super::{
    impact::{Impact, MAX_NAMED},
    last_use::newest,
};
use crate::{error::Error, known::Actor, show::lists::Lookups};

impl Lookups {
    pub(super) async fn impact_of_issuer(
        &self,
        actor: &Actor,
        id: TrustedIssuerId,
    ) -> Result<Impact, Error> {
        let found = self.trusted_issuers_by_id(actor, &[id]).await?.remove(&id);
        let issuer = found.ok_or(Error::NotFound("trusted issuer"))?;
        actor.require(Permission::Read, Scope::Project(issuer.project_id))?;

        let ids = identities(&issuer).select_only().column(federated_identity::Column::Id);
        let recent = self.recent(Column::SubjectId.in_subquery(ids.into_query())).await?;
        let last = match self.last_used(&issuer).await? {
            Some(identity) => newest(identity).one(self.store.read()).await?,
            None => None,
        };

        let applications =
            if recent.accepted > 0 { self.recent_owners(&issuer).await? } else { Vec::new() };
        Ok(Impact::new(&recent, last, applications))
    }

    /// The identity of an issuer that was used last; `None` if none was ever used.
    async fn last_used(
        &self,
        issuer: &trusted_issuer::Model,
    ) -> Result<Option<FederatedIdentityId>, Error> {
        let own = || Expr::col((federated_identity::Entity, federated_identity::Column::Id));
        let last = newest(own()).select_only().column(Column::LastAt).into_query();
        let found = identities(issuer)
            .select_only()
            .column(federated_identity::Column::Id)
            .expr_as(Expr::SubQuery(None, Box::new(last.clone().into())), "last_at")
            .filter(Expr::exists(last))
            .order_by(Expr::col(Alias::new("last_at")), Order::Desc)
            .limit(1)
            .into_tuple::<(FederatedIdentityId, Option<Timestamp>)>()
            .one(self.store.read())
            .await?;
        Ok(found.map(|(id, _)| id))
    }

    /// The applications of the identities that were used recently.
    async fn recent_owners(
        &self,
        issuer: &trusted_issuer::Model,
    ) -> Result<Vec<ApplicationId>, Error> {
        let own = Expr::col((federated_identity::Entity, federated_identity::Column::Id));
        let used = identities(issuer)
            .select_only()
            .column(federated_identity::Column::ApplicationId)
            .distinct()
            .filter(Expr::exists(self.recent_of(own)))
            .order_by_desc(federated_identity::Column::ApplicationId)
            .limit(MAX_NAMED as u64);
        Ok(used.into_tuple().all(self.store.read()).await?)
    }
}

fn identities(issuer: &trusted_issuer::Model) -> Select<federated_identity::Entity> {
    let of_issuer = federated_identity::Column::TrustedIssuerId.eq(issuer.id);
    federated_identity::Entity::in_project(issuer.project_id).filter(of_issuer)
}
