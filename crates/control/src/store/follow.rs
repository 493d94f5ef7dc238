//! Follows the commits of other processes on a SQLite file: commands that run beside the server,
//! and `sqlite3`.
//!
//! A commit of another process changes SQLite's `data_version` on the one connection that writes.
//! The value is read whenever that connection is released, and every [`LOOK`]; after a change every
//! cache is dropped. Requests that are answered from memory run no query.

use std::time::Duration;

use tokio::time::sleep;

use super::{database::Sqlite, handle::Store, news::News};

/// How often an idle writer is checked. A verdict lags behind another process's commit by at most
/// this interval plus the running transaction.
const LOOK: Duration = Duration::from_millis(100);
/// How often the length of the write-ahead log is checked.
const CUT: Duration = Duration::from_secs(5);

impl Store {
    /// Drops every cache after a commit of another process. Ends only when its task is aborted.
    pub(crate) async fn follow_commits(self, sqlite: Sqlite) {
        let mut commits = sqlite.foreign_commits();
        while commits.changed().await.is_ok() {
            tracing::debug!("another process has written to the database; dropping the caches");
            self.notify_subscriber(News::Missed);
        }
    }
}

/// Watches for commits of other processes until its task is aborted.
pub(crate) async fn look_for_commits(sqlite: Sqlite) {
    let mut sees = true;
    loop {
        sleep(LOOK).await;
        let looked = sqlite.look_for_foreign_commits().await;
        if let Err(error) = &looked
            && sees
        {
            tracing::warn!(%error, "cannot check whether other processes write to the database");
        }
        sees = looked.is_ok();
    }
}

/// Keeps the write-ahead log short. Ends only when its task is aborted.
pub(crate) async fn cut_logs(sqlite: Sqlite) {
    loop {
        sleep(CUT).await;
        if let Err(error) = sqlite.cut_log().await {
            tracing::warn!(%error, "could not shorten the write-ahead log; the server tries again");
        }
    }
}
