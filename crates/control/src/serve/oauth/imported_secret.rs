//! Authentication by a secret of which only the hash of another server is known.

use keyplane_entity::id::ClientSecretId;

use super::{
    authenticate::{ClientAuthentication, refused},
    error::OAuthError,
    slow_secrets::{NotVerified, Visitor},
};
use crate::{
    known::{Client, PresentedSecret},
    serve::usage::Call,
    source_network::SourceNetwork,
};

impl ClientAuthentication {
    /// The presented secret among those of which only the hash of another server is known. From then
    /// on, the secret is stored in the form of this server.
    pub(super) async fn imported_secret(
        &self,
        client: &Client,
        presented: PresentedSecret<'_>,
        call: &Call,
    ) -> Result<ClientSecretId, OAuthError> {
        let application = &client.application;
        let mut hashes = client.imported_secrets().peekable();
        if hashes.peek().is_none() {
            return Err(refused());
        }

        let visitor = Visitor {
            project: application.project_id,
            application: application.id,
            source: call.source().map(SourceNetwork::from),
            is_spent: self.limits.has_spent_as(call.source(), application.id),
        };
        for secret in hashes {
            let verified = self.slow_secrets.verify(visitor, secret, presented).await;
            let verified = verified.map_err(|fault| match fault {
                NotVerified::Crowded => OAuthError::Crowded(self.limits.crowded()),
                NotVerified::Failed(error) => OAuthError::Failed(error),
            })?;
            if !verified {
                continue;
            }

            let adopted = self.known.adopt_secret(application, secret.id, presented.text).await;
            if let Err(error) = adopted {
                tracing::warn!(
                    client_id = %application.id,
                    %error,
                    "an imported client secret keeps the hash of its former server until its next use"
                );
            }
            return Ok(secret.id);
        }
        Err(refused())
    }
}
