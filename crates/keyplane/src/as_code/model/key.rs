//! Public keys in files.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{choice::AlgorithmChoice, is_empty};

/// A public key: `publicKey` or `publicKeyFile`. It is found on the server by its thumbprint.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct KeyInFile {
    /// Display name, 1 to 100 characters.
    #[schemars(length(min = 1, max = 100))]
    pub(crate) name: String,
    /// The public key: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK as text or as a map.
    #[schemars(with = "Option<PublicKeyText>")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) public_key: Option<Value>,
    /// Path of a file with the public key, in the folder of this file or below it.
    #[schemars(length(min = 1, max = 1024))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) public_key_file: Option<String>,
    /// Algorithm of the key; default: the `alg` of the JWK, else the one that fits. Never changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) algorithm: Option<AlgorithmChoice>,
    /// Further RSA algorithms of an RSA key; default none.
    #[schemars(extend("uniqueItems" = true))]
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(crate) additional_algorithms: Vec<AlgorithmChoice>,
    /// Key ID, 1 to 128 letters, digits and `.`, `_`, `~`, `-`; default: the `kid` of the JWK, else
    /// the thumbprint (RFC 7638). Never changes.
    #[schemars(length(min = 1, max = 128))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) kid: Option<String>,
    /// Time at which the key expires, RFC 3339. Absent: stays as it is; never in a new key.
    #[schemars(length(max = 40))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) expires_at: Option<String>,
}

/// A public key as text, or a JWK as a map.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only a form for the schema")]
enum PublicKeyText {
    Text(#[schemars(length(min = 1, max = 65_536))] String),
    Jwk(BTreeMap<String, Value>),
}
