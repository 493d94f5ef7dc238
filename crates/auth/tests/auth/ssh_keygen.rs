//! The commands that refusals of OpenSSH keys name, where the machine has ssh-keygen.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use keyplane_auth::{ImportError, PrivateKey, PrivateKeyError, import_public_key};

/// Runs ssh-keygen in `folder` and gives its output; `None` where it fails.
fn ssh_keygen(folder: &Path, args: &[&str]) -> Option<String> {
    let output = Command::new("ssh-keygen")
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_command_in_the_refusal_of_an_openssh_key_makes_one_that_is_accepted() {
    if Command::new("ssh-keygen").stdin(Stdio::null()).arg("-?").output().is_err() {
        println!("left out: no ssh-keygen on this machine");
        return;
    }
    let folder = std::env::temp_dir().join(format!("keyplane-ssh-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();

    for kind in ["rsa", "ecdsa"] {
        ssh_keygen(&folder, &["-q", "-t", kind, "-N", "secret", "-f", kind]).unwrap();
        let public = format!("{kind}.pub");
        assert_eq!(import_public_key(&read(&public)), Err(ImportError::OpenSsh));
        let pem = ssh_keygen(&folder, &["-e", "-m", "PKCS8", "-f", &public]).unwrap();
        let imported = import_public_key(&pem).unwrap().public_key;
        let rfc4716 = ssh_keygen(&folder, &["-e", "-f", &public]).unwrap();
        assert_eq!(import_public_key(&rfc4716), Err(ImportError::Ssh2));

        assert_eq!(PrivateKey::from_pem(&read(kind)).unwrap_err(), PrivateKeyError::OpenSsh);
        // -P answers the question for the old passphrase.
        let convert = ["-p", "-P", "secret", "-N", "", "-m", "PEM", "-f", kind];
        ssh_keygen(&folder, &convert).unwrap();
        assert_eq!(PrivateKey::from_pem(&read(kind)).unwrap().public_key(), imported);
    }

    ssh_keygen(&folder, &["-q", "-t", "ed25519", "-N", "", "-f", "ed"]).unwrap();
    assert_eq!(import_public_key(&read("ed.pub")), Err(ImportError::OpenSshEd25519));
    assert_eq!(PrivateKey::from_pem(&read("ed")).unwrap_err(), PrivateKeyError::OpenSshEd25519);
    fs::remove_dir_all(&folder).unwrap();
}
