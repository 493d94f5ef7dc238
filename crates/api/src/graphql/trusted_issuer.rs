//! Trusted issuers.

use std::sync::{Arc, OnceLock};

use async_graphql::{Context, Description, ID, Json, Object};
use keyplane_control::{
    Error, FederatedIdentityListing, IdentitiesOf, IssuerKeyState, TrustedIssuerListing,
};
use keyplane_entity::{id::TrustedIssuerId, trusted_issuer};

use super::{
    access::Access,
    connection::{Connection, listing, page},
    enums::{IssuerKeySource, KeyAlgorithm},
    failure::Failure,
    loaders::by_id,
    order::{ListOrder, order},
    project::Project,
    scalars::DateTime,
};

by_id!(TrustedIssuerId => trusted_issuers_by_id => TrustedIssuer);
listing!(
    TrustedIssuerListing: trusted_issuer::Model => TrustedIssuer,
    trusted_issuers,
    count_trusted_issuers
);

/// Issuer outside of this deployment whose tokens stand for applications of a project, as far as
/// federated identities say.
#[derive(Clone, Description)]
pub(crate) struct TrustedIssuer(Arc<IssuerNode>);

struct IssuerNode {
    row: trusted_issuer::Model,
    /// What this server knows of the keys, read once for all fields.
    keys: OnceLock<IssuerKeyState>,
}

impl From<trusted_issuer::Model> for TrustedIssuer {
    fn from(row: trusted_issuer::Model) -> Self {
        Self(Arc::new(IssuerNode { row, keys: OnceLock::new() }))
    }
}

impl TrustedIssuer {
    fn keys(&self, context: &Context<'_>) -> &IssuerKeyState {
        let IssuerNode { row, keys } = &*self.0;
        let access = Access::of(context);
        keys.get_or_init(|| access.control().trusted_issuers().key_state(row))
    }

    async fn owner(&self, context: &Context<'_>) -> Result<Project, Failure> {
        let project = Access::of(context).load(self.0.row.project_id).await?;
        Ok(project.ok_or(Error::NotFound("project"))?)
    }
}

