//! Checkpoints: signed statements that a chain had this head at this time, as a JWS (RFC 7515).

use std::collections::HashMap;

use keyplane_auth::{
    Algorithm, Header, JwkSet, Jws, PublicKey, SigningKey, VerifyingKey, import_public_key, mint,
    validate_kid,
};
use keyplane_entity::{Timestamp, audit_signing_key};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::error::Error;

/// The algorithm of the keys that sign checkpoints.
pub(crate) const ALGORITHM: Algorithm = Algorithm::EdDsa;
/// The media type in the header, so that no other token of the deployment is taken for a checkpoint
/// (RFC 8725 section 3.11).
const TYPE: &str = "keyplane-audit-checkpoint+jwt";

/// The content of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Statement {
    /// The deployment's public URL.
    pub(crate) iss: String,
    /// Time of the signature, in Unix seconds.
    pub(crate) iat: i64,
    /// The scope of the chain.
    pub(crate) scope: Uuid,
    /// The newest event.
    pub(crate) sequence: i64,
    /// Its hash.
    pub(crate) hash: String,
}

impl Statement {
    /// The statement about the head of a chain.
    pub(crate) fn new(
        iss: String,
        at: Timestamp,
        scope: Uuid,
        sequence: i64,
        hash: String,
    ) -> Self {
        Self { iss, iat: at.seconds(), scope, sequence, hash }
    }

    /// Signs the statement as a compact JWS.
    pub(crate) fn sign(&self, key: &SigningKey, kid: &str) -> Result<String, Error> {
        let header =
            Header { kid: kid.to_owned(), typ: Some(TYPE.to_owned()), ..Header::default() };
        let Ok(Value::Object(claims)) = serde_json::to_value(self) else {
            return Err(Error::Internal("a checkpoint has no claims".into()));
        };
        mint(key, header, &claims).map_err(|error| Error::internal("checkpoint", error))
    }
}

/// The public keys that checkpoints are verified with, by key ID.
#[derive(Clone, Debug, Default)]
pub(crate) struct CheckpointKeys(HashMap<String, VerifyingKey>);

impl CheckpointKeys {
    /// The keys of a JWK Set. The error names a key that is not one of Ed25519.
    pub(crate) fn of_jwks(set: &JwkSet) -> Result<Self, String> {
        let keys = set.keys.iter().map(|jwk| {
            let text = serde_json::to_string(jwk).map_err(|error| error.to_string())?;
            let imported = import_public_key(&text).map_err(|error| error.to_string())?;
            let kid = jwk.common.key_id.clone().unwrap_or_else(|| imported.public_key.thumbprint());
            validate_kid(&kid).map_err(|error| error.to_string())?;
            Ok((kid, verifying(&imported.public_key)?))
        });
        keys.collect::<Result<_, String>>().map(Self)
    }

    /// The keys of the database that can be used.
    pub(crate) fn of_rows(rows: &[audit_signing_key::Model]) -> Self {
        let keys = rows.iter().filter_map(|row| {
            let key = verifying(&public_key(row)?).ok()?;
            Some((row.kid.clone(), key))
        });
        Self(keys.collect())
    }

    /// The statement of a checkpoint whose signature holds. The error says why it does not.
    pub(crate) fn verify(&self, jws: &str) -> Result<Statement, String> {
        let parsed = Jws::parse(jws).map_err(|error| error.to_string())?;
        if !parsed.header().is_of_type(TYPE) {
            return Err(format!("its header must have the typ {TYPE}"));
        }
        let kid = parsed.header().kid.as_deref().unwrap_or_default();
        let key = self.0.get(kid).ok_or_else(|| {
            format!("the key {} that signed it is not known", keyplane_auth::shown(kid))
        })?;
        parsed.verify(key).map_err(|_| "its signature does not hold".to_owned())?;
        serde_json::from_slice(parsed.payload()).map_err(|_| "it states no head".to_owned())
    }
}

/// The public half of a stored key; `None` for a row that was damaged. What that key has signed then
/// does not verify.
fn public_key(row: &audit_signing_key::Model) -> Option<PublicKey> {
    PublicKey::from_spki_der(&row.public_key).ok().filter(|key| key.supports(ALGORITHM))
}

/// The public halves as a JWK Set.
pub(crate) fn jwks(rows: &[audit_signing_key::Model]) -> JwkSet {
    let keys =
        rows.iter().filter_map(|row| Some(public_key(row)?.jwk_as(&row.kid, ALGORITHM, None)));
    JwkSet { keys: keys.collect() }
}

fn verifying(key: &PublicKey) -> Result<VerifyingKey, String> {
    VerifyingKey::new(key, ALGORITHM).map_err(|_| "a checkpoint key must be an Ed25519 key".into())
}
