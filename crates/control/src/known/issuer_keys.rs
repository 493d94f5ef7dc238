//! The signing keys of a project in memory: public halves parsed once in the lifetime of the process,
//! private halves once for each set of keys. Each request decides which of them sign and verify.

use std::{collections::HashMap, fmt::Display, sync::OnceLock};

use keyplane_auth::{
    AccessTokenRefusal, KeyRefusal, SigningKey, TokenSigner, UnverifiedAccessToken,
    VerifiedAccessToken, VerifyingKey,
};
use keyplane_entity::{Timestamp, id::KeyId, key, lifecycle::Ring};
use quick_cache::sync::Cache;

use super::{
    sealer::Sealer,
    stored_key::{algorithm_of, verifying_key},
};
use crate::error::Error;

/// Maximum number of cached parsed public keys; the least used are dropped first.
const MAX_PARSED: usize = 16_384;

/// Parsed public keys by ID. A key never changes, so this needs no invalidation.
pub(crate) struct ParsedKeys {
    verifiers: Cache<KeyId, VerifyingKey>,
}

impl Default for ParsedKeys {
    fn default() -> Self {
        Self { verifiers: Cache::new(MAX_PARSED) }
    }
}

impl ParsedKeys {
    fn verifier(&self, key: &key::Model) -> Result<VerifyingKey, Error> {
        if let Some(known) = self.verifiers.get(&key.id) {
            return Ok(known);
        }
        let parsed = verifying_key(key)?;
        self.verifiers.insert(key.id, parsed.clone());
        Ok(parsed)
    }
}

/// The SERVER signing keys of a project.
pub(crate) struct IssuerKeys {
    pub(crate) issuer: String,
    ring: Ring,
    verifiers: HashMap<String, (usize, VerifyingKey)>,
    /// The private halves that have signed. They leave the memory together with these keys, which
    /// each change of a signing key drops; a request that still holds them writes to this map, which
    /// later requests do not find.
    signers: HashMap<KeyId, OnceLock<TokenSigner>>,
}

impl IssuerKeys {
    /// Keeps the keys of a ring whose private halves this server holds; tokens signed with other
    /// keys are not accepted as tokens of the issuer.
    pub(super) fn new(issuer: String, mut ring: Ring, parsed: &ParsedKeys) -> Result<Self, Error> {
        ring.keys.retain(key::Model::is_server_signing);
        let mut verifiers = HashMap::new();
        for (index, key) in ring.keys.iter().enumerate() {
            verifiers.insert(key.kid.clone(), (index, parsed.verifier(key)?));
        }
        let signers = ring.keys.iter().map(|key| (key.id, OnceLock::new())).collect();
        Ok(Self { issuer, ring, verifiers, signers })
    }

    /// The private half of one of the keys, opened and parsed by the first request that signs.
    pub(super) fn token_signer(
        &self,
        sealer: &Sealer,
        key: &key::Model,
    ) -> Result<&TokenSigner, Error> {
        let absent = || Error::Internal(format!("the signing key {} is not here", key.kid));
        let cell = self.signers.get(&key.id).ok_or_else(absent)?;
        if let Some(known) = cell.get() {
            return Ok(known);
        }
        let parsed = parse_signer(sealer, key)?;
        // Another request may have been quicker; its signer is the same.
        Ok(cell.get_or_init(|| parsed))
    }

    /// The key that signs at `now`.
    pub(crate) fn signer(&self, now: Timestamp) -> Option<&key::Model> {
        self.ring.signer(now)
    }

    /// Verifies an access token with the key that it names, if what this key signed is accepted at
    /// `now`. Returns the key's ID too.
    pub(crate) fn verify(
        &self,
        token: UnverifiedAccessToken<'_>,
        now: Timestamp,
    ) -> Result<(KeyId, VerifiedAccessToken), AccessTokenRefusal> {
        let (index, key) = self.verifiers.get(token.kid()).ok_or(KeyRefusal::Unknown)?;
        let row = &self.ring.keys[*index];
        if !row.is_accepted(now) {
            return Err(KeyRefusal::Unknown.into());
        }
        Ok((row.id, token.verify(key)?))
    }

    /// Refuses what a key signed unless it is accepted at `now`.
    pub(crate) fn accept(&self, id: KeyId, now: Timestamp) -> Result<(), KeyRefusal> {
        let accepts = self.ring.keys.iter().any(|key| key.id == id && key.is_accepted(now));
        if accepts { Ok(()) } else { Err(KeyRefusal::Unknown) }
    }
}

fn parse_signer(sealer: &Sealer, key: &key::Model) -> Result<TokenSigner, Error> {
    let private = sealer.unseal_key(key)?;
    let fail = |error: &dyn Display| Error::internal("signing key", error);
    let signing = SigningKey::new(&private, algorithm_of(key)?).map_err(|error| fail(&error))?;
    TokenSigner::new(signing, &key.kid).map_err(|error| fail(&error))
}
