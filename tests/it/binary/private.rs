//! Only the user of the server can read its files.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Command,
};

use super::process::{Keyplane, binary, data_folder, free_address};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

pub(super) fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// A server with umask 0.
fn start_without_umask(folder: &Path) -> Keyplane {
    let data = folder.join("data");
    Keyplane::try_start(folder, free_address(), |command| {
        let mut open = Command::new("sh");
        open.args(["-c", "umask 000; exec \"$1\"", "sh"]).arg(binary());
        open.current_dir(folder);
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => open.env(name, value),
                None => open.env_remove(name),
            };
        }
        open.env("KEYPLANE_DATA_DIR", data);
        *command = open;
    })
    .unwrap()
}

#[test]
fn whatever_the_umask_every_file_of_a_server_is_its_users_alone() {
    let folder = data_folder();
    let server = start_without_umask(folder.path());
    let data = folder.path().join("data");
    assert_eq!(mode(&data), 0o700);

    let mut names = vec![];
    for entry in fs::read_dir(&data).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        names.push(path.file_name().unwrap().to_owned().into_string().unwrap());
    }

    names.sort();
    let expected = [
        "admin-key.json",
        "keyplane.db",
        "keyplane.db-shm",
        "keyplane.db-wal",
        "keyplane.db.lock",
        "master-key.json",
    ];
    assert_eq!(names, expected);
    drop(server);
}

#[test]
fn whatever_the_umask_the_key_file_that_a_command_writes_is_its_users_alone() {
    let (data, address) = (data_folder(), free_address());
    Keyplane::start(data.path(), address).kill();
    let mut create = Command::new("sh");
    let script = "umask 000; exec \"$1\" admin-key create --name rescue --out rescue.json";
    create.args(["-c", script, "sh"]).arg(binary()).current_dir(data.path());
    assert!(create.env("KEYPLANE_DATA_DIR", data.path()).status().unwrap().success());
    assert_eq!(mode(&data.path().join("rescue.json")), 0o600);
}

#[test]
fn a_database_that_others_could_open_is_closed_to_them_with_a_warning() {
    let (data, address) = (data_folder(), free_address());
    Keyplane::start(data.path(), address).kill();
    for file in ["keyplane.db", "keyplane.db-wal"] {
        set_mode(&data.path().join(file), 0o644);
    }
    let server = Keyplane::start(data.path(), address);
    for file in ["keyplane.db", "keyplane.db-wal", "keyplane.db-shm"] {
        let path = data.path().join(file);
        assert_eq!(mode(&path) & 0o007, 0, "{file}");
    }
    let said = server.said();
    assert!(said.contains("keyplane.db-wal") && said.contains("was 644"), "{said}");
}

#[test]
fn a_master_key_that_others_can_read_or_change_is_refused_with_the_command_that_mends_it() {
    let (data, address) = (data_folder(), free_address());
    Keyplane::start(data.path(), address).kill();
    let file = data.path().join("master-key.json");
    for exposed in [0o604, 0o602, 0o620, 0o644, 0o666] {
        set_mode(&file, exposed);
        let Err(said) = Keyplane::try_start(data.path(), address, |_| {}) else {
            panic!("it started with mode {exposed:03o}");
        };
        assert!(said.contains(&format!("chmod 600 {}", file.display())), "{said}");
        assert!(said.contains(&format!("{exposed:03o}")), "{said}");
    }
    set_mode(&file, 0o440);
    let server = Keyplane::start(data.path(), address);
    assert!(server.said().contains("the group of"), "{}", server.said());
    assert_eq!(mode(&file), 0o440, "it stays as Kubernetes mounts it");
}
