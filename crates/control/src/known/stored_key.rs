//! The public forms of a stored key.

use keyplane_auth::{Algorithm, AlgorithmSet, Jwk, PublicKey, VerifyingKey, validate_kid};
use keyplane_entity::{Timestamp, key};
use sea_orm::{ColumnTrait, QueryFilter, Select};

use crate::error::Error;

fn public_key(key: &key::Model) -> Result<PublicKey, Error> {
    PublicKey::from_spki_der(&key.public_key).map_err(|error| Error::internal("stored key", error))
}

/// The public half as SPKI PEM.
pub fn public_key_pem(key: &key::Model) -> Result<String, Error> {
    Ok(public_key(key)?.spki_pem())
}

/// The key's certificate as PEM; `None` for an imported key.
pub fn certificate_pem(key: &key::Model) -> Option<String> {
    key.certificate.as_deref().map(keyplane_auth::certificate_pem)
}

/// The key's own algorithm.
pub(crate) fn algorithm_of(key: &key::Model) -> Result<Algorithm, Error> {
    key.algorithm.parse().map_err(|error| Error::internal("stored key", error))
}

/// The algorithms that the key is used with besides its own.
pub fn additional_algorithms(key: &key::Model) -> Result<Vec<Algorithm>, Error> {
    let names = key.additional_algorithms.split_ascii_whitespace();
    let algorithms: Result<_, _> = names.map(str::parse).collect();
    algorithms.map_err(|error| Error::internal("stored key", error))
}

/// Every algorithm that the key is used with.
pub(crate) fn algorithms_of(key: &key::Model) -> Result<AlgorithmSet, Error> {
    let own = algorithm_of(key)?;
    Ok(additional_algorithms(key)?.into_iter().chain([own]).collect())
}

/// The public half, ready to verify with each of the key's algorithms.
pub(crate) fn verifying_key(key: &key::Model) -> Result<VerifyingKey, Error> {
    let algorithms = [algorithm_of(key)?].into_iter().chain(additional_algorithms(key)?);
    VerifyingKey::for_all(&public_key(key)?, algorithms)
        .map_err(|error| Error::internal("stored key", error))
}

/// The public half as a JWK (RFC 7517) with `kid`, `alg`, `use` and, where there is a
/// certificate, `x5c` and `x5t#S256`.
pub fn key_jwk(key: &key::Model) -> Result<Jwk, Error> {
    Ok(public_key(key)?.jwk_as(&key.kid, algorithm_of(key)?, key.certificate.as_deref()))
}

/// Whether `exportPrivateKey` gives the private half at `now`.
pub fn is_exportable(key: &key::Model, now: Timestamp) -> bool {
    key.private_key_retained && key.sealed_private_key.is_some() && !key.state(now).has_ended()
}

/// The size of an RSA key.
pub(crate) fn rsa_bits(key: &key::Model) -> Result<Option<u32>, Error> {
    Ok(public_key(key)?.rsa_bits())
}

/// The keys of a query that have this `kid`. `None` for a text that cannot be a kid: no key has it,
/// and the database is not queried (PostgreSQL refuses a NUL character).
pub(crate) fn of_kid(query: Select<key::Entity>, kid: &str) -> Option<Select<key::Entity>> {
    validate_kid(kid).ok().map(|()| query.filter(key::Column::Kid.eq(kid)))
}
