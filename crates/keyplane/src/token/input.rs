//! Reads secrets from files and stdin.

use std::{
    fs::{File, Metadata},
    io::{self, Read},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use zeroize::Zeroizing;

use super::error::TokenError;

/// Capacity for a file, in bytes.
const USUAL_BYTES: usize = 64 * 1024;

/// Reads the whole file, or stdin if `path` is `-`. Warns on stderr if other users can read the
/// file.
pub(super) fn read(path: &Path) -> Result<Zeroizing<String>, TokenError> {
    read_file(path, |metadata| warn_if_open(path, metadata))
}

/// Reads the whole file, or stdin if `path` is `-`, without a warning: a platform sets the file's
/// mode.
pub(super) fn read_shared(path: &Path) -> Result<Zeroizing<String>, TokenError> {
    read_file(path, |_| {})
}

fn read_file(path: &Path, look: impl Fn(&Metadata)) -> Result<Zeroizing<String>, TokenError> {
    let open = || {
        if path.as_os_str() == "-" {
            return read_all(io::stdin());
        }
        let file = File::open(path)?;
        look(&file.metadata()?);
        read_all(file)
    };
    let file = || path.display().to_string();
    let bytes = open().map_err(|error| TokenError::Unreadable { file: file(), error })?;
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
    fn a_file_that_the_group_or_everybody_can_read_is_open_to_others() {
        let file = TempFile::new("mode", "");
        for (mode, open) in [(0o600, false), (0o400, false), (0o640, true), (0o604, true)] {
            fs::set_permissions(file.path(), Permissions::from_mode(mode)).unwrap();
            assert_eq!(is_open_to_others(&fs::metadata(file.path()).unwrap()), open, "{mode:o}");
        }
    }
}
