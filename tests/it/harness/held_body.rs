//! A request body that the test releases.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::sync::oneshot;

/// The other end of a held body.
pub(crate) struct HeldBody {
    asked: oneshot::Receiver<()>,
    release: oneshot::Sender<()>,
}

impl HeldBody {
    /// A body of `text`, of which nothing comes before [`HeldBody::release`].
    pub(crate) fn of(text: String) -> (Body, Self) {
        let (ask, asked) = oneshot::channel();
        let (release, released) = oneshot::channel();
        let whole = async move {
            let _ = ask.send(());
            let _ = released.await;
            Ok::<_, Infallible>(Bytes::from(text))
        };
        (Body::from_stream(stream::once(whole)), Self { asked, release })
    }

    /// Waits until the server reads the body: the head is dealt with.
    pub(crate) async fn is_asked_for(&mut self) {
        (&mut self.asked).await.unwrap();
    }

    pub(crate) fn release(self) {
        self.release.send(()).unwrap();
    }
}
