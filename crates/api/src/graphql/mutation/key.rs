//! Changes of keys, whatever their purpose.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{ExportPrivateKey, RevokeKey, RotateKey, UpdateKey};

use crate::graphql::{
    access::Access,
    enums::{KeyAlgorithm, Permission, PrivateKeyFormat},
    failure::Failure,
    key::Key,
    or_default::{False, OrDefault},
    patch::{Null, patch},
    private_key_file::PrivateKeyFile,
    scalars::{DateTime, id},
};

/// Changes to a key. An absent field keeps its value.
#[derive(InputObject)]
pub(crate) struct UpdateKeyInput {
    /// ID of the key.
    key_id: ID,
    /// Display name, 1 to 100 characters.
    name: MaybeUndefined<String>,
    /// Time at which the key expires; null for no expiry. A `RETIRING` key can only expire earlier.
    expires_at: MaybeUndefined<DateTime>,
    /// Permissions of an admin key, at least one; only permissions that the calling key has.
    permissions: MaybeUndefined<Vec<Permission>>,
    /// Further RSA algorithms of an application's RSA key, replacing the previous ones; empty for
    /// none.
    additional_algorithms: MaybeUndefined<Vec<KeyAlgorithm>>,
    /// Application keys: name in files and other tools, unique among the keys of the project: 1 to
    /// 128 printable ASCII characters without blanks; null for none.
    external_id: MaybeUndefined<String>,
    /// Signing keys: whether the successor may activate before the publish-ahead has passed;
    /// requires `reason`; default false.
    #[graphql(default)]
    force: OrDefault<False>,
    /// Reason for the audit log, 1 to 500 characters. Required with `force`.
    reason: Option<String>,
}

/// Arguments of `rotateKey`. The successor has the same owner, purpose, algorithm and custody.
#[derive(InputObject)]
pub(crate) struct RotateKeyInput {
    /// ID of the active key to replace.
    key_id: ID,
    /// Display name of the successor, 1 to 100 characters; default: the predecessor's.
    name: Option<String>,
    /// Time at which the successor expires; default: the predecessor's validity length after
    /// activation, no expiry if it has none.
    expires_at: Option<DateTime>,
    /// Signing keys: time from which the successor signs; default: the end of the publish-ahead.
    activates_at: Option<DateTime>,
    /// Admin and application keys: time in seconds for which the predecessor stays accepted, 0 to
    /// 7,776,000; default 86,400.
    overlap_seconds: Option<i32>,
    /// Signing keys: whether the successor may activate before the publish-ahead has passed;
    /// requires `reason`; default false. Without `activatesAt` it then activates now.
    #[graphql(default)]
    force: OrDefault<False>,
    /// Reason for the audit log, 1 to 500 characters. Required with `force`.
    reason: Option<String>,
    /// Format of the private key file; default `KEY_FILE`, for signing keys `PEM_PKCS8`.
    format: Option<PrivateKeyFormat>,
}

/// Arguments of `revokeKey`.
#[derive(InputObject)]
pub(crate) struct RevokeKeyInput {
    /// ID of the key to revoke.
    key_id: ID,
    /// Reason for the audit log, 1 to 500 characters.
    reason: String,
    /// Application keys: whether all access tokens issued to the application so far are revoked
    /// too; also needs `APPLICATIONS_WRITE`; default false.
    #[graphql(default)]
    revoke_tokens: OrDefault<False>,
}

/// Arguments of `exportPrivateKey`.
#[derive(InputObject)]
pub(crate) struct ExportPrivateKeyInput {
    /// ID of a key whose private key is retained.
    key_id: ID,
    /// Format of the private key file; default `KEY_FILE`, for signing keys `PEM_PKCS8`.
    format: Option<PrivateKeyFormat>,
}

/// Result of `updateKey`.
#[derive(SimpleObject)]
pub(crate) struct UpdateKeyPayload {
    /// The changed key.
    key: Key,
}

