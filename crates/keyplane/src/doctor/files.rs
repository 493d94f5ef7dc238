//! Permissions of files and folders, and free space.

use std::{
    fs::{self, Metadata},
    io::ErrorKind,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use keyplane_control::Finding;
use rustix::fs::{Access, access, statvfs};
use secrecy::ExposeSecret as _;

use crate::config::Config;

const FILES: &str = "files";
const SPACE: &str = "disk space";

/// Free space that is worth a warning, and that is too little, in MiB.
const WARN_MIB: u64 = 1024;
const FAIL_MIB: u64 = 100;

/// The data folder, the master key and the first admin key.
pub(super) fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = vec![data_folder(&config.data_dir)];
    findings.extend(key_file(&config.master_key_file, 0o027, "the master key"));
    let first_admin = config.data_dir.join("admin-key.json");
    findings.extend(key_file(&first_admin, 0o077, "the first admin key"));
    findings
}

fn data_folder(path: &Path) -> Finding {
    let shown = path.display();
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Finding::warn(
                FILES,
                format!("the data folder {shown} does not exist"),
                "start the server once, or correct data_dir",
            );
        }
        Err(error) => return unreadable(path, &error),
    };

    if !metadata.is_dir() {
        return Finding::fail(FILES, format!("{shown} is not a folder"), "correct data_dir");
    }
    if access(path, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        return Finding::fail(
            FILES,
            format!("this user cannot write to the data folder {shown}"),
            "run this as the user of the server, or give that user the folder",
        );
    }
    match mode(&metadata) {
        mode if mode & 0o007 != 0 => Finding::warn(
            FILES,
            format!("other users can enter the data folder {shown} (mode {mode:03o})"),
            format!("run: chmod o= {shown}"),
        ),
        _ => Finding::ok(FILES, format!("the data folder {shown} can be written")),
    }
}

/// A file that holds a private key. `closed`: the permission bits that must not be set.
fn key_file(path: &Path, closed: u32, what: &str) -> Option<Finding> {
    let shown = path.display();
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        // The check of the master key says so, where it is needed.
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(error) => return Some(unreadable(path, &error)),
    };
    let mode = mode(&metadata);
    Some(if mode & closed != 0 {
        Finding::fail(
            FILES,
            format!("{shown} ({what}) is open to other users (mode {mode:03o})"),
            format!("run: chmod 600 {shown}"),
        )
    } else {
        Finding::ok(FILES, format!("{shown} ({what}) is closed to other users"))
    })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Finding {
    let message = format!("{} cannot be examined: {error}", path.display());
    Finding::fail(FILES, message, "run this as the user of the server")
}

fn mode(metadata: &Metadata) -> u32 {
    metadata.permissions().mode() & 0o777
}

/// The free space where this machine keeps data: the data folder and a SQLite database.
pub(super) fn disk_space(config: &Config) -> Vec<Finding> {
    let mut folders = vec![config.data_dir.clone()];
    let url = config.database_url.expose_secret();
    if let Some(path) = url.strip_prefix("sqlite:") {
        let path = PathBuf::from(path.strip_prefix("//").unwrap_or(path));
        folders.extend(path.parent().map(Path::to_owned));
    }
    folders.sort();
    folders.dedup();
    folders.iter().filter_map(|folder| free_in(folder)).collect()
}

fn free_in(folder: &Path) -> Option<Finding> {
    let shown = folder.display();
    let system = statvfs(folder).ok()?;
    let mib = system.f_bavail.saturating_mul(system.f_frsize) / (1024 * 1024);
    Some(judge_space(&format!("{mib} MiB are free in {shown}"), mib))
}

fn judge_space(message: &str, mib: u64) -> Finding {
    let advice = "free some space; when the disk is full, every mutation fails";
    match mib {
        0..FAIL_MIB => Finding::fail(SPACE, message, advice),
        FAIL_MIB..WARN_MIB => Finding::warn(SPACE, message, advice),
        WARN_MIB.. => Finding::ok(SPACE, message),
    }
}

#[cfg(test)]
mod tests {
    use keyplane_control::Health;

    use super::*;

    #[test]
    fn little_space_is_a_warning_and_hardly_any_a_failure() {
        let health = |mib| judge_space("", mib).health;
        assert_eq!((health(0), health(99)), (Health::Fail, Health::Fail));
        assert_eq!((health(100), health(1023)), (Health::Warn, Health::Warn));
        assert_eq!((health(1024), health(u64::MAX)), (Health::Ok, Health::Ok));
    }
}
