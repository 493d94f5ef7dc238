//! What a file may hold. The JSON Schema is made from these types, and `export` writes them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    api::{ApiInFile, GrantInFile},
    application::ApplicationInFile,
    choice::AlgorithmChoice,
    federation::{FederatedIdentityInFile, TrustedIssuerInFile},
    is_empty,
    name::{ObjectName, ProjectSlug, SetName, is_set_name},
};

/// A file of a file set for `keyplane plan` and `keyplane apply`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SetFile {
    /// Name of the file set; the same in all of its files.
    pub(crate) set: SetName,
    /// Projects by their slugs. A file may hold a part of a project, and another file the rest.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(crate) projects: BTreeMap<ProjectSlug, ProjectInFile>,
}

/// A project. It is created if it is not there; apply never deletes a project. A setting that is
/// absent here stays as it is on the server.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ProjectInFile {
    /// Display name, 1 to 100 characters; the slug if a new project has none.
    #[schemars(length(min = 1, max = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// What the project is for, 0 to 500 characters.
    #[schemars(length(max = 500))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// URL of the project's own login; null for none.
    #[schemars(length(max = 2048))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) authorization_endpoint: Option<String>,
    /// Whether the token endpoint takes the parameter `audience` as another name of `resource`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) accept_audience_parameter: Option<bool>,
    /// Rules for the project's signing keys and its admin tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) key_policy: Option<KeyPolicyInFile>,
    /// Applications by their names in the set.
    #[serde(skip_serializing_if = "is_empty")]
    pub(crate) applications: BTreeMap<ObjectName, ApplicationInFile>,
    /// APIs by their names in the set.
    #[serde(skip_serializing_if = "is_empty")]
    pub(crate) apis: BTreeMap<ObjectName, ApiInFile>,
    /// Grants: which application may use which API, and with which scopes.
    #[serde(skip_serializing_if = "is_empty")]
    pub(crate) grants: Vec<GrantInFile>,
    /// Trusted issuers by their names in the set.
    #[serde(skip_serializing_if = "is_empty")]
    pub(crate) trusted_issuers: BTreeMap<ObjectName, TrustedIssuerInFile>,
    /// Federated identities by their names in the set.
    #[serde(skip_serializing_if = "is_empty")]
    pub(crate) federated_identities: BTreeMap<ObjectName, FederatedIdentityInFile>,
}

/// Rules for the project's signing keys and its admin tokens. An absent one stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct KeyPolicyInFile {
    /// Algorithm of new signing keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) signing_algorithm: Option<AlgorithmChoice>,
    /// Size of new RSA signing keys in bits: 2048, 3072 or 4096.
    #[schemars(range(min = 2048, max = 4096))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rsa_bits: Option<i64>,
    /// Time in seconds after which a signing key is replaced, 86,400 to 315,360,000; null for no
    /// schedule.
    #[schemars(range(min = 86_400, max = 315_360_000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rotation_period_seconds: Option<i64>,
    /// Time in seconds for which a signing key is published before it signs, 900 to 7,776,000.
    #[schemars(range(min = 900, max = 7_776_000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) publish_ahead_seconds: Option<i64>,
    /// Time in seconds for which verifiers may cache the JWKS, 60 to 3,600.
    #[schemars(range(min = 60, max = 3_600))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) jwks_max_age_seconds: Option<i64>,
    /// Maximum lifetime in seconds of admin tokens of the project's keys, 60 to 86,400.
    #[schemars(range(min = 60, max = 86_400))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_admin_token_lifetime_seconds: Option<i64>,
}

impl SetFile {
    /// The name of a set, if it is one.
    pub(crate) fn check_name(name: &str) -> Result<String, String> {
        if is_set_name(name) {
            return Ok(name.to_owned());
        }
        Err("--set: must be 1 to 20 lower-case letters, digits and inner hyphens".to_owned())
    }
}
