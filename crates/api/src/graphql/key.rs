//! Keys of every purpose.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Json, Object, dataloader::Loader};
use keyplane_control::{
    KeyListing, RotationRequest, additional_algorithms, certificate_pem, is_exportable, key_jwk,
    public_key_pem,
};
use keyplane_entity::{id::KeyId, key};

use super::{
    access::{Access, Reader},
    application::Application,
    connection::listing,
    enums::{KeyAlgorithm, KeyCustody, KeyOrigin, KeyPurpose, KeyState, Permission},
    failure::Failure,
    key_policy::algorithm,
    loaders::{Loaded, by_id},
    or_default::{False, OrDefault},
    project::Project,
    rotation_preview::RotationPreview,
    scalars::DateTime,
    usage::{Calls, last_use_of_key},
};

by_id!(KeyId => keys_by_id => Key);
listing!(KeyListing: key::Model => Key, keys, count_keys);

/// Key of any purpose: admin, application or signing.
#[derive(Clone, Description)]
pub(crate) struct Key(Arc<key::Model>);

impl From<key::Model> for Key {
    fn from(model: key::Model) -> Self {
        Self(Arc::new(model))
    }
}

/// The key that follows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SuccessorOf(pub(crate) KeyId);

impl Loader<SuccessorOf> for Reader {
    type Value = Result<Key, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[SuccessorOf]) -> Loaded<SuccessorOf, Key> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().successors_of(&self.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, model)| (SuccessorOf(id), Ok(model.into()))).collect())
    }
}

#[expect(clippy::unused_async, reason = "the library wants every resolver asynchronous")]
#[Object(use_type_description)]
impl Key {
    /// ID, such as `key_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Key ID in the JWS header, 1 to 128 characters; unique in the project or instance and never
    /// reused.
    async fn kid(&self) -> &str {
        &self.0.kid
    }

    /// Display name, 1 to 100 characters.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Purpose of the key; never changes.
    async fn purpose(&self) -> KeyPurpose {
        self.0.purpose.into()
    }

    /// Main algorithm of the key; `additionalAlgorithms` lists further ones.
    async fn algorithm(&self) -> Result<KeyAlgorithm, Failure> {
        algorithm(&self.0.algorithm)
    }

    /// Further RSA algorithms that the key may sign with; empty for keys that are not RSA keys of
    /// an application.
    async fn additional_algorithms(&self) -> Result<Vec<KeyAlgorithm>, Failure> {
        Ok(additional_algorithms(&self.0)?.into_iter().map(Into::into).collect())
    }

    /// Name of an application key in files and other tools, unique in the project; null without one.
    /// A key that has ended loses it to the key that takes it.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    /// Current state of the key.
    async fn state(&self, context: &Context<'_>) -> KeyState {
        self.0.state(Access::of(context).control().now()).into()
    }

    /// Holder of the private key.
    async fn custody(&self) -> KeyCustody {
        self.0.custody.into()
    }

    /// Place where the key pair was generated.
    async fn origin(&self) -> KeyOrigin {
        self.0.origin.into()
    }

    /// Whether `exportPrivateKey` can return the private key.
    async fn private_key_retained(&self, context: &Context<'_>) -> bool {
        is_exportable(&self.0, Access::of(context).control().now())
    }

    /// Key ID of the admin key that created the key; null if the command line or the schedule did.
    async fn created_by_kid(&self) -> Option<&str> {
        self.0.created_by_kid.as_deref()
    }

    /// Key that this key replaces; null if none.
    async fn predecessor(&self, context: &Context<'_>) -> Result<Option<Self>, Failure> {
        match self.0.predecessor_id {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// Key that replaces this key; null if none.
    async fn successor(&self, context: &Context<'_>) -> Result<Option<Self>, Failure> {
        Access::of(context).load(SuccessorOf(self.0.id)).await
    }

    /// Times that `rotateKey` would set if it were called now.
    async fn rotation_preview(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Signing keys: when the successor activates; the earliest possible time \
                          if absent."
        )]
        activates_at: Option<DateTime>,
        #[graphql(
            desc = "Admin and application keys: how long the predecessor stays accepted, in \
                          seconds; default 86,400."
        )]
        overlap_seconds: Option<i32>,
        #[graphql(
            default,
            desc = "Signing keys: whether the successor may activate before the publish-ahead has \
                    passed; default false."
        )]
        force: OrDefault<False>,
    ) -> Result<RotationPreview, Failure> {
        let access = Access::of(context);
        let request = RotationRequest {
            activates_at: activates_at.map(Into::into),
            overlap_seconds: overlap_seconds.map(i64::from),
            force: force.value(),
        };

        let preview =
            access.control().keys().preview_rotation(access.actor(), &self.0, &request).await?;
        Ok(RotationPreview(preview))
    }

    /// Public key, SPKI PEM.
    async fn public_key_pem(&self) -> Result<String, Failure> {
        Ok(public_key_pem(&self.0)?)
    }

    /// Public key as a JSON Web Key (RFC 7517).
    async fn jwk(&self) -> Result<Json<keyplane_auth::Jwk>, Failure> {
        Ok(Json(key_jwk(&self.0)?))
    }

    /// JWK thumbprint (RFC 7638), SHA-256, base64url.
    async fn thumbprint(&self) -> &str {
        &self.0.thumbprint
    }

    /// Self-signed X.509 certificate of the public key, PEM; null if the key pair was generated
    /// elsewhere.
    async fn certificate_pem(&self) -> Option<String> {
        certificate_pem(&self.0)
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Time from which the key is used.
    async fn activates_at(&self) -> DateTime {
        self.0.activates_at.into()
    }

    /// Time from which the key no longer signs; null if not scheduled.
    async fn retires_at(&self) -> Option<DateTime> {
        self.0.retires_at.map(Into::into)
    }

    /// Time from which the key is no longer accepted; null if it does not expire.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.expires_at.map(Into::into)
    }

    /// Time of revocation; null if the key is not revoked.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.0.revoked_at.map(Into::into)
    }

    /// Time of the last use, of a signing key also the last check of a token that it signed; appears
    /// within 10 seconds. Null if never used.
    async fn last_used_at(&self, context: &Context<'_>) -> Result<Option<DateTime>, Failure> {
        last_use_of_key(context, &self.0).await
    }

    #[graphql(flatten)]
    async fn calls(&self) -> Calls {
        Calls::of(&*self.0)
    }

    /// Permissions of an admin key; null for other keys.
    async fn permissions(&self) -> Option<Vec<Permission>> {
        self.0.permissions.map(|permissions| permissions.iter().map(Into::into).collect())
    }

    /// Project that the key belongs to; null for an instance key.
    async fn project(&self, context: &Context<'_>) -> Result<Option<Project>, Failure> {
        match self.0.scope().project() {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// ID of the rule of an operators' issuer whose sessions the key signs for; null for every other
    /// key. Such a key is changed with its rule only.
    async fn operator_rule_id(&self) -> Option<ID> {
        self.0.operator_rule_id.map(|id| ID(id.to_string()))
    }

    /// Application that an application key belongs to; null for other keys.
    async fn application(&self, context: &Context<'_>) -> Result<Option<Application>, Failure> {
        match self.0.application_id {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }
}
