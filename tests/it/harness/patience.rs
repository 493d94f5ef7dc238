//! Waiting for asynchronous effects.

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// The longest wait; generous, since a busy machine may stall for seconds.
const LONGEST: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(1);

/// Asks until an answer is wanted and returns it; returns the last answer after the longest wait.
pub(crate) async fn until<T>(
    mut ask: impl AsyncFnMut() -> T,
    mut wanted: impl FnMut(&T) -> bool,
) -> T {
    let end = Instant::now() + LONGEST;
    loop {
        let answer = ask().await;
        if wanted(&answer) || Instant::now() > end {
            return answer;
        }
        sleep(PAUSE).await;
    }
}
