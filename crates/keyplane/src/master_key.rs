//! The `master-key` commands.

use std::{fmt::Write as _, path::Path};

use keyplane_auth::SystemEntropy;
use keyplane_control::{
    Clock as _, Control, MasterKeyServer, MasterKeyStatus, Options, RewrapProgress,
    RotateMasterKey, SealingStatus,
};
use keyplane_entity::Timestamp;
use serde_json::{Value, json};

use crate::{clock::SystemClock, config::Config, failure::Failure, progress::Progress, store};

/// `generate`: makes a new file and returns the ID of its key.
pub(crate) fn generate(to: &Path) -> Result<String, Failure> {
    let id = Control::create_master_key_file(to, &SystemEntropy, SystemClock.now())?;
    eprintln!("keyplane: {} is a new master key file; keep a copy of it", to.display());
    Ok(id)
}

/// `add`: adds a key to the file and returns its ID.
pub(crate) fn add(config: &Config) -> Result<String, Failure> {
    let path = &config.master_key_file;
    let id = Control::add_master_key(path, &SystemEntropy, SystemClock.now())?;
    eprintln!(
        "keyplane: added a key to {}; copy the file to every server, then run `keyplane master-key \
         rotate`",
        path.display()
    );
    Ok(id)
}

/// `rotate`: makes a key active and seals everything with it.
pub(crate) async fn rotate(config: &Config, request: RotateMasterKey) -> Result<(), Failure> {
    let control = open(config).await?;
    let progress = Progress::new("sealed values");
    let report = |state: RewrapProgress| progress.show(state.done, state.total);
    let rotated = control.sealing().rotate(&request, &report).await?;
    progress.end();

    let id = &rotated.id;
    if let Some(problem) = &rotated.file_problem {
        eprintln!(
            "keyplane: {id} is active in the database, but the file does not mark it as active: \
             {problem}"
        );
    }
    let damaged = &rotated.rewrapped.damaged;
    if !damaged.is_empty() {
        return Err(Failure::Input(format!(
            "{} values do not open and are still sealed with the earlier key, because their rows \
             were changed outside of Keyplane; revoke or delete them: {}",
            damaged.len(),
            damaged.join(", ")
        )));
    }
    if !rotated.activated && rotated.rewrapped.values == 0 {
        let path = config.master_key_file.display();
        eprintln!(
            "keyplane: nothing to do: every value is sealed with the active master key {id}, and \
             {path} holds no new one. To rotate, run `keyplane master-key add` first"
        );
        return Ok(());
    }
    eprintln!(
        "keyplane: {id} is the active master key; {} values were sealed with it. Keep the earlier \
         keys as long as the backups that need them",
        rotated.rewrapped.values
    );
    Ok(())
}

/// `status`: the text for stdout. Holds no secret.
pub(crate) async fn status(config: &Config, as_json: bool) -> Result<String, Failure> {
    let control = open(config).await?;
    let status = control.sealing().status().await?;
    Ok(if as_json { format!("{:#}\n", to_json(&status)) } else { to_table(&status) })
}

/// `remove`: removes a key from the file.
pub(crate) async fn remove(config: &Config, id: &str) -> Result<(), Failure> {
    let control = open(config).await?;
    control.sealing().remove(id).await?;
    let path = config.master_key_file.display();
    eprintln!("keyplane: removed {id} from {path}; backups from before the rotation need it");
    Ok(())
}

async fn open(config: &Config) -> Result<Control, Failure> {
    // Do not migrate: a running server needs the tables it knows.
    let options = Options { migrate: false, serves: false, ..store::options(config, None) };
    Ok(Control::open(options).await?.0)
}

fn created(key: &MasterKeyStatus) -> Option<String> {
    key.created.map(|at| Timestamp::from_seconds(at).to_string())
}

fn to_json(status: &SealingStatus) -> Value {
    let key = |key: &MasterKeyStatus| {
        json!({
            "id": key.id, "created": created(key), "inFile": key.in_file, "active": key.active,
            "former": key.former, "values": key.values,
        })
    };
    let server = |server: &MasterKeyServer| {
        json!({
            "name": server.name, "keyIds": server.key_ids, "seenAt": server.seen_at.to_string(),
        })
    };
    json!({
        "keys": status.keys.iter().map(key).collect::<Vec<_>>(),
        "unreadable": status.unreadable,
        "servers": status.servers.iter().map(server).collect::<Vec<_>>(),
    })
}

fn to_table(status: &SealingStatus) -> String {
    let mut text = String::new();
    // Writing to a `String` cannot fail.
    let _ = writeln!(
        text,
        "{:<35}  {:<7}  {:<7}  {:<20}  {:>10}",
        "key", "state", "in file", "created", "values"
    );

    for key in &status.keys {
        let state = match (key.active, key.former) {
            (true, _) => "active",
            (false, true) => "former",
            (false, false) => "new",
        };
        let in_file = if key.in_file { "yes" } else { "missing" };
        let created = created(key).unwrap_or_else(|| "-".to_owned());
        let _ = writeln!(
            text,
            "{:<35}  {state:<7}  {in_file:<7}  {created:<20}  {:>10}",
            key.id, key.values
        );
    }
    if status.unreadable > 0 {
        let _ = writeln!(text, "{} values name no master key: they are damaged", status.unreadable);
    }
    for server in &status.servers {
        let _ = writeln!(text, "{} holds {}", server.name, server.key_ids.join(", "));
    }
    text
}
