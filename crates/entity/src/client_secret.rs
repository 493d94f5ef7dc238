//! Client secrets: for the authentication methods that use one.

use sea_orm::entity::prelude::*;

use crate::{
    Timestamp,
    id::{ApplicationId, ClientSecretId, ProjectId},
};

/// What `digest` holds of a client secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum SecretForm {
    /// SHA-256 of a secret that was made here. It has 256 random bits, so that nothing more is needed.
    #[sea_orm(string_value = "SHA256")]
    Sha256,
    /// HMAC-SHA-256 of a secret that was made elsewhere and may be guessed; the key is sealed in
    /// `sealed_secret`.
    #[sea_orm(string_value = "KEYED")]
    Keyed,
    /// The hash of a secret by another server, in its text form. It becomes `Keyed` when the secret
    /// is used for the first time.
    #[sea_orm(string_value = "IMPORTED")]
    Imported,
}

/// A secret of an application.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_secret")]
pub struct Model {
    /// ID; `sec_…` in public form.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClientSecretId,
    /// Project of the application.
    pub project_id: ProjectId,
    /// Application that owns the secret.
    pub application_id: ApplicationId,
    /// Display name, 0 to 100 characters.
    pub name: String,
    /// What `digest` holds.
    pub form: SecretForm,
    /// Digest of the secret, in the form that `form` names; empty for an imported secret that signs,
    /// which is sealed alone.
    pub digest: Vec<u8>,
    /// What is sealed: the secret, if the authentication method is `CLIENT_SECRET_JWT`, which signs
    /// with it; the key of the digest, if the form is `KEYED`; null for other secrets.
    pub sealed_secret: Option<Vec<u8>>,
    /// ID of the master key that sealed the secret; null if it is not sealed.
    pub master_key_id: Option<String>,
    /// Creation time.
    pub created_at: Timestamp,
    /// Time from which the secret is no longer accepted; null if no end is set.
    pub expires_at: Option<Timestamp>,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the secret is accepted at `now`.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

impl Entity {
    /// A project's secrets; every query on behalf of a project starts here.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
