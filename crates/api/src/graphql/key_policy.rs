//! A project's key policy.

use std::sync::Arc;

use async_graphql::{Description, InputObject, MaybeUndefined, Object};
use keyplane_auth::Algorithm;
use keyplane_control::{Error, KeyPolicyPatch};
use keyplane_entity::project;

use super::{enums::KeyAlgorithm, failure::Failure, patch::patch};

/// How a project's signing keys are made and replaced, and what its guard takes.
#[derive(Description)]
pub(crate) struct KeyPolicy(pub(crate) Arc<project::Model>);

#[expect(clippy::unused_async, reason = "the library wants every resolver asynchronous")]
#[Object(use_type_description)]
impl KeyPolicy {
    /// The algorithm that the server signs with.
    async fn signing_algorithm(&self) -> Result<KeyAlgorithm, Failure> {
        algorithm(&self.0.signing_algorithm)
    }

    /// The size of RSA signing keys to come.
    async fn rsa_bits(&self) -> i32 {
        self.0.rsa_bits
    }

    /// How long a signing key signs before the schedule replaces it; null: no schedule.
    async fn rotation_period_seconds(&self) -> Option<i64> {
        self.0.rotation_period_seconds
    }

    /// How long a signing key is published before it signs.
    async fn publish_ahead_seconds(&self) -> i64 {
        self.0.publish_ahead_seconds
    }

    /// How long a verifier may keep the JWKS.
    async fn jwks_max_age_seconds(&self) -> i64 {
        self.0.jwks_max_age_seconds
    }

    /// The longest life of an admin token that this project's keys sign.
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

/// What to set of a key policy. An absent field keeps its value, or gets the default in a new
/// project.
#[derive(InputObject)]
pub(crate) struct KeyPolicyInput {
    /// The algorithm that the server signs with; RS256 by default. The next key brings it.
    signing_algorithm: MaybeUndefined<KeyAlgorithm>,
    /// 2048 (the default), 3072 or 4096.
    rsa_bits: MaybeUndefined<i32>,
    /// At least a day and twice the publish-ahead; null: no schedule, which is the default.
    rotation_period_seconds: MaybeUndefined<i32>,
    /// At least 900 and twice `jwksMaxAgeSeconds`; 86400 by default.
    publish_ahead_seconds: MaybeUndefined<i32>,
    /// 60 to 3600; 300 by default.
    jwks_max_age_seconds: MaybeUndefined<i32>,
    /// At most 86400, which is the default.
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