/// Result of `rotateKey`.
#[derive(SimpleObject)]
pub(crate) struct RotateKeyPayload {
    /// The successor.
    key: Key,
    /// The key that the successor replaces, with its new times.
    previous: Key,
    /// The successor's private key. Shown only in this response, unless it is retained; null if the
    /// server signs with it.
    private_key: Option<PrivateKeyFile>,
}

/// Result of `revokeKey`.
#[derive(SimpleObject)]
pub(crate) struct RevokeKeyPayload {
    /// The revoked key.
    key: Key,
}

/// Result of `exportPrivateKey`.
#[derive(SimpleObject)]
pub(crate) struct ExportPrivateKeyPayload {
    /// The private key as a file.
    private_key: PrivateKeyFile,
}

/// Changes of keys, whatever their purpose.
#[derive(Default)]
pub(crate) struct KeyMutation;

#[Object]
impl KeyMutation {
    /// Changes a key. Needs `KEYS_WRITE`, for admin keys `ADMIN_KEYS_WRITE`.
    async fn update_key(
        &self,
        context: &Context<'_>,
        input: UpdateKeyInput,
    ) -> Result<UpdateKeyPayload, Failure> {
        let access = Access::of(context);
        let input = UpdateKey {
            key_id: id(&input.key_id, "key")?,
            name: patch(input.name),
            expires_at: patch(input.expires_at),
            permissions: Null::Clears.patch_list(input.permissions),
            additional_algorithms: Null::Clears.patch_list(input.additional_algorithms),
            external_id: patch(input.external_id),
            force: input.force.value(),
            reason: input.reason,
        };

        let key = access.control().keys().update(access.actor(), input).await?;
        Ok(UpdateKeyPayload { key: key.into() })
    }

    /// Generates the successor of a key. Needs `KEYS_WRITE`, for admin keys `ADMIN_KEYS_WRITE`.
    async fn rotate_key(
        &self,
        context: &Context<'_>,
        input: RotateKeyInput,
    ) -> Result<RotateKeyPayload, Failure> {
        let access = Access::of(context);
        let input = RotateKey {
            key_id: id(&input.key_id, "key")?,
            name: input.name,
            expires_at: input.expires_at.map(Into::into),
            activates_at: input.activates_at.map(Into::into),
            overlap_seconds: input.overlap_seconds.map(i64::from),
            force: input.force.value(),
            reason: input.reason,
            format: input.format.map(Into::into),
        };

        let rotated = access.control().keys().rotate(access.actor(), input).await?;
        Ok(RotateKeyPayload {
            key: rotated.key.into(),
            previous: rotated.previous.into(),
            private_key: rotated.private_key.map(PrivateKeyFile),
        })
    }

    /// Revokes a key immediately; it cannot be restored. Needs `KEYS_WRITE`, for admin keys
    /// `ADMIN_KEYS_WRITE`.
    async fn revoke_key(
        &self,
        context: &Context<'_>,
        input: RevokeKeyInput,
    ) -> Result<RevokeKeyPayload, Failure> {
        let access = Access::of(context);
        let input = RevokeKey {
            key_id: id(&input.key_id, "key")?,
            reason: input.reason,
            revoke_tokens: input.revoke_tokens.value(),
        };
        let key = access.control().keys().revoke(access.actor(), input).await?;
        Ok(RevokeKeyPayload { key: key.into() })
    }

    /// Returns a retained private key. Needs `KEYS_EXPORT` and a token that is at most five minutes
    /// old.
    async fn export_private_key(
        &self,
        context: &Context<'_>,
        input: ExportPrivateKeyInput,
    ) -> Result<ExportPrivateKeyPayload, Failure> {
        let access = Access::of(context);
        let input = ExportPrivateKey {
            key_id: id(&input.key_id, "key")?,
            format: input.format.map(Into::into),
        };
        let file = access.control().keys().export_private(access.actor(), input).await?;
        Ok(ExportPrivateKeyPayload { private_key: PrivateKeyFile(file) })
    }
}
