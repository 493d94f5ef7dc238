//! Changes of keys, whatever their purpose.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{ExportPrivateKey, RevokeKey, RotateKey, UpdateKey};

use crate::graphql::{
    access::Access,
    enums::{KeyAlgorithm, Permission, PrivateKeyFormat},
    failure::Failure,
    key::Key,
    patch::{patch, patch_with},
    private_key_file::PrivateKeyFile,
    scalars::{DateTime, id},
};

/// A change of a key. An absent field stays.
#[derive(InputObject)]
pub(crate) struct UpdateKeyInput {
    /// The key.
    key_id: ID,
    /// For people.
    name: MaybeUndefined<String>,
    /// Its end; null: none. The end of a RETIRING key may only come nearer.
    expires_at: MaybeUndefined<DateTime>,
    /// Admin keys: what its holder may do.
    permissions: MaybeUndefined<Vec<Permission>>,
    /// RSA keys of an application: further RSA algorithms that the key may sign with, replacing
    /// the previous ones; empty for none.
    additional_algorithms: MaybeUndefined<Vec<KeyAlgorithm>>,
    /// Signing keys: whether the successor may sign before the publish-ahead has passed; requires
    /// `reason`; default false.
    #[graphql(default_with = "Some(false)")]
    force: Option<bool>,
    /// Reason for the audit log, 1 to 500 characters. Required with `force`.
    reason: Option<String>,
}

/// Makes a successor with the same owner, purpose, algorithm and custody. overlapSeconds: admin
/// and application keys.
#[derive(InputObject)]
pub(crate) struct RotateKeyInput {
    /// The key that is followed.
    key_id: ID,
    /// Default: the predecessor's name and validity length.
    name: Option<String>,
    /// The successor's end.
    expires_at: Option<DateTime>,
    /// Signing keys: when the successor shall sign.
    activates_at: Option<DateTime>,
    /// How long the predecessor stays accepted; 86400 by default.
    overlap_seconds: Option<i32>,
    /// Signing keys: sooner than the publish-ahead allows; needs a reason. Without activatesAt:
    /// now.
    #[graphql(default = false)]
    force: bool,
    /// For the audit log.
    reason: Option<String>,
    /// The form of the private key file. Default: `KEY_FILE`, for signing keys `PEM_PKCS8`.
    format: Option<PrivateKeyFormat>,
}

/// Takes a key away, with all that it signed.
#[derive(InputObject)]
pub(crate) struct RevokeKeyInput {
    /// The key.
    key_id: ID,
    /// For the audit log.
    reason: String,
    /// Application keys: also ends the tokens issued to the application so far; needs
    /// `APPLICATIONS_WRITE` too.
    #[graphql(default = false)]
    revoke_tokens: bool,
}

/// Which private key to give out.
#[derive(InputObject)]
pub(crate) struct ExportPrivateKeyInput {
    /// The key.
    key_id: ID,
    /// Default: `KEY_FILE`, for signing keys `PEM_PKCS8`.
    format: Option<PrivateKeyFormat>,
}

/// The key that was changed.
#[derive(SimpleObject)]
pub(crate) struct UpdateKeyPayload {
    /// The key as it is now.
    key: Key,
}

/// A key and its successor.
#[derive(SimpleObject)]
pub(crate) struct RotateKeyPayload {
    /// The successor.
    key: Key,
    /// The key that it follows, as it is now.
    previous: Key,
    /// The successor's private half, now or never (unless it is retained); null where the server
    /// signs with it.
    private_key: Option<PrivateKeyFile>,
}

/// The key that was taken away.
#[derive(SimpleObject)]
pub(crate) struct RevokeKeyPayload {
    /// The key as it is now.
    key: Key,
}

/// A retained private key.
#[derive(SimpleObject)]
pub(crate) struct ExportPrivateKeyPayload {
    /// The file.
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
            permissions: patch_with(input.permissions, |permissions| {
                permissions.into_iter().map(Into::into).collect()
            }),
            additional_algorithms: patch_with(input.additional_algorithms, |algorithms| {
                algorithms.into_iter().map(Into::into).collect()
            }),
            force: input.force.unwrap_or(false),
            reason: input.reason,
        };
        let key = access.control().update_key(access.actor(), input).await?;
        Ok(UpdateKeyPayload { key: key.into() })
    }

    /// Makes the key's successor. Needs `KEYS_WRITE`, for admin keys `ADMIN_KEYS_WRITE`.
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
            force: input.force,
            reason: input.reason,
            format: input.format.map(Into::into),
        };
        let rotated = access.control().rotate_key(access.actor(), input).await?;
        Ok(RotateKeyPayload {
            key: rotated.key.into(),
            previous: rotated.previous.into(),
            private_key: rotated.private_key.map(PrivateKeyFile),
        })
    }

    /// Takes a key away at once and for good. Needs `KEYS_WRITE`, for admin keys `ADMIN_KEYS_WRITE`.
    async fn revoke_key(
        &self,
        context: &Context<'_>,
        input: RevokeKeyInput,
    ) -> Result<RevokeKeyPayload, Failure> {
        let access = Access::of(context);
        let input = RevokeKey {
            key_id: id(&input.key_id, "key")?,
            reason: input.reason,
            revoke_tokens: input.revoke_tokens,
        };
        let key = access.control().revoke_key(access.actor(), input).await?;
        Ok(RevokeKeyPayload { key: key.into() })
    }

    /// Gives a retained private key again. Needs `KEYS_EXPORT` and a token that is at most five
    /// minutes old.
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
        let file = access.control().export_private_key(access.actor(), input).await?;
        Ok(ExportPrivateKeyPayload { private_key: PrivateKeyFile(file) })
    }
}
