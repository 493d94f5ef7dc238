//! Keys of every purpose.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Json, Object};
use keyplane_control::{
    RotationRequest, additional_algorithms, certificate_pem, is_exportable, key_jwk, public_key_pem,
};
use keyplane_entity::key;

use super::{
    access::Access,
    application::Application,
    enums::{KeyAlgorithm, KeyCustody, KeyOrigin, KeyPurpose, KeyState, Permission},
    failure::Failure,
    key_policy::algorithm,
    loaders::SuccessorOf,
    project::Project,
    rotation_preview::RotationPreview,
    scalars::DateTime,
};

/// A key, whatever its purpose.
#[derive(Clone, Description)]
pub(crate) struct Key(Arc<key::Model>);

impl From<key::Model> for Key {
    fn from(model: key::Model) -> Self {
        Self(Arc::new(model))
    }
}

/// The states that a list is filtered by, each once; none: all.
pub(crate) fn states_filter(states: Option<Vec<KeyState>>) -> Vec<key::State> {
    let asked: Vec<key::State> = states.into_iter().flatten().map(Into::into).collect();
    key::State::ALL.into_iter().filter(|state| asked.contains(state)).collect()
}

/// The purposes that a list is filtered by, each once; none: all.
pub(crate) fn purposes_filter(purposes: Option<Vec<KeyPurpose>>) -> Vec<key::Purpose> {
    let asked: Vec<key::Purpose> = purposes.into_iter().flatten().map(Into::into).collect();
    let all = [key::Purpose::Admin, key::Purpose::Application, key::Purpose::Signing];
    all.into_iter().filter(|purpose| asked.contains(purpose)).collect()
}

#[expect(clippy::unused_async, reason = "the library wants every resolver asynchronous")]
#[Object(use_type_description)]
impl Key {
    /// `key_…`
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// The `kid` of what it signs; unique in its scope for ever.
    async fn kid(&self) -> &str {
        &self.0.kid
    }

    /// For people.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What it is for.
    async fn purpose(&self) -> KeyPurpose {
        self.0.purpose.into()
    }

    /// The key's main algorithm; `additionalAlgorithms` has further ones.
    async fn algorithm(&self) -> Result<KeyAlgorithm, Failure> {
        algorithm(&self.0.algorithm)
    }

    /// Further RSA algorithms that the key may sign with. Empty for keys that are not RSA keys of
    /// an application.
    async fn additional_algorithms(&self) -> Result<Vec<KeyAlgorithm>, Failure> {
        Ok(additional_algorithms(&self.0)?.into_iter().map(Into::into).collect())
    }

    /// Where it is in its life, now.
    async fn state(&self, context: &Context<'_>) -> KeyState {
        self.0.state(Access::of(context).control().now()).into()
    }

    /// Where its private half is.
    async fn custody(&self) -> KeyCustody {
        self.0.custody.into()
    }

    /// Where it was made.
    async fn origin(&self) -> KeyOrigin {
        self.0.origin.into()
    }

    /// Whether `exportPrivateKey` can give it.
    async fn private_key_retained(&self, context: &Context<'_>) -> bool {
        is_exportable(&self.0, Access::of(context).control().now())
    }

    /// The kid of the admin key that made it; null: command line or schedule.
    async fn created_by_kid(&self) -> Option<&str> {
        self.0.created_by_kid.as_deref()
    }

    /// The key that this one follows.
    async fn predecessor(&self, context: &Context<'_>) -> Result<Option<Self>, Failure> {
        match self.0.predecessor_id {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// The key that follows this one.
    async fn successor(&self, context: &Context<'_>) -> Result<Option<Self>, Failure> {
        Access::of(context).load(SuccessorOf(self.0.id)).await
    }

    /// What `rotateKey` would do now.
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
            default = false,
            desc = "Signing keys: whether the successor may activate before the publish-ahead has \
                    passed; default false."
        )]
        force: bool,
    ) -> Result<RotationPreview, Failure> {
        let access = Access::of(context);
        let request = RotationRequest {
            activates_at: activates_at.map(Into::into),
            overlap_seconds: overlap_seconds.map(i64::from),
            force,
        };
        let preview = access.control().rotation_preview(access.actor(), &self.0, &request).await?;
        Ok(RotationPreview(preview))
    }

    /// The public half, SPKI PEM.
    async fn public_key_pem(&self) -> Result<String, Failure> {
        Ok(public_key_pem(&self.0)?)
    }

    /// The public half as a JSON Web Key (RFC 7517).
    async fn jwk(&self) -> Result<Json<serde_json::Value>, Failure> {
        Ok(Json(key_jwk(&self.0)?))
    }

    /// RFC 7638, SHA-256, base64url.
    async fn thumbprint(&self) -> &str {
        &self.0.thumbprint
    }

    /// A self-signed X.509 certificate over the public key, PEM, where the private half was
    /// generated here.
    async fn certificate_pem(&self) -> Option<String> {
        certificate_pem(&self.0)
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// From when it is in use.
    async fn activates_at(&self) -> DateTime {
        self.0.activates_at.into()
    }

    /// From when it signs no more.
    async fn retires_at(&self) -> Option<DateTime> {
        self.0.retires_at.map(Into::into)
    }

    /// From when it is accepted no more.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.expires_at.map(Into::into)
    }

    /// When it was taken away.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.0.revoked_at.map(Into::into)
    }

    /// When it was last seen in use; written in batches, so a little late.
    async fn last_used_at(&self) -> Option<DateTime> {
        self.0.last_used_at.map(Into::into)
    }

    /// What the holder of an admin key may do; null for other keys.
    async fn permissions(&self) -> Option<Vec<Permission>> {
        self.0.permissions.map(|permissions| permissions.iter().map(Into::into).collect())
    }

    /// Its project; null for an instance key.
    async fn project(&self, context: &Context<'_>) -> Result<Option<Project>, Failure> {
        match self.0.scope().project() {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// The owner of an application key.
    async fn application(&self, context: &Context<'_>) -> Result<Option<Application>, Failure> {
        match self.0.application_id {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }
}
