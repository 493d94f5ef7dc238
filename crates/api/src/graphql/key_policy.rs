//! A project's key policy.

use std::sync::Arc;

use async_graphql::{Description, InputObject, MaybeUndefined, Object};
use keyplane_auth::Algorithm;
use keyplane_control::{Error, KeyPolicyPatch};
use keyplane_entity::project;

use super::{enums::KeyAlgorithm, failure::Failure, patch::patch};

/// Rules for a project's signing keys and its admin tokens.
#[derive(Description)]
pub(crate) struct KeyPolicy(pub(crate) Arc<project::Model>);

#[expect(clippy::unused_async, reason = "the library wants every resolver asynchronous")]
#[Object(use_type_description)]
impl KeyPolicy {
    /// Algorithm of new signing keys.
    async fn signing_algorithm(&self) -> Result<KeyAlgorithm, Failure> {
        algorithm(&self.0.signing_algorithm)
    }

    /// Size of new RSA signing keys in bits: 2048, 3072 or 4096.
    async fn rsa_bits(&self) -> i32 {
        self.0.rsa_bits
    }

    /// Time in seconds after which a signing key is replaced; null if keys are not rotated on a
    /// schedule.
    async fn rotation_period_seconds(&self) -> Option<i64> {
        self.0.rotation_period_seconds
    }

    /// Time in seconds for which a signing key is published before it signs.
    async fn publish_ahead_seconds(&self) -> i64 {
        self.0.publish_ahead_seconds
    }

    /// Time in seconds for which verifiers may cache the JWKS, 60 to 3,600.
    async fn jwks_max_age_seconds(&self) -> i64 {
        self.0.jwks_max_age_seconds
    }

    /// Maximum lifetime in seconds of admin tokens signed with this project's keys, 60 to 86,400.
    async fn max_admin_token_lifetime_seconds(&self) -> i64 {
        self.0.max_admin_token_lifetime_seconds
    }
}

/// An algorithm as the database holds it.
pub(crate) fn algorithm(name: &str) -> Result<KeyAlgorithm, Failure> {
    name.parse::<Algorithm>()
        .map(KeyAlgorithm::from)
        .map_err(|_| Error::Internal(format!("unknown algorithm {name} in the database")).into())
}

/// Key policy of a project. An absent field keeps its value; in a new project it gets the default.
#[derive(InputObject)]
pub(crate) struct KeyPolicyInput {
    /// Algorithm of new signing keys; default `RS256`. Existing keys keep theirs.
    signing_algorithm: MaybeUndefined<KeyAlgorithm>,
    /// Size of new RSA signing keys in bits: 2048, 3072 or 4096; default 2048.
    rsa_bits: MaybeUndefined<i32>,
    /// Time in seconds after which a signing key is replaced, 86,400 to 315,360,000 and at least
    /// twice `publishAheadSeconds`; null for no schedule, which is the default.
    rotation_period_seconds: MaybeUndefined<i32>,
    /// Time in seconds for which a signing key is published before it signs, 900 to 7,776,000 and
    /// at least twice `jwksMaxAgeSeconds`; default 86,400.
    publish_ahead_seconds: MaybeUndefined<i32>,
    /// Time in seconds for which verifiers may cache the JWKS, 60 to 3,600; default 300.
    jwks_max_age_seconds: MaybeUndefined<i32>,
    /// Maximum lifetime in seconds of admin tokens signed with this project's keys, 60 to 86,400;
    /// default 86,400.
    max_admin_token_lifetime_seconds: MaybeUndefined<i32>,
}

impl From<KeyPolicyInput> for KeyPolicyPatch {
    fn from(input: KeyPolicyInput) -> Self {
        Self {
            signing_algorithm: patch(input.signing_algorithm),
            rsa_bits: patch(input.rsa_bits),
            rotation_period_seconds: patch(input.rotation_period_seconds),
            publish_ahead_seconds: patch(input.publish_ahead_seconds),
            jwks_max_age_seconds: patch(input.jwks_max_age_seconds),
            max_admin_token_lifetime_seconds: patch(input.max_admin_token_lifetime_seconds),
        }
    }
}
