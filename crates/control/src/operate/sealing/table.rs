//! The tables with sealed values.

use keyplane_auth::{SealError, sealed_by};
use keyplane_entity::{audit_signing_key, client_secret, key, operator_issuer, webhook_secret};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, Func, SimpleExpr},
};
use uuid::Uuid;

use crate::known::Sealer;

/// Length of the head of a sealed value, which names its master key.
const HEAD: &str = "17";

/// A table with a sealed column.
pub(super) trait SealedTable: EntityTrait {
    const ID: Self::Column;
    const SEALED: Self::Column;
    const MASTER_KEY_ID: Self::Column;

    fn id(row: &Self::Model) -> Uuid;
    fn sealed(row: &Self::Model) -> Option<&Vec<u8>>;
    /// The value under the master key `to`.
    fn reseal(sealer: &Sealer, to: &str, row: &Self::Model) -> Result<Vec<u8>, SealError>;
    /// The name of a row in messages.
    fn name(row: &Self::Model) -> String;

    /// The rows with a sealed value.
    fn sealed_rows() -> Select<Self> {
        Self::find().filter(Self::SEALED.is_not_null())
    }

    /// The head of a row's sealed value.
    fn head() -> SimpleExpr {
        Func::cust("substr")
            .arg(Expr::col(Self::SEALED))
            .arg(Expr::cust("1"))
            .arg(Expr::cust(HEAD))
            .into()
    }

    /// A page of the IDs of rows whose column names a master key, in the order of the IDs.
    fn marked(master_key_id: &str, after: Uuid, most: u64) -> Select<Self> {
        let rows = Self::find().filter(Self::MASTER_KEY_ID.eq(master_key_id));
        let page = rows.filter(Self::ID.gt(after)).order_by_asc(Self::ID).limit(most);
        page.select_only().column(Self::ID)
    }

    /// A page of rows in the order of their IDs: each ID with the head of the value.
    fn heads(after: Uuid, most: u64) -> Select<Self> {
        let page = Self::sealed_rows().filter(Self::ID.gt(after)).order_by_asc(Self::ID);
        page.limit(most).select_only().column(Self::ID).column_as(Self::head(), "head")
    }
}

/// Whether a value with this head is sealed with another key than `id`.
pub(super) fn is_under_another(head: &[u8], id: &str) -> bool {
    sealed_by(head).is_none_or(|of| of != id)
}

impl SealedTable for key::Entity {
    const ID: key::Column = key::Column::Id;
    const SEALED: key::Column = key::Column::SealedPrivateKey;
    const MASTER_KEY_ID: key::Column = key::Column::MasterKeyId;

    fn id(row: &key::Model) -> Uuid {
        row.id.0
    }

    fn sealed(row: &key::Model) -> Option<&Vec<u8>> {
        row.sealed_private_key.as_ref()
    }

    fn reseal(sealer: &Sealer, to: &str, row: &key::Model) -> Result<Vec<u8>, SealError> {
        sealer.reseal_key(to, row)
    }

    fn name(row: &key::Model) -> String {
        format!("{} (kid {})", row.id, row.kid)
    }
}

impl SealedTable for client_secret::Entity {
    const ID: client_secret::Column = client_secret::Column::Id;
    const SEALED: client_secret::Column = client_secret::Column::SealedSecret;
    const MASTER_KEY_ID: client_secret::Column = client_secret::Column::MasterKeyId;

    fn id(row: &client_secret::Model) -> Uuid {
        row.id.0
    }

    fn sealed(row: &client_secret::Model) -> Option<&Vec<u8>> {
        row.sealed_secret.as_ref()
    }

    fn reseal(sealer: &Sealer, to: &str, row: &client_secret::Model) -> Result<Vec<u8>, SealError> {
        sealer.reseal_secret(to, row)
    }

    fn name(row: &client_secret::Model) -> String {
        format!("{} of {}", row.id, row.application_id)
    }
}

impl SealedTable for audit_signing_key::Entity {
    const ID: audit_signing_key::Column = audit_signing_key::Column::Id;
    const SEALED: audit_signing_key::Column = audit_signing_key::Column::SealedPrivateKey;
    const MASTER_KEY_ID: audit_signing_key::Column = audit_signing_key::Column::MasterKeyId;

    fn id(row: &audit_signing_key::Model) -> Uuid {
        row.id
    }

    fn sealed(row: &audit_signing_key::Model) -> Option<&Vec<u8>> {
        Some(&row.sealed_private_key)
    }

    fn reseal(
        sealer: &Sealer,
        to: &str,
        row: &audit_signing_key::Model,
    ) -> Result<Vec<u8>, SealError> {
        sealer.reseal_checkpoint_key(to, row)
    }

    fn name(row: &audit_signing_key::Model) -> String {
        format!("the checkpoint key {}", row.kid)
    }
}

impl SealedTable for webhook_secret::Entity {
    const ID: webhook_secret::Column = webhook_secret::Column::Id;
    const SEALED: webhook_secret::Column = webhook_secret::Column::SealedSecret;
    const MASTER_KEY_ID: webhook_secret::Column = webhook_secret::Column::MasterKeyId;

    fn id(row: &webhook_secret::Model) -> Uuid {
        row.id
    }

    fn sealed(row: &webhook_secret::Model) -> Option<&Vec<u8>> {
        Some(&row.sealed_secret)
    }

    fn reseal(
        sealer: &Sealer,
        to: &str,
        row: &webhook_secret::Model,
    ) -> Result<Vec<u8>, SealError> {
        sealer.reseal_webhook_key(to, row)
    }

    fn name(row: &webhook_secret::Model) -> String {
        format!("a secret of the webhook {}", row.webhook_id)
    }
}

impl SealedTable for operator_issuer::Entity {
    const ID: operator_issuer::Column = operator_issuer::Column::Id;
    const SEALED: operator_issuer::Column = operator_issuer::Column::SealedClientSecret;
    const MASTER_KEY_ID: operator_issuer::Column = operator_issuer::Column::MasterKeyId;

    fn id(row: &operator_issuer::Model) -> Uuid {
        row.id.0
    }

    fn sealed(row: &operator_issuer::Model) -> Option<&Vec<u8>> {
        Some(&row.sealed_client_secret)
    }

    fn reseal(
        sealer: &Sealer,
        to: &str,
        row: &operator_issuer::Model,
    ) -> Result<Vec<u8>, SealError> {
        sealer.reseal_operator_secret(to, row)
    }

    fn name(row: &operator_issuer::Model) -> String {
        format!("the client secret of {}", row.id)
    }
}
