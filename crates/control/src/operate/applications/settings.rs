//! The settings of an application: their checks, and the arguments of the mutations.

use keyplane_auth::{is_reserved_claim, shown};
use keyplane_entity::{
    application::{
        self, AccessTokenFormat, ApplicationType, ClaimNames, ClientAuthMethod, FederatedGrant,
        FederatedGrants,
    },
    id::{ApiId, ApplicationId, ProjectId},
    label::Label,
};
use serde::Serialize;

use super::{
    alias::check_aliases,
    audience::check_audiences,
    label::{Labels, check_labels},
};
use crate::{
    error::Error,
    input::{self, Patch, any, description, within},
};

/// Limits of an access token's lifetime, in seconds: one minute and 28 days.
const TOKEN_LIFETIME: (i64, i64) = (60, 28 * 86_400);
/// Maximum length of an owner, in characters.
const MAX_OWNER: usize = 200;
/// Limits of a quota, in access tokens a minute.
const TOKENS_PER_MINUTE: (i64, i64) = (1, 1_000_000);
/// Maximum number of claims that an application may carry into its tokens.
const MAX_CLAIMS: usize = 32;
/// Maximum length of the name of such a claim, in characters.
const MAX_CLAIM_NAME: usize = 255;

/// Changes of an application's settings. A new application is the default one with these changes.
#[derive(Clone, Debug, Default)]
pub struct ApplicationSettings {
    /// Display name, 1 to 100 characters.
    pub name: Patch<String>,
    /// What the application is for, 0 to 500 characters; cleared: empty.
    pub description: Patch<String>,
    /// Contact for the application, 0 to 200 characters; cleared: empty.
    pub owner: Patch<String>,
    /// Labels, at most 32, each key once; cleared: none.
    pub labels: Patch<Vec<Label>>,
    /// Whether the application may authenticate and its tokens are valid.
    pub enabled: Patch<bool>,
    /// Client authentication method.
    pub auth_method: Patch<ClientAuthMethod>,
    /// Default API of token requests without `resource`; cleared: the issuer.
    pub default_api_id: Patch<ApiId>,
    /// Format of the application's access tokens.
    pub access_token_format: Patch<AccessTokenFormat>,
    /// Access token lifetime in seconds, 60 to 2,419,200.
    pub access_token_lifetime_seconds: Patch<i64>,
    /// Maximum number of access tokens a minute, 1 to 1,000,000; cleared: no quota.
    pub tokens_per_minute: Patch<i64>,
    /// Whether grant assertions may name another subject than the application.
    pub allow_any_subject: Patch<bool>,
    /// Whether client assertions may name the token endpoint as audience.
    pub allow_token_endpoint_audience: Patch<bool>,
    /// Grants for which the application may send a token of a trusted issuer; cleared: none.
    pub federated_grants: Patch<Vec<FederatedGrant>>,
    /// Whether access tokens name the token of a trusted issuer for which they were issued.
    pub federated_claim: Patch<bool>,
    /// Claims of grant assertions that are copied into the access token, at most 32.
    pub allowed_claims: Patch<Vec<String>>,
    /// Other values of `client_id`, at most 5; cleared: none.
    pub client_id_aliases: Patch<Vec<String>>,
    /// Further values of `aud` in the application's assertions, at most 5; cleared: none.
    pub assertion_audiences: Patch<Vec<String>>,
    /// Name in files and other tools, unique in the project; cleared: none.
    pub external_id: Patch<String>,
}

/// Arguments of `createApplication`.
#[derive(Clone, Debug)]
pub struct CreateApplication {
    /// Project of the application.
    pub project_id: ProjectId,
    /// Type of the application; immutable.
    pub r#type: ApplicationType,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Differences from the default settings; the `name` in it is ignored.
    pub settings: ApplicationSettings,
    /// Whether the application gets a client secret, if its authentication method uses one.
    pub generate_secret: bool,
}

/// Arguments of `updateApplication`.
#[derive(Clone, Debug)]
pub struct UpdateApplication {
    /// Application to change.
    pub application_id: ApplicationId,
    /// Changes of the application's settings.
    pub settings: ApplicationSettings,
}

