//! `refreshTrustedIssuer`.

use keyplane_entity::{Permission, id::TrustedIssuerId, trusted_issuer};

use super::{event::on_trusted_issuer, handle::TrustedIssuers, keys::share_of};
use crate::{
    error::Error,
    known::{Actor, Change, IssuerKeysFrom},
    operate::found,
};

impl TrustedIssuers {
    /// Fetches the keys of an issuer now, and waits at most 5 seconds for them. Other replicas that
    /// hold them begin to fetch them when they hear of it. What came of it here is the issuer's
    /// [state](Self::key_state).
    pub async fn refresh(
        &self,
        actor: &Actor,
        id: TrustedIssuerId,
    ) -> Result<trusted_issuer::Model, Error> {
        let permission = Permission::ApplicationsWrite;
        let found = found::trusted_issuer(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, found.row.project_id);
        let mut write = found.begin(&self.known, actor).await?;
        let row = write.trusted_issuer(owner, id).await?;
        let source = match IssuerKeysFrom::of(&row) {
            IssuerKeysFrom::Source(source) => source,
            IssuerKeysFrom::Stored(_) => {
                return Err(Error::PreconditionFailed(
                    "the keys are stored with the issuer, so nothing is fetched: change jwks instead"
                        .to_owned(),
                ));
            }
        };

        write.record(scope, on_trusted_issuer("trustedIssuer.refresh", &row)).await?;
        write.commit_only(Change::TrustedIssuerKeys(id)).await?;
        self.key_sets.refresh(share_of(&row), &source).await;
        Ok(row)
    }
}
