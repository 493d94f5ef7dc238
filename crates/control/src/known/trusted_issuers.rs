//! The trusted issuers of a project and the federated identities that stand on each, in memory:
//! read once, with their keys and rules parsed.

use std::{collections::HashMap, sync::Arc};

use keyplane_auth::{
    Algorithm, AlgorithmSet, ClaimRule, CompiledClaimRule, KeySetUse, OutsideIssuer, OutsideKeySet,
};
use keyplane_entity::{
    federated_identity,
    id::{ApplicationId, FederatedIdentityId, ProjectId, TrustedIssuerId},
    project,
    trusted_issuer::{self, IssuerKeySource},
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use serde_json::{Map, Value};

use super::stored_claim_rule::claim_rules;
use crate::{
    error::Error,
    outside::{KeySetPlace, KeySetSource},
    public_url::PublicUrl,
};

/// The trusted issuers of a project.
pub(crate) struct ProjectIssuers {
    all: HashMap<TrustedIssuerId, Arc<TrustedIssuer>>,
    by_iss: HashMap<Box<str>, TrustedIssuerId>,
    by_trust_domain: HashMap<Box<str>, TrustedIssuerId>,
}

/// A trusted issuer, ready to judge tokens.
pub(crate) struct TrustedIssuer {
    /// The row, without its JWKS.
    pub(crate) row: trusted_issuer::Model,
    /// The accepted algorithms.
    pub(crate) algorithms: AlgorithmSet,
    /// The expected `aud`.
    pub(crate) audience: Box<str>,
    pub(crate) keys: IssuerKeysFrom,
}

/// Where the keys of a trusted issuer come from.
pub(crate) enum IssuerKeysFrom {
    /// They are fetched.
    Source(KeySetSource),
    /// They are stored with the issuer; `None` if this version does not take the stored set.
    Stored(Option<Arc<OutsideKeySet>>),
}

/// The federated identities of an issuer, in the order of their applications.
#[derive(Default)]
pub(crate) struct IssuerIdentities {
    all: Box<[FederatedIdentity]>,
    by_id: HashMap<FederatedIdentityId, usize>,
}

/// A federated identity, ready to judge claims.
pub(crate) struct FederatedIdentity {
    /// The row, without its rules.
    pub(crate) row: federated_identity::Model,
    /// Rules that must all hold. Never empty, unless this version cannot read the stored ones.
    pub(crate) rules: Box<[CompiledClaimRule]>,
}

impl ProjectIssuers {
    /// Reads the trusted issuers of a project, whose own issuer URL is their default audience.
    pub(super) async fn load(
        db: &impl ConnectionTrait,
        project: &project::Model,
        public_url: &PublicUrl,
    ) -> Result<Self, Error> {
        let mut rows = trusted_issuer::Entity::in_project(project.id).all(db).await?;
        // The server may have got another URL since: what it issues itself is never outside.
        rows.retain(|row| !row.issuer.as_deref().is_some_and(|iss| public_url.covers(iss)));
        Ok(Self::new(rows, &public_url.issuer(&project.slug)))
    }

    fn new(rows: Vec<trusted_issuer::Model>, own_issuer: &str) -> Self {
        let name = |name: &Option<String>, id| Some((name.as_deref()?.into(), id));
        let by_iss = rows.iter().filter_map(|row| name(&row.issuer, row.id)).collect();
        let by_trust_domain =
            rows.iter().filter_map(|row| name(&row.trust_domain, row.id)).collect();

        let all = rows.into_iter().map(|row| {
            let issuer = TrustedIssuer::new(row, own_issuer);
            (issuer.row.id, Arc::new(issuer))
        });
        Self { all: all.collect(), by_iss, by_trust_domain }
    }

    pub(crate) fn get(&self, id: TrustedIssuerId) -> Option<&Arc<TrustedIssuer>> {
        self.all.get(&id)
    }

    /// The issuer with this `iss`, byte for byte.
    pub(crate) fn with_iss(&self, iss: &str) -> Option<&Arc<TrustedIssuer>> {
        self.get(*self.by_iss.get(iss)?)
    }

    /// The SPIFFE issuer of a trust domain.
    pub(crate) fn with_trust_domain(&self, domain: &str) -> Option<&Arc<TrustedIssuer>> {
        self.get(*self.by_trust_domain.get(domain)?)
    }
}

impl TrustedIssuer {
    fn new(mut row: trusted_issuer::Model, own_issuer: &str) -> Self {
        let keys = IssuerKeysFrom::of(&row);
        row.jwks = None;
        let named = row.algorithms.0.iter().filter_map(|name| name.parse::<Algorithm>().ok());
        let audience = row.audience.as_deref().unwrap_or(own_issuer).into();
        Self { algorithms: named.collect(), audience, keys, row }
    }

    /// The name by which tokens name the issuer; `None` only for a row that has neither.
    pub(crate) fn name_in_tokens(&self) -> Option<OutsideIssuer<'_>> {
        let iss = self.row.issuer.as_deref().map(OutsideIssuer::Url);
        iss.or_else(|| self.row.trust_domain.as_deref().map(OutsideIssuer::TrustDomain))
    }
}

