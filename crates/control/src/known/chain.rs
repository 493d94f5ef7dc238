//! The chain of an exchanged token, judged from what is in memory about each of its tokens.

use keyplane_auth::{AccessTokenClaims, EarlierToken, TokenId};
use keyplane_entity::{
    Scope, Timestamp,
    id::{ApiId, ApplicationId, FederatedIdentityId, KeyId},
    project,
};

use super::{federation::named_identity, handle::Known, scopes::ScopeEntry};
use crate::{
    error::Error,
    judge::{EarlierFacts, EarlierRefusal, Exchanged, Issued},
};

/// A token that was exchanged for a later one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChainLink {
    id: TokenId,
    /// The application that it was issued to.
    client: ApplicationId,
    /// The API whose resource server exchanged it.
    api: ApiId,
    /// The key that signed it; `None` for an opaque token.
    key: Option<KeyId>,
    /// The federated identity through which it was issued.
    through: Option<FederatedIdentityId>,
}

impl ChainLink {
    /// The chain of a token.
    pub(crate) fn all(claims: &AccessTokenClaims) -> Result<Box<[Self]>, Error> {
        claims.exchanged_from.iter().map(Self::read).collect()
    }

    fn read(token: &EarlierToken) -> Result<Self, Error> {
        let fail = |error| Error::internal("exchanged_from", error);
        Ok(Self {
            id: token.jti,
            client: token.client_id.parse().map_err(fail)?,
            api: token.api.parse().map_err(fail)?,
            key: token.key.as_deref().map(str::parse).transpose().map_err(fail)?,
            through: named_identity(token.federated_identity.as_deref())?,
        })
    }
}

impl Known {
    /// What the tokens of a chain come to at `now`. A chain without tokens costs nothing.
    pub(crate) async fn exchanged(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        chain: &[ChainLink],
        now: Timestamp,
    ) -> Result<Exchanged, Error> {
        let mut exchanged = Exchanged::NONE;
        for link in chain {
            exchanged.clients.push(link.client.to_string());
            if exchanged.refusal.is_none() {
                exchanged.refusal = self.judge_link(entry, project, link, now).await?;
            }
        }
        Ok(exchanged)
    }

    async fn judge_link(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        link: &ChainLink,
        now: Timestamp,
    ) -> Result<Option<EarlierRefusal>, Error> {
        let key = match link.key {
            Some(id) => self.issuer_keys(entry, project).await?.accept(id, now),
            None => Ok(()),
        };
        let client = self.client_by_id(entry, Scope::Project(project.id), link.client).await?;
        let application = client.as_deref().map(|client| &client.application);
        let revoked = self.is_revoked(entry, project.id, link.id).await?;
        let apis = self.apis(entry, project.id).await?;
        let grants = self.grants(entry, link.client).await?;

        let facts = EarlierFacts {
            key,
            through: self.issued_through(entry, project, link.through, now).await?,
            issued: Issued { application, id: link.id, revoked },
            api_enabled: apis.get(link.api).is_some_and(|api| api.enabled),
            granted: grants.of(link.api).is_some(),
        };
        Ok(facts.refusal())
    }
}
