//! Client secrets that another server made, which their clients keep.

use keyplane_auth::ImportedHash;
use keyplane_entity::{
    Permission, Timestamp,
    application::{self, ClientCredential},
    client_secret::{self, SecretForm},
    id::{ApplicationId, ClientSecretId},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait as _, QueryFilter,
};
use secrecy::{ExposeSecret as _, SecretString};

use super::{
    client_secrets::{ClientSecrets, MAX_NAME},
    event::on_secret,
    found,
    write::Write,
};
use crate::{
    error::Error,
    input,
    known::{Actor, Change, signs},
};

/// Maximum number of client secrets that an application may have at a time.
const MAX_SECRETS: u64 = 2;
/// Maximum length of a secret, in bytes.
const MAX_SECRET: usize = 1024;
/// Minimum length of a secret that signs with HS256, in bytes (RFC 7518 section 3.2).
const MIN_SIGNING_SECRET: usize = 32;

/// Arguments of `importClientSecret`.
#[derive(Clone, Debug)]
pub struct ImportClientSecret {
    /// The application.
    pub application_id: ApplicationId,
    /// Display name of the secret, 0 to 100 characters.
    pub name: String,
    /// What is known of the secret.
    pub material: SecretMaterial,
    /// Time from which it is no longer accepted, in the future; `None`: no end.
    pub expires_at: Option<Timestamp>,
}

/// What is known of an imported secret.
#[derive(Clone, Debug)]
pub enum SecretMaterial {
    /// Its hash by the other server: bcrypt, PBKDF2 or Argon2 in their text forms.
    Hash(SecretString),
    /// Its text, 1 to 1,024 bytes.
    Text(SecretString),
}

/// An application with the secret that was imported.
#[derive(Debug)]
pub struct ImportedClientSecret {
    /// The application.
    pub application: application::Model,
    /// The secret.
    pub client_secret: client_secret::Model,
}

impl ClientSecrets {
    /// Adds a secret that another server made.
    pub async fn import(
        &self,
        actor: &Actor,
        request: ImportClientSecret,
    ) -> Result<ImportedClientSecret, Error> {
        let (id, permission) = (request.application_id, Permission::ApplicationsWrite);
        let found = found::application(&self.known, actor, id, permission).await?;
        let scope = found.scope;
        let name = input::text("name", &request.name, MAX_NAME)?;
        check_material(&request.material)?;

        let mut write = found.begin(&self.known, actor).await?;
        let application = write.application(found.row.project_id, id).await?;
        check_method(&application, &request.material)?;
        input::end(request.expires_at, write.now)?;
        write.refuse_third_secret(&application).await?;

        let row = client_secret::Model {
            id: ClientSecretId(self.known.store().new_id()),
            project_id: application.project_id,
            application_id: application.id,
            name,
            form: SecretForm::Imported,
            digest: Vec::new(),
            sealed_secret: None,
            master_key_id: None,
            created_at: write.now,
            expires_at: request.expires_at,
        };
        let row = write.insert_foreign_secret(&application, row, &request.material).await?;

        let form = match request.material {
            SecretMaterial::Hash(_) => "hash",
            SecretMaterial::Text(_) => "text",
        };
        let event = on_secret("clientSecret.import", row.id, &application)
            .with("from", form)
            .with("name", &*row.name)
            .with_some("expiresAt", row.expires_at.map(|at| at.to_string()));
        write.record(scope, event).await?;
        write.commit_only(Change::Application(application.id)).await?;
        Ok(ImportedClientSecret { application, client_secret: row })
    }
}

impl Write {
    /// Refuses a secret beyond the two that an application may have. Secrets that have ended do not
    /// count, and are deleted.
    async fn refuse_third_secret(&self, application: &application::Model) -> Result<(), Error> {
        use client_secret::Column;

        let own = || Column::ApplicationId.eq(application.id);
        let ended = Condition::all().add(own()).add(Column::ExpiresAt.lte(self.now));
        client_secret::Entity::delete_many().filter(ended).exec(self.db()).await?;
        let valid = client_secret::Entity::in_project(application.project_id).filter(own());
        if valid.count(self.db()).await? >= MAX_SECRETS {
            return Err(Error::PreconditionFailed(format!(
                "the application has {MAX_SECRETS} client secrets already, the most that it can have: \
                 revoke one first"
            )));
        }
        Ok(())
    }

    async fn insert_foreign_secret(
        &self,
        application: &application::Model,
        mut row: client_secret::Model,
        material: &SecretMaterial,
    ) -> Result<client_secret::Model, Error> {
        let (sealer, store) = (self.known.sealer(), self.known.store());
        match material {
            SecretMaterial::Hash(hash) => row.digest = hash.expose_secret().as_bytes().to_vec(),
            // It signs and is never sent, so nothing compares a digest; people may have chosen it, so a
            // digest would let a reader of the database guess it.
            SecretMaterial::Text(text) if signs(application) => {
                row.form = SecretForm::Sha256;
                sealer.seal_secret(self.db(), &mut row, text).await?;
            }
            SecretMaterial::Text(text) => {
                sealer.digest_foreign_secret(store, self.db(), &mut row, text).await?;
            }
        }

        client_secret::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(self.db())
            .await?;
        Ok(row)
    }
}

fn check_material(material: &SecretMaterial) -> Result<(), Error> {
    match material {
        SecretMaterial::Hash(hash) => match ImportedHash::parse(hash.expose_secret()) {
            Ok(_) => Ok(()),
            Err(error) => Err(Error::input("hash", error.to_string())),
        },
        SecretMaterial::Text(text) => {
            let text = text.expose_secret();
            if text.is_empty() || text.len() > MAX_SECRET || text.chars().any(char::is_control) {
                return Err(Error::input(
                    "secret",
                    format!("must be 1 to {MAX_SECRET} bytes without control characters"),
                ));
            }
            Ok(())
        }
    }
}

/// Refuses what the authentication method of the application cannot use.
fn check_method(application: &application::Model, material: &SecretMaterial) -> Result<(), Error> {
    let refuse = |why: &str| Err(Error::PreconditionFailed(why.into()));
    match (application.auth_method.facts().credential, material) {
        (ClientCredential::SecretDigest, _) => Ok(()),
        (ClientCredential::SealedSecret, SecretMaterial::Text(text)) => {
            if text.expose_secret().len() < MIN_SIGNING_SECRET {
                return refuse(
                    "a secret of CLIENT_SECRET_JWT signs with HS256, so it needs at least 32 bytes: \
                     give the client a new one with rotateClientSecret",
                );
            }
            Ok(())
        }
        (ClientCredential::SealedSecret, SecretMaterial::Hash(_)) => refuse(
            "a secret of CLIENT_SECRET_JWT signs assertions, so its text is needed and no hash is \
             enough: import the secret itself, or give the client a new one with rotateClientSecret",
        ),
        (ClientCredential::Keys | ClientCredential::Federated, _) => refuse(
            "the application's authentication method uses no client secret: set authMethod first",
        ),
    }
}
