//! `admin-key create`: adds an admin key directly in the database, if all others are lost.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use keyplane_control::{Control, FirstStart, Options, PrivateKeyFile};
use secrecy::ExposeSecret as _;

use crate::{config::Config, failure::Failure, store};

/// Makes an instance admin key named `name` and writes its key file to the new file `out`, or
/// to stdout.
pub(crate) async fn create(
    config: &Config,
    name: &str,
    out: Option<PathBuf>,
) -> Result<(), Failure> {
    // Do not migrate: a running server needs the tables it knows, and a mistyped path must not
    // create a second instance.
    let options = Options { migrate: false, serves: false, ..store::options(config, None) };
    let (control, first_start) = Control::open(options).await?;
    if let FirstStart::Wrote(path) = first_start {
        eprintln!("keyplane: the database was empty; its first admin key is in {}", path.display());
    }

    let Some(path) = out else {
        let key = control.keys().generate_local_admin(name).await?;
        print(&key).map_err(Failure::Stdout)?;
        eprintln!("keyplane: made the instance admin key \"{name}\"; this is its only copy");
        return Ok(());
    };

    // Create the file first: otherwise a failure would leave an unusable key in the database.
    let file = create_new(&path)?;
    let key = match control.keys().generate_local_admin(name).await {
        Ok(key) => key,
        Err(error) => {
            // The file is empty. Report the command's error, not one from removing the file.
            let _ = fs::remove_file(&path);
            return Err(error.into());
        }
    };

    write(file, &key).map_err(|error| Failure::Out { path: path.clone(), error })?;
    eprintln!(
        "keyplane: made the instance admin key \"{name}\"; its key file is {}",
        path.display()
    );
    Ok(())
}

fn create_new(path: &Path) -> Result<File, Failure> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists {
            Failure::OutExists(path.to_owned())
        } else {
            Failure::Out { path: path.to_owned(), error }
        }
    })
}

fn print(key: &PrivateKeyFile) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{}", key.content.expose_secret())?;
    stdout.flush()
}

fn write(mut file: File, key: &PrivateKeyFile) -> io::Result<()> {
    writeln!(file, "{}", key.content.expose_secret())?;
    file.sync_all()
}
