//! The certificate that a development server makes for itself.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, ErrorKind, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use keyplane_auth::{
    Algorithm, Entropy as _, KeySpec, PrivateKey, ServerCertificateRequest, SystemEntropy,
    certificate_pem, self_signed_server_certificate,
};
use keyplane_entity::Timestamp;
use secrecy::ExposeSecret as _;
use zeroize::Zeroizing;

use super::{
    ServerNames,
    error::TlsError,
    pair::{Pair, PairFiles},
};

/// The names that every self-signed certificate has.
const ALWAYS: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// How long a self-signed certificate is valid, in seconds: ten years.
const VALIDITY: i64 = 10 * 365 * 24 * 60 * 60;

/// How far before its making a certificate is valid, in seconds, for clients whose clock is slow.
const BACKDATED: i64 = 60 * 60;

/// The files of the self-signed certificate in a data folder.
pub(crate) fn files_in(data_dir: &Path) -> PairFiles {
    PairFiles {
        certificate: data_dir.join("tls-self-signed-cert.pem"),
        key: data_dir.join("tls-self-signed-key.pem"),
    }
}

/// The files of the certificate. They are made if they are missing; the certificate is made
/// again, with the same key, if it has expired or lacks one of the server's names.
pub(super) fn keep(names: &ServerNames, now: Timestamp) -> Result<PairFiles, TlsError> {
    let files = files_in(&names.data_dir);
    tracing::warn!(
        "the certificate is self-signed, for development only; clients trust it by its file: {}",
        files.certificate.display()
    );
    let covers = |pair: &Pair| names.hosts.iter().all(|host| pair.certificate.covers(host));
    match Pair::read(&files, now) {
        Ok(pair) if covers(&pair) => return Ok(files),
        Ok(_) | Err(TlsError::Expired { .. } | TlsError::NotYetValid { .. }) => {}
        Err(TlsError::File { error, .. }) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }

    create_dir(&names.data_dir)?;
    let key = key(&files.key)?;
    let certificate = certificate(&key, names, now)?;
    write(&files.certificate, "tls_cert", certificate_pem(&certificate).as_bytes())?;
    Ok(files)
}

/// The key in the file, or a new one.
fn key(path: &Path) -> Result<PrivateKey, TlsError> {
    let failed = |error: &dyn std::fmt::Display| TlsError::SelfSigned(error.to_string());
    match fs::read_to_string(path).map(Zeroizing::new) {
        Ok(text) => PrivateKey::from_pem(&text).map_err(|error| failed(&error)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let spec = KeySpec::new(Algorithm::Es256, None).map_err(|error| failed(&error))?;
            let key = PrivateKey::generate(spec).map_err(|error| failed(&error))?;
            let pem = key.to_pkcs8_pem().map_err(|error| failed(&error))?;
            write(path, "tls_key", pem.expose_secret().as_bytes())?;
            Ok(key)
        }
        Err(error) => Err(file_error("tls_key", "read", path, error)),
    }
}

fn certificate(key: &PrivateKey, names: &ServerNames, now: Timestamp) -> Result<Vec<u8>, TlsError> {
    let mut serial = [0; 16];
    SystemEntropy.fill(&mut serial);
    // Positive, and not zero (RFC 5280 section 4.1.2.2).
    serial[0] = serial[0] & 0x7f | 0x40;

    let mut hosts: Vec<_> = ALWAYS.map(str::to_owned).to_vec();
    hosts.extend(names.hosts.iter().filter(|host| !ALWAYS.contains(&host.as_str())).cloned());
    let request = ServerCertificateRequest {
        common_name: "Keyplane, self-signed for development",
        names: &hosts,
        serial,
        not_before: now.seconds() - BACKDATED,
        not_after: now.seconds() + VALIDITY,
    };
    self_signed_server_certificate(key, &request)
        .map_err(|error| TlsError::SelfSigned(error.to_string()))
}

fn create_dir(path: &Path) -> Result<(), TlsError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(|error| file_error("data_dir", "create", path, error))
}

/// Writes a file for its owner only, complete or not at all.
fn write(path: &Path, setting: &'static str, content: &[u8]) -> Result<(), TlsError> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".pending");
    let draft = PathBuf::from(draft);

    let write = || {
        match fs::remove_file(&draft) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&draft, path)?;
        File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
    };
    write().map_err(|error| file_error(setting, "write", path, error))
}

fn file_error(
    setting: &'static str,
    action: &'static str,
    path: &Path,
    error: io::Error,
) -> TlsError {
    TlsError::File { setting, action, path: path.to_owned(), error }
}
