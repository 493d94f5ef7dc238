//! The signing keys of a project as the runtime needs them: parsed once for the lifetime of the
//! process. Which of them sign and verify is decided for each request.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, PoisonError, RwLock},
};

use keyplane_auth::{
    AccessTokenRefusal, KeyRefusal, TokenId, TokenSigner, UnverifiedAccessToken,
    VerifiedAccessToken, VerifyingKey,
};
use keyplane_entity::{
    Timestamp,
    id::{KeyId, ProjectId},
    key,
    lifecycle::Ring,
    project, revoked_token,
};
use quick_cache::sync::Cache;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use tokio::sync::OnceCell;

use crate::{
    Control, Error, MAX_LEEWAY_SECONDS,
    cache::{ScopeEntry, fill},
    database::sole,
    judge::key_refusal,
    key as keys,
};

/// Maximum number of cached parsed keys; the least used are dropped first.
const MAX_PARSED: usize = 16_384;
/// Maximum number of revoked tokens of one project in memory; beyond it, each check reads the
/// database.
const MAX_REVOKED: usize = 50_000;

/// Parsed keys by ID. A key never changes, so this needs no invalidation.
pub(crate) struct ParsedKeys {
    signers: Cache<KeyId, Arc<TokenSigner>>,
    verifiers: Cache<KeyId, VerifyingKey>,
}

impl Default for ParsedKeys {
    fn default() -> Self {
        Self { signers: Cache::new(MAX_PARSED), verifiers: Cache::new(MAX_PARSED) }
    }
}

/// The SERVER signing keys of a project.
pub(crate) struct IssuerKeys {
    pub(crate) issuer: String,
    ring: Ring,
    verifiers: HashMap<String, (usize, VerifyingKey)>,
}

impl IssuerKeys {
    /// The key that signs at `now`.
    pub(super) fn signer(&self, now: Timestamp) -> Option<&key::Model> {
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
        if !is_accepted(row, now) {
            return Err(KeyRefusal::Unknown.into());
        }
        Ok((row.id, token.verify(key)?))
    }

    /// Refuses what a key signed unless it is accepted at `now`.
    pub(crate) fn accept(&self, id: KeyId, now: Timestamp) -> Result<(), KeyRefusal> {
        let accepts = self.ring.keys.iter().any(|key| key.id == id && is_accepted(key, now));
        if accepts { Ok(()) } else { Err(KeyRefusal::Unknown) }
    }
}

fn is_accepted(key: &key::Model, now: Timestamp) -> bool {
    key_refusal(key.state(now)).is_none()
}

impl Control {
    /// The keys of a project, from the cache or the database.
    pub(crate) async fn issuer_keys(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
    ) -> Result<Arc<IssuerKeys>, Error> {
        let load = || async { self.load_issuer_keys(project).await.map(Arc::new) };
        Ok(Arc::clone(fill(&entry.issuer, load).await?))
    }

    async fn load_issuer_keys(&self, project: &project::Model) -> Result<IssuerKeys, Error> {
        let mut ring = {
            let _permit = self.cold_lookup().await?;
            keys::load_ring(&self.inner.database.read, project, self.now()).await?
        };
        // Keyplane vouches only for what it signed itself.
        ring.keys.retain(key::Model::is_server_signing);
        let mut verifiers = HashMap::new();
        for (index, key) in ring.keys.iter().enumerate() {
            verifiers.insert(key.kid.clone(), (index, self.parse_verifier(key)?));
        }
        Ok(IssuerKeys { issuer: self.public_url().issuer(&project.slug), ring, verifiers })
    }

    fn parse_verifier(&self, key: &key::Model) -> Result<VerifyingKey, Error> {
        if let Some(known) = self.inner.parsed.verifiers.get(&key.id) {
            return Ok(known);
        }
        let parsed = keys::verifying_key(key)?;
        self.inner.parsed.verifiers.insert(key.id, parsed.clone());
        Ok(parsed)
    }

