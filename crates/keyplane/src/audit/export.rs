//! `audit export`.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use keyplane_control::{AuditArchive, AuditSelection, AuditTotals, Clock as _};

use super::{args::ExportArgs, progress::AuditProgress};
use crate::{clock::SystemClock, config::Config, failure::Failure};

/// Exports events to a file or to stdout, and says on stderr how many.
pub(crate) async fn export(config: &Config, args: ExportArgs) -> Result<(), Failure> {
    let selection = args.chains.selection().map_err(Failure::Input)?;
    let archive = AuditArchive::open(&config.database_url).await?;

    let totals = if args.to == Path::new("-") {
        let mut out = BufWriter::new(io::stdout());
        write(&archive, &selection, &mut out).await?
    } else {
        let draft = Draft::create(&args.to)?;
        let fail = |error| Failure::Out { path: args.to.clone(), error };
        let mut out = BufWriter::new(draft.file.try_clone().map_err(fail)?);
        let totals = write(&archive, &selection, &mut out).await?;
        drop(out);
        draft.publish().map_err(fail)?;
        totals
    };

    let AuditTotals { chains, events, checkpoints } = totals;
    eprintln!(
        "keyplane: exported {events} events and {checkpoints} checkpoints of {chains} chains"
    );
    Ok(())
}

async fn write(
    archive: &AuditArchive,
    selection: &AuditSelection,
    out: &mut (dyn io::Write + Send),
) -> Result<AuditTotals, Failure> {
    let mut progress = AuditProgress::new("exported");
    let now = SystemClock.now();
    let written = archive.export(selection, now, out, &mut |events| progress.show(events)).await;
    progress.clear();
    Ok(written?)
}

/// A file without its name. It is removed on drop, unless it was published.
struct Draft {
    file: File,
    path: PathBuf,
    unfinished: PathBuf,
}

impl Draft {
    fn create(path: &Path) -> Result<Self, Failure> {
        if path.symlink_metadata().is_ok() {
            return Err(Failure::OutExists(path.to_owned()));
        }
        let mut draft = path.as_os_str().to_owned();
        draft.push(format!(".{}.partial", std::process::id()));
        let draft = PathBuf::from(draft);

        let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft);
        let file = opened.map_err(|error| Failure::Out { path: draft.clone(), error })?;
        Ok(Self { file, path: path.to_owned(), unfinished: draft })
    }

    /// Gives the file its name. A file that has the name by now stays, and is an error.
    fn publish(self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::hard_link(&self.unfinished, &self.path)?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // The command reports its own error; a draft that stays is visible as such.
        let _ = fs::remove_file(&self.unfinished);
    }
}
