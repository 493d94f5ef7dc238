//! New signing keys.

use async_graphql::{Context, ID, InputObject, Object};
use keyplane_control::{GenerateSigningKey, ImportSigningKey};

use super::key_payloads::{GenerateKeyPayload, ImportKeyPayload};
use crate::graphql::{
    access::Access,
    enums::KeyAlgorithm,
    failure::Failure,
    or_default::{False, OrDefault, PemFormat, ServerSigns},
    scalars::{DateTime, SecretText, id},
};

/// Arguments for a new signing key, which is published in the project's JWKS.
#[derive(InputObject)]
pub(crate) struct GenerateSigningKeyInput {
    /// ID of the project that the key belongs to.
    project_id: ID,
    /// Display name, 1 to 100 characters.
    name: String,
    /// Algorithm of the key; default: the key policy's `signingAlgorithm`.
    algorithm: Option<KeyAlgorithm>,
    /// Size of an RSA key in bits: 2048, 3072 or 4096; default: the key policy's `rsaBits`.
    rsa_bits: Option<i32>,
    /// Holder of the private key. `SERVER`: the server signs with it. `HOLDER`: it is returned
    /// once, and the caller signs with it; default `SERVER`.
    #[graphql(default)]
    custody: OrDefault<ServerSigns>,
    /// Time from which the key is used; default: the end of the publish-ahead; now for `HOLDER`, or
    /// if no key signs.
    activates_at: Option<DateTime>,
    /// Time at which the key expires; no expiry if absent.
    expires_at: Option<DateTime>,
    /// Format of the private key file, for `HOLDER`; default `PEM_PKCS8`.
    #[graphql(default)]
    format: OrDefault<PemFormat>,
    /// Whether the private key can be read with `exportPrivateKey`; must be false for `HOLDER`;
    /// default false.
    #[graphql(default)]
    retain_private_key: OrDefault<False>,
    /// Whether the key may activate before the publish-ahead has passed; requires `reason`; default
    /// false. Without `activatesAt` the key then activates now.
    #[graphql(default)]
    force: OrDefault<False>,
    /// Reason for the audit log, 1 to 500 characters. Required with `force`.
    reason: Option<String>,
}

/// Arguments for a signing key whose key pair was generated elsewhere; its holder signs with it.
#[derive(InputObject)]
pub(crate) struct ImportSigningKeyInput {
    /// ID of the project whose JWKS publishes the key.
    project_id: ID,
    /// Display name, 1 to 100 characters.
    name: String,
    /// Public key: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK.
    public_key: SecretText,
    /// Algorithm of the key; default: the `alg` of the JWK, else the algorithm that fits the key.
    algorithm: Option<KeyAlgorithm>,
    /// Key ID, 1 to 128 letters, digits and `.`, `_`, `~`, `-`; default: the `kid` of the JWK, else
    /// the RFC 7638 thumbprint.
    kid: Option<String>,
    /// Time from which the key is used; default now.
    activates_at: Option<DateTime>,
    /// Time at which the key expires; no expiry if absent.
    expires_at: Option<DateTime>,
}

/// New signing keys.
#[derive(Default)]
pub(crate) struct SigningKeyMutation;

#[Object]
impl SigningKeyMutation {
    /// Generates a signing key and publishes it. Needs `KEYS_WRITE`, for `HOLDER` keys also
    /// `APPLICATIONS_WRITE`.
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
            custody: input.custody.value().into(),
            activates_at: input.activates_at.map(Into::into),
            expires_at: input.expires_at.map(Into::into),
            format: input.format.value().into(),
            retain_private_key: input.retain_private_key.value(),
            force: input.force.value(),
            reason: input.reason,
        };

        Ok(access.control().keys().generate_signing(access.actor(), input).await?.into())
    }

    /// Imports the public key of a signing key that was generated elsewhere and publishes it. Needs
    /// `KEYS_WRITE` and `APPLICATIONS_WRITE`.
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
        Ok(access.control().keys().import_signing(access.actor(), input).await?.into())
    }
}