#[Object(use_type_description)]
impl TrustedIssuer {
    /// ID, such as `tis_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.row.id.to_string().into()
    }

    /// Display name, 1 to 100 characters.
    async fn name(&self) -> &str {
        &self.0.row.name
    }

    /// Name in files and other tools, unique in the project; null without one.
    async fn external_id(&self) -> Option<&str> {
        self.0.row.external_id.as_deref()
    }

    /// Name of the preset that the issuer was created with; null without one. Never changes.
    async fn preset(&self) -> Option<&str> {
        self.0.row.preset.as_deref()
    }

    /// `iss` of its tokens, byte for byte; null for a SPIFFE issuer. Never changes.
    async fn issuer(&self) -> Option<&str> {
        self.0.row.issuer.as_deref()
    }

    /// SPIFFE trust domain of its workloads, such as `example.org`; null for an issuer with an
    /// `iss`. Never changes.
    async fn trust_domain(&self) -> Option<&str> {
        self.0.row.trust_domain.as_deref()
    }

    /// Place of its keys. Never changes.
    async fn key_source(&self) -> IssuerKeySource {
        self.0.row.key_source.into()
    }

    /// URL of its discovery document; null for the one below `issuer`, and for other key sources.
    async fn discovery_url(&self) -> Option<&str> {
        self.0.row.discovery_url.as_deref()
    }

    /// URL of its JWKS, or of the bundle of the trust domain; null for other key sources.
    async fn jwks_uri(&self) -> Option<&str> {
        self.0.row.jwks_uri.as_deref()
    }

    /// JWKS or SPIFFE bundle that is stored with the issuer; null for other key sources.
    #[expect(clippy::unused_async, reason = "the library wants every resolver asynchronous")]
    async fn jwks(&self) -> Result<Option<Json<serde_json::Value>>, Failure> {
        let jwks = self.0.row.jwks.as_deref().map(serde_json::from_str);
        let jwks = jwks.transpose().map_err(|error| Error::Internal(format!("jwks: {error}")))?;
        Ok(jwks.map(Json))
    }

    /// Certificates in PEM, the only ones that may sign the certificate of the server with the keys;
    /// null for those of the machine.
    async fn ca_certificate(&self) -> Option<&str> {
        self.0.row.ca_certificate.as_deref()
    }

    /// Algorithms that its tokens may be signed with.
    async fn algorithms(&self) -> Vec<KeyAlgorithm> {
        let names = self.0.row.algorithms.0.iter();
        let known = names.filter_map(|name| name.parse::<keyplane_auth::Algorithm>().ok());
        known.map(KeyAlgorithm::from).collect()
    }

    /// The one `aud` that its tokens must have, byte for byte. The issuer URL of the project unless
    /// another was set.
    async fn audience(&self, context: &Context<'_>) -> Result<String, Failure> {
        if let Some(audience) = &self.0.row.audience {
            return Ok(audience.clone());
        }
        let project = self.owner(context).await?;
        Ok(Access::of(context).control().public_url().issuer(&project.model().slug))
    }

    /// Whether `audience` may be one that other parties are known to accept too.
    async fn allow_shared_audience(&self) -> bool {
        self.0.row.allow_shared_audience
    }

    /// Reason for `allowSharedAudience`, 1 to 500 characters; null without it.
    async fn shared_audience_reason(&self) -> Option<&str> {
        self.0.row.shared_audience_reason.as_deref()
    }

    /// Whether each token is accepted once only, by its `jti`.
    async fn single_use(&self) -> bool {
        self.0.row.single_use
    }

    /// Maximum age of its tokens in seconds, 60 to 86,400.
    async fn max_age_seconds(&self) -> i64 {
        self.0.row.max_age_seconds
    }

    /// Whether its tokens are accepted. Access tokens that were issued for tokens of a disabled
    /// issuer are inactive.
    async fn enabled(&self) -> bool {
        self.0.row.enabled
    }

    /// End of the trust; null without one.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.row.expires_at.map(DateTime::from)
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.row.created_at.into()
    }

    /// Project that trusts the issuer.
    async fn project(&self, context: &Context<'_>) -> Result<Project, Failure> {
        self.owner(context).await
    }

    /// Federated identities that stand on the issuer.
    async fn federated_identities(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(
            desc = "Any part of the name; case-insensitive, at most 200 characters. Every item if absent or empty."
        )]
        search: Option<String>,
        #[graphql(desc = "Whether the items are enabled; both if absent.")] enabled: Option<bool>,
        #[graphql(desc = "Order of the list; `NEWEST` if absent.")] order_by: Option<ListOrder>,
    ) -> Result<Connection<FederatedIdentityListing>, Failure> {
        let listing = FederatedIdentityListing {
            project: self.0.row.project_id,
            of: IdentitiesOf::TrustedIssuer(self.0.row.id),
            external_id: None,
            search,
            enabled,
            order: order(order_by),
            page: page(first, after, None, None)?,
        };

        Connection::open(context, listing).await
    }

    /// Time at which this server last fetched usable keys; null if it has not since this project first
    /// needed them, or if the keys are stored with the issuer.
    async fn fetched_at(&self, context: &Context<'_>) -> Option<DateTime> {
        self.keys(context).fetched_at.map(DateTime::from)
    }

    /// Why this server's last fetch of the keys failed, one of a fixed list of texts; null if it did
    /// not. Keys that were fetched before count for up to 24 hours.
    async fn last_error(&self, context: &Context<'_>) -> Option<&str> {
        self.keys(context).last_error.as_deref()
    }

    /// `kid`s of the keys that count now; keys without a `kid` are left out. Empty before the first
    /// fetch.
    async fn key_ids(&self, context: &Context<'_>) -> &[String] {
        &self.keys(context).key_ids
    }
}
