//! Whether a genuine token is valid now: its times, its key, its application, its revocation.

use std::sync::Arc;

use keyplane_auth::{AccessTokenRefusal, AssertionRefusal};
use keyplane_entity::{Scope, Timestamp, project};

use super::{GatewayRefusal, GenuineToken, Origin};
use crate::{
    Control,
    cache::ScopeEntry,
    judge::{Issued, admit},
    oauth::{Client, enabled},
};

impl Control {
    /// The application of a token, if the token is valid now.
    pub(super) async fn standing(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &GenuineToken,
    ) -> Result<Arc<Client>, GatewayRefusal> {
        let now = self.now();
        self.judge_times(token, now)?;

        let client = self.client_by_id(entry, Scope::Project(project.id), token.client).await?;
        let client = enabled(client, |_| {
            GatewayRefusal::InvalidToken(
                "the application of this token is disabled or deleted".into(),
            )
        })?;

        match &token.origin {
            Origin::Application { signed_with, algorithm, .. } => {
                let accepted = client.accept(*signed_with, *algorithm, now);
                accepted.map_err(AssertionRefusal::Key)?;
            }
            Origin::Issuer { key, id, .. } => {
                if let Some(key) = key {
                    let keys = self.issuer_keys(entry, project).await?;
                    keys.accept(*key, now).map_err(AccessTokenRefusal::Key)?;
                }
                let revoked = self.is_revoked(entry, project.id, *id).await?;
                let issued = Issued { application: Some(&client.application), id: *id, revoked };
                admit(issued.checks(), |_| {
                    GatewayRefusal::InvalidToken(
                        "the token was revoked; ask the token endpoint for a fresh one".into(),
                    )
                })?;
            }
        }

        Ok(client)
    }

    /// Refuses a token outside of its validity period.
    pub(super) fn judge_times(
        &self,
        token: &GenuineToken,
        now: Timestamp,
    ) -> Result<(), GatewayRefusal> {
        let leeway = self.inner.gateway_leeway_seconds;
        match &token.origin {
            Origin::Issuer { times, .. } => Ok(times.judge(now.seconds(), leeway)?),
            Origin::Application { jwt, .. } => Ok(jwt.judge_times(now.seconds(), leeway)?),
        }
    }
}
