//! Seals private keys and client secrets under the active master key, and opens them with the key
//! that each names.

use keyplane_auth::{MasterKeys, PrivateKey, SealContext, SealError, WebhookKey, sealed_by};
use keyplane_entity::{audit_signing_key, client_secret, key, sealing, webhook_secret};
use sea_orm::{EntityTrait, QuerySelect};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::{
    master_key_file::{KeysChanged, MasterKeyFile, ids},
    seal_contexts::{
        checkpoint_key_place, key_facts, key_place, secret_facts, secret_place, webhook_place,
    },
};
use crate::{
    error::Error,
    store::{
        News, Store,
        database::{Transaction, sole},
    },
};

/// Seals private keys and client secrets. A sealed value opens only for the row that it was sealed
/// for.
pub(crate) struct Sealer {
    store: Store,
    file: MasterKeyFile,
}

/// Which seals a use accepts.
#[derive(Clone, Copy)]
pub(super) enum Seals {
    /// Those that cover the facts of the row.
    WithFacts,
    /// Those of earlier versions too.
    AnyVersion,
}

impl Sealer {
    pub(crate) fn new(store: Store, file: MasterKeyFile) -> Self {
        Self { store, file }
    }

    /// The master key file.
    pub(crate) fn file(&self) -> &MasterKeyFile {
        &self.file
    }

    /// Reads the master key file again if it has changed. Returns whether other keys are held now.
    pub(crate) fn look_at_file(&self) -> bool {
        self.follow(self.file.look())
    }

    /// Rows in the caches may still be sealed with a key that was removed since they were read.
    fn follow(&self, changed: KeysChanged) -> bool {
        match changed {
            KeysChanged::No => false,
            KeysChanged::Yes => true,
            KeysChanged::Lost => {
                self.store.notify_subscriber(News::Missed);
                true
            }
        }
    }

    /// Seals the private half of a key in its row.
    pub(crate) async fn seal_key(
        &self,
        tx: &Transaction,
        row: &mut key::Model,
        private: &PrivateKey,
    ) -> Result<(), Error> {
        let facts = key_facts(row);
        let (id, sealed) = self.seal(tx, &key_place(row, &facts), private.pkcs8_der()).await?;
        row.sealed_private_key = Some(sealed);
        row.master_key_id = Some(id);
        Ok(())
    }

    /// Opens the private half of a key for signing here. Also opens seals of earlier versions,
    /// which do not cover the row's purpose, custody and retention.
    pub(crate) fn unseal_key(&self, key: &key::Model) -> Result<PrivateKey, Error> {
        let facts = key_facts(key);
        let opened = self.open(&key_place(key, &facts), sealed_half(key)?, Seals::AnyVersion);
        parse(&opened.map_err(|error| self.failure(&error))?)
    }

    /// Opens the private half of a key for export. Refuses unless the seal covers the row's
    /// purpose, custody and retention.
    pub(crate) fn unseal_key_for_export(&self, key: &key::Model) -> Result<PrivateKey, Error> {
        let facts = key_facts(key);
        let opened = self.open(&key_place(key, &facts), sealed_half(key)?, Seals::WithFacts);
        parse(&opened.map_err(|error| self.refuse_export(&key.kid, error))?)
    }

    /// Seals the private half of a key that signs checkpoints of the audit log in its row.
    pub(crate) async fn seal_checkpoint_key(
        &self,
        tx: &Transaction,
        row: &mut audit_signing_key::Model,
        private: &PrivateKey,
    ) -> Result<(), Error> {
        let place = checkpoint_key_place(&row.id);
        let (id, sealed) = self.seal(tx, &place, private.pkcs8_der()).await?;
        row.sealed_private_key = sealed;
        row.master_key_id = id;
        Ok(())
    }

