//! Applications as OAuth clients: the settings, keys and secrets of one, read and parsed once.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use keyplane_auth::{
    ApplicationKey, AssertionRefusal, HmacKey, ImportedHash, JwsAlgorithm, KeyRefusal,
    digests_equal,
};
use keyplane_entity::{
    Timestamp, application,
    client_secret::{self, SecretForm},
    id::{ApplicationId, ClientSecretId, FederatedIdentityId, KeyId, ProjectId},
    key,
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use secrecy::{ExposeSecret as _, SecretString};

use super::{sealer::Sealer, stored_key::verifying_key};
use crate::{
    error::Error,
    judge::{self, ApplicationRefusal, AssertionUse, SignsWith, accept_all},
    store::database::sole,
};

/// An application with its keys and secrets, parsed once.
pub(crate) struct Client {
    pub(crate) application: application::Model,
    /// ID of the application in its public form.
    #[expect(clippy::struct_field_names, reason = "the name that RFC 6749 gives it")]
    pub(crate) client_id: Bytes,
    keys: Vec<ClientKey>,
    secrets: Vec<ClientSecret>,
}

struct ClientKey {
    /// Row of the key, for its dates and kid.
    row: key::Model,
    key: ApplicationKey,
}

struct ClientSecret {
    row: client_secret::Model,
    kept: KeptSecret,
}

/// What checks a secret.
enum KeptSecret {
    /// The SHA-256 in the row.
    Digest,
    /// The secret as a key, for `CLIENT_SECRET_JWT`: it signs, and is never sent.
    Signing(ApplicationKey),
    /// The HMAC in the row with this key.
    Keyed(HmacKey),
    /// The hash of another server.
    Imported(Arc<ImportedSecret>),
}

/// A secret of which only the hash of another server is known.
pub(crate) struct ImportedSecret {
    pub(crate) id: ClientSecretId,
    pub(crate) hash: ImportedHash,
    /// SHA-256 of the secret, once the hash has verified it.
    pub(crate) verified: OnceLock<[u8; 32]>,
}

/// A secret as a request carries it.
#[derive(Clone, Copy)]
pub(crate) struct PresentedSecret<'a> {
    pub(crate) text: &'a SecretString,
    /// SHA-256 of it.
    pub(crate) digest: &'a [u8; 32],
}

/// Which of a client's credentials a call was made with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Used {
    Key(KeyId),
    Secret(ClientSecretId),
    /// A token of a trusted issuer, which this identity accepted.
    Identity(FederatedIdentityId),
}

impl ClientKey {
    fn parse(mut row: key::Model) -> Result<Self, Error> {
        let key = verifying_key(&row)?;
        // From here on, only the dates and names of the row are needed.
        row.public_key = Vec::new();
        row.certificate = None;
        row.sealed_private_key = None;
        Ok(Self { row, key: ApplicationKey::Public(key) })
    }
}

impl ClientSecret {
    fn parse(row: client_secret::Model, sealer: &Sealer) -> Result<Self, Error> {
        let ciphertext = row.sealed_secret.as_deref();
        let opened = ciphertext.map(|ciphertext| sealer.unseal_secret(&row, ciphertext));
        let key = opened.transpose()?.as_ref().map(HmacKey::new);

        let kept = match (row.form, key) {
            (SecretForm::Sha256, None) => KeptSecret::Digest,
            (SecretForm::Sha256, Some(key)) => KeptSecret::Signing(ApplicationKey::Secret(key)),
            (SecretForm::Keyed, Some(key)) => KeptSecret::Keyed(key),
            (SecretForm::Keyed, None) => {
                return Err(Error::Internal("the key of a secret's digest is missing".into()));
            }
            (SecretForm::Imported, _) => {
                let text = std::str::from_utf8(&row.digest);
                let text = text.map_err(|error| Error::internal("imported hash", error))?;
                let hash = ImportedHash::parse(text);
                let hash = hash.map_err(|error| Error::internal("imported hash", error))?;
                let verified = OnceLock::new();
                KeptSecret::Imported(Arc::new(ImportedSecret { id: row.id, hash, verified }))
            }
        };
        Ok(Self { row, kept })
    }

    /// The secret as a key of assertions.
    fn signing(&self) -> Option<&ApplicationKey> {
        match &self.kept {
            KeptSecret::Signing(key) => Some(key),
            KeptSecret::Digest | KeptSecret::Keyed(_) | KeptSecret::Imported(_) => None,
        }
    }

    /// Whether this is the presented secret, as far as that costs little.
    fn is(&self, presented: PresentedSecret<'_>) -> bool {
        match &self.kept {
            KeptSecret::Digest => digests_equal(presented.digest, &self.row.digest),
            KeptSecret::Signing(_) => false,
            KeptSecret::Keyed(key) => {
                let text = presented.text.expose_secret().as_bytes();
                key.verify(text, &self.row.digest).is_ok()
            }
            KeptSecret::Imported(secret) => secret.is_verified(presented),
        }
    }
}

impl ImportedSecret {
    /// Whether the hash has verified this secret.
    pub(crate) fn is_verified(&self, presented: PresentedSecret<'_>) -> bool {
        self.verified.get().is_some_and(|known| digests_equal(presented.digest, known))
    }
}