impl IssuerKeysFrom {
    /// Where the keys of a row come from. A row that names no source has no keys, so none of its
    /// tokens verifies.
    pub(crate) fn of(row: &trusted_issuer::Model) -> Self {
        let usage = key_set_use(row.trust_domain.as_deref());
        let ca_certificate = row.ca_certificate.clone();
        let source = match (row.key_source, usage) {
            (IssuerKeySource::Discovery, KeySetUse::Jwt) => row.issuer.as_deref().map(|issuer| {
                KeySetSource::discovery(issuer, row.discovery_url.as_deref(), ca_certificate)
            }),
            (IssuerKeySource::JwksUrl, usage) => row.jwks_uri.clone().map(|url| {
                let place = match usage {
                    KeySetUse::Jwt => KeySetPlace::Jwks { url },
                    KeySetUse::JwtSvid => KeySetPlace::SpiffeBundle { url },
                };
                KeySetSource::new(place, ca_certificate)
            }),
            (IssuerKeySource::Discovery, KeySetUse::JwtSvid) | (IssuerKeySource::Jwks, _) => None,
        };

        let stored = || OutsideKeySet::parse(row.jwks.as_deref()?.as_bytes(), usage).ok();
        source.map_or_else(|| Self::Stored(stored().map(Arc::new)), Self::Source)
    }
}

/// What the keys of an issuer are for: a SPIFFE issuer has a trust domain.
pub(crate) fn key_set_use(trust_domain: Option<&str>) -> KeySetUse {
    if trust_domain.is_some() { KeySetUse::JwtSvid } else { KeySetUse::Jwt }
}

impl IssuerIdentities {
    /// Reads the federated identities of an issuer; `None` if it has none.
    pub(super) async fn load(
        db: &impl ConnectionTrait,
        project: ProjectId,
        issuer: TrustedIssuerId,
    ) -> Result<Option<Self>, Error> {
        let rows = federated_identity::Entity::in_project(project)
            .filter(federated_identity::Column::TrustedIssuerId.eq(issuer))
            .all(db)
            .await?;
        Ok((!rows.is_empty()).then(|| Self::new(rows)))
    }

    fn new(mut rows: Vec<federated_identity::Model>) -> Self {
        rows.sort_unstable_by_key(|row| (row.application_id, row.id));
        let by_id = rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
        Self { all: rows.into_iter().map(FederatedIdentity::new).collect(), by_id }
    }

    pub(crate) fn get(&self, id: FederatedIdentityId) -> Option<&FederatedIdentity> {
        self.all.get(*self.by_id.get(&id)?)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &FederatedIdentity> {
        self.all.iter()
    }

    /// Those of one application.
    pub(crate) fn of_application(&self, id: ApplicationId) -> &[FederatedIdentity] {
        let from = self.all.partition_point(|identity| identity.row.application_id < id);
        let rest = &self.all[from..];
        &rest[..rest.partition_point(|identity| identity.row.application_id == id)]
    }
}

impl FederatedIdentity {
    fn new(mut row: federated_identity::Model) -> Self {
        let rules = claim_rules(std::mem::take(&mut row.rules)).into_iter().map(ClaimRule::compile);
        let rules = rules.collect::<Result<_, _>>().unwrap_or_default();
        Self { row, rules }
    }

    /// Whether every rule holds for the claims of a verified token. Without a rule none does.
    pub(crate) fn matches(&self, claims: &Map<String, Value>) -> bool {
        !self.rules.is_empty() && self.rules.iter().all(|rule| rule.holds(claims))
    }
}
