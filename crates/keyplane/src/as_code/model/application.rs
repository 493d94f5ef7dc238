//! Applications in files, with their public keys.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    choice::{AuthMethodChoice, FederatedGrantChoice, TokenFormatChoice, TypeChoice},
    is_empty,
    key::KeyInFile,
    name::{LabelKey, ObjectReference},
};

/// An application. A setting that is absent has its default, except `enabled`, which stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ApplicationInFile {
    /// Display name, 1 to 100 characters; default: the name in the set.
    #[schemars(length(min = 1, max = 100))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// Type of the application; never changes.
    pub(crate) r#type: TypeChoice,
    /// What the application is for, 0 to 500 characters.
    #[schemars(length(max = 500))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// Contact for the application, 0 to 200 characters.
    #[schemars(length(max = 200))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<String>,
    /// Labels: keys with their values, at most 32.
    #[schemars(extend("maxProperties" = 32))]
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(crate) labels: BTreeMap<LabelKey, String>,
    /// Whether the application may authenticate and its tokens are valid. Absent: stays as it is;
    /// true in a new application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enabled: Option<bool>,
    /// Method of client authentication; default `PRIVATE_KEY_JWT`. A change deletes the client
    /// secrets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) auth_method: Option<AuthMethodChoice>,
    /// Format of the application's access tokens; default `JWT`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) access_token_format: Option<TokenFormatChoice>,
    /// Access token lifetime in seconds, 60 to 2,419,200; default 1,800.
    #[schemars(range(min = 60, max = 2_419_200))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) access_token_lifetime_seconds: Option<i64>,
    /// Maximum number of access tokens a minute, 1 to 1,000,000; default: no quota.
    #[schemars(range(min = 1, max = 1_000_000))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tokens_per_minute: Option<i64>,
    /// Whether grant assertions may name a `sub` other than the `client_id`; default false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) allow_any_subject: Option<bool>,
    /// Whether assertions may name the token endpoint in `aud`; default false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) allow_token_endpoint_audience: Option<bool>,
    /// Claims of a grant assertion that are copied into the access token, at most 32.
    #[schemars(length(max = 32), extend("uniqueItems" = true))]
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(crate) allowed_claims: Vec<String>,
    /// Grants for which the application may send a token of a trusted issuer; default none.
    #[schemars(extend("uniqueItems" = true))]
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(crate) federated_grants: Vec<FederatedGrantChoice>,
    /// Whether access tokens name the token of a trusted issuer for which they were issued; default
    /// false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) federated_claim: Option<bool>,
    /// Other values of `client_id` that name the application, at most 5; default none.
    #[schemars(length(max = 5), extend("uniqueItems" = true))]
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(crate) client_id_aliases: Vec<String>,
    /// Further values of `aud` that the application's assertions may have, at most 5; default none.
    #[schemars(length(max = 5), extend("uniqueItems" = true))]
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(crate) assertion_audiences: Vec<String>,
    /// API whose identifier is the audience of tokens requested without `resource`; default: the
    /// issuer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) default_api: Option<ObjectReference>,
    /// Public keys of the application. Their private halves stay where they are used.
    #[schemars(length(max = 100))]
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(crate) keys: Vec<KeyInFile>,
}
