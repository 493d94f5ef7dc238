//! The lifecycle under any timestamps, any clock and any sequence of operations.

mod operations;
mod publish_ahead;
mod rules;
mod state;

use uuid::Uuid;

use super::{DEFAULT_TOKEN_LIFETIME_SECONDS, Policy, Ring};
use crate::{
    Timestamp,
    id::KeyId,
    key::{Custody, Model, Origin, Purpose},
};

/// A signing key in SERVER custody that is in use from `activates_at` on.
fn key(number: u128, activates_at: i64) -> Model {
    Model {
        id: KeyId(Uuid::from_u128(number)),
        scope_id: Uuid::from_u128(1),
        application_id: None,
        purpose: Purpose::Signing,
        kid: number.to_string(),
        name: String::new(),
        algorithm: "RS256".into(),
        additional_algorithms: String::new(),
        public_key: Vec::new(),
        thumbprint: String::new(),
        certificate: None,
        custody: Custody::Server,
        origin: Origin::Generated,
        sealed_private_key: None,
        master_key_id: None,
        private_key_retained: false,
        permissions: None,
        created_by_kid: None,
        predecessor_id: None,
        created_at: Timestamp(0),
        activates_at: Timestamp::from_seconds(activates_at),
        retires_at: None,
        expires_at: None,
        not_after: None,
        revoked_at: None,
        max_token_lifetime_seconds: DEFAULT_TOKEN_LIFETIME_SECONDS,
        deleted_at: None,
        operator_rule_id: None,
        external_id: None,
    }
}

fn policy() -> Policy {
    Policy {
        algorithm: "RS256".into(),
        rotation_period_seconds: None,
        publish_ahead_seconds: 86_400,
        jwks_max_age_seconds: 300,
        jwks_cached_until: None,
    }
}

fn ring(keys: Vec<Model>) -> Ring {
    Ring { policy: policy(), token_lifetime_seconds: DEFAULT_TOKEN_LIFETIME_SECONDS, keys }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}