/// An application with its labels and aliases. Serialises all settings.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Labelled {
    #[serde(flatten)]
    pub(super) row: application::Model,
    pub(super) labels: Labels,
    /// Sorted.
    #[serde(rename = "clientIdAliases")]
    pub(super) aliases: Vec<String>,
}

impl ApplicationSettings {
    /// Checks each change and applies it.
    pub(super) fn apply(self, to: &mut Labelled) -> Result<(), Error> {
        let Labelled { row, labels, aliases } = to;
        let owner = |field: &str, owner: String| input::text(field, &owner, MAX_OWNER);

        self.name.set("name", &mut row.name, |_, name| input::name(&name))?;
        self.description.or_empty().set("description", &mut row.description, description)?;
        self.owner.or_empty().set("owner", &mut row.owner, owner)?;
        self.labels.or_empty().set("labels", labels, check_labels)?;
        self.enabled.set("enabled", &mut row.enabled, any)?;
        self.auth_method.set("authMethod", &mut row.auth_method, any)?;
        self.default_api_id.set_optional(&mut row.default_api_id);
        self.access_token_format.set("accessTokenFormat", &mut row.access_token_format, any)?;
        self.access_token_lifetime_seconds.set(
            "accessTokenLifetimeSeconds",
            &mut row.access_token_lifetime_seconds,
            token_lifetime,
        )?;
        self.tokens_per_minute.set_checked(
            "tokensPerMinute",
            &mut row.tokens_per_minute,
            tokens_per_minute,
        )?;
        self.allow_any_subject.set("allowAnySubject", &mut row.allow_any_subject, any)?;
        self.allow_token_endpoint_audience.set(
            "allowTokenEndpointAudience",
            &mut row.allow_token_endpoint_audience,
            any,
        )?;
        let grants = self.federated_grants.or_empty();
        grants.set("federatedGrants", &mut row.federated_grants, federated_grants)?;
        self.federated_claim.set("federatedClaim", &mut row.federated_claim, any)?;
        self.allowed_claims.set("allowedClaims", &mut row.allowed_claims, claim_names)?;
        self.client_id_aliases.or_empty().set("clientIdAliases", aliases, check_aliases)?;
        let audiences = self.assertion_audiences.or_empty();
        audiences.set("assertionAudiences", &mut row.assertion_audiences, check_audiences)?;
        self.external_id.set_checked("externalId", &mut row.external_id, input::external_id)?;
        Ok(())
    }
}

fn token_lifetime(field: &str, seconds: i64) -> Result<i64, Error> {
    within(field, seconds, TOKEN_LIFETIME.0, TOKEN_LIFETIME.1)
}

fn tokens_per_minute(field: &str, count: i64) -> Result<i64, Error> {
    within(field, count, TOKENS_PER_MINUTE.0, TOKENS_PER_MINUTE.1)
}

/// The grants, each once, sorted.
#[expect(clippy::unnecessary_wraps, reason = "every check of a setting has this form")]
fn federated_grants(_: &str, mut grants: Vec<FederatedGrant>) -> Result<FederatedGrants, Error> {
    grants.sort_unstable();
    grants.dedup();
    Ok(FederatedGrants(grants))
}

fn claim_names(field: &str, names: Vec<String>) -> Result<ClaimNames, Error> {
    let refuse = |why: String| Err(Error::input(field, why));
    if names.len() > MAX_CLAIMS {
        return refuse(format!("must be at most {MAX_CLAIMS} names"));
    }

    for (at, name) in names.iter().enumerate() {
        let printable = name.bytes().all(|byte| byte.is_ascii_graphic());
        if name.is_empty() || name.len() > MAX_CLAIM_NAME || !printable {
            return refuse(format!("a name has 1 to {MAX_CLAIM_NAME} printable ASCII characters"));
        }
        if is_reserved_claim(name) {
            return refuse(format!("{name} is a registered claim, which Keyplane sets itself"));
        }
        if names[..at].contains(name) {
            return refuse(format!("{} is listed twice", shown(name)));
        }
    }
    Ok(ClaimNames(names))
}
