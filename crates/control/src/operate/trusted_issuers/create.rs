//! `createTrustedIssuer`.

use keyplane_auth::Algorithm;
use keyplane_entity::{
    Permission, Scope, Timestamp,
    id::{ProjectId, TrustedIssuerId},
    trusted_issuer::{self, AlgorithmNames, IssuerKeySource},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};

use super::{
    event::on_trusted_issuer, handle::TrustedIssuers, name::preset_of,
    settings::TrustedIssuerSettings,
};
use crate::{
    error::Error,
    input,
    known::{Actor, Change},
    operate::write::Write,
};

/// Maximum number of trusted issuers of a project.
const MAX_ISSUERS: u64 = 200;
/// Maximum age of tokens, in seconds, unless the operator says otherwise.
const MAX_AGE: i64 = 3600;

/// Arguments of `createTrustedIssuer`.
#[derive(Clone, Debug)]
pub struct CreateTrustedIssuer {
    /// Project that trusts the issuer.
    pub project_id: ProjectId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Name of the preset that the issuer is made with; `None`: what is known of its `iss`.
    pub preset: Option<String>,
    /// `iss` of its tokens; `None` for a SPIFFE issuer.
    pub issuer: Option<String>,
    /// SPIFFE trust domain; `None` for an issuer with an `iss`.
    pub trust_domain: Option<String>,
    /// Where its keys are.
    pub key_source: IssuerKeySource,
    /// Differences from the default settings; the `name` in it is ignored.
    pub settings: TrustedIssuerSettings,
}

impl TrustedIssuers {
    /// Registers an issuer.
    pub async fn create(
        &self,
        actor: &Actor,
        request: CreateTrustedIssuer,
    ) -> Result<trusted_issuer::Model, Error> {
        let scope = Scope::Project(request.project_id);
        let permission = Permission::ApplicationsWrite;
        actor.require(permission, scope)?;
        let settings = request.settings.clone();
        let mut row = self.draft(request)?;

        let mut write = Write::begin(&self.known, actor, permission, &[scope]).await?;
        let project = write.project(row.project_id).await?;
        settings.apply(&mut row, write.now)?;
        self.check(&row, &project.slug)?;
        write.actor().require_lasting("trusted issuer", row.expires_at)?;
        write.refuse_identifier_as_audience(&row).await?;
        write.refuse_taken_issuer(&row).await?;
        if let Some(issuer) = &row.issuer {
            write.check_no_alias(row.project_id, issuer).await?;
        }

        row.created_at = write.now;
        trusted_issuer::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(write.db())
            .await?;
        write
            .record(scope, on_trusted_issuer("trustedIssuer.create", &row).with_settings(&row)?)
            .await?;
        write.commit_only(Change::TrustedIssuers).await?;
        Ok(row)
    }

    /// The row with the default settings, and those that never change.
    fn draft(&self, request: CreateTrustedIssuer) -> Result<trusted_issuer::Model, Error> {
        let mut row = trusted_issuer::Model {
            id: TrustedIssuerId(self.known.store().new_id()),
            project_id: request.project_id,
            name: input::name(&request.name)?,
            external_id: None,
            preset: request.preset,
            issuer: request.issuer,
            trust_domain: request.trust_domain,
            key_source: request.key_source,
            discovery_url: None,
            jwks_uri: None,
            jwks: None,
            ca_certificate: None,
            algorithms: AlgorithmNames::default(),
            audience: None,
            allow_shared_audience: false,
            shared_audience_reason: None,
            single_use: false,
            max_age_seconds: MAX_AGE,
            enabled: true,
            expires_at: None,
            created_at: Timestamp(0),
        };

        let usual = preset_of(&row).map_or(&Algorithm::ALL[..], |preset| preset.algorithms);
        row.algorithms = AlgorithmNames(usual.iter().map(|one| one.as_str().to_owned()).collect());
        Ok(row)
    }
}

impl Write {
    /// Refuses a name that another trusted issuer of the project has, and one issuer too many.
    async fn refuse_taken_issuer(&self, row: &trusted_issuer::Model) -> Result<(), Error> {
        use trusted_issuer::Column;

        let own = trusted_issuer::Entity::in_project(row.project_id);
        if own.clone().count(self.db()).await? >= MAX_ISSUERS {
            return Err(Error::PreconditionFailed(format!(
                "the project has {MAX_ISSUERS} trusted issuers already, the most that it can have: \
                 delete one first"
            )));
        }

        // Without a value there is nothing to compare: `eq` of none would ask for null.
        let same = Condition::any()
            .add_option(row.issuer.as_deref().map(|one| Column::Issuer.eq(one)))
            .add_option(row.trust_domain.as_deref().map(|one| Column::TrustDomain.eq(one)))
            .add_option(row.external_id.as_deref().map(|one| Column::ExternalId.eq(one)));
        let Some(other) = own.filter(same).one(self.db()).await? else { return Ok(()) };
        let is_same = |own: &Option<String>, other: &Option<String>| own.is_some() && own == other;
        let field = if is_same(&row.issuer, &other.issuer) {
            "issuer"
        } else if is_same(&row.trust_domain, &other.trust_domain) {
            "trustDomain"
        } else {
            "externalId"
        };
        Err(Error::taken(field, format!("the trusted issuer {} has it already", other.name)))
    }
}
