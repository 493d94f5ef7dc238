//! `createOperatorIssuer`, `updateOperatorIssuer` and `deleteOperatorIssuer`.

use keyplane_entity::{
    Permission, Scope,
    id::OperatorIssuerId,
    operator_issuer::{self, OperatorScopes},
    operator_session::SessionEnd,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, PaginatorTrait,
    QueryFilter,
};
use secrecy::{ExposeSecret as _, SecretString};

use super::{
    end_sessions::{Which, end_sessions},
    handle::Operators,
    issuer_settings::OperatorIssuerSettings,
};
use crate::{
    error::Error,
    input::Patch,
    known::{Actor, Change},
    operate::{event::on_operator_issuer, write::Write},
};

/// The most operators' issuers.
const MAX_ISSUERS: u64 = 20;
/// The longest client secret, in bytes.
const MAX_SECRET: usize = 1_024;

/// Arguments of `createOperatorIssuer`.
#[derive(Debug)]
pub struct CreateOperatorIssuer {
    /// The provider's issuer URL, byte for byte.
    pub issuer: String,
    /// Client secret at the provider.
    pub client_secret: SecretString,
    /// The other settings; name and client ID are set.
    pub settings: OperatorIssuerSettings,
}

/// Arguments of `updateOperatorIssuer`.
#[derive(Debug)]
pub struct UpdateOperatorIssuer {
    /// Issuer to change.
    pub operator_issuer_id: OperatorIssuerId,
    /// Client secret at the provider.
    pub client_secret: Patch<SecretString>,
    /// Changes of the other settings.
    pub settings: OperatorIssuerSettings,
}

impl Operators {
    /// Makes an operators' issuer. Nobody can sign in before it has a rule.
    pub async fn create_issuer(
        &self,
        actor: &Actor,
        request: CreateOperatorIssuer,
    ) -> Result<operator_issuer::Model, Error> {
        let (scope, permission) = (Scope::Instance, Permission::AdminKeysWrite);
        actor.require(permission, scope)?;
        self.check_issuer(&request.issuer)?;
        check_secret(&request.client_secret)?;
        let mut row = self.draft(&request.issuer);
        request.settings.apply(&mut row)?;

        let mut write = Write::begin(&self.known, actor, permission, &[scope]).await?;
        let same = operator_issuer::Column::Issuer.eq(&row.issuer);
        if let Some(other) = operator_issuer::Entity::find().filter(same).one(write.db()).await? {
            let message = format!("{} is the issuer of {}", other.issuer, other.name);
            return Err(Error::taken("issuer", message));
        }
        if operator_issuer::Entity::find().count(write.db()).await? >= MAX_ISSUERS {
            return Err(Error::PreconditionFailed(format!(
                "there are {MAX_ISSUERS} operators' issuers already, the most that there can be: \
                 delete one first"
            )));
        }

        row.created_at = write.now;
        let sealer = self.known.sealer();
        sealer.seal_operator_secret(write.db(), &mut row, &request.client_secret).await?;
        operator_issuer::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(write.db())
            .await?;
        let event = on_operator_issuer("operatorIssuer.create", &row).with_settings(&row)?;
        write.record(scope, event).await?;
        write.commit_only(Change::Uncached).await?;
        Ok(row)
    }

    /// Changes an operators' issuer. Disabling it ends its sessions.
    pub async fn update_issuer(
        &self,
        actor: &Actor,
        request: UpdateOperatorIssuer,
    ) -> Result<operator_issuer::Model, Error> {
        let secret = request.client_secret.required("clientSecret")?;
        if let Some(secret) = &secret {
            check_secret(secret)?;
        }
        let mut locked = self.lock(actor, request.operator_issuer_id, None).await?;
        let write = &mut locked.write;
        let before = locked.issuer;
        let mut row = before.clone();
        request.settings.apply(&mut row)?;

        if let Some(secret) = &secret {
            self.known.sealer().seal_operator_secret(write.db(), &mut row, secret).await?;
        }
        row.clone().into_active_model().reset_all().update(write.db()).await?;
        if before.enabled && !row.enabled {
            let which = Which::OfIssuer(row.id);
            end_sessions(write.db(), which, SessionEnd::IssuerDisabled, write.now).await?;
        }

        let event = on_operator_issuer("operatorIssuer.update", &row)
            .with_changes(&before, &row)?
            .with_some("clientSecret", secret.map(|_| "changed"));
        write.record(Scope::Instance, event).await?;
        locked.write.commit_only(Change::OperatorSessions).await?;
        Ok(row)
    }

    /// Deletes an operators' issuer without rules. Blocks of its people stay: they count again if the
    /// same issuer is made again.
    pub async fn delete_issuer(
        &self,
        actor: &Actor,
        id: OperatorIssuerId,
    ) -> Result<OperatorIssuerId, Error> {
        let mut locked = self.lock(actor, id, None).await?;
        if !locked.rules.is_empty() {
            return Err(Error::PreconditionFailed(format!(
                "{} has {} rules: delete them first",
                locked.issuer.name,
                locked.rules.len()
            )));
        }

        let write = &mut locked.write;
        let (which, end) = (Which::OfIssuer(id), SessionEnd::IssuerDisabled);
        end_sessions(write.db(), which, end, write.now).await?;
        let event = on_operator_issuer("operatorIssuer.delete", &locked.issuer)
            .with("issuer", &*locked.issuer.issuer);
        write.record(Scope::Instance, event).await?;
        locked.issuer.delete(locked.write.db()).await?;
        locked.write.commit_only(Change::OperatorSessions).await?;
        Ok(id)
    }

    fn check_issuer(&self, issuer: &str) -> Result<(), Error> {
        let url = self.outside.check_url(issuer);
        let url = url.map_err(|fault| Error::input("issuer", fault.to_string()))?;
        if url.query().is_some() {
            return Err(Error::input("issuer", "must have no query"));
        }
        let own = self.known.public_url().as_str();
        let rest = issuer.strip_prefix(own).or_else(|| url.as_str().strip_prefix(own));
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#'])) {
            return Err(Error::input("issuer", "must not be this server or a project of it"));
        }
        Ok(())
    }

    fn draft(&self, issuer: &str) -> operator_issuer::Model {
        operator_issuer::Model {
            id: OperatorIssuerId(self.known.store().new_id()),
            name: String::new(),
            issuer: issuer.to_owned(),
            client_id: String::new(),
            sealed_client_secret: Vec::new(),
            master_key_id: String::new(),
            scopes: OperatorScopes(vec!["email".to_owned(), "profile".to_owned()]),
            ca_certificate: None,
            session_length_seconds: 28_800,
            idle_seconds: 3_600,
            enabled: true,
            created_at: self.known.store().now(),
        }
    }
}

fn check_secret(secret: &SecretString) -> Result<(), Error> {
    let length = secret.expose_secret().len();
    if (1..=MAX_SECRET).contains(&length) && !secret.expose_secret().contains('\0') {
        return Ok(());
    }
    Err(Error::input("clientSecret", format!("must be 1 to {MAX_SECRET} bytes")))
}
