//! Seals private keys and client secrets under the master key, and opens them.

use keyplane_auth::{MasterKey, PrivateKey, SealContext, SealError, WebhookKey};
use keyplane_entity::{application::ClientAuthMethod, client_secret, key, webhook_secret};
use sea_orm::ActiveEnum;
use secrecy::{ExposeSecret, SecretString};

use crate::{error::Error, store::Store};

/// Seals private keys and client secrets. A sealed value opens only for the row that it was sealed
/// for.
pub(crate) struct Sealer {
    store: Store,
    master_key: MasterKey,
}

impl Sealer {
    pub(crate) fn new(store: Store, master_key: MasterKey) -> Self {
        Self { store, master_key }
    }

    /// The ID of the master key, which a row keeps beside what is sealed.
    pub(crate) fn master_key_id(&self) -> &str {
        self.master_key.id()
    }

    /// Seals the private half of a key.
    pub(crate) fn seal_key(
        &self,
        row: &key::Model,
        private: &PrivateKey,
    ) -> Result<Vec<u8>, Error> {
        let facts = key_facts(row);
        let place = key_place(row, &facts);
        self.master_key
            .seal(self.store.entropy(), &place, private.pkcs8_der())
            .map_err(|error| Error::internal("sealing", error))
    }

    /// Opens the private half of a key for signing here. Also opens seals of earlier versions,
    /// which do not cover the row's purpose, custody and retention.
    pub(crate) fn unseal_key(&self, key: &key::Model) -> Result<PrivateKey, Error> {
        let facts = key_facts(key);
        let place = key_place(key, &facts);
        let opened = self.master_key.open_any_version(&place, sealed_half(key)?);
        parse(&opened.map_err(|error| Error::internal("sealing", error))?)
    }

    /// Opens the private half of a key for export. Refuses unless the seal covers the row's
    /// purpose, custody and retention.
    pub(crate) fn unseal_key_for_export(&self, key: &key::Model) -> Result<PrivateKey, Error> {
        let facts = key_facts(key);
        let place = key_place(key, &facts);
        let opened = self.master_key.open(&place, sealed_half(key)?);
        parse(&opened.map_err(|error| refuse_export(&key.kid, error))?)
    }

    /// Seals a client secret that signs.
    pub(crate) fn seal_secret(
        &self,
        row: &client_secret::Model,
        text: &SecretString,
    ) -> Result<Vec<u8>, Error> {
        let facts = secret_facts(row);
        let bytes = text.expose_secret().as_bytes();
        let sealed = self.master_key.seal(self.store.entropy(), &secret_place(row, &facts), bytes);
        sealed.map_err(|error| Error::internal("sealing", error))
    }

    /// Opens a secret that signs. Also opens seals of earlier versions, which do not cover the
    /// application, so that existing clients keep working.
    pub(crate) fn unseal_secret(
        &self,
        row: &client_secret::Model,
        sealed: &[u8],
    ) -> Result<SecretString, Error> {
        let facts = secret_facts(row);
        let opened = self.master_key.open_any_version(&secret_place(row, &facts), sealed);
        let opened = opened.map_err(|error| Error::internal("sealing", error))?;
        let text =
            std::str::from_utf8(&opened).map_err(|error| Error::internal("secret", error))?;
        Ok(SecretString::from(text))
    }
}

impl Sealer {
    /// Seals the key of a webhook.
    pub(crate) fn seal_webhook_key(
        &self,
        row: &webhook_secret::Model,
        key: &WebhookKey,
    ) -> Result<Vec<u8>, Error> {
        let facts = row.webhook_id.to_string();
        let place = webhook_place(row, &facts);
        let sealed = self.master_key.seal(self.store.entropy(), &place, key.bytes());
        sealed.map_err(|error| Error::internal("sealing", error))
    }

    /// Opens the key of a webhook.
    pub(crate) fn unseal_webhook_key(
        &self,
        row: &webhook_secret::Model,
    ) -> Result<WebhookKey, Error> {
        let facts = row.webhook_id.to_string();
        let opened = self.master_key.open(&webhook_place(row, &facts), &row.sealed_secret);
        let opened = opened.map_err(|error| Error::internal("sealing", error))?;
        WebhookKey::from_bytes(&opened)
            .ok_or_else(|| Error::Internal("the key of a webhook has another length".into()))
    }
}

fn sealed_half(key: &key::Model) -> Result<&[u8], Error> {
    let sealed = key.sealed_private_key.as_deref();
    sealed.ok_or_else(|| Error::Internal("the key's private half is not here".into()))
}

fn parse(pkcs8: &[u8]) -> Result<PrivateKey, Error> {
    PrivateKey::from_pkcs8_der(pkcs8).map_err(|error| Error::internal("stored key", error))
}

fn refuse_export(kid: &str, error: SealError) -> Error {
    match error {
        SealError::Version1 => Error::PreconditionFailed(format!(
            "the private half of {kid} was sealed by an earlier version of Keyplane, whose seal \
             does not record whether it may be exported: rotate the key and export its successor"
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
        error @ (SealError::WrongMasterKey { .. } | SealError::Failed) => {
            Error::internal("sealing", error)
        }
    }
}

/// The context that a sealed private half is bound to; in any other context it does not open.
fn key_place<'a>(key: &'a key::Model, facts: &'a str) -> SealContext<'a> {
    SealContext {
        table: "key",
        column: "sealed_private_key",
        row: key.id.0.as_bytes(),
        project: key.scope_id.as_bytes(),
        facts,
    }
}

/// The columns of a key that decide what its private half may be used for.
fn key_facts(key: &key::Model) -> String {
    let (purpose, custody) = (key.purpose.to_value(), key.custody.to_value());
    format!("{purpose} {custody} retained={}", key.private_key_retained)
}

fn secret_place<'a>(row: &'a client_secret::Model, facts: &'a str) -> SealContext<'a> {
    SealContext {
        table: "client_secret",
        column: "sealed_secret",
        row: row.id.0.as_bytes(),
        project: row.project_id.0.as_bytes(),
        facts,
    }
}

/// `facts`: the ID of the webhook.
fn webhook_place<'a>(row: &'a webhook_secret::Model, facts: &'a str) -> SealContext<'a> {
    SealContext {
        table: "webhook_secret",
        column: "sealed_secret",
        row: row.id.as_bytes(),
        project: row.scope_id.as_bytes(),
        facts,
    }
}

/// The application that a sealed secret authenticates, and the method.
fn secret_facts(row: &client_secret::Model) -> String {
    format!("{} {}", ClientAuthMethod::ClientSecretJwt.to_value(), row.application_id)
}
