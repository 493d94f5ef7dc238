//! Client secrets: created with an application, rotated with an overlap, revoked.

use keyplane_auth::{SecretKind, sha256};
use keyplane_entity::{
    Permission, Timestamp, application,
    client_secret::{self, SecretForm},
    id::{ApplicationId, ClientSecretId},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, ModelTrait,
    QueryFilter, QueryOrder, Set,
};
use secrecy::{ExposeSecret, SecretString};

use super::{event::on_secret, found, write::Write};
use crate::{
    error::Error,
    input,
    known::{Actor, Change, Known, signs},
};

/// The longest overlap of two secrets, in seconds: 90 days.
const MAX_OVERLAP_SECONDS: i64 = 90 * 86_400;
/// Maximum length of a secret's name, in characters.
pub(super) const MAX_NAME: usize = 100;

/// Arguments of `rotateClientSecret`.
#[derive(Clone, Debug)]
pub struct RotateClientSecret {
    /// The application.
    pub application_id: ApplicationId,
    /// How long the previous secret stays valid, in seconds, 0 to 7,776,000.
    pub overlap_seconds: i64,
    /// Display name of the new secret, 0 to 100 characters.
    pub name: String,
    /// Time from which the new secret is no longer accepted, in the future; `None`: no end.
    pub expires_at: Option<Timestamp>,
}

/// An application with its new secret.
#[derive(Debug)]
pub struct RotatedSecret {
    /// The application.
    pub application: application::Model,
    /// New client secret, shown only in this response.
    pub client_secret: SecretString,
}

/// What distinguishes a new secret from others.
#[derive(Clone, Debug, Default)]
pub(crate) struct SecretSettings {
    /// Display name.
    pub(crate) name: String,
    /// Time from which it is no longer accepted.
    pub(crate) expires_at: Option<Timestamp>,
}

/// A new secret.
pub(crate) struct NewSecret {
    pub(crate) id: ClientSecretId,
    pub(crate) text: SecretString,
}

/// Makes, rotates and revokes client secrets.
#[derive(Clone)]
pub struct ClientSecrets {
    pub(super) known: Known,
}

impl ClientSecrets {
    pub(crate) fn new(known: Known) -> Self {
        Self { known }
    }

    /// Makes a new secret. The newest earlier one stays valid for the overlap. Older ones end now,
    /// so that at most two are valid at a time.
    pub async fn rotate(
        &self,
        actor: &Actor,
        request: RotateClientSecret,
    ) -> Result<RotatedSecret, Error> {
        let (id, permission) = (request.application_id, Permission::ApplicationsWrite);
        let found = found::application(&self.known, actor, id, permission).await?;
        let scope = found.scope;
        let overlap =
            input::within("overlapSeconds", request.overlap_seconds, 0, MAX_OVERLAP_SECONDS)?;
        let name = input::text("name", &request.name, MAX_NAME)?;

        let mut write = found.begin(&self.known, actor).await?;
        let application = write.application(found.row.project_id, id).await?;
        if !application.auth_method.uses_secret() {
            return Err(Error::PreconditionFailed(
                "the application authenticates with its keys (PRIVATE_KEY_JWT) and has no secret"
                    .into(),
            ));
        }

        let settings = SecretSettings { name, expires_at: request.expires_at };
        input::end(settings.expires_at, write.now)?;
        end_others(&write, &application, overlap).await?;
        let made = write.insert_secret(&application, &settings).await?;
        let event = on_secret("clientSecret.rotate", made.id, &application)
            .with("overlapSeconds", overlap)
            .with("name", settings.name)
            .with_some("expiresAt", settings.expires_at.map(|at| at.to_string()));
        write.record(scope, event).await?;
        write.commit_only(Change::Application(application.id)).await?;
        Ok(RotatedSecret { application, client_secret: made.text })
    }

    /// Revokes a secret at once.
    pub async fn revoke(
        &self,
        actor: &Actor,
        id: ClientSecretId,
    ) -> Result<application::Model, Error> {
        let permission = Permission::ApplicationsWrite;
        let found = found::client_secret(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, found.row.project_id);

        let mut write = found.begin(&self.known, actor).await?;
        let secret = client_secret::Entity::in_project(owner)
            .filter(client_secret::Column::Id.eq(id))
            .one(write.db())
            .await?
            .ok_or(Error::NotFound("client secret"))?;
        let application = write.application(owner, secret.application_id).await?;

        secret.delete(write.db()).await?;
        write.record(scope, on_secret("clientSecret.revoke", id, &application)).await?;
        write.commit_only(Change::Application(application.id)).await?;
        Ok(application)
    }
}

impl Write {
    /// Makes a secret of 256 random bits.
    pub(crate) async fn insert_secret(
        &self,
        application: &application::Model,
        settings: &SecretSettings,
    ) -> Result<NewSecret, Error> {
        let mut random = zeroize::Zeroizing::new([0; 32]);
        self.known.store().entropy().fill(&mut *random);
        let text = SecretKind::ClientSecret.text(&random);
        let id = ClientSecretId(self.known.store().new_id());

        let mut row = client_secret::Model {
            id,
            project_id: application.project_id,
            application_id: application.id,
            name: settings.name.clone(),
            form: SecretForm::Sha256,
            digest: sha256(text.expose_secret().as_bytes()).to_vec(),
            master_key_id: None,
            sealed_secret: None,
            created_at: self.now,
            expires_at: settings.expires_at,
        };
        // A secret is kept only if it has to sign, and then sealed.
        if signs(application) {
            self.known.sealer().seal_secret(self.db(), &mut row, &text).await?;
        }

        client_secret::Entity::insert(row.into_active_model())
            .exec_without_returning(self.db())
            .await?;
        Ok(NewSecret { id, text })
    }
}

/// Keeps the newest valid secret for the overlap, and deletes the others.
async fn end_others(
    write: &Write,
    application: &application::Model,
    overlap: i64,
) -> Result<(), Error> {
    let live = Condition::any()
        .add(client_secret::Column::ExpiresAt.is_null())
        .add(client_secret::Column::ExpiresAt.gt(write.now));
    let newest = client_secret::Entity::in_project(application.project_id)
        .filter(client_secret::Column::ApplicationId.eq(application.id))
        .filter(live)
        .order_by_desc(client_secret::Column::Id)
        .one(write.db())
        .await?;

    let kept = newest.filter(|_| overlap > 0);
    let mut others = client_secret::Entity::delete_many()
        .filter(client_secret::Column::ApplicationId.eq(application.id));
    if let Some(kept) = &kept {
        others = others.filter(client_secret::Column::Id.ne(kept.id));
    }
    others.exec(write.db()).await?;

    let Some(kept) = kept else { return Ok(()) };
    let end = write.now.plus_seconds(overlap);
    let end: Timestamp = kept.expires_at.map_or(end, |own| own.min(end));
    let mut row = kept.into_active_model();
    row.expires_at = Set(Some(end));
    row.update(write.db()).await?;
    Ok(())
}

/// Deletes every secret of an application whose method changed or that was deleted.
pub(crate) async fn forget_secrets(write: &Write, application: ApplicationId) -> Result<(), Error> {
    client_secret::Entity::delete_many()
        .filter(client_secret::Column::ApplicationId.eq(application))
        .exec(write.db())
        .await?;
    Ok(())
}
