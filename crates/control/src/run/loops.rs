//! Background work: scheduled rotation, notices of keys that end, delivery to webhooks, writing the
//! last use of keys, deleting expired rows, and the loops of the store.

use std::time::Duration;

use tokio::{task::JoinHandle, time::sleep};

use super::control::Control;

const SCHEDULE: Duration = Duration::from_secs(30);
const FLUSH: Duration = Duration::from_secs(10);
const SWEEP: Duration = Duration::from_mins(1);
const DELIVER: Duration = Duration::from_secs(1);
/// The pause after the events of webhooks could not be read.
const DELIVER_AGAIN: Duration = Duration::from_secs(10);

/// The background loops of one process.
#[derive(Debug)]
pub struct Loops {
    control: Control,
    tasks: Vec<JoinHandle<()>>,
}

impl Control {
    /// Starts the background loops.
    pub fn spawn_loops(&self) -> Loops {
        let mut tasks = vec![
            tokio::spawn(run_schedule(self.clone())),
            tokio::spawn(run_flush(self.clone())),
            tokio::spawn(run_sweep(self.clone())),
            tokio::spawn(run_webhooks(self.clone())),
        ];
        tasks.extend(self.store().spawn_loops());
        Loops { control: self.clone(), tasks }
    }
}

async fn run_schedule(control: Control) {
    loop {
        if let Err(error) = control.keys().rotate_due().await {
            tracing::error!(%error, "the rotation schedule could not run; the next run tries again");
        }
        if let Err(error) = control.keys().announce_ends().await {
            tracing::warn!(%error, "keys that end soon could not be announced; the next run tries again");
        }
        sleep(SCHEDULE).await;
    }
}

async fn run_sweep(control: Control) {
    loop {
        sleep(SWEEP).await;
        control.gateway().log_cache();
        if let Err(error) = control.sweep().await {
            tracing::warn!(%error, "expired rows could not be deleted; the next run tries again");
        }
    }
}

async fn run_webhooks(control: Control) {
    loop {
        sleep(DELIVER).await;
        if let Err(error) = control.webhooks().deliver_due().await {
            tracing::warn!(%error, "webhooks could not be delivered; the next run tries again");
            sleep(DELIVER_AGAIN).await;
        }
    }
}

async fn run_flush(control: Control) {
    loop {
        sleep(FLUSH).await;
        if let Err(error) = control.flush_usage().await {
            tracing::warn!(%error, "the last use of keys could not be written; the next run tries again");
        }
    }
}

impl Loops {
    /// Ends the loops, writes their notes, and closes the database.
    pub async fn stop(self) {
        for task in &self.tasks {
            task.abort();
        }
        for task in self.tasks {
            // Each task ends as aborted.
            let _ = task.await;
        }

        let control = self.control;
        control.store().announce_end().await;
        control.gateway().log_cache();
        if let Err(error) = control.flush_usage().await {
            tracing::warn!(%error, "the last use of keys could not be written");
        }
        if let Err(error) = control.store().database().close().await {
            tracing::warn!(%error, "the database could not be closed");
        }
    }
}