    /// The private half of a signing key, opened and parsed once.
    pub(super) fn token_signer(&self, key: &key::Model) -> Result<Arc<TokenSigner>, Error> {
        if let Some(known) = self.inner.parsed.signers.get(&key.id) {
            return Ok(known);
        }
        let fail = |error: &dyn std::fmt::Display| Error::internal("signing key", error);
        let private = self.unseal(key)?;
        let signing = keyplane_auth::SigningKey::new(&private, keys::algorithm_of(key)?)
            .map_err(|error| fail(&error))?;
        let signer = Arc::new(TokenSigner::new(signing, &key.kid));
        self.inner.parsed.signers.insert(key.id, Arc::clone(&signer));
        Ok(signer)
    }
}

/// The individually revoked tokens of a project that have not expired yet.
#[derive(Default)]
pub(crate) struct RevokedTokens(OnceCell<Known>);

enum Known {
    All(RwLock<HashSet<TokenId>>),
    TooMany,
}

impl RevokedTokens {
    /// Adds a token that was just revoked. `false`: the list is not loaded yet, and one that is
    /// being read may lack the token.
    pub(crate) fn add(&self, id: TokenId) -> bool {
        match self.0.get() {
            None => false,
            Some(Known::TooMany) => true,
            Some(Known::All(list)) => {
                let mut list = list.write().unwrap_or_else(PoisonError::into_inner);
                list.len() < MAX_REVOKED && {
                    list.insert(id);
                    true
                }
            }
        }
    }
}

impl Control {
    /// Whether a token of a project was revoked.
    pub(crate) async fn is_revoked(
        &self,
        entry: &ScopeEntry,
        project: ProjectId,
        id: TokenId,
    ) -> Result<bool, Error> {
        let revoked = entry.revoked_tokens();
        let known = fill(&revoked.0, || self.load_revoked(project)).await?;
        match known {
            Known::All(list) => {
                Ok(list.read().unwrap_or_else(PoisonError::into_inner).contains(&id))
            }
            Known::TooMany => self.find_revoked(project, id).await,
        }
    }

    async fn load_revoked(&self, project: ProjectId) -> Result<Known, Error> {
        let _permit = self.cold_lookup().await?;
        let list: Vec<String> = revoked_token::Entity::in_project(project)
            .filter(
                revoked_token::Column::ExpiresAt.gt(self.now().plus_seconds(-MAX_LEEWAY_SECONDS)),
            )
            .select_only()
            .column(revoked_token::Column::Jti)
            .limit(u64::try_from(MAX_REVOKED).unwrap_or(u64::MAX))
            .into_tuple()
            .all(&self.inner.database.read)
            .await?;
        if list.len() >= MAX_REVOKED {
            return Ok(Known::TooMany);
        }
        let fail = |error| Error::internal("revoked token", error);
        let list = list.iter().map(|jti| jti.parse().map_err(fail));
        Ok(Known::All(RwLock::new(list.collect::<Result<_, _>>()?)))
    }

    async fn find_revoked(&self, project: ProjectId, id: TokenId) -> Result<bool, Error> {
        let query = revoked_token::Entity::in_project(project)
            .filter(revoked_token::Column::Jti.eq(id.to_string()));
        Ok(sole(query, &self.inner.database.read).await?.is_some())
    }

    /// The scope of a slug with its live project and its cache entry, for callers that make
    /// decisions: it refuses while the clock is off. `None` if there is no such project.
    pub(crate) async fn issuer_entry(
        &self,
        slug: &str,
    ) -> Result<Option<(Arc<ScopeEntry>, Arc<project::Model>)>, Error> {
        self.require_clock()?;
        let Some(scope) = self.scope_of_slug(slug).await? else { return Ok(None) };
        let entry = self.scope_entry(scope);
        let project = self.cached_project(&entry, scope).await?;
        Ok(project.map(|project| (entry, project)))
    }
}
