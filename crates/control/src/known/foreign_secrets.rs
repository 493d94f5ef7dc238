//! Secrets that were made elsewhere: stored as an HMAC whose key is sealed, since a secret that people
//! chose is guessed from a plain digest.

use keyplane_auth::{HmacKey, base64url};
use keyplane_entity::{
    Scope,
    application::{self, ClientCredential},
    client_secret::{self, SecretForm},
    id::ClientSecretId,
};
use sea_orm::{ActiveModelTrait as _, ColumnTrait, IntoActiveModel as _, QueryFilter};
use secrecy::{ExposeSecret as _, SecretString};

use super::{change::Change, handle::Known, sealer::Sealer};
use crate::{
    error::Error,
    store::{
        Part, Store,
        database::{Transaction, sole},
    },
};

impl Sealer {
    /// Puts the digest of a secret that was made elsewhere into its row.
    pub(crate) async fn digest_foreign_secret(
        &self,
        store: &Store,
        tx: &Transaction,
        row: &mut client_secret::Model,
        text: &SecretString,
    ) -> Result<(), Error> {
        let mut random = zeroize::Zeroizing::new([0; 32]);
        store.entropy().fill(&mut *random);
        let key = SecretString::from(base64url(&*random));

        row.form = SecretForm::Keyed;
        row.digest = HmacKey::new(&key).sign(text.expose_secret().as_bytes());
        self.seal_secret(tx, row, &key).await
    }
}

impl Known {
    /// Stores a secret in the form of this server, after the hash of another server has verified it.
    /// It is not an event of the audit log: who may use the secret stays as it was.
    pub(crate) async fn adopt_secret(
        &self,
        application: &application::Model,
        id: ClientSecretId,
        text: &SecretString,
    ) -> Result<(), Error> {
        let (store, project) = (self.store(), application.project_id);
        store.require_clock()?;
        let locked = store.lock(store.begin().await?, &[Scope::Project(project)]).await?;
        let found = client_secret::Entity::in_project(project)
            .filter(client_secret::Column::Id.eq(id))
            .filter(client_secret::Column::Form.eq(SecretForm::Imported));
        // Another request may have stored it meanwhile, or an operator revoked it.
        let Some(mut row) = sole(found, locked.db()).await? else { return Ok(()) };

        self.sealer().digest_foreign_secret(store, locked.db(), &mut row, text).await?;
        row.into_active_model().reset_all().update(locked.db()).await?;
        locked.commit(Some(Part::new(Change::Application(application.id)))).await
    }
}

/// Whether the text of a secret of this application must be stored, because it signs.
pub(crate) fn signs(application: &application::Model) -> bool {
    match application.auth_method.facts().credential {
        ClientCredential::SealedSecret => true,
        ClientCredential::Keys | ClientCredential::SecretDigest | ClientCredential::Federated => {
            false
        }
    }
}
