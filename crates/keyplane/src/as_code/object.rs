//! The kinds of objects that files describe, and what the Admin API says about each.

use std::fmt;

use serde_json::{Map, Value, json};

/// Settings of an object under their names in files.
pub(super) type ObjectSettings = Map<String, Value>;

/// A kind of object, in the order in which apply makes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ObjectKind {
    Project,
    Application,
    Api,
    Key,
    TrustedIssuer,
    FederatedIdentity,
    Grant,
}

/// What there is to know of a kind.
pub(super) struct KindFacts {
    /// What messages call it.
    pub(super) noun: &'static str,
    /// Mutations that create, change and delete one.
    pub(super) create: &'static str,
    pub(super) update: &'static str,
    pub(super) delete: &'static str,
    /// Field of the payload that holds the object.
    pub(super) field: &'static str,
    /// Member of the inputs that holds its ID.
    pub(super) id_member: &'static str,
    /// Settings that two objects of the kind cannot share in a project.
    pub(super) unique: &'static [&'static str],
    /// Settings that never change.
    pub(super) fixed: &'static [&'static str],
    /// Settings that a new object gets in a second step, because its creation does not take them.
    pub(super) later: &'static [&'static str],
}

impl ObjectKind {
    /// Every kind.
    pub(super) const ALL: [Self; 7] = [
        Self::Project,
        Self::Application,
        Self::Api,
        Self::Key,
        Self::TrustedIssuer,
        Self::FederatedIdentity,
        Self::Grant,
    ];

    pub(super) const fn facts(self) -> KindFacts {
        let (noun, field, id_member, [create, update, delete]) = self.names();
        let (fixed, later): (&[_], &[_]) = match self {
            Self::Project => (&[], &["authorizationEndpoint"]),
            Self::Application => (&["type"], &["enabled", "defaultApi"]),
            Self::Api => (&["name", "identifier"], &["enabled"]),
            Self::Key => (&["application", "algorithm", "kid"], &[]),
            Self::TrustedIssuer => {
                (&["preset", "issuer", "trustDomain", "keySource"], &["enabled"])
            }
            Self::FederatedIdentity => (&["application", "trustedIssuer"], &["enabled"]),
            Self::Grant => (&["application", "api"], &[]),
        };
        let unique: &[_] = match self {
            Self::Api => &["name", "identifier"],
            Self::Key => &["kid"],
            Self::TrustedIssuer => &["issuer", "trustDomain"],
            Self::Project | Self::Application | Self::FederatedIdentity | Self::Grant => &[],
        };
        KindFacts { noun, create, update, delete, field, id_member, unique, fixed, later }
    }

    /// What messages call one, its field in payloads, the member with its ID, and the mutations that
    /// create, change and delete one.
    const fn names(self) -> (&'static str, &'static str, &'static str, [&'static str; 3]) {
        match self {
            Self::Project => (
                "project",
                "project",
                "projectId",
                ["createProject", "updateProject", "deleteProject"],
            ),
            Self::Application => (
                "application",
                "application",
                "applicationId",
                ["createApplication", "updateApplication", "deleteApplication"],
            ),
            Self::Api => ("API", "api", "apiId", ["createApi", "updateApi", "deleteApi"]),
            Self::Key => {
                ("key", "key", "keyId", ["importApplicationKey", "updateKey", "revokeKey"])
            }
            Self::TrustedIssuer => (
                "trusted issuer",
                "trustedIssuer",
                "trustedIssuerId",
                ["createTrustedIssuer", "updateTrustedIssuer", "deleteTrustedIssuer"],
            ),
            Self::FederatedIdentity => (
                "federated identity",
                "federatedIdentity",
                "federatedIdentityId",
                ["createFederatedIdentity", "updateFederatedIdentity", "deleteFederatedIdentity"],
            ),
            Self::Grant => ("grant", "grant", "grantId", ["grantApi", "grantApi", "revokeGrant"]),
        }
    }

    /// The name of the kind in JSON: `trustedIssuer`.
    pub(super) const fn member(self) -> &'static str {
        self.facts().field
    }

    /// Values of the settings that a file leaves out. A setting that is not here stays as it is on the
    /// server: what an operator disabled or ended is not brought back by a file that says nothing
    /// about it.
    pub(super) fn defaults(self) -> ObjectSettings {
        let defaults = match self {
            Self::Project | Self::FederatedIdentity => json!({}),
            Self::Application => json!({
                "description": "", "owner": "", "labels": [], "authMethod": "PRIVATE_KEY_JWT",
                "accessTokenFormat": "JWT", "accessTokenLifetimeSeconds": 1800,
                "tokensPerMinute": null, "allowAnySubject": false,
                "allowTokenEndpointAudience": false, "allowedClaims": [], "federatedGrants": [],
                "federatedClaim": false, "clientIdAliases": [], "assertionAudiences": [],
                "defaultApi": null,
            }),
            Self::Api => json!({
                "description": "", "scopes": [], "accepts": ["ACCESS_TOKEN"],
                "resourceServer": null,
            }),
            Self::Key => json!({ "additionalAlgorithms": [] }),
            Self::TrustedIssuer => json!({
                "preset": null, "issuer": null, "trustDomain": null, "keySource": "DISCOVERY",
                "discoveryUrl": null, "jwksUri": null, "jwks": null, "caCertificate": null,
                "audience": null, "allowSharedAudience": false, "reason": null,
                "singleUse": false, "maxAgeSeconds": 3600,
            }),
            Self::Grant => json!({ "scopes": [] }),
        };

        defaults.as_object().cloned().unwrap_or_default()
    }
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.facts().noun)
    }
}

/// The settings that name another object, with its kind and the member of the inputs that takes its
/// ID.
pub(super) const REFERENCES: [(&str, ObjectKind, &str); 5] = [
    ("defaultApi", ObjectKind::Api, "defaultApiId"),
    ("resourceServer", ObjectKind::Application, "resourceServerId"),
    ("application", ObjectKind::Application, "applicationId"),
    ("api", ObjectKind::Api, "apiId"),
    ("trustedIssuer", ObjectKind::TrustedIssuer, "trustedIssuerId"),
];

/// The kind of the object that a setting names; `None` if it names none.
pub(super) fn reference(setting: &str) -> Option<(ObjectKind, &'static str)> {
    REFERENCES.iter().find(|one| one.0 == setting).map(|one| (one.1, one.2))
}

/// Settings whose order says nothing.
const UNORDERED: [&str; 8] = [
    "allowedClaims",
    "federatedGrants",
    "scopes",
    "accepts",
    "algorithms",
    "additionalAlgorithms",
    "clientIdAliases",
    "assertionAudiences",
];

/// A setting in the one form in which it is compared: texts without blanks around them, as the server
/// keeps them, times in UTC, lists whose order says nothing sorted.
pub(super) fn normal(setting: &str, value: Value) -> Value {
    match value {
        Value::String(text) if setting == "expiresAt" => {
            let time = keyplane_entity::Timestamp::parse(&text);
            Value::from(time.map_or(text, |time| time.to_string()))
        }
        Value::String(text) => Value::from(text.trim()),
        Value::Array(mut items) if UNORDERED.contains(&setting) => {
            items.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
            items.dedup();
            Value::Array(items)
        }
        other => other,
    }
}
