//! Background work: scheduled rotation, notices of keys that end, delivery to webhooks, writing the
//! usage, deleting expired rows, reading documents that have changed, fetching keys of outside issuers, and
//! the loops of the store.

use std::time::Duration;

use tokio::{
    task::JoinHandle,
    time::{sleep, timeout},
};

use super::control::Control;

const SCHEDULE: Duration = Duration::from_secs(30);
/// The pause between two writes of the usage, unless the counts grow many before.
const FLUSH: Duration = Duration::from_secs(10);
const SWEEP: Duration = Duration::from_mins(1);
const RETRY: Duration = Duration::from_secs(1);
const REFUSALS: Duration = Duration::from_secs(10);
const CHECKPOINTS: Duration = Duration::from_mins(1);
/// How often the master key file is checked for a change.
const LOOK_AT_KEYS: Duration = Duration::from_secs(2);
/// How many checks of the file pass between two announcements of its keys.
const ANNOUNCE: u32 = 15;
/// How often the key sets of outside issuers are looked through for those to fetch again.
const KEY_SETS: Duration = Duration::from_secs(10);
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
            tokio::spawn(run_documents(self.clone())),
            tokio::spawn(run_checkpoints(self.clone())),
            tokio::spawn(run_refusals(self.clone())),
            tokio::spawn(run_master_keys(self.clone())),
            tokio::spawn(run_webhooks(self.clone())),
            tokio::spawn(run_key_sets(self.clone())),
            tokio::spawn(run_refreshed_issuers(self.clone())),
        ];
        if let Some(stream) = self.audit_stream() {
            tasks.push(tokio::spawn(stream.clone().run()));
        }
        tasks.extend(self.store().spawn_loops());
        Loops { control: self.clone(), tasks }
    }
}

async fn run_schedule(control: Control) {
    loop {
        if let Err(error) = control.keys().rotate_due().await {
            tracing::error!(%error, "the rotation schedule could not run; the next run tries again");
        }
        if let Err(error) = control.operators().rotate_rule_keys().await {
            tracing::error!(%error, "the keys of operators' rules could not be renewed; the next run tries again");
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

async fn run_documents(control: Control) {
    loop {
        if let Err(error) = control.documents().refresh_changed().await {
            tracing::debug!(%error, "changed documents could not be read; the next run tries again");
            sleep(RETRY).await;
        }
    }
}

async fn run_checkpoints(control: Control) {
    loop {
        if let Err(error) = control.checkpoints().write_due().await {
            tracing::warn!(%error, "checkpoints of the audit log could not be written; the next run tries again");
        }
        sleep(CHECKPOINTS).await;
    }
}

async fn run_refusals(control: Control) {
    loop {
        sleep(REFUSALS).await;
        if let Err(error) = control.record_refusals(false).await {
            tracing::warn!(%error, "refused calls could not be written to the audit log; the next run tries again");
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

async fn run_key_sets(control: Control) {
    while let Err(error) = control.warm_key_sets().await {
        tracing::warn!(%error, "trusted issuers could not be read to fetch their keys ahead; the next run tries again");
        sleep(KEY_SETS).await;
    }
    loop {
        control.key_sets().tend();
        sleep(KEY_SETS).await;
    }
}

async fn run_refreshed_issuers(control: Control) {
    loop {
        if let Err(error) = control.refresh_key_sets().await {
            tracing::warn!(%error, "refreshed issuers could not be read to fetch their keys; the next run tries again");
            sleep(RETRY).await;
        }
    }
}

async fn run_flush(control: Control) {
    loop {
        // An early end of the wait frees memory; `timeout` says which of both it was.
        let _ = timeout(FLUSH, control.usage().grow_many()).await;
        if let Err(error) = control.flush_usage().await {
            tracing::warn!(%error, "the usage could not be written; the next run tries again");
            sleep(FLUSH).await;
        }
    }
}

/// Follows the master key file, and announces its keys to a rotation.
async fn run_master_keys(control: Control) {
    let mut due = 0;
    loop {
        let has_changed = control.sealing().look_at_file();
        if has_changed || due == 0 {
            due = ANNOUNCE;
            if let Err(error) = control.sealing().announce().await {
                tracing::warn!(%error, "the master keys of this server could not be announced; the next run tries again");
            }
        }
        due -= 1;
        sleep(LOOK_AT_KEYS).await;
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
        if let Err(error) = control.sealing().withdraw().await {
            tracing::debug!(%error, "the announcement of the master keys could not be taken back");
        }
        control.gateway().log_cache();
        if let Err(error) = control.flush_usage().await {
            tracing::warn!(%error, "the usage could not be written");
        }
        if let Some(stream) = control.audit_stream()
            && let Err(error) = stream.release().await
        {
            tracing::warn!(%error, "the lease of the audit stream could not be ended");
        }
        if let Err(error) = control.record_refusals(true).await {
            tracing::warn!(%error, "refused calls could not be written to the audit log");
        }
        if let Err(error) = control.store().database().close().await {
            tracing::warn!(%error, "the database could not be closed");
        }
    }
}
