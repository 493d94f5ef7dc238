//! Operators' issuers: OpenID Providers by which people sign in at the portal.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{Timestamp, id::OperatorIssuerId};

/// Names of scopes, a JSON array in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct OperatorScopes(pub Vec<String>);

/// A provider. It belongs to the instance, whatever the scopes of its rules are.
///
/// Serialises its settings under their public names, as audit events show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "operator_issuer")]
pub struct Model {
    /// ID; `opi_…` in public form.
    #[serde(skip)]
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OperatorIssuerId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// The provider's issuer URL, byte for byte; unique, and never changes.
    pub issuer: String,
    /// Client ID at the provider.
    pub client_id: String,
    /// The sealed client secret.
    #[serde(skip)]
    pub sealed_client_secret: Vec<u8>,
    /// ID of the master key that sealed the secret.
    #[serde(skip)]
    pub master_key_id: String,
    /// Scopes to ask for beside `openid`.
    pub scopes: OperatorScopes,
    /// Certificate authority of the provider, as PEM; null for the system's.
    pub ca_certificate: Option<String>,
    /// Longest time of a session, in seconds.
    pub session_length_seconds: i64,
    /// Time after which a session without use ends, in seconds.
    pub idle_seconds: i64,
    /// Whether people may sign in.
    pub enabled: bool,
    /// Creation time.
    #[serde(skip)]
    pub created_at: Timestamp,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
