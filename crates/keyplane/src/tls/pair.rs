//! A certificate chain and its private key, read from files and checked.

use std::{
    fs::File,
    io::Read as _,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use keyplane_auth::sha256;
use keyplane_entity::Timestamp;
use rustls::{
    InconsistentKeys, ServerConfig,
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{
        CertificateDer, PrivateKeyDer,
        pem::{self, PemObject as _},
    },
    sign::{CertifiedKey, SingleCertAndKey},
    version::{TLS12, TLS13},
};
use zeroize::Zeroizing;

use super::{certificate::Certificate, error::TlsError};

/// The longest file that is read, in bytes.
const MAX_FILE: u64 = 1024 * 1024;

/// The application protocols that the server offers (RFC 7301); HTTP/2 is not among them.
const PROTOCOLS: [&[u8]; 1] = [b"http/1.1"];

/// The files of a certificate and of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PairFiles {
    /// PEM with the server's certificate first and those of its issuers behind it.
    pub(crate) certificate: PathBuf,
    /// PEM with the private key.
    pub(crate) key: PathBuf,
}

/// A certificate that is in use, ready for connections.
#[derive(Debug)]
pub(crate) struct Pair {
    /// The settings of connections, with a session cache of their own: a new certificate continues
    /// no session of the one before.
    pub(super) config: Arc<ServerConfig>,
    /// What the server's certificate says.
    pub(crate) certificate: Certificate,
    /// SHA-256 over the whole chain.
    pub(super) chain: [u8; 32],
}

impl Pair {
    /// Reads and checks the files. `now`: the time at which the certificate must be valid.
    pub(crate) fn read(files: &PairFiles, now: Timestamp) -> Result<Self, TlsError> {
        let path = &files.certificate;
        let chain = chain(path)?;
        let parsed = chain.iter().enumerate().map(|(index, der)| {
            Certificate::read(der).map_err(|problem| TlsError::DamagedCertificate {
                path: path.clone(),
                number: index + 1,
                problem,
            })
        });
        let parsed: Vec<_> = parsed.collect::<Result<_, _>>()?;
        let no_certificate = || TlsError::NoCertificate { path: path.clone() };
        let certificate = parsed.into_iter().next().ok_or_else(no_certificate)?;

        let digest = sha256(&chain.iter().map(AsRef::as_ref).collect::<Vec<&[u8]>>().concat());

        let key = key(&files.key)?;
        let certified = certify(files, chain, key)?;
        if now < certificate.not_before {
            let at = certificate.not_before;
            return Err(TlsError::NotYetValid { path: path.clone(), at });
        }
        if now >= certificate.not_after {
            return Err(TlsError::Expired { path: path.clone(), at: certificate.not_after });
        }

        Ok(Self { config: Arc::new(config(certified)?), certificate, chain: digest })
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

fn config(certified: CertifiedKey) -> Result<ServerConfig, TlsError> {
    let builder = ServerConfig::builder_with_provider(provider());
    let builder = builder.with_protocol_versions(&[&TLS13, &TLS12])?.with_no_client_auth();
    let mut config = builder.with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)));
    config.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).to_vec();
    Ok(config)
}

/// The certificates of a file, in its order.
fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let text = contents("tls_cert", path)?;
    let mut chain = Vec::new();
    for certificate in CertificateDer::pem_slice_iter(&text) {
        let damaged = |error: pem::Error| TlsError::DamagedCertificate {
            path: path.to_owned(),
            number: chain.len() + 1,
            problem: problem_of(&error).to_owned(),
        };
        chain.push(certificate.map_err(damaged)?);
    }
    Ok(chain)
}

/// The private key of a file.
fn key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let text = contents("tls_key", path)?;
    let has = |marker: &str| text.windows(marker.len()).any(|part| part == marker.as_bytes());
    if has("ENCRYPTED PRIVATE KEY") || has("Proc-Type: 4,ENCRYPTED") {
        return Err(TlsError::EncryptedKey { path: path.to_owned() });
    }
    PrivateKeyDer::from_pem_slice(&text).map_err(|error| match error {
        pem::Error::NoItemsFound => TlsError::NoKey { path: path.to_owned() },
        error => unusable(path, problem_of(&error)),
    })
}

/// Parses the key and compares it with the first certificate.
fn certify(
    files: &PairFiles,
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<CertifiedKey, TlsError> {
    // The library erases its input and keeps the parsed key only.
    let parsed = provider().key_provider.load_private_key(key);
    let parsed = parsed.map_err(|error| unusable(&files.key, &error.to_string()))?;

    let fits = |chain: Vec<CertificateDer<'static>>| {
        let certified = CertifiedKey::new(chain, Arc::clone(&parsed));
        let mismatch = rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch);
        if certified.keys_match() == Err(mismatch) { None } else { Some(certified) }
    };
    let later = chain.iter().skip(1).cloned().any(|one| fits(vec![one]).is_some());
    fits(chain).ok_or_else(|| TlsError::Mismatch {
        key: files.key.clone(),
        certificate: files.certificate.clone(),
        hint: if later {
            ", but a later one in the file: put the server's certificate first"
        } else {
            ": give the key that the certificate was made with"
        },
    })
}

fn unusable(path: &Path, problem: &str) -> TlsError {
    TlsError::UnusableKey { path: path.to_owned(), problem: problem.to_owned() }
}

/// What is wrong with a PEM block, without its text.
fn problem_of(error: &pem::Error) -> &'static str {
    match error {
        pem::Error::MissingSectionEnd { .. } => "its END line is missing",
        pem::Error::IllegalSectionStart { .. } => "its BEGIN line is malformed",
        pem::Error::Base64Decode(_) => "it is not base64",
        _ => "it is not PEM",
    }
}

/// The contents of a file, erased when they are dropped.
fn contents(setting: &'static str, path: &Path) -> Result<Zeroizing<Vec<u8>>, TlsError> {
    let failed = |error| TlsError::File { setting, action: "read", path: path.to_owned(), error };
    let file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len().min(MAX_FILE);
    // Full capacity from the start: growing would leave a copy of the key behind.
    let capacity = usize::try_from(length).unwrap_or_default() + 1;
    let mut text = Zeroizing::new(Vec::with_capacity(capacity));

    let read = file.take(MAX_FILE + 1).read_to_end(&mut text).map_err(failed)?;
    if u64::try_from(read).is_ok_and(|read| read > MAX_FILE) {
        return Err(TlsError::TooLong { setting, path: path.to_owned() });
    }
    Ok(text)
}

/// Whether users besides the owner and the group can read or write a file.
pub(crate) fn is_open_to_all(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o007 != 0)
}
