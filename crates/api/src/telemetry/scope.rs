//! The request that a log line belongs to.
//!
//! A span would carry the ID too, but costs each request an allocation and the formatting of its
//! fields, even if it logs nothing. This costs two moves for each poll.

use std::{cell::RefCell, future::poll_fn, mem, pin::pin};

use axum::http::Uri;
use uuid::Uuid;

/// Maximum logged length of a path, in bytes.
const MAX_PATH: usize = 256;

/// The request that the current thread works for.
#[derive(Clone, Debug)]
pub struct RequestScope {
    /// ID of the request.
    pub id: Uuid,
    /// ID of its trace, in hexadecimal; `None` while traces are off.
    pub trace_id: Option<String>,
    pub(crate) uri: Uri,
}

thread_local! {
    static CURRENT: RefCell<Option<RequestScope>> = const { RefCell::new(None) };
}

impl RequestScope {
    /// Calls `read` with the request that the current thread works for, if there is one.
    pub fn with_current<T>(read: impl FnOnce(&Self) -> T) -> Option<T> {
        // A log line that is written while the scope is exchanged has none.
        let read = |current: &RefCell<Option<Self>>| current.try_borrow().ok()?.as_ref().map(read);
        CURRENT.try_with(read).ok().flatten()
    }

    /// The request that the current thread works for, for a task of its own.
    pub(crate) fn current() -> Option<Self> {
        Self::with_current(Self::clone)
    }

    /// The first 256 bytes of the path. The query is left out, because it may contain a secret.
    pub fn path(&self) -> &str {
        let path = self.uri.path();
        &path[..path.floor_char_boundary(MAX_PATH)]
    }
}

/// Exchanges a scope with that of the thread, and back on drop.
pub(crate) struct EnteredScope<'a>(&'a mut Option<RequestScope>);

impl<'a> EnteredScope<'a> {
    pub(crate) fn new(scope: &'a mut Option<RequestScope>) -> Self {
        exchange(scope);
        Self(scope)
    }
}

impl Drop for EnteredScope<'_> {
    fn drop(&mut self) {
        exchange(self.0);
    }
}

fn exchange(scope: &mut Option<RequestScope>) {
    // Without a place to put it, lines have no request.
    let _ = CURRENT.try_with(|current| mem::swap(&mut *current.borrow_mut(), scope));
}

/// Runs `work` for a request: each log line that it writes belongs to it.
pub(crate) async fn in_request<T>(
    mut scope: Option<RequestScope>,
    work: impl Future<Output = T>,
) -> T {
    let mut work = pin!(work);
    poll_fn(move |context| {
        let _entered = EnteredScope::new(&mut scope);
        work.as_mut().poll(context)
    })
    .await
}

#[cfg(test)]
mod tests {
    use tokio::task::yield_now;

    use super::*;

    fn scope(id: u128) -> RequestScope {
        RequestScope { id: Uuid::from_u128(id), trace_id: None, uri: Uri::default() }
    }

    fn current() -> Option<u128> {
        RequestScope::with_current(|scope| scope.id.as_u128())
    }

    #[tokio::test]
    async fn concurrent_requests_of_one_thread_keep_their_own_scopes() {
        let request = |id| {
            in_request(Some(scope(id)), async move {
                for _ in 0..3 {
                    assert_eq!(current(), Some(id));
                    yield_now().await;
                }
                in_request(RequestScope::current(), async { current() }).await
            })
        };
        let (one, two) = tokio::join!(request(1), request(2));
        assert_eq!((one, two, current()), (Some(1), Some(2), None));
    }

    #[tokio::test]
    async fn a_panic_leaves_no_scope_behind() {
        use futures_util::FutureExt as _;

        let panics = in_request(Some(scope(1)), async { panic!("a fault of the program") });
        assert!(std::panic::AssertUnwindSafe(panics).catch_unwind().await.is_err());
        assert_eq!(current(), None);
    }

    #[test]
    fn a_path_is_cut_between_characters_and_shows_no_query() {
        let uri = format!("/{}?token=hunter2", "é".repeat(400).replace('é', "%C3%A9"));
        let scope = RequestScope { id: Uuid::nil(), trace_id: None, uri: uri.parse().unwrap() };
        assert_eq!(scope.path().len(), MAX_PATH);
        assert!(!scope.path().contains("hunter2"));
    }
}
