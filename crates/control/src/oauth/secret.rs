//! Client secrets: created with an application, rotated with an overlap, revoked.

use keyplane_auth::{SealContext, base64url, sha256};
use keyplane_entity::{
    Permission, Scope, Timestamp,
    application::{self, ClientAuthMethod},
    client_secret,
    id::{ApplicationId, ClientSecretId},
};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, ModelTrait,
    QueryFilter, QueryOrder, Set,
};
use secrecy::{ExposeSecret, SecretString};

use crate::{Actor, Control, Error, audit::Event, cache::Change, input, write::Write};

/// The longest overlap of two secrets, in seconds: 90 days.
const MAX_OVERLAP_SECONDS: i64 = 90 * 86_400;

/// Arguments of `rotateClientSecret`.
#[derive(Clone, Debug)]
pub struct RotateClientSecret {
    /// The application.
    pub application_id: ApplicationId,
    /// How long the previous secret stays valid, in seconds, 0 to 7,776,000.
    pub overlap_seconds: i64,
}

/// An application with its new secret.
#[derive(Debug)]
pub struct RotatedSecret {
    /// The application.
    pub application: application::Model,
    /// New client secret, shown only in this response.
    pub client_secret: SecretString,
}

/// A new secret.
pub(crate) struct NewSecret {
    pub(crate) id: ClientSecretId,
    pub(crate) text: SecretString,
}

impl Control {
    /// Makes a new secret. The newest earlier one stays valid for the overlap. Older ones end now,
    /// so that at most two are valid at a time.
    pub async fn rotate_client_secret(
        &self,
        actor: &Actor,
        request: RotateClientSecret,
    ) -> Result<RotatedSecret, Error> {
        let owner = self.application(actor, request.application_id).await?.project_id;
        let scope = Scope::Project(owner);
        actor.require(Permission::ApplicationsWrite, scope)?;
        let overlap =
            input::within("overlapSeconds", request.overlap_seconds, 0, MAX_OVERLAP_SECONDS)?;

        let mut write = self.write(actor, Permission::ApplicationsWrite, &[scope]).await?;
        let application = write.application(owner, request.application_id).await?;
        if !application.auth_method.uses_secret() {
            return Err(Error::PreconditionFailed(
                "the application authenticates with its keys (PRIVATE_KEY_JWT) and has no secret"
                    .into(),
            ));
        }

        end_others(&write, &application, overlap).await?;
        let made = self.insert_secret(&write, &application).await?;
        let event = Event::new("clientSecret.rotate", made.id)
            .with("applicationId", application.id.to_string())
            .with("overlapSeconds", overlap);
        write.record(scope, event).await?;
        write.commit_only(Change::Application(application.id)).await?;
        Ok(RotatedSecret { application, client_secret: made.text })
    }

    /// Revokes a secret at once.
    pub async fn revoke_client_secret(
        &self,
        actor: &Actor,
        id: ClientSecretId,
    ) -> Result<application::Model, Error> {
        let missing = || Error::NotFound("client secret");
        let found = client_secret::Entity::find_by_id(id).one(&self.inner.database.read).await?;
        let found = found.filter(|secret| actor.sees(Scope::Project(secret.project_id)));
        let owner = found.ok_or_else(missing)?.project_id;
        let scope = Scope::Project(owner);

        let mut write = self.write(actor, Permission::ApplicationsWrite, &[scope]).await?;
        let secret = client_secret::Entity::in_project(owner)
            .filter(client_secret::Column::Id.eq(id))
            .one(write.db())
            .await?
            .ok_or_else(missing)?;
        let application = write.application(owner, secret.application_id).await?;

        secret.delete(write.db()).await?;
        let event = Event::new("clientSecret.revoke", id);
        write.record(scope, event.with("applicationId", application.id.to_string())).await?;
        write.commit_only(Change::Application(application.id)).await?;
        Ok(application)
    }

    /// Makes a secret of 256 random bits.
    pub(crate) async fn insert_secret(
        &self,
        write: &Write<'_>,
        application: &application::Model,
    ) -> Result<NewSecret, Error> {
        let mut random = zeroize::Zeroizing::new([0; 32]);
        self.inner.entropy.fill(&mut *random);
        let text = SecretString::from(base64url(&*random));
        let id = ClientSecretId(self.new_id());

        // A secret is kept only if it has to sign, and then sealed.
        let signs = application.auth_method == ClientAuthMethod::ClientSecretJwt;
        let mut row = client_secret::Model {
            id,
            project_id: application.project_id,
            application_id: application.id,
            digest: sha256(text.expose_secret().as_bytes()).to_vec(),
            master_key_id: None,
            sealed_secret: None,
            created_at: write.now,
            expires_at: None,
            last_used_at: None,
        };
        if signs {
            row.sealed_secret = Some(self.seal_secret(&row, &text)?);
            row.master_key_id = Some(self.inner.master_key.id().to_owned());
        }

        client_secret::Entity::insert(row.into_active_model())
            .exec_without_returning(write.db())
            .await?;
        Ok(NewSecret { id, text })
    }

    fn seal_secret(
        &self,
        row: &client_secret::Model,
        text: &SecretString,
    ) -> Result<Vec<u8>, Error> {
        let facts = facts(row);
        let bytes = text.expose_secret().as_bytes();
        let sealed = self.inner.master_key.seal(&*self.inner.entropy, &place(row, &facts), bytes);
        sealed.map_err(|error| Error::internal("sealing", error))
    }

    /// Opens a secret that signs. Also opens seals of earlier versions, which do not cover the
    /// application, so that existing clients keep working.
    pub(super) fn unseal_secret(
        &self,
        row: &client_secret::Model,
        sealed: &[u8],
    ) -> Result<SecretString, Error> {
        let facts = facts(row);
        let opened = self.inner.master_key.open_any_version(&place(row, &facts), sealed);
        let opened = opened.map_err(|error| Error::internal("sealing", error))?;
        let text =
            std::str::from_utf8(&opened).map_err(|error| Error::internal("secret", error))?;
        Ok(SecretString::from(text))
    }
}

fn place<'a>(row: &'a client_secret::Model, facts: &'a str) -> SealContext<'a> {
    SealContext {
        table: "client_secret",
        column: "sealed_secret",
        row: row.id.0.as_bytes(),
        project: row.project_id.0.as_bytes(),
        facts,
    }
}

/// The application that a sealed secret authenticates, and the method.
fn facts(row: &client_secret::Model) -> String {
    format!("{} {}", ClientAuthMethod::ClientSecretJwt.to_value(), row.application_id)
}

/// Keeps the newest valid secret for the overlap, and deletes the others.
async fn end_others(
    write: &Write<'_>,
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
pub(crate) async fn forget_secrets(
    write: &Write<'_>,
    application: ApplicationId,
) -> Result<(), Error> {
    client_secret::Entity::delete_many()
        .filter(client_secret::Column::ApplicationId.eq(application))
        .exec(write.db())
        .await?;
    Ok(())
}
