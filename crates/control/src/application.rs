//! Applications: made, changed, deleted.

use keyplane_auth::is_reserved_claim;
use keyplane_entity::{
    Permission, Scope,
    application::{self, AccessTokenFormat, ApplicationType, ClaimNames, ClientAuthMethod},
    id::{ApplicationId, ProjectId},
    key,
    search_term::{self, Kind},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set, sea_query::Query,
};
use secrecy::SecretString;

use crate::{
    Actor, Control, Error, Patch,
    audit::Event,
    input::{self, within},
    key::index,
    oauth::forget_secrets,
    project::delete::delete_keys,
    write::Write,
};

/// The bounds of an access token's life, in seconds: a minute and 28 days.
const TOKEN_LIFETIME: (i64, i64) = (60, 28 * 86_400);
/// The most claims that an application may carry into its tokens.
const MAX_CLAIMS: usize = 32;
/// The longest name of such a claim, in characters.
const MAX_CLAIM_NAME: usize = 255;
/// An application to make.
#[derive(Clone, Debug)]
pub struct CreateApplication {
    /// Its owner.
    pub project_id: ProjectId,
    /// For people.
    pub name: String,
    /// What it does.
    pub r#type: ApplicationType,
    /// How it proves itself.
    pub auth_method: ClientAuthMethod,
    /// The form of its access tokens.
    pub access_token_format: AccessTokenFormat,
    /// Their life.
    pub access_token_lifetime_seconds: i64,
    /// Whether its grants may name another subject.
    pub allow_any_subject: bool,
    /// Whether its assertions may name the token endpoint.
    pub allow_token_endpoint_audience: bool,
    /// Claims of its grants that are carried into the token.
    pub allowed_claims: Vec<String>,
}

/// What to change.
#[derive(Clone, Debug)]
pub struct UpdateApplication {
    /// The application.
    pub application_id: ApplicationId,
    /// For people.
    pub name: Patch<String>,
    /// Whether it may do anything at all.
    pub enabled: Patch<bool>,
    /// How it proves itself.
    pub auth_method: Patch<ClientAuthMethod>,
    /// The form of its access tokens.
    pub access_token_format: Patch<AccessTokenFormat>,
    /// Their life.
    pub access_token_lifetime_seconds: Patch<i64>,
    /// Whether its grants may name another subject.
    pub allow_any_subject: Patch<bool>,
    /// Whether its assertions may name the token endpoint.
    pub allow_token_endpoint_audience: Patch<bool>,
    /// Claims of its grants that are carried into the token.
    pub allowed_claims: Patch<Vec<String>>,
}

/// An application that was just made.
#[derive(Debug)]
pub struct CreatedApplication {
    /// The application.
    pub application: application::Model,
    /// Its secret, shown now or never, where its method uses one.
    pub client_secret: Option<SecretString>,
}

impl Control {
    /// Makes an application, with a secret where its method uses one.
    pub async fn create_application(
        &self,
        actor: &Actor,
        request: CreateApplication,
    ) -> Result<CreatedApplication, Error> {
        let scope = Scope::Project(request.project_id);
        actor.require(Permission::ApplicationsWrite, scope)?;
        let name = input::name(&request.name)?;
        let lifetime = token_lifetime(request.access_token_lifetime_seconds)?;
        let allowed_claims = claim_names(request.allowed_claims)?;
        let mut write = self.write(actor, &[scope]).await?;
        write.project(request.project_id).await?;
        let row = application::Model {
            id: ApplicationId(self.new_id()),
            project_id: request.project_id,
            name,
            r#type: request.r#type,
            auth_method: request.auth_method,
            enabled: true,
            access_token_format: request.access_token_format,
            access_token_lifetime_seconds: lifetime,
            allow_any_subject: request.allow_any_subject,
            allow_token_endpoint_audience: request.allow_token_endpoint_audience,
            allowed_claims,
            token_generation: 0,
            created_at: write.now,
            updated_at: write.now,
            deleted_at: None,
        };
        application::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(write.db())
            .await?;
        self.saved(&mut write, &row).await?;
        write.record(scope, changes("application.create", None, &row)).await?;
        let secret = if row.auth_method.uses_secret() {
            Some(self.insert_secret(&write, &row).await?)
        } else {
            None
        };
        if let Some(secret) = &secret {
            let event = Event::new("clientSecret.create", secret.id);
            write.record(scope, event.with("applicationId", row.id.to_string())).await?;
        }
        write.commit().await?;
        Ok(CreatedApplication { application: row, client_secret: secret.map(|made| made.text) })
    }

