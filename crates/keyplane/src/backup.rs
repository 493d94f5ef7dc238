//! `backup` and `restore` of a SQLite database.

use std::path::Path;

use keyplane_control::{BackupOptions, Clock as _, Control, RestoreOptions};

use crate::{clock::SystemClock, config::Config, failure::Failure, store::VERSION};

/// Copies the database to the folder `to`.
pub(crate) async fn create(config: &Config, to: &Path, with_key: bool) -> Result<(), Failure> {
    let options = BackupOptions {
        database_url: &config.database_url,
        to,
        master_key_file: with_key.then_some(&*config.master_key_file),
        now: SystemClock.now(),
        version: VERSION,
    };
    let made = Control::backup(options).await?;

    let (folder, id) = (to.display(), &made.master_key_id);
    eprintln!("keyplane: the backup in {folder} is complete: {} bytes", made.bytes);
    if with_key {
        eprintln!(
            "keyplane: it holds the master key, which gives away every private key: lock it up"
        );
    } else {
        eprintln!("keyplane: restoring it needs the file with the master key {id}, kept elsewhere");
    }
    Ok(())
}

/// Restores the backup in the folder `from`.
pub(crate) async fn restore(config: &Config, from: &Path) -> Result<(), Failure> {
    let options = RestoreOptions {
        from,
        database_url: &config.database_url,
        data_dir: &config.data_dir,
        master_key_file: &config.master_key_file,
    };
    let restored = Control::restore(options).await?;

    let (path, at) = (restored.path.display(), restored.made_at);
    eprintln!("keyplane: {path} is the backup of {at}");
    if !restored.has_master_key {
        let (id, file) = (&restored.master_key_id, config.master_key_file.display());
        eprintln!("keyplane: put the file with the master key {id} at {file}");
    }
    eprintln!(
        "keyplane: start once with --restored, which ends every access token and refuses every \
         assertion from before that start, or with --restored-unchanged if nothing has changed \
         since the backup"
    );
    Ok(())
}