impl Client {
    /// Reads an application of a project with its keys and secrets.
    pub(super) async fn load(
        db: &impl ConnectionTrait,
        sealer: &Sealer,
        project: ProjectId,
        id: ApplicationId,
        now: Timestamp,
    ) -> Result<Option<Self>, Error> {
        let found = application::Entity::in_project(project).filter(application::Column::Id.eq(id));
        let Some(application) = sole(found, db).await? else { return Ok(None) };

        let keys = key::Entity::of_application(&application)
            .filter(key::not_ended(now))
            .order_by_desc(key::Column::Id);
        let secrets = client_secret::Entity::in_project(project)
            .filter(client_secret::Column::ApplicationId.eq(id))
            .order_by_desc(client_secret::Column::Id);
        // Each query is a round trip, so they run concurrently.
        let (keys, secrets) = tokio::try_join!(keys.all(db), secrets.all(db))?;

        let keys = keys.into_iter().map(ClientKey::parse).collect::<Result<_, _>>()?;
        let secrets = secrets.into_iter().map(|row| ClientSecret::parse(row, sealer));
        let secrets = secrets.collect::<Result<_, _>>()?;
        Ok(Some(Self { client_id: id.to_string().into(), application, keys, secrets }))
    }

    /// The presented secret among those of the client, expired or not. Compares with every secret, so
    /// that the duration does not depend on which one matches. A secret whose hash by another server
    /// has not verified it yet is not found.
    pub(crate) fn secret_of(&self, presented: PresentedSecret<'_>) -> Option<ClientSecretId> {
        self.secrets.iter().fold(None, |found, secret| {
            if secret.is(presented) { Some(secret.row.id) } else { found }
        })
    }

    /// The secrets of which only the hash of another server is known.
    pub(crate) fn imported_secrets(&self) -> impl Iterator<Item = &Arc<ImportedSecret>> {
        self.secrets.iter().filter_map(|secret| match &secret.kept {
            KeptSecret::Imported(imported) => Some(imported),
            KeptSecret::Digest | KeptSecret::Signing(_) | KeptSecret::Keyed(_) => None,
        })
    }

    /// Whether a secret of the client was made elsewhere, so that it may have any form.
    pub(crate) fn has_foreign_secret(&self) -> bool {
        self.secrets.iter().any(|secret| match secret.kept {
            KeptSecret::Keyed(_) | KeptSecret::Imported(_) => true,
            KeptSecret::Digest | KeptSecret::Signing(_) => false,
        })
    }

    /// The alias of the client that `name` is; `None` for its ID.
    pub(crate) fn alias(&self, name: &str) -> Option<Box<str>> {
        (name.as_bytes() != &*self.client_id).then(|| name.into())
    }

    /// The row of one of the application's secrets.
    pub(crate) fn secret(&self, id: ClientSecretId) -> Option<&client_secret::Model> {
        self.secrets.iter().map(|secret| &secret.row).find(|row| row.id == id)
    }

    /// Whether a key is one of the application.
    pub(crate) fn owns(&self, key: &key::Model) -> bool {
        key.application_id == Some(self.application.id)
    }

    /// The keys and secrets that may have signed an assertion for a use: the keys that are accepted
    /// now, or only the one with the `kid` that the assertion names, and all secrets. Only the holder
    /// of a secret learns that it has expired: ask [`unexpired`] about the one that verified.
    pub(crate) fn signers(
        &self,
        purpose: AssertionUse,
        kid: Option<&str>,
        now: Timestamp,
    ) -> Vec<(Used, &ApplicationKey)> {
        let with = SignsWith::of(purpose, self.application.auth_method);
        let keys = self.keys.iter().filter(|key| {
            with.keys && key.row.is_accepted(now) && kid.is_none_or(|kid| kid == key.row.kid)
        });
        let secrets = self.secrets.iter().filter(|_| with.secrets);

        let keys = keys.map(|key| (Used::Key(key.row.id), &key.key));
        let secrets =
            secrets.filter_map(|secret| Some((Used::Secret(secret.row.id), secret.signing()?)));
        keys.chain(secrets).collect()
    }

    /// Refuses what was signed with a key or a secret by `algorithm` unless it is accepted now.
    pub(crate) fn accept(
        &self,
        used: Used,
        algorithm: JwsAlgorithm,
        now: Timestamp,
    ) -> Result<(), KeyRefusal> {
        match used {
            Used::Key(id) => {
                let accepts = self.keys.iter().any(|key| {
                    let takes = key.key.algorithms().contains(algorithm);
                    key.row.id == id && takes && key.row.is_accepted(now)
                });
                if accepts { Ok(()) } else { Err(KeyRefusal::Unknown) }
            }
            Used::Secret(id) => {
                let mut signing = self.secrets.iter().filter(|secret| secret.signing().is_some());
                match signing.find(|secret| secret.row.id == id) {
                    None => Err(KeyRefusal::Unknown),
                    Some(secret) if secret.row.is_valid(now) => Ok(()),
                    Some(_) => Err(KeyRefusal::SecretExpired),
                }
            }
            // The issuer's keys are not the client's.
            Used::Identity(_) => Err(KeyRefusal::Unknown),
        }
    }
}

/// Refuses what was proven with a client secret that has expired.
pub(crate) fn unexpired<E: From<Error>>(
    client: &Client,
    used: Used,
    now: Timestamp,
    refuse: impl FnOnce(AssertionRefusal) -> E,
) -> Result<(), E> {
    match used {
        Used::Key(_) | Used::Identity(_) => Ok(()),
        Used::Secret(id) => accept_all(judge::judge_secret(client.secret(id), now), |refusal| {
            refuse(refusal.into())
        }),
    }
}

/// The application that a look-up found, if it is enabled.
pub(crate) fn enabled<E: From<Error>>(
    client: Option<Arc<Client>>,
    refuse: impl Fn(ApplicationRefusal) -> E,
) -> Result<Arc<Client>, E> {
    let application = client.as_ref().map(|client| &client.application);
    accept_all(judge::judge_application(application), &refuse)?;
    client.ok_or_else(|| refuse(ApplicationRefusal::Unknown))
}
