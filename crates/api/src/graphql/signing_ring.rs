//! The loader of the signing keys of a project.

use std::sync::Arc;

use async_graphql::dataloader::Loader;
use keyplane_entity::{id::ProjectId, lifecycle::Ring};

use super::{access::Reader, failure::Failure, loaders::Loaded};

/// A project's signing keys under its policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RingOf(pub(crate) ProjectId);

impl Loader<RingOf> for Reader {
    type Value = Result<Arc<Ring>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[RingOf]) -> Loaded<RingOf, Arc<Ring>> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().signing_rings(&self.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, ring)| (RingOf(id), Ok(Arc::new(ring)))).collect())
    }
}
