//! Starts the loaders' batches whenever every resolver waits for a load.
//!
//! The library starts a batch by a timer: each level of a query waits for it, and the content of a
//! batch depends on timing. Here a batch starts once every resolver waits and no other batch is
//! running, so the maximum number of statements depends on the query alone.

use std::{
    mem,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use futures_util::{
    StreamExt as _,
    future::{BoxFuture, poll_fn},
    stream::FuturesUnordered,
};

/// Loads that wait for the next batch.
#[derive(Clone, Default)]
pub(crate) struct Batches(Arc<Mutex<Vec<BoxFuture<'static, ()>>>>);

impl Batches {
    /// Adds a load.
    pub(crate) fn push(&self, load: BoxFuture<'static, ()>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(load);
    }

    fn take(&self) -> Vec<BoxFuture<'static, ()>> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs an execution together with the loads that it asks for.
    pub(crate) async fn drive<F: Future>(&self, execution: F) -> F::Output {
        let mut execution = pin!(execution);
        let mut running = FuturesUnordered::new();

        poll_fn(|context: &mut Context<'_>| {
            loop {
                if let Poll::Ready(output) = execution.as_mut().poll(context) {
                    return Poll::Ready(output);
                }
                if running.is_empty() {
                    running.extend(self.take());
                }
                match running.poll_next_unpin(context) {
                    // The results may let resolvers continue.
                    Poll::Ready(Some(())) => {}
                    Poll::Ready(None) | Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::HashMap,
        convert::Infallible,
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    use async_graphql::dataloader::{DataLoader, Loader};
    use futures_util::future::join_all;

    use super::*;

    struct Doubler(Arc<AtomicUsize>);

    impl Loader<usize> for Doubler {
        type Value = usize;
        type Error = Infallible;

        async fn load(&self, keys: &[usize]) -> Result<HashMap<usize, usize>, Infallible> {
            self.0.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            Ok(keys.iter().map(|&key| (key, key * 2)).collect())
        }
    }

    #[tokio::test]
    async fn a_level_of_a_query_is_one_load_however_wide_it_is() {
        let loads = Arc::new(AtomicUsize::new(0));
        let batches = Batches::default();
        let queue = batches.clone();
        let loader = DataLoader::new(Doubler(Arc::clone(&loads)), move |load| queue.push(load))
            .delay(Duration::ZERO);
        let execution = join_all((0..50).map(|key| {
            let loader = &loader;
            async move {
                let first = loader.load_one(key).await;
                let second = loader.load_one(first.ok().flatten().unwrap_or_default()).await;
                second.ok().flatten()
            }
        }));
        let found = batches.drive(execution).await;
        assert_eq!(found[49], Some(196));
        assert_eq!(loads.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn an_execution_that_loads_nothing_runs_to_its_end() {
        let batches = Batches::default();
        let found = batches.drive(async {
            tokio::task::yield_now().await;
            7
        });
        assert_eq!(found.await, 7);
    }
}
