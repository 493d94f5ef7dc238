//! New admin keys.

use async_graphql::{Context, ID, InputObject, Object};
use keyplane_control::{GenerateAdminKey, ImportAdminKey};
use keyplane_entity::id::ProjectId;

use super::{GenerateKeyPayload, ImportKeyPayload};
use crate::graphql::{
    access::Access,
    enums::{Permission, PrivateKeyFormat},
    failure::Failure,
    scalars::{DateTime, SecretText, id},
};

/// A new admin key, RS256. Without projectId: an instance key.
#[derive(InputObject)]
pub(crate) struct GenerateAdminKeyInput {
    /// The project that it is for.
    project_id: Option<ID>,
    /// For people.
    name: String,
    /// What its holder may do; none that you lack.
    permissions: Vec<Permission>,
    /// Its end; none by default.
    expires_at: Option<DateTime>,
    /// The form of the private key file.
    #[graphql(default_with = "PrivateKeyFormat::KeyFile")]
    format: PrivateKeyFormat,
    /// Whether to keep the private half, sealed, so that `exportPrivateKey` can give it again.
    #[graphql(default = false)]
    retain_private_key: bool,
}

/// An admin key that was made elsewhere. Without projectId: an instance key.
#[derive(InputObject)]
pub(crate) struct ImportAdminKeyInput {
    /// The project that it is for.
    project_id: Option<ID>,
    /// For people.
    name: String,
    /// What its holder may do; none that you lack.
    permissions: Vec<Permission>,
    /// The public half: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK.
    public_key: SecretText,
    /// Its kid; by default the JWK's own, else the RFC 7638 thumbprint.
    kid: Option<String>,
    /// Its end; none by default.
    expires_at: Option<DateTime>,
}

/// New admin keys.
#[derive(Default)]
pub(crate) struct AdminKeyMutation;

#[Object]
impl AdminKeyMutation {
    /// Makes an admin key. Needs `ADMIN_KEYS_WRITE`.
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
            format: input.format.into(),
            retain_private_key: input.retain_private_key,
        };
        Ok(access.control().generate_admin_key(access.actor(), input).await?.into())
    }

    /// Takes the public half of an admin key that was made elsewhere. Needs `ADMIN_KEYS_WRITE`.
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
        Ok(access.control().import_admin_key(access.actor(), input).await?.into())
    }
}

fn owner(project: Option<&ID>) -> Result<Option<ProjectId>, Failure> {
    project.map(|project| id(project, "project")).transpose()
}
