//! The keys of trusted issuers, fetched ahead.

use keyplane_entity::{
    project,
    trusted_issuer::{self, IssuerKeySource},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::Condition,
};

use super::control::Control;
use crate::{error::Error, known::IssuerKeysFrom, outside::FetchShare};

/// The most issuers whose keys are fetched at the start; a token fetches those of any other.
const AT_START: u64 = 10_000;
/// The most refreshed issuers that one statement reads.
const AT_ONCE: usize = 100;

impl Control {
    /// Starts to fetch the keys of the enabled issuers of all projects, so that the first token of
    /// each finds them. Of more than 10,000 issuers, the newest.
    pub async fn warm_key_sets(&self) -> Result<(), Error> {
        let column = trusted_issuer::Column::ExpiresAt;
        let not_ended = Condition::any().add(column.is_null()).add(column.gt(self.now()));
        let projects = project::Entity::live().select_only().column(project::Column::Id);
        let rows = trusted_issuer::Entity::find()
            .filter(trusted_issuer::Column::Enabled.eq(true))
            .filter(trusted_issuer::Column::KeySource.ne(IssuerKeySource::Jwks))
            .filter(not_ended)
            .filter(trusted_issuer::Column::ProjectId.in_subquery(projects.into_query()))
            .order_by_desc(trusted_issuer::Column::Id)
            .limit(AT_START)
            .all(self.store().read())
            .await?;

        let sources = rows.iter().filter_map(|row| {
            let share = FetchShare(row.project_id.0);
            match IssuerKeysFrom::of(row) {
                IssuerKeysFrom::Source(source) => Some((share, source)),
                IssuerKeysFrom::Stored(_) => None,
            }
        });
        self.key_sets().warm(sources);
        Ok(())
    }

    /// Waits until an operator has refreshed trusted issuers, at any replica, and starts to fetch the
    /// keys that this process holds of them.
    pub async fn refresh_key_sets(&self) -> Result<(), Error> {
        let refreshed = self.known().refreshed_issuers();
        let issuers = refreshed.take(AT_ONCE).await;

        let of_these = trusted_issuer::Column::Id.is_in(issuers.iter().copied());
        let rows = trusted_issuer::Entity::find().filter(of_these).all(self.store().read()).await;
        let rows = rows.inspect_err(|_| refreshed.put(issuers))?;
        for row in &rows {
            match IssuerKeysFrom::of(row) {
                IssuerKeysFrom::Source(source) => self.key_sets().renew(&source),
                IssuerKeysFrom::Stored(_) => {}
            }
        }
        Ok(())
    }
}
