//! New application keys.

use async_graphql::{Context, ID, InputObject, Object};
use keyplane_control::{GenerateApplicationKey, ImportApplicationKey};

use super::key_payloads::{GenerateKeyPayload, ImportKeyPayload};
use crate::graphql::{
    access::Access,
    enums::KeyAlgorithm,
    failure::Failure,
    or_default::{False, KeyFileFormat, OrDefault, RsaSha256},
    scalars::{DateTime, SecretText, id},
};

/// Arguments for a new application key.
#[derive(InputObject)]
pub(crate) struct GenerateApplicationKeyInput {
    /// ID of the application that the key belongs to.
    application_id: ID,
    /// Display name, 1 to 100 characters.
    name: String,
    /// Algorithm of the key; default `RS256`.
    #[graphql(default)]
    algorithm: OrDefault<RsaSha256>,
    /// Size of an RSA key in bits: 2048, 3072 or 4096; default 2048.
    rsa_bits: Option<i32>,
    /// Time at which the key expires; no expiry if absent.
    expires_at: Option<DateTime>,
    /// Format of the private key file; default `KEY_FILE`.
    #[graphql(default)]
    format: OrDefault<KeyFileFormat>,
    /// Whether the server keeps the private key, encrypted, for `exportPrivateKey`; default false.
    #[graphql(default)]
    retain_private_key: OrDefault<False>,
}

/// Arguments for an application key whose key pair was generated elsewhere.
#[derive(InputObject)]
pub(crate) struct ImportApplicationKeyInput {
    /// ID of the application that the key belongs to.
    application_id: ID,
    /// Display name, 1 to 100 characters.
    name: String,
    /// Public key: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK, alone or as the only entry of
    /// an array or JWK Set.
    public_key: SecretText,
    /// Algorithm of the key; default: the `alg` of the JWK, else the algorithm that fits the key.
    algorithm: Option<KeyAlgorithm>,
    /// Further RSA algorithms of an RSA key; default none.
    additional_algorithms: Option<Vec<KeyAlgorithm>>,
    /// Key ID, 1 to 128 letters, digits and `.`, `_`, `~`, `-`; default: the `kid` of the JWK, else
    /// the RFC 7638 thumbprint.
    kid: Option<String>,
    /// Time at which the key expires; no expiry if absent.
    expires_at: Option<DateTime>,
    /// Name in files and other tools, unique among the keys of the project: 1 to 128 printable
    /// ASCII characters without blanks; null for none.
    external_id: Option<String>,
}

/// New application keys.
#[derive(Default)]
pub(crate) struct ApplicationKeyMutation;

#[Object]
impl ApplicationKeyMutation {
    /// Generates a key for an application. Needs `KEYS_WRITE`.
    async fn generate_application_key(
        &self,
        context: &Context<'_>,
        input: GenerateApplicationKeyInput,
    ) -> Result<GenerateKeyPayload, Failure> {
        let access = Access::of(context);
        let input = GenerateApplicationKey {
            application_id: id(&input.application_id, "application")?,
            name: input.name,
            algorithm: input.algorithm.value().into(),
            rsa_bits: input.rsa_bits.map(i64::from),
            expires_at: input.expires_at.map(Into::into),
            format: input.format.value().into(),
            retain_private_key: input.retain_private_key.value(),
        };
        Ok(access.control().keys().generate_application(access.actor(), input).await?.into())
    }

    /// Imports the public key of an application key that was generated elsewhere. Needs
    /// `KEYS_WRITE`.
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
            external_id: input.external_id,
        };

        Ok(access.control().keys().import_application(access.actor(), input).await?.into())
    }
}