    /// Opens the private half of a key that signs checkpoints of the audit log.
    pub(crate) fn unseal_checkpoint_key(
        &self,
        row: &audit_signing_key::Model,
    ) -> Result<PrivateKey, Error> {
        let place = checkpoint_key_place(&row.id);
        let opened = self.open(&place, &row.sealed_private_key, Seals::WithFacts);
        parse(&opened.map_err(|error| self.failure(&error))?)
    }

    /// Seals a client secret that signs in its row.
    pub(crate) async fn seal_secret(
        &self,
        tx: &Transaction,
        row: &mut client_secret::Model,
        text: &SecretString,
    ) -> Result<(), Error> {
        let facts = secret_facts(row);
        let bytes = text.expose_secret().as_bytes();
        let (id, sealed) = self.seal(tx, &secret_place(row, &facts), bytes).await?;
        row.sealed_secret = Some(sealed);
        row.master_key_id = Some(id);
        Ok(())
    }

    /// Opens a secret that signs. Also opens seals of earlier versions, which do not cover the
    /// application, so that existing clients keep working.
    pub(crate) fn unseal_secret(
        &self,
        row: &client_secret::Model,
        sealed: &[u8],
    ) -> Result<SecretString, Error> {
        let facts = secret_facts(row);
        let opened = self.open(&secret_place(row, &facts), sealed, Seals::AnyVersion);
        let opened = opened.map_err(|error| self.failure(&error))?;
        let text =
            std::str::from_utf8(&opened).map_err(|error| Error::internal("secret", error))?;
        Ok(SecretString::from(text))
    }

    /// The private half of a key under the master key `to` instead; its version stays.
    pub(crate) fn reseal_key(&self, to: &str, row: &key::Model) -> Result<Vec<u8>, SealError> {
        let facts = key_facts(row);
        let sealed = row.sealed_private_key.as_deref().ok_or(SealError::Damaged)?;
        self.reseal(to, &key_place(row, &facts), sealed)
    }

    /// A client secret under the master key `to` instead; its version stays.
    pub(crate) fn reseal_secret(
        &self,
        to: &str,
        row: &client_secret::Model,
    ) -> Result<Vec<u8>, SealError> {
        let facts = secret_facts(row);
        let sealed = row.sealed_secret.as_deref().ok_or(SealError::Damaged)?;
        self.reseal(to, &secret_place(row, &facts), sealed)
    }

    /// The private half of a key that signs checkpoints under the master key `to` instead.
    pub(crate) fn reseal_checkpoint_key(
        &self,
        to: &str,
        row: &audit_signing_key::Model,
    ) -> Result<Vec<u8>, SealError> {
        self.reseal(to, &checkpoint_key_place(&row.id), &row.sealed_private_key)
    }

    pub(super) fn reseal(
        &self,
        to: &str,
        place: &SealContext<'_>,
        sealed: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let keys = self.file.keys();
        let new = keys.get(to).ok_or_else(|| missing(&keys, to.to_owned()))?;
        let old = keys.that_sealed(sealed).ok_or_else(|| unknown(&keys, sealed))?;
        new.reseal(old, self.store.entropy(), place, sealed)
    }

    /// Seals with the active master key, which stays active until the transaction ends. Returns the
    /// key's ID too.
    pub(super) async fn seal(
        &self,
        tx: &Transaction,
        place: &SealContext<'_>,
        plaintext: &[u8],
    ) -> Result<(String, Vec<u8>), Error> {
        let row = sealing::Entity::find_by_id(sealing::ID).lock_shared();
        let row = sole(row, tx).await?;
        let id =
            row.ok_or_else(|| Error::Internal("no master key is active".into()))?.master_key_id;

        let mut keys = self.file.keys();
        if keys.get(&id).is_none() {
            self.follow(self.file.look_again());
            keys = self.file.keys();
        }
        let sealed = match keys.get(&id) {
            Some(key) => key.seal(self.store.entropy(), place, plaintext),
            None => Err(missing(&keys, id.clone())),
        };
        Ok((id, sealed.map_err(|error| self.failure(&error))?))
    }

