//! Waiting for what comes about by itself.

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// A machine that is busy with other things may stand still for seconds.
const LONGEST: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(1);

/// Asks until the answer is a wanted one, and gives it; where that never comes, the last one.
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
