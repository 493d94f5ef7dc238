//! The settings of an application: inputs, limits and audit events.

use keyplane_auth::{is_reserved_claim, shown as shown_text};
use keyplane_entity::{
    Timestamp,
    application::{self, AccessTokenFormat, ApplicationType, ClaimNames, ClientAuthMethod},
    id::{ApiId, ApplicationId, ProjectId},
};

use crate::{
    error::Error,
    input::{self, Patch, within},
    store::audit::Event,
};

/// Limits of an access token's lifetime, in seconds: one minute and 28 days.
const TOKEN_LIFETIME: (i64, i64) = (60, 28 * 86_400);
/// Maximum number of claims that an application may carry into its tokens.
const MAX_CLAIMS: usize = 32;
/// Maximum length of the name of such a claim, in characters.
const MAX_CLAIM_NAME: usize = 255;

/// Arguments of `createApplication`.
#[derive(Clone, Debug)]
pub struct CreateApplication {
    /// Project of the application.
    pub project_id: ProjectId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Type of the application; immutable.
    pub r#type: ApplicationType,
    /// Client authentication method.
    pub auth_method: ClientAuthMethod,
    /// Format of the application's access tokens.
    pub access_token_format: AccessTokenFormat,
    /// Access token lifetime in seconds, 60 to 2,419,200.
    pub access_token_lifetime_seconds: i64,
    /// Whether grant assertions may name another subject than the application.
    pub allow_any_subject: bool,
    /// Whether client assertions may name the token endpoint as audience.
    pub allow_token_endpoint_audience: bool,
    /// Claims of grant assertions that are copied into the access token, at most 32.
    pub allowed_claims: Vec<String>,
}

/// Arguments of `updateApplication`.
#[derive(Clone, Debug)]
pub struct UpdateApplication {
    /// Application to change.
    pub application_id: ApplicationId,
    /// Display name, 1 to 100 characters.
    pub name: Patch<String>,
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
    /// Whether grant assertions may name another subject than the application.
    pub allow_any_subject: Patch<bool>,
    /// Whether client assertions may name the token endpoint as audience.
    pub allow_token_endpoint_audience: Patch<bool>,
    /// Claims of grant assertions that are copied into the access token, at most 32.
    pub allowed_claims: Patch<Vec<String>>,
}

impl CreateApplication {
    /// Checks each setting and returns the row of a new application.
    pub(super) fn check(
        self,
        id: ApplicationId,
        now: Timestamp,
    ) -> Result<application::Model, Error> {
        Ok(application::Model {
            id,
            project_id: self.project_id,
            name: input::name(&self.name)?,
            r#type: self.r#type,
            auth_method: self.auth_method,
            enabled: true,
            access_token_format: self.access_token_format,
            access_token_lifetime_seconds: token_lifetime(self.access_token_lifetime_seconds)?,
            allow_any_subject: self.allow_any_subject,
            allow_token_endpoint_audience: self.allow_token_endpoint_audience,
            allowed_claims: claim_names(self.allowed_claims)?,
            default_api_id: None,
            token_generation: 0,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        })
    }
}

impl UpdateApplication {
    /// Checks each change and returns the changed row.
    pub(super) fn apply(self, mut row: application::Model) -> Result<application::Model, Error> {
        if let Some(name) = self.name.required("name")? {
            row.name = input::name(&name)?;
        }
        if let Some(seconds) =
            self.access_token_lifetime_seconds.required("accessTokenLifetimeSeconds")?
        {
            row.access_token_lifetime_seconds = token_lifetime(seconds)?;
        }
        if let Some(names) = self.allowed_claims.required("allowedClaims")? {
            row.allowed_claims = claim_names(names)?;
        }

        let keep = |patch: Patch<bool>, field: &str, old: bool| {
            patch.required(field).map(|new| new.unwrap_or(old))
        };
        row.enabled = keep(self.enabled, "enabled", row.enabled)?;
        row.allow_any_subject =
            keep(self.allow_any_subject, "allowAnySubject", row.allow_any_subject)?;
        row.allow_token_endpoint_audience = keep(
            self.allow_token_endpoint_audience,
            "allowTokenEndpointAudience",
            row.allow_token_endpoint_audience,
        )?;

        if let Some(method) = self.auth_method.required("authMethod")? {
            row.auth_method = method;
        }
        if let Some(format) = self.access_token_format.required("accessTokenFormat")? {
            row.access_token_format = format;
        }
        row.default_api_id = self.default_api_id.optional(row.default_api_id);
        Ok(row)
    }
}

fn token_lifetime(seconds: i64) -> Result<i64, Error> {
    within("accessTokenLifetimeSeconds", seconds, TOKEN_LIFETIME.0, TOKEN_LIFETIME.1)
}

fn claim_names(names: Vec<String>) -> Result<ClaimNames, Error> {
    let refuse = |why: String| Err(Error::input("allowedClaims", why));
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
            return refuse(format!("{} is listed twice", shown_text(name)));
        }
    }
    Ok(ClaimNames(names))
}

/// The audit event of new or changed settings.
pub(super) fn changes(
    action: &'static str,
    before: Option<&application::Model>,
    after: &application::Model,
) -> Event {
    fn shown(row: &application::Model) -> [(&'static str, serde_json::Value); 10] {
        use sea_orm::ActiveEnum;
        [
            ("name", (*row.name).into()),
            ("type", row.r#type.to_value().into()),
            ("authMethod", row.auth_method.to_value().into()),
            ("enabled", row.enabled.into()),
            ("accessTokenFormat", row.access_token_format.to_value().into()),
            ("accessTokenLifetimeSeconds", row.access_token_lifetime_seconds.into()),
            ("allowAnySubject", row.allow_any_subject.into()),
            ("allowTokenEndpointAudience", row.allow_token_endpoint_audience.into()),
            ("defaultApiId", row.default_api_id.map(|id| id.to_string()).into()),
            ("allowedClaims", row.allowed_claims.0.clone().into()),
        ]
    }

    let event = Event::new(action, after.id);
    match before {
        None => {
            shown(after).into_iter().fold(event, |event, (name, value)| event.with(name, value))
        }
        Some(before) => shown(before)
            .into_iter()
            .zip(shown(after))
            .fold(event, |event, ((name, from), (_, to))| event.with_change(name, from, to)),
    }
}