    pub(super) fn open(
        &self,
        place: &SealContext<'_>,
        sealed: &[u8],
        seals: Seals,
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let mut keys = self.file.keys();
        if keys.that_sealed(sealed).is_none() {
            self.follow(self.file.look_again());
            keys = self.file.keys();
        }
        let key = keys.that_sealed(sealed).ok_or_else(|| unknown(&keys, sealed))?;
        match seals {
            Seals::WithFacts => key.open(place, sealed),
            Seals::AnyVersion => key.open_any_version(place, sealed),
        }
    }

    pub(super) fn failure(&self, error: &SealError) -> Error {
        let path = self.file.path().display();
        match error {
            SealError::WrongMasterKey { wanted, present } => Error::Internal(format!(
                "the master key {wanted} is needed, but {path} holds {present}: add the key to \
                 the file"
            )),
            SealError::Damaged | SealError::Version1 | SealError::Failed => {
                Error::internal("sealing", error)
            }
        }
    }

    fn refuse_export(&self, kid: &str, error: SealError) -> Error {
        match error {
            SealError::Version1 => Error::PreconditionFailed(format!(
                "the private half of {kid} was sealed by an earlier version of Keyplane, whose \
                 seal does not record whether it may be exported: rotate the key and export its \
                 successor"
            )),
            SealError::Damaged => {
                tracing::error!(
                    %kid,
                    "a sealed private key does not fit its row, which was changed outside of Keyplane"
                );

                Error::PreconditionFailed(format!(
                    "the sealed private half of {kid} does not fit its row: the row was changed \
                     outside of Keyplane. Restore it from a backup, or revoke the key"
                ))
            }
            error @ (SealError::WrongMasterKey { .. } | SealError::Failed) => self.failure(&error),
        }
    }
}

/// The error of a sealed value whose master key is not here.
fn unknown(keys: &MasterKeys, sealed: &[u8]) -> SealError {
    sealed_by(sealed).map_or(SealError::Damaged, |wanted| missing(keys, wanted))
}

fn missing(keys: &MasterKeys, wanted: String) -> SealError {
    SealError::WrongMasterKey { wanted, present: ids(keys) }
}

impl Sealer {
    /// Seals the key of a webhook in its row.
    pub(crate) async fn seal_webhook_key(
        &self,
        tx: &Transaction,
        row: &mut webhook_secret::Model,
        key: &WebhookKey,
    ) -> Result<(), Error> {
        let facts = row.webhook_id.to_string();
        let (id, sealed) = self.seal(tx, &webhook_place(row, &facts), key.bytes()).await?;
        row.sealed_secret = sealed;
        row.master_key_id = id;
        Ok(())
    }

    /// Opens the key of a webhook.
    pub(crate) fn unseal_webhook_key(
        &self,
        row: &webhook_secret::Model,
    ) -> Result<WebhookKey, Error> {
        let facts = row.webhook_id.to_string();
        let opened = self.open(&webhook_place(row, &facts), &row.sealed_secret, Seals::WithFacts);
        let opened = opened.map_err(|error| self.failure(&error))?;
        WebhookKey::from_bytes(&opened)
            .ok_or_else(|| Error::Internal("the key of a webhook has another length".into()))
    }

    /// The key of a webhook under the master key `to` instead.
    pub(crate) fn reseal_webhook_key(
        &self,
        to: &str,
        row: &webhook_secret::Model,
    ) -> Result<Vec<u8>, SealError> {
        let facts = row.webhook_id.to_string();
        self.reseal(to, &webhook_place(row, &facts), &row.sealed_secret)
    }
}

fn sealed_half(key: &key::Model) -> Result<&[u8], Error> {
    let sealed = key.sealed_private_key.as_deref();
    sealed.ok_or_else(|| Error::Internal("the key's private half is not here".into()))
}

fn parse(pkcs8: &[u8]) -> Result<PrivateKey, Error> {
    PrivateKey::from_pkcs8_der(pkcs8).map_err(|error| Error::internal("stored key", error))
}
