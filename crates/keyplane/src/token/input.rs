//! Reads secrets from files and stdin.

use std::{
    fs::{File, Metadata},
    io::{self, Read},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::Path,
};

use zeroize::Zeroizing;

use super::error::TokenError;

/// Capacity for a file, in bytes.
const USUAL_BYTES: usize = 64 * 1024;

/// Reads the whole file, or stdin if `path` is `-`. Warns on stderr if other users can read the
/// file.
pub(super) fn read(path: &Path) -> Result<Zeroizing<String>, TokenError> {
    read_file(path, |metadata| {
        warn_if_open(path, metadata);
        Ok(())
    })
}

/// Reads the whole file, or stdin if `path` is `-`. Refuses a file that is open to others.
pub(super) fn read_closed(path: &Path) -> Result<Zeroizing<String>, TokenError> {
    read_file(path, |metadata| {
        let mode = exposure(metadata, rustix::process::geteuid().as_raw());
        let file = path.display().to_string();
        mode.map_or(Ok(()), |mode| Err(TokenError::Exposed { file, mode }))
    })
}

/// Reads the whole file, or stdin if `path` is `-`, without a warning: a platform sets the file's
/// mode.
pub(super) fn read_shared(path: &Path) -> Result<Zeroizing<String>, TokenError> {
    read_file(path, |_| Ok(()))
}

fn read_file(
    path: &Path,
    look: impl Fn(&Metadata) -> Result<(), TokenError>,
) -> Result<Zeroizing<String>, TokenError> {
    let file = || path.display().to_string();
    let fail = |error| TokenError::Unreadable { file: file(), error };

    let bytes = if path.as_os_str() == "-" {
        read_all(io::stdin()).map_err(fail)?
    } else {
        let opened = File::open(path).map_err(fail)?;
        look(&opened.metadata().map_err(fail)?)?;
        read_all(opened).map_err(fail)?
    };

    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.trim_start_matches('\u{feff}').to_owned())),
        Err(_) => Err(TokenError::NotText { file: file(), hint: hint(&bytes) }),
    }
}

/// Names the format of a file that is not text, and how to convert it.
fn hint(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            "this is UTF-16, as PowerShell's > writes; save it as UTF-8"
        }
        [0xfe, 0xed, 0xfe, 0xed, ..] => {
            "this is a Java keystore; turn it into PKCS#12 with: keytool -importkeystore -srckeystore FILE -destkeystore key.p12 -deststoretype PKCS12, and that into PEM with: openssl pkcs12 -in key.p12 -nocerts -nodes -out key.pem"
        }
        // A SEQUENCE that begins with the integer 3, the version of PKCS#12.
        [0x30, 0x80, 2, 1, 3, ..]
        | [0x30, 0x81, _, 2, 1, 3, ..]
        | [0x30, 0x82, _, _, 2, 1, 3, ..]
        | [0x30, 0x83, _, _, _, 2, 1, 3, ..] => {
            "this is a PKCS#12 file; take its private key out with: openssl pkcs12 -in FILE -nocerts -nodes -out key.pem"
        }
        [0x30, ..] => {
            "this is DER; write the private key as PEM with: openssl pkey -inform DER -in FILE -out key.pem"
        }
        _ => "this is not text; expected a key file of Keyplane, or a private key as JWK or in PEM",
    }
}

/// Warns on stderr that other users can read the file at `path`, which holds a secret.
pub(super) fn warn_if_open(path: &Path, metadata: &Metadata) {
    if is_open_to_others(metadata) {
        eprintln!(
            "keyplane: warning: other users can read {0}; shut them out with: chmod 600 {0}",
            path.display()
        );
    }
}

fn read_all(mut reader: impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    // Enough for every key from the start: growing would leave a copy of the key behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(USUAL_BYTES));
    reader.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The mode of a file that others than `user` can read or change; `None` if only `user` can. The
/// group may read a file of another user: Kubernetes mounts a secret so.
fn exposure(metadata: &Metadata, user: u32) -> Option<u32> {
    let mode = metadata.permissions().mode() & 0o777;
    let closed = if metadata.uid() == user { 0o077 } else { 0o027 };
    (metadata.is_file() && mode & closed != 0).then_some(mode)
}

/// Whether the group or all users may read the file.
fn is_open_to_others(metadata: &Metadata) -> bool {
    metadata.is_file() && metadata.permissions().mode() & 0o044 != 0
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};

    use super::*;
    use crate::token::tests::TempFile;

    #[test]
    fn a_missing_file_is_named() {
        let text = read(Path::new("/no/such/key.json")).unwrap_err().to_string();
        assert!(text.starts_with("cannot read /no/such/key.json: "), "{text}");
    }

    #[test]
    fn a_file_is_closed_if_only_its_owner_can_open_it_or_the_group_can_read_the_file_of_another() {
        let file = TempFile::new("exposure", "");
        let owner = fs::metadata(file.path()).unwrap().uid();
        let found = |mode: u32, user: u32| {
            fs::set_permissions(file.path(), Permissions::from_mode(mode)).unwrap();
            exposure(&fs::metadata(file.path()).unwrap(), user)
        };
        for mode in [0o600, 0o400] {
            assert_eq!(found(mode, owner), None, "{mode:o}");
        }
        for mode in [0o640, 0o620, 0o604, 0o602, 0o644] {
            assert_eq!(found(mode, owner), Some(mode), "{mode:o}");
        }
        assert_eq!(found(0o440, owner + 1), None);
        for mode in [0o460, 0o444, 0o442] {
            assert_eq!(found(mode, owner + 1), Some(mode), "{mode:o}");
        }
    }

    #[test]
    fn a_file_that_the_group_or_everybody_can_read_is_open_to_others() {
        let file = TempFile::new("mode", "");
        for (mode, open) in [(0o600, false), (0o400, false), (0o640, true), (0o604, true)] {
            fs::set_permissions(file.path(), Permissions::from_mode(mode)).unwrap();
            assert_eq!(is_open_to_others(&fs::metadata(file.path()).unwrap()), open, "{mode:o}");
        }
    }
}
