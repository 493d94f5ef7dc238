//! APIs and grants in files.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    choice::AcceptsChoice,
    is_empty,
    name::{ObjectReference, ProjectSlug},
};

/// A protected API. A setting that is absent has its default, except `enabled`, which stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ApiInFile {
    /// Name in URLs; default: the name in the set. Never changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<ProjectSlug>,
    /// Audience of the API's tokens: an absolute URI, at most 255 characters. Never changes.
    #[schemars(length(min = 1, max = 255))]
    pub(crate) identifier: String,
    /// What the API is for, 0 to 500 characters.
    #[schemars(length(max = 500))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// Scopes that can be granted, at most 100. A scope that is removed is removed from the grants.
    #[schemars(length(max = 100), extend("uniqueItems" = true))]
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(crate) scopes: Vec<String>,
    /// Kinds of token that the API accepts; default `ACCESS_TOKEN`.
    #[schemars(extend("uniqueItems" = true))]
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(crate) accepts: Vec<AcceptsChoice>,
    /// Application that serves the API and may introspect its tokens; default none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) resource_server: Option<ObjectReference>,
    /// Whether the API is enabled. Absent: stays as it is; true in a new API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enabled: Option<bool>,
}

/// Permission of an application to use an API. There is one for each pair.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct GrantInFile {
    /// Application that holds the grant.
    pub(crate) application: ObjectReference,
    /// API that the grant is for.
    pub(crate) api: ObjectReference,
    /// Granted scopes, a subset of the API's scopes; default none.
    #[schemars(length(max = 100), extend("uniqueItems" = true))]
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(crate) scopes: Vec<String>,
}
