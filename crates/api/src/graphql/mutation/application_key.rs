//! New application keys.

use async_graphql::{Context, ID, InputObject, Object};
use keyplane_control::{GenerateApplicationKey, ImportApplicationKey};

use super::{GenerateKeyPayload, ImportKeyPayload};
use crate::graphql::{
    access::Access,
    enums::{KeyAlgorithm, PrivateKeyFormat},
    failure::Failure,
    scalars::{DateTime, SecretText, id},
};

/// A new key of an application.
#[derive(InputObject)]
pub(crate) struct GenerateApplicationKeyInput {
    /// The application that it is for.
    application_id: ID,
    /// For people.
    name: String,
    /// What it is used with.
    #[graphql(default_with = "KeyAlgorithm::Rs256")]
    algorithm: KeyAlgorithm,
    /// RSA only: 2048 (the default), 3072 or 4096.
    rsa_bits: Option<i32>,
    /// Its end; none by default.
    expires_at: Option<DateTime>,
    /// The form of the private key file.
    #[graphql(default_with = "PrivateKeyFormat::KeyFile")]
    format: PrivateKeyFormat,
    /// Whether to keep the private half, sealed, so that `exportPrivateKey` can give it again.
    #[graphql(default = false)]
    retain_private_key: bool,
}

/// A key of an application that was made elsewhere.
#[derive(InputObject)]
pub(crate) struct ImportApplicationKeyInput {
    /// The application that it is for.
    application_id: ID,
    /// For people.
    name: String,
    /// The public half: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK, alone or as the only
    /// entry of an array or JWK Set.
    public_key: SecretText,
    /// What it is used with; by default what a JWK says, or what fits the key.
    algorithm: Option<KeyAlgorithm>,
    /// RSA keys: further RSA algorithms that the key may sign with; default none.
    additional_algorithms: Option<Vec<KeyAlgorithm>>,
    /// Its kid; by default the JWK's own, else the RFC 7638 thumbprint.
    kid: Option<String>,
    /// Its end; none by default.
    expires_at: Option<DateTime>,
}

/// New application keys.
#[derive(Default)]
pub(crate) struct ApplicationKeyMutation;

#[Object]
impl ApplicationKeyMutation {
    /// Makes a key for an application. Needs `KEYS_WRITE`.
    async fn generate_application_key(
        &self,
        context: &Context<'_>,
        input: GenerateApplicationKeyInput,
    ) -> Result<GenerateKeyPayload, Failure> {
        let access = Access::of(context);
        let input = GenerateApplicationKey {
            application_id: id(&input.application_id, "application")?,
            name: input.name,
            algorithm: input.algorithm.into(),
            rsa_bits: input.rsa_bits.map(i64::from),
            expires_at: input.expires_at.map(Into::into),
            format: input.format.into(),
            retain_private_key: input.retain_private_key,
        };
        Ok(access.control().generate_application_key(access.actor(), input).await?.into())
    }

    /// Takes the public half of an application's key that was made elsewhere. Needs `KEYS_WRITE`.
    async fn import_application_key(
        &self,
        context: &Context<'_>,
        input: ImportApplicationKeyInput,
    ) -> Result<ImportKeyPayload, Failure> {
        let access = Access::of(context);
        let input = ImportApplicationKey {
            application_id: id(&input.application_id, "application")?,
            name: input.name,
            public_key: input.public_key.into(),
            algorithm: input.algorithm.map(Into::into),
            additional_algorithms: input
                .additional_algorithms
                .into_iter()
                .flatten()
                .map(Into::into)
                .collect(),
            kid: input.kid,
            expires_at: input.expires_at.map(Into::into),
        };
        Ok(access.control().import_application_key(access.actor(), input).await?.into())
    }
}