    /// Changes an application.
    pub async fn update_application(
        &self,
        actor: &Actor,
        request: UpdateApplication,
    ) -> Result<application::Model, Error> {
        let owner = self.application(actor, request.application_id).await?.project_id;
        let scope = Scope::Project(owner);
        actor.require(Permission::ApplicationsWrite, scope)?;
        let mut write = self.write(actor, &[scope]).await?;
        let before = write.application(owner, request.application_id).await?;
        let mut row = request.apply(before.clone())?;
        row.updated_at = write.now;
        row.clone().into_active_model().reset_all().update(write.db()).await?;
        if row.auth_method != before.auth_method {
            // A secret of one method must not open another one's door.
            forget_secrets(&write, row.id).await?;
        }
        self.saved(&mut write, &row).await?;
        write.record(scope, changes("application.update", Some(&before), &row)).await?;
        write.commit().await?;
        Ok(row)
    }

    /// Deletes an application and its keys; their kids and public keys stay taken.
    pub async fn delete_application(
        &self,
        actor: &Actor,
        id: ApplicationId,
    ) -> Result<ApplicationId, Error> {
        let owner = self.application(actor, id).await?.project_id;
        let scope = Scope::Project(owner);
        actor.require(Permission::ApplicationsWrite, scope)?;
        let mut write = self.write(actor, &[scope]).await?;
        let application = write.application(owner, id).await?;
        let event = Event::new("application.delete", id).with("name", &*application.name);
        let mut row = application.into_active_model();
        row.deleted_at = Set(Some(write.now));
        row.updated_at = Set(write.now);
        row.update(write.db()).await?;
        forget_terms(&write, id).await?;
        forget_secrets(&write, id).await?;
        delete_keys(write.db(), key::Column::ApplicationId.eq(id), write.now).await?;
        write.record(scope, event).await?;
        write.commit().await?;
        Ok(id)
    }

    /// Ends every token that was issued to an application so far.
    pub async fn revoke_application_tokens(
        &self,
        actor: &Actor,
        id: ApplicationId,
    ) -> Result<application::Model, Error> {
        let owner = self.application(actor, id).await?.project_id;
        let scope = Scope::Project(owner);
        actor.require(Permission::ApplicationsWrite, scope)?;
        let mut write = self.write(actor, &[scope]).await?;
        let application = write.application(owner, id).await?;
        let application = write.end_tokens(application).await?;
        write.record(scope, Event::new("application.revokeTokens", id)).await?;
        write.commit().await?;
        Ok(application)
    }

    /// An application that the actor can see, for a use-case.
    pub(crate) async fn application(
        &self,
        actor: &Actor,
        id: ApplicationId,
    ) -> Result<application::Model, Error> {
        application::Entity::live()
            .filter(application::Column::Id.eq(id))
            .one(&self.inner.database.read)
            .await?
            .filter(|application| actor.sees(Scope::Project(application.project_id)))
            .ok_or(Error::NotFound("application"))
    }

    /// What follows from an application's new settings: how it is found, and how long the
    /// project's signing keys must be accepted after they retire.
    async fn saved(&self, write: &mut Write<'_>, row: &application::Model) -> Result<(), Error> {
        let scope = Scope::Project(row.project_id);
        let id = row.id.to_string();
        index(write.db(), scope, Kind::Application, row.id.0, [&*row.name, &*id]).await?;
        let project = write.project(row.project_id).await?;
        let mut edit = write.ring(&project).await?;
        edit.ring.raise_token_lifetime(row.access_token_lifetime_seconds, write.now)?;
        write.settle_ring(self, edit, None).await
    }
}

impl Write<'_> {
    /// The application, read under its project's lock.
    pub(crate) async fn application(
        &self,
        project: ProjectId,
        id: ApplicationId,
    ) -> Result<application::Model, Error> {
        application::Entity::in_project(project)
            .filter(application::Column::Id.eq(id))
            .one(self.db())
            .await?
            .ok_or(Error::NotFound("application"))
    }
}

