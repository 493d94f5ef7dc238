//! The context of a resolver: the use cases, the actor, and the loaders of the request.

use std::{hash::Hash, time::Duration};

use async_graphql::{
    Context,
    dataloader::{DataLoader, Loader},
};
use keyplane_control::{Actor, Control};

use super::{batches::Batches, failure::Failure};

/// Maximum number of keys of one look-up. SQLite takes 32,766 variables in a statement, PostgreSQL
/// 65,535.
const MAX_BATCH: usize = 1000;

/// Reads on behalf of one actor.
pub(crate) struct Reader {
    pub(crate) control: Control,
    pub(crate) actor: Actor,
}

/// One request's access to the use cases.
pub(crate) struct Access {
    loader: DataLoader<Reader>,
}

impl Access {
    /// Access for `actor`; its loads go to `batches`. Nothing is cached beyond a batch, so a query
    /// after a mutation reads the new values.
    pub(crate) fn new(control: Control, actor: Actor, batches: Batches) -> Self {
        let reader = Reader { control, actor };
        let loader = DataLoader::new(reader, move |load| batches.push(load))
            .delay(Duration::ZERO)
            .max_batch_size(MAX_BATCH);
        Self { loader }
    }

    /// The access of the request that `context` belongs to.
    pub(crate) fn of<'a>(context: &Context<'a>) -> &'a Self {
        context.data_unchecked()
    }

    /// The use cases.
    pub(crate) fn control(&self) -> &Control {
        &self.loader.loader().control
    }

    /// The actor of the request.
    pub(crate) fn actor(&self) -> &Actor {
        &self.loader.loader().actor
    }

    /// Loads what `key` names, in one batch with the other loads that are waiting. `None` if it
    /// does not exist for this actor.
    pub(crate) async fn load<K, T>(&self, key: K) -> Result<Option<T>, Failure>
    where
        K: Clone + Eq + Hash + Send + Sync + 'static,
        T: Clone + Send + Sync + 'static,
        Reader: Loader<K, Value = Result<T, Failure>, Error = Failure>,
    {
        self.loader.load_one(key).await?.transpose()
    }
}
