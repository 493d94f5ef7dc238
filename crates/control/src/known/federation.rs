//! Look-ups of trusted issuers and federated identities for requests, from memory or the database.

use std::sync::Arc;

use keyplane_entity::{
    Timestamp, federated_identity,
    id::{FederatedIdentityId, ProjectId, TrustedIssuerId},
    project,
};
use sea_orm::{EntityTrait, QuerySelect};

use super::{
    handle::Known,
    scopes::ScopeEntry,
    trusted_issuers::{IssuerIdentities, ProjectIssuers, TrustedIssuer},
};
use crate::{
    error::Error,
    judge::{IdentityStanding, IssuedThrough, IssuerStanding},
};

/// A federated identity as an access token names it.
pub(crate) struct NamedIdentity {
    pub(crate) issuer: Arc<TrustedIssuer>,
    /// The identities of the issuer; the named one is among them, unless it was deleted.
    identities: Arc<IssuerIdentities>,
    id: FederatedIdentityId,
}

impl NamedIdentity {
    /// The row of the identity; `None` if it was deleted.
    pub(crate) fn row(&self) -> Option<&federated_identity::Model> {
        self.identities.get(self.id).map(|identity| &identity.row)
    }
}

impl Known {
    /// The trusted issuers of a project.
    pub(crate) async fn trusted_issuers(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
    ) -> Result<Arc<ProjectIssuers>, Error> {
        let load = || async {
            let _permit = self.cold_lookup().await?;
            let (db, url) = (self.store().read(), self.public_url());
            Ok(Arc::new(ProjectIssuers::load(db, project, url).await?))
        };
        entry.trusted_issuers.get(load).await
    }

    /// The trusted issuer with this `iss`, in any state. An `iss` that the project does not trust
    /// costs no look-up.
    pub(crate) async fn trusted_issuer_by_iss(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        iss: &str,
    ) -> Result<Option<Arc<TrustedIssuer>>, Error> {
        Ok(self.trusted_issuers(entry, project).await?.with_iss(iss).cloned())
    }

    /// The SPIFFE issuer of a trust domain, in any state.
    pub(crate) async fn trusted_issuer_by_trust_domain(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        domain: &str,
    ) -> Result<Option<Arc<TrustedIssuer>>, Error> {
        Ok(self.trusted_issuers(entry, project).await?.with_trust_domain(domain).cloned())
    }

    /// The federated identities of an issuer, in any state.
    pub(crate) async fn federated_identities(
        &self,
        entry: &ScopeEntry,
        project: ProjectId,
        issuer: TrustedIssuerId,
    ) -> Result<Arc<IssuerIdentities>, Error> {
        let load = || async {
            let _permit = self.cold_lookup().await?;
            let found = IssuerIdentities::load(self.store().read(), project, issuer).await?;
            Ok(found.map(Arc::new))
        };
        Ok(entry.identities.get(issuer, load).await?.unwrap_or_default())
    }

    /// The federated identity through which a token of the project was issued, with its issuer, in
    /// any state; `None` if it was deleted with its issuer, or is another project's. Judge both with
    /// [`IdentityStanding`](crate::judge::IdentityStanding) and
    /// [`IssuerStanding`](crate::judge::IssuerStanding).
    pub(crate) async fn federated_identity(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        id: FederatedIdentityId,
    ) -> Result<Option<NamedIdentity>, Error> {
        let Some(issuer) = self.issuer_of_identity(id).await? else { return Ok(None) };
        let issuers = self.trusted_issuers(entry, project).await?;
        let Some(issuer) = issuers.get(issuer).cloned() else { return Ok(None) };
        let identities = self.federated_identities(entry, project.id, issuer.row.id).await?;
        Ok(Some(NamedIdentity { issuer, identities, id }))
    }

    /// Whether a token that was issued through this identity counts at `now`, as far as the identity
    /// and its issuer are concerned. A token that names none costs nothing.
    pub(crate) async fn issued_through(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        id: Option<FederatedIdentityId>,
        now: Timestamp,
    ) -> Result<IssuedThrough, Error> {
        let Some(id) = id else { return Ok(IssuedThrough::Nothing) };
        let named = self.federated_identity(entry, project, id).await?;
        let issuer = named.as_ref().map(|named| &named.issuer.row);
        let identity = named.as_ref().and_then(NamedIdentity::row);

        let standing = IdentityStanding { identity, now }.checks();
        let mut standing = standing.chain(IssuerStanding { issuer, now }.checks());
        let refusal = standing.find_map(|(_, check)| check?.refusal);
        Ok(IssuedThrough::Identity(refusal))
    }

    async fn issuer_of_identity(
        &self,
        id: FederatedIdentityId,
    ) -> Result<Option<TrustedIssuerId>, Error> {
        let known = &self.inner.cache.identity_issuers;
        if let Some(known) = known.get(&id) {
            return Ok(known);
        }

        let _permit = self.cold_lookup().await?;
        let issuer: Option<TrustedIssuerId> = federated_identity::Entity::find_by_id(id)
            .select_only()
            .column(federated_identity::Column::TrustedIssuerId)
            .into_tuple()
            .one(self.store().read())
            .await?;
        known.insert(id, issuer);
        Ok(issuer)
    }
}

/// The identity that an access token names in `federated_identity`.
pub(crate) fn named_identity(claim: Option<&str>) -> Result<Option<FederatedIdentityId>, Error> {
    let id = claim.map(str::parse).transpose();
    id.map_err(|error| Error::internal("federated_identity", error))
}
