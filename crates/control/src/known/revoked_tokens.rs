//! The revoked tokens of a project.

use std::{
    collections::HashSet,
    sync::{PoisonError, RwLock},
};

use keyplane_auth::TokenId;
use keyplane_entity::{Timestamp, id::ProjectId, revoked_token};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect};
use tokio::sync::OnceCell;

use super::slot::fill;
use crate::{error::Error, store::database::sole};

/// Maximum clock difference at the gateway check, in seconds. Revoked tokens are remembered for
/// this long after they end.
pub const MAX_LEEWAY_SECONDS: i64 = 300;

/// Maximum number of revoked tokens of one project in memory; beyond it, each check reads the
/// database.
const MAX_REVOKED: usize = 50_000;

/// The individually revoked tokens of a project that have not expired yet.
#[derive(Default)]
pub(crate) struct RevokedTokens(OnceCell<Listed>);

/// The revoked tokens as far as they are in memory.
pub(super) enum Listed {
    All(RwLock<HashSet<TokenId>>),
    TooMany,
}

impl RevokedTokens {
    /// Adds a token that was just revoked. `false`: the list is not loaded yet, and one that is
    /// being read may lack the token.
    pub(crate) fn add(&self, id: TokenId) -> bool {
        match self.0.get() {
            None => false,
            Some(Listed::TooMany) => true,
            Some(Listed::All(list)) => {
                let mut list = list.write().unwrap_or_else(PoisonError::into_inner);
                list.len() < MAX_REVOKED && {
                    list.insert(id);
                    true
                }
            }
        }
    }

    /// Whether a token of the project was revoked.
    pub(super) async fn contains<F: Future<Output = Result<Listed, Error>>>(
        &self,
        db: &impl ConnectionTrait,
        project: ProjectId,
        id: TokenId,
        load: impl FnOnce() -> F,
    ) -> Result<bool, Error> {
        match fill(&self.0, load).await? {
            Listed::All(list) => {
                Ok(list.read().unwrap_or_else(PoisonError::into_inner).contains(&id))
            }
            Listed::TooMany => {
                let query = revoked_token::Entity::in_project(project)
                    .filter(revoked_token::Column::Jti.eq(id.to_string()));
                Ok(sole(query, db).await?.is_some())
            }
        }
    }
}

impl Listed {
    /// Reads the revoked tokens of a project that a check may still have to refuse at `now`.
    pub(super) async fn load(
        db: &impl ConnectionTrait,
        project: ProjectId,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let list: Vec<String> = revoked_token::Entity::in_project(project)
            .filter(revoked_token::Column::ExpiresAt.gt(now.plus_seconds(-MAX_LEEWAY_SECONDS)))
            .select_only()
            .column(revoked_token::Column::Jti)
            .limit(u64::try_from(MAX_REVOKED).unwrap_or(u64::MAX))
            .into_tuple()
            .all(db)
            .await?;
        if list.len() >= MAX_REVOKED {
            return Ok(Self::TooMany);
        }

        let fail = |error| Error::internal("revoked token", error);
        let list = list.iter().map(|jti| jti.parse().map_err(fail));
        Ok(Self::All(RwLock::new(list.collect::<Result<_, _>>()?)))
    }
}
