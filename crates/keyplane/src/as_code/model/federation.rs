//! Trusted issuers and federated identities in files.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    choice::{AlgorithmChoice, KeySourceChoice, MatchChoice},
    is_empty,
    name::ObjectReference,
};

/// A trusted issuer. A setting that is absent has its default, except `enabled`, `expiresAt` and
/// `algorithms`, which stay as they are.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TrustedIssuerInFile {
    /// Display name, 1 to 100 characters; default: the name in the set.
    #[schemars(length(min = 1, max = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// Preset that the issuer is one of. Never changes.
    #[schemars(length(max = 64))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) preset: Option<String>,
    /// `iss` of its tokens. Never changes.
    #[schemars(length(min = 1, max = 1024))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) issuer: Option<String>,
    /// SPIFFE trust domain, in place of `issuer`. Never changes.
    #[schemars(length(min = 1, max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) trust_domain: Option<String>,
    /// Place of its keys; default `DISCOVERY`. Never changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) key_source: Option<KeySourceChoice>,
    /// URL of its discovery document; default: below `issuer`.
    #[schemars(length(max = 2048))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) discovery_url: Option<String>,
    /// URL of its JWKS or bundle, for `JWKS_URL`.
    #[schemars(length(max = 2048))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) jwks_uri: Option<String>,
    /// Its JWKS or bundle with public keys, for `JWKS`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) jwks: Option<BTreeMap<String, Value>>,
    /// Certificates in PEM that sign the certificate of its server; default: those of the machine.
    #[schemars(length(max = 65_536))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ca_certificate: Option<String>,
    /// Algorithms that its tokens may be signed with. Absent: those of the platform, or all, in a new
    /// issuer.
    #[schemars(extend("uniqueItems" = true))]
    #[serde(skip_serializing_if = "is_empty")]
    pub(crate) algorithms: Vec<AlgorithmChoice>,
    /// The one `aud` that its tokens must have; default: the project's issuer URL.
    #[schemars(length(min = 1, max = 512))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) audience: Option<String>,
    /// Whether `audience` may be one that others are known to accept too; needs a `reason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) allow_shared_audience: Option<bool>,
    /// Why `allowSharedAudience` is set, 1 to 500 characters.
    #[schemars(length(max = 500))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    /// Whether each token is accepted once only; default false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) single_use: Option<bool>,
    /// Maximum age of its tokens in seconds, 60 to 86,400; default 3,600.
    #[schemars(range(min = 60, max = 86_400))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_age_seconds: Option<i64>,
    /// Whether its tokens are accepted. Absent: stays as it is; true in a new issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) enabled: Option<bool>,
    /// End of the trust, RFC 3339. Absent: stays as it is; none in a new issuer.
    #[schemars(length(max = 40))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expires_at: Option<String>,
}

/// Ties tokens of a trusted issuer to an application, by rules over their claims.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct FederatedIdentityInFile {
    /// Display name, 1 to 100 characters; default: the name in the set.
    #[schemars(length(min = 1, max = 100))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// Application that the tokens stand for. Never changes.
    pub(crate) application: ObjectReference,
    /// Issuer of the tokens. Never changes.
    pub(crate) trusted_issuer: ObjectReference,
    /// Rules that the claims of a token must all satisfy, 1 to 16.
    #[schemars(length(min = 1, max = 16))]
    pub(crate) rules: Vec<ClaimRuleInFile>,
    /// Whether tokens stand for the application. Absent: stays as it is; true in a new identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enabled: Option<bool>,
    /// End of the identity, RFC 3339. Absent: stays as it is; none in a new identity.
    #[schemars(length(max = 40))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) expires_at: Option<String>,
}

/// Rule about one claim of a token.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ClaimRuleInFile {
    /// Name of the claim, or a JSON Pointer, which begins with `/`.
    #[schemars(length(min = 1, max = 255))]
    pub(crate) claim: String,
    /// How the claim is compared with the values.
    pub(crate) r#match: MatchChoice,
    /// Values: one, or with `ONE_OF` up to 64.
    #[schemars(length(min = 1, max = 64))]
    pub(crate) values: Vec<String>,
}