impl Write<'_> {
    /// Raises the generation of an application's tokens: those before it are revoked.
    pub(crate) async fn end_tokens(
        &self,
        mut application: application::Model,
    ) -> Result<application::Model, Error> {
        application.token_generation += 1;
        let mut row = application.clone().into_active_model();
        row.token_generation = Set(application.token_generation);
        row.update(self.db()).await?;
        Ok(application)
    }
}

impl UpdateApplication {
    fn apply(self, mut row: application::Model) -> Result<application::Model, Error> {
        if let Some(name) = self.name.required("name")? {
            row.name = input::name(&name)?;
        }
        if let Some(seconds) =
            self.access_token_lifetime_seconds.required("accessTokenLifetimeSeconds")?
        {
            row.access_token_lifetime_seconds = token_lifetime(seconds)?;
        }
        if let Some(names) = self.allowed_claims.required("allowedClaims")? {
            row.allowed_claims = claim_names(names)?;
        }
        let keep = |patch: Patch<bool>, field: &str, old: bool| {
            patch.required(field).map(|new| new.unwrap_or(old))
        };
        row.enabled = keep(self.enabled, "enabled", row.enabled)?;
        row.allow_any_subject =
            keep(self.allow_any_subject, "allowAnySubject", row.allow_any_subject)?;
        row.allow_token_endpoint_audience = keep(
            self.allow_token_endpoint_audience,
            "allowTokenEndpointAudience",
            row.allow_token_endpoint_audience,
        )?;
        if let Some(method) = self.auth_method.required("authMethod")? {
            row.auth_method = method;
        }
        if let Some(format) = self.access_token_format.required("accessTokenFormat")? {
            row.access_token_format = format;
        }
        Ok(row)
    }
}

async fn forget_terms(write: &Write<'_>, id: ApplicationId) -> Result<(), Error> {
    let keys = Query::select()
        .column(key::Column::Id)
        .from(key::Entity)
        .and_where(key::Column::ApplicationId.eq(id))
        .to_owned();
    search_term::Entity::delete_many()
        .filter(search_term::Column::TargetId.in_subquery(keys))
        .exec(write.db())
        .await?;
    crate::key::unindex(write.db(), id.0).await
}

fn token_lifetime(seconds: i64) -> Result<i64, Error> {
    within("accessTokenLifetimeSeconds", seconds, TOKEN_LIFETIME.0, TOKEN_LIFETIME.1)
}

fn claim_names(names: Vec<String>) -> Result<ClaimNames, Error> {
    let refuse = |why: String| Err(Error::input("allowedClaims", why));
    if names.len() > MAX_CLAIMS {
        return refuse(format!("must be at most {MAX_CLAIMS} names"));
    }
    for (at, name) in names.iter().enumerate() {
        let printable = name.bytes().all(|byte| byte.is_ascii_graphic());
        if name.is_empty() || name.len() > MAX_CLAIM_NAME || !printable {
            return refuse(format!("a name has 1 to {MAX_CLAIM_NAME} printable ASCII characters"));
        }
        if is_reserved_claim(name) {
            return refuse(format!("{name} is a registered claim, which Keyplane sets itself"));
        }
        if names[..at].contains(name) {
            return refuse(format!("{name} is there twice"));
        }
    }
    Ok(ClaimNames(names))
}

fn changes(
    action: &'static str,
    before: Option<&application::Model>,
    after: &application::Model,
) -> Event {
    fn shown(row: &application::Model) -> [(&'static str, serde_json::Value); 9] {
        use sea_orm::ActiveEnum;
        [
            ("name", (*row.name).into()),
            ("type", row.r#type.to_value().into()),
            ("authMethod", row.auth_method.to_value().into()),
            ("enabled", row.enabled.into()),
            ("accessTokenFormat", row.access_token_format.to_value().into()),
            ("accessTokenLifetimeSeconds", row.access_token_lifetime_seconds.into()),
            ("allowAnySubject", row.allow_any_subject.into()),
            ("allowTokenEndpointAudience", row.allow_token_endpoint_audience.into()),
            ("allowedClaims", row.allowed_claims.0.clone().into()),
        ]
    }
    let event = Event::new(action, after.id);
    match before {
        None => {
            shown(after).into_iter().fold(event, |event, (name, value)| event.with(name, value))
        }
        Some(before) => shown(before)
            .into_iter()
            .zip(shown(after))
            .fold(event, |event, ((name, from), (_, to))| event.with_change(name, from, to)),
    }
}
