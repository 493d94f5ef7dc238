//! New signing keys.

use async_graphql::{Context, ID, InputObject, Object};
use keyplane_control::{GenerateSigningKey, ImportSigningKey};

use super::{GenerateKeyPayload, ImportKeyPayload};
use crate::graphql::{
    access::Access,
    enums::{KeyAlgorithm, KeyCustody, PrivateKeyFormat},
    failure::Failure,
    scalars::{DateTime, SecretText, id},
};

/// A new signing key. custody SERVER: the server signs with it and privateKey is null. HOLDER:
/// the private key comes back once and somebody else signs; published all the same.
#[derive(InputObject)]
pub(crate) struct GenerateSigningKeyInput {
    /// The project whose tokens it signs.
    project_id: ID,
    /// For people.
    name: String,
    /// What it is used with. Default: the policy's.
    algorithm: Option<KeyAlgorithm>,
    /// RSA only: 2048, 3072 or 4096. Default: the policy's.
    rsa_bits: Option<i32>,
    /// Who signs with it.
    #[graphql(default_with = "KeyCustody::Server")]
    custody: KeyCustody,
    /// When it shall be in use. Default: for SERVER after the publish-ahead, for HOLDER now.
    activates_at: Option<DateTime>,
    /// Its end; none by default.
    expires_at: Option<DateTime>,
    /// The form of the private key file.
    #[graphql(default_with = "PrivateKeyFormat::PemPkcs8")]
    format: PrivateKeyFormat,
    /// Whether `exportPrivateKey` may give the private half; not for HOLDER.
    #[graphql(default = false)]
    retain_private_key: bool,
    /// Sooner than the publish-ahead allows; needs a reason. Without activatesAt: now.
    #[graphql(default = false)]
    force: bool,
    /// For the audit log.
    reason: Option<String>,
}

/// A signing key that was made elsewhere, where it signs too.
#[derive(InputObject)]
pub(crate) struct ImportSigningKeyInput {
    /// The project whose JWKS shall hold it.
    project_id: ID,
    /// For people.
    name: String,
    /// The public half: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK.
    public_key: SecretText,
    /// What it is used with; by default what a JWK says, or what fits the key.
    algorithm: Option<KeyAlgorithm>,
    /// Its kid; by default the JWK's own, else the RFC 7638 thumbprint.
    kid: Option<String>,
    /// When it shall be in use; now by default.
    activates_at: Option<DateTime>,
    /// Its end; none by default.
    expires_at: Option<DateTime>,
}

/// New signing keys.
#[derive(Default)]
pub(crate) struct SigningKeyMutation;

#[Object]
impl SigningKeyMutation {
    /// Makes a signing key and publishes it. Needs `KEYS_WRITE`, for HOLDER keys
    /// `APPLICATIONS_WRITE` too.
    async fn generate_signing_key(
        &self,
        context: &Context<'_>,
        input: GenerateSigningKeyInput,
    ) -> Result<GenerateKeyPayload, Failure> {
        let access = Access::of(context);
        let input = GenerateSigningKey {
            project_id: id(&input.project_id, "project")?,
            name: input.name,
            algorithm: input.algorithm.map(Into::into),
            rsa_bits: input.rsa_bits.map(i64::from),
            custody: input.custody.into(),
            activates_at: input.activates_at.map(Into::into),
            expires_at: input.expires_at.map(Into::into),
            format: input.format.into(),
            retain_private_key: input.retain_private_key,
            force: input.force,
            reason: input.reason,
        };
        Ok(access.control().generate_signing_key(access.actor(), input).await?.into())
    }

    /// Publishes the public half of a signing key that was made elsewhere. Needs `KEYS_WRITE` and
    /// `APPLICATIONS_WRITE`.
    async fn import_signing_key(
        &self,
        context: &Context<'_>,
        input: ImportSigningKeyInput,
    ) -> Result<ImportKeyPayload, Failure> {
        let access = Access::of(context);
        let input = ImportSigningKey {
            project_id: id(&input.project_id, "project")?,
            name: input.name,
            public_key: input.public_key.into(),
            algorithm: input.algorithm.map(Into::into),
            kid: input.kid,
            activates_at: input.activates_at.map(Into::into),
            expires_at: input.expires_at.map(Into::into),
        };
        Ok(access.control().import_signing_key(access.actor(), input).await?.into())
    }
}
