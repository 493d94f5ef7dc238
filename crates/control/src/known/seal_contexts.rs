//! What a sealed value is bound to: its table, column and row, and facts of the row.

use keyplane_auth::SealContext;
use keyplane_entity::{
    application::ClientAuthMethod,
    client_secret::{self, SecretForm},
    key, operator_issuer, webhook_secret,
};
use sea_orm::ActiveEnum;

/// The context of the private half of a key that signs checkpoints.
pub(super) fn checkpoint_key_place(id: &uuid::Uuid) -> SealContext<'_> {
    SealContext {
        table: "audit_signing_key",
        column: "sealed_private_key",
        row: id.as_bytes(),
        project: &[0; 16],
        facts: "CHECKPOINT",
    }
}

/// The context that a sealed private half is bound to; in any other context it does not open.
pub(super) fn key_place<'a>(key: &'a key::Model, facts: &'a str) -> SealContext<'a> {
    SealContext {
        table: "key",
        column: "sealed_private_key",
        row: key.id.0.as_bytes(),
        project: key.scope_id.as_bytes(),
        facts,
    }
}

/// The columns of a key that decide what its private half may be used for.
pub(super) fn key_facts(key: &key::Model) -> String {
    let (purpose, custody) = (key.purpose.to_value(), key.custody.to_value());
    format!("{purpose} {custody} retained={}", key.private_key_retained)
}

pub(super) fn secret_place<'a>(row: &'a client_secret::Model, facts: &'a str) -> SealContext<'a> {
    SealContext {
        table: "client_secret",
        column: "sealed_secret",
        row: row.id.0.as_bytes(),
        project: row.project_id.0.as_bytes(),
        facts,
    }
}

/// `facts`: the ID of the webhook.
pub(super) fn webhook_place<'a>(row: &'a webhook_secret::Model, facts: &'a str) -> SealContext<'a> {
    SealContext {
        table: "webhook_secret",
        column: "sealed_secret",
        row: row.id.as_bytes(),
        project: row.scope_id.as_bytes(),
        facts,
    }
}

/// The context of the client secret at a provider: it is sent to this issuer only. `facts`: the
/// issuer.
pub(super) fn operator_issuer_place<'a>(
    row: &'a operator_issuer::Model,
    facts: &'a str,
) -> SealContext<'a> {
    SealContext {
        table: "operator_issuer",
        column: "sealed_client_secret",
        row: row.id.0.as_bytes(),
        project: &[0; 16],
        facts,
    }
}

/// The application that a sealed secret authenticates, and the method; of the key of a digest, the
/// form.
pub(super) fn secret_facts(row: &client_secret::Model) -> String {
    let what = match row.form {
        SecretForm::Sha256 | SecretForm::Imported => ClientAuthMethod::ClientSecretJwt.to_value(),
        SecretForm::Keyed => row.form.to_value(),
    };
    format!("{what} {}", row.application_id)
}
