//! New admin keys.

use async_graphql::{Context, ID, InputObject, Object};
use keyplane_control::{GenerateAdminKey, ImportAdminKey};
use keyplane_entity::id::ProjectId;

use super::key_payloads::{GenerateKeyPayload, ImportKeyPayload};
use crate::graphql::{
    access::Access,
    enums::Permission,
    failure::Failure,
    or_default::{False, KeyFileFormat, OrDefault},
    scalars::{DateTime, SecretText, id},
};

/// Arguments for a new admin key; its algorithm is RS256.
#[derive(InputObject)]
pub(crate) struct GenerateAdminKeyInput {
    /// ID of the project that the key administers; an instance key if absent.
    project_id: Option<ID>,
    /// Display name, 1 to 100 characters.
    name: String,
    /// Permissions of the key, at least one; only permissions that the calling key has.
    permissions: Vec<Permission>,
    /// Time at which the key expires; no expiry if absent.
    expires_at: Option<DateTime>,
    /// Format of the private key file; default `KEY_FILE`.
    #[graphql(default)]
    format: OrDefault<KeyFileFormat>,
    /// Whether the server keeps the private key, encrypted, for `exportPrivateKey`; default false.
    #[graphql(default)]
    retain_private_key: OrDefault<False>,
}

/// Arguments for an admin key whose key pair was generated elsewhere.
#[derive(InputObject)]
pub(crate) struct ImportAdminKeyInput {
    /// ID of the project that the key administers; an instance key if absent.
    project_id: Option<ID>,
    /// Display name, 1 to 100 characters.
    name: String,
    /// Permissions of the key, at least one; only permissions that the calling key has.
    permissions: Vec<Permission>,
    /// Public key: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK.
    public_key: SecretText,
    /// Key ID, 1 to 128 letters, digits and `.`, `_`, `~`, `-`; default: the `kid` of the JWK, else
    /// the RFC 7638 thumbprint.
    kid: Option<String>,
    /// Time at which the key expires; no expiry if absent.
    expires_at: Option<DateTime>,
}

/// New admin keys.
#[derive(Default)]
pub(crate) struct AdminKeyMutation;

#[Object]
impl AdminKeyMutation {
    /// Generates an admin key. Needs `ADMIN_KEYS_WRITE`.
    async fn generate_admin_key(
        &self,
        context: &Context<'_>,
        input: GenerateAdminKeyInput,
    ) -> Result<GenerateKeyPayload, Failure> {
        let access = Access::of(context);
        let input = GenerateAdminKey {
            project_id: owner(input.project_id.as_ref())?,
            name: input.name,
            permissions: input.permissions.into_iter().map(Into::into).collect(),
            expires_at: input.expires_at.map(Into::into),
            format: input.format.value().into(),
            retain_private_key: input.retain_private_key.value(),
        };
        Ok(access.control().keys().generate_admin(access.actor(), input).await?.into())
    }

    /// Imports the public key of an admin key that was generated elsewhere. Needs
    /// `ADMIN_KEYS_WRITE`.
    async fn import_admin_key(
        &self,
        context: &Context<'_>,
        input: ImportAdminKeyInput,
    ) -> Result<ImportKeyPayload, Failure> {
        let access = Access::of(context);
        let input = ImportAdminKey {
            project_id: owner(input.project_id.as_ref())?,
            name: input.name,
            permissions: input.permissions.into_iter().map(Into::into).collect(),
            public_key: input.public_key.into(),
            kid: input.kid,
            expires_at: input.expires_at.map(Into::into),
        };
        Ok(access.control().keys().import_admin(access.actor(), input).await?.into())
    }
}

fn owner(project: Option<&ID>) -> Result<Option<ProjectId>, Failure> {
    project.map(|project| id(project, "project")).transpose()
}
