//! `audit`: exports and verifies the audit log.

mod args;
mod export;
mod progress;
mod table;
mod verify;

pub(crate) use args::AuditCommand;
pub(crate) use export::export;
pub(crate) use verify::{verify_database, verify_file};

use keyplane_control::AuditArchive;

use crate::{config::Config, failure::Failure};

/// Prints the public keys of checkpoints as a JWK Set.
pub(crate) async fn checkpoint_key(config: &Config) -> Result<(), Failure> {
    let keys = AuditArchive::open(&config.database_url).await?.checkpoint_keys().await?;
    if keys.keys.is_empty() {
        return Err(Failure::Input(
            "there is no checkpoint key yet: the server makes it when it signs the first \
             checkpoint, within a minute of its start"
                .to_owned(),
        ));
    }
    let text = serde_json::to_string_pretty(&keys).map_err(std::io::Error::other);
    crate::print_line(&text.map_err(Failure::Stdout)?)
}
