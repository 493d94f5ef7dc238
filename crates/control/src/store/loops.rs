//! The background work of the store: watching the database, receiving change notices, and following
//! the database's clock.

use tokio::task::JoinHandle;

use super::{follow, handle::Store};

impl Store {
    /// Starts the loops. They end only when their tasks are aborted.
    pub(crate) fn spawn_loops(&self) -> Vec<JoinHandle<()>> {
        let mut tasks = Vec::new();
        if let Some(postgres) = self.database().postgres() {
            self.inner.listener.start();
            postgres.reach().start();
            tasks.push(tokio::spawn(self.clone().watch(postgres.clone())));
            tasks.push(tokio::spawn(self.clone().listen(postgres.clone())));
            tasks.push(tokio::spawn(self.clone().confirm(postgres.clone())));
            tasks.push(tokio::spawn(self.clone().watch_clock()));
            tasks.push(tokio::spawn(postgres.clone().open_each_kind()));
        }
        if let Some(sqlite) = self.database().sqlite.clone() {
            tasks.push(tokio::spawn(self.clone().follow_commits(sqlite.clone())));
            tasks.push(tokio::spawn(follow::look_for_commits(sqlite.clone())));
            tasks.push(tokio::spawn(follow::cut_logs(sqlite)));
        }
        tasks
    }
}
