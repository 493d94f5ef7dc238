//! Changes of trusted issuers.

use async_graphql::{Context, ID, InputObject, Json, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{CreateTrustedIssuer, Patch, TrustedIssuerSettings, UpdateTrustedIssuer};
use keyplane_entity::id::TrustedIssuerId;
use serde_json::Value;

use crate::graphql::{
    access::Access,
    enums::KeyAlgorithm,
    failure::Failure,
    or_default::{DiscoveredKeys, False, HourOfSeconds, OrDefault},
    patch::Null,
    scalars::{DateTime, id},
    trusted_issuer::TrustedIssuer,
};

/// Arguments for a new trusted issuer: `issuer`, or `trustDomain` for SPIFFE. `DISCOVERY` needs
/// nothing more, `JWKS_URL` a `jwksUri`, `JWKS` a `jwks`.
#[derive(InputObject)]
pub(crate) struct CreateTrustedIssuerInput {
    /// ID of the project that trusts the issuer.
    project_id: ID,
    /// Display name, 1 to 100 characters.
    name: String,
    /// Name in files and other tools, unique in the project: 1 to 128 printable ASCII characters
    /// without blanks.
    external_id: Option<String>,
    /// Name of the preset that the issuer is one of, such as `gitlab-ci`. Needed only for an issuer
    /// whose `iss` does not tell it. Never changes.
    preset: Option<String>,
    /// `iss` of its tokens, 1 to 1,024 printable ASCII characters, compared byte for byte. Not under
    /// this server's URL. Never changes.
    issuer: Option<String>,
    /// SPIFFE trust domain, such as `example.org`, without `spiffe://`. Never changes.
    trust_domain: Option<String>,
    /// Place of its keys; default `DISCOVERY`. Never changes.
    #[graphql(default)]
    key_source: OrDefault<DiscoveredKeys>,
    /// URL of its discovery document; default: below `issuer`.
    discovery_url: Option<String>,
    /// URL of its JWKS, or of the bundle of the trust domain.
    jwks_uri: Option<String>,
    /// JWKS or SPIFFE bundle with public keys, at most 32 KiB.
    jwks: Option<Json<Value>>,
    /// Certificates in PEM, the only ones that may sign the certificate of the server with the keys;
    /// default: those of the machine.
    ca_certificate: Option<String>,
    /// Algorithms that its tokens may be signed with; default: those of the platform, or all.
    algorithms: Option<Vec<KeyAlgorithm>>,
    /// The one `aud` that its tokens must have, 1 to 512 printable ASCII characters; not the
    /// identifier of an API. Default: the project's issuer URL.
    audience: Option<String>,
    /// Whether `audience` may be one that other parties are known to accept too; needs a `reason`.
    /// Default false.
    #[graphql(default)]
    allow_shared_audience: OrDefault<False>,
    /// Reason for `allowSharedAudience`, 1 to 500 characters.
    reason: Option<String>,
    /// Whether each token is accepted once only, by its `jti`, which it then needs. Default false.
    #[graphql(default)]
    single_use: OrDefault<False>,
    /// Maximum age of its tokens in seconds, 60 to 86,400; default 3,600.
    #[graphql(default)]
    max_age_seconds: OrDefault<HourOfSeconds>,
    /// End of the trust; default: none. Not after the end of the admin key that acts.
    expires_at: Option<DateTime>,
}

/// Changes to a trusted issuer. An absent field keeps its value.
#[derive(InputObject)]
pub(crate) struct UpdateTrustedIssuerInput {
    /// ID of the issuer.
    trusted_issuer_id: ID,
    /// Display name, 1 to 100 characters.
    name: MaybeUndefined<String>,
    /// Name in files and other tools, unique in the project: 1 to 128 printable ASCII characters
    /// without blanks; null for none.
    external_id: MaybeUndefined<String>,
    /// URL of its discovery document; null for the one below `issuer`.
    discovery_url: MaybeUndefined<String>,
    /// URL of its JWKS, or of the bundle of the trust domain.
    jwks_uri: MaybeUndefined<String>,
    /// JWKS or SPIFFE bundle with public keys, at most 32 KiB.
    jwks: MaybeUndefined<Json<Value>>,
    /// Certificates in PEM, the only ones that may sign the certificate of the server with the keys;
    /// null for those of the machine.
    ca_certificate: MaybeUndefined<String>,
    /// Algorithms that its tokens may be signed with.
    algorithms: MaybeUndefined<Vec<KeyAlgorithm>>,
    /// The one `aud` that its tokens must have; null for the project's issuer URL.
    audience: MaybeUndefined<String>,
    /// Whether `audience` may be one that other parties are known to accept too; needs a `reason`.
    allow_shared_audience: MaybeUndefined<bool>,
    /// Reason for `allowSharedAudience`, 1 to 500 characters; needed again for another audience.
    reason: Option<String>,
    /// Whether each token is accepted once only, by its `jti`.
    single_use: MaybeUndefined<bool>,
    /// Maximum age of its tokens in seconds, 60 to 86,400.
    max_age_seconds: MaybeUndefined<i32>,
    /// Whether its tokens are accepted.
    enabled: MaybeUndefined<bool>,
    /// End of the trust; null for none. Not after the end of the admin key that acts.
    expires_at: MaybeUndefined<DateTime>,
}

/// Arguments of `refreshTrustedIssuer`.
#[derive(InputObject)]
pub(crate) struct RefreshTrustedIssuerInput {
    /// ID of the issuer.
    trusted_issuer_id: ID,
}

/// Arguments of `deleteTrustedIssuer`.
#[derive(InputObject)]
pub(crate) struct DeleteTrustedIssuerInput {
    /// ID of the issuer to delete.
    trusted_issuer_id: ID,
}

/// Result of `createTrustedIssuer`.
#[derive(SimpleObject)]
pub(crate) struct CreateTrustedIssuerPayload {
    /// The new issuer.
    trusted_issuer: TrustedIssuer,
}

/// Result of `updateTrustedIssuer`.
#[derive(SimpleObject)]
pub(crate) struct UpdateTrustedIssuerPayload {
    /// The changed issuer.
    trusted_issuer: TrustedIssuer,
}

/// Result of `refreshTrustedIssuer`.
#[derive(SimpleObject)]
pub(crate) struct RefreshTrustedIssuerPayload {
    /// The issuer, with what came of the fetch in `fetchedAt`, `lastError` and `keyIds`.
    trusted_issuer: TrustedIssuer,
}

/// Result of `deleteTrustedIssuer`.
#[derive(SimpleObject)]
pub(crate) struct DeleteTrustedIssuerPayload {
    /// ID of the deleted issuer.
    deleted_id: ID,
}

impl CreateTrustedIssuerInput {
    /// The domain's form of the input.
    fn request(self) -> Result<CreateTrustedIssuer, Failure> {
        fn set<T: Into<U>, U>(value: Option<T>) -> Patch<U> {
            value.map_or(Patch::Keep, |value| Patch::Set(value.into()))
        }
        let algorithms = self.algorithms;
        let algorithms = algorithms.map(|all| all.into_iter().map(Into::into).collect::<Vec<_>>());

        let settings = TrustedIssuerSettings {
            name: Patch::Keep,
            external_id: set(self.external_id),
            discovery_url: set(self.discovery_url),
            jwks_uri: set(self.jwks_uri),
            jwks: set(self.jwks.map(document)),
            ca_certificate: set(self.ca_certificate),
            algorithms: set(algorithms),
            audience: set(self.audience),
            allow_shared_audience: Patch::Set(self.allow_shared_audience.value()),
            reason: self.reason,
            single_use: Patch::Set(self.single_use.value()),
            max_age_seconds: Patch::Set(self.max_age_seconds.value().into()),
            enabled: Patch::Keep,
            expires_at: set(self.expires_at),
        };
        Ok(CreateTrustedIssuer {
            project_id: id(&self.project_id, "project")?,
            name: self.name,
            preset: self.preset,
            issuer: self.issuer,
            trust_domain: self.trust_domain,
            key_source: self.key_source.value().into(),
            settings,
        })
    }
}

/// The text of a JSON document; a document that came as a text is that text.
fn document(Json(value): Json<Value>) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// Changes of trusted issuers.
#[derive(Default)]
pub(crate) struct TrustedIssuerMutation;

#[Object]
impl TrustedIssuerMutation {
    /// Trusts an issuer outside of this deployment. Needs `APPLICATIONS_WRITE`.
    async fn create_trusted_issuer(
        &self,
        context: &Context<'_>,
        input: CreateTrustedIssuerInput,
    ) -> Result<CreateTrustedIssuerPayload, Failure> {
        let access = Access::of(context);
        let issuer =
            access.control().trusted_issuers().create(access.actor(), input.request()?).await?;
        Ok(CreateTrustedIssuerPayload { trusted_issuer: issuer.into() })
    }

    /// Changes a trusted issuer. Needs `APPLICATIONS_WRITE`.
    async fn update_trusted_issuer(
        &self,
        context: &Context<'_>,
        input: UpdateTrustedIssuerInput,
    ) -> Result<UpdateTrustedIssuerPayload, Failure> {
        let access = Access::of(context);
        let null = Null::Clears;
        let input = UpdateTrustedIssuer {
            trusted_issuer_id: id(&input.trusted_issuer_id, "trusted issuer")?,
            settings: TrustedIssuerSettings {
                name: null.patch(input.name),
                external_id: null.patch(input.external_id),
                discovery_url: null.patch(input.discovery_url),
                jwks_uri: null.patch(input.jwks_uri),
                jwks: null.patch(input.jwks.map_value(document)),
                ca_certificate: null.patch(input.ca_certificate),
                algorithms: null.patch_list(input.algorithms),
                audience: null.patch(input.audience),
                allow_shared_audience: null.patch(input.allow_shared_audience),
                reason: input.reason,
                single_use: null.patch(input.single_use),
                max_age_seconds: null.patch(input.max_age_seconds),
                enabled: null.patch(input.enabled),
                expires_at: null.patch(input.expires_at),
            },
        };

        let issuer = access.control().trusted_issuers().update(access.actor(), input).await?;
        Ok(UpdateTrustedIssuerPayload { trusted_issuer: issuer.into() })
    }

    /// Fetches the keys of a trusted issuer now, at most every 10 seconds. The result is that of the
    /// replica that answers; the others fetch the keys too. Needs `APPLICATIONS_WRITE`.
    async fn refresh_trusted_issuer(
        &self,
        context: &Context<'_>,
        input: RefreshTrustedIssuerInput,
    ) -> Result<RefreshTrustedIssuerPayload, Failure> {
        let access = Access::of(context);
        let issuer: TrustedIssuerId = id(&input.trusted_issuer_id, "trusted issuer")?;
        let issuer = access.control().trusted_issuers().refresh(access.actor(), issuer).await?;
        Ok(RefreshTrustedIssuerPayload { trusted_issuer: issuer.into() })
    }

    /// Deletes a trusted issuer on which no federated identity stands. Needs `APPLICATIONS_WRITE`.
    async fn delete_trusted_issuer(
        &self,
        context: &Context<'_>,
        input: DeleteTrustedIssuerInput,
    ) -> Result<DeleteTrustedIssuerPayload, Failure> {
        let access = Access::of(context);
        let issuer: TrustedIssuerId = id(&input.trusted_issuer_id, "trusted issuer")?;
        let deleted = access.control().trusted_issuers().delete(access.actor(), issuer).await?;
        Ok(DeleteTrustedIssuerPayload { deleted_id: deleted.to_string().into() })
    }
}
