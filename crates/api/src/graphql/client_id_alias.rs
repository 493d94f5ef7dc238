//! Other values of `client_id` that name an application.

use async_graphql::dataloader::Loader;
use keyplane_entity::id::ApplicationId;

use super::{access::Reader, failure::Failure, loaders::Loaded};

/// The aliases of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AliasesOf(pub(crate) ApplicationId);

impl Loader<AliasesOf> for Reader {
    type Value = Result<Vec<String>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[AliasesOf]) -> Loaded<AliasesOf, Vec<String>> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().client_id_aliases_of(&self.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, aliases)| (AliasesOf(id), Ok(aliases))).collect())
    }
}
