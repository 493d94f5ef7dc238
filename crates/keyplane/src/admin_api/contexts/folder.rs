//! The folder of the contexts: who may change it, and how files get there.

use std::{
    env,
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{
        DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
    },
    path::{Path, PathBuf},
};

use super::ContextError;

/// The folder by the XDG Base Directory Specification, which ignores relative paths.
pub(super) fn of_user() -> Result<PathBuf, ContextError> {
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = absolute("XDG_CONFIG_HOME").or_else(|| Some(absolute("HOME")?.join(".config")));
    base.map(|base| base.join("keyplane")).ok_or(ContextError::NoFolder)
}

/// Makes the folder with mode 0700, and the folders above it; an existing one must be closed.
pub(super) fn create_folder(path: &Path) -> Result<(), ContextError> {
    let fail = |error| ContextError::Unwritable { path: path.to_owned(), error };
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(fail)?;
    check_closed(path)
}

/// Refuses a file or folder that others can change, or that belongs to another user than root.
pub(super) fn check_closed(path: &Path) -> Result<(), ContextError> {
    let fail = |error| ContextError::Unreadable { path: path.to_owned(), error };
    let metadata = fs::metadata(path).map_err(fail)?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o022 != 0 {
        return Err(ContextError::Exposed { path: path.to_owned(), mode });
    }
    let (owner, user) = (metadata.uid(), rustix::process::geteuid().as_raw());
    if owner != user && owner != 0 {
        return Err(ContextError::Foreign { path: path.to_owned(), owner });
    }
    Ok(())
}

/// Puts a file with this content, mode 0600, in the place of another, in one step.
pub(super) fn replace(path: &Path, content: &[u8]) -> Result<(), ContextError> {
    let draft = path.with_extension(format!("{}.partial", std::process::id()));
    let write = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&draft, path)?;
        path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    };

    write().map_err(|error| {
        // The error of the command counts, not one from removing its draft.
        let _ = fs::remove_file(&draft);
        ContextError::Unwritable { path: path.to_owned(), error }
    })
}
