//! Why a certificate or its key cannot be used.

use std::{io, path::PathBuf};

use keyplane_entity::Timestamp;

/// Why a certificate or its key cannot be used. No message holds a part of a key.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TlsError {
    /// A file cannot be read or written.
    #[error("{setting}: cannot {action} {}: {error}", path.display())]
    File { setting: &'static str, action: &'static str, path: PathBuf, error: io::Error },
    /// A file is too long for what it should hold.
    #[error("{setting}: {} is longer than 1 MiB: expected a PEM file", path.display())]
    TooLong { setting: &'static str, path: PathBuf },
    /// The file has no certificate.
    #[error(
        "tls_cert: {} holds no certificate: expected PEM with BEGIN CERTIFICATE, the server's \
         certificate first and those of its issuers behind it",
        path.display()
    )]
    NoCertificate { path: PathBuf },
    /// A certificate is damaged.
    #[error("tls_cert: certificate {number} in {} is damaged: {problem}", path.display())]
    DamagedCertificate { path: PathBuf, number: usize, problem: String },
    /// The certificate has expired.
    #[error("tls_cert: the certificate in {} expired at {at}: renew it", path.display())]
    Expired { path: PathBuf, at: Timestamp },
    /// The certificate is not valid yet.
    #[error(
        "tls_cert: the certificate in {} is not valid before {at}: check the clock of this machine",
        path.display()
    )]
    NotYetValid { path: PathBuf, at: Timestamp },
    /// The file has no private key.
    #[error(
        "tls_key: {} holds no private key: expected PEM with BEGIN PRIVATE KEY (PKCS#8), BEGIN \
         RSA PRIVATE KEY (PKCS#1) or BEGIN EC PRIVATE KEY (SEC1)",
        path.display()
    )]
    NoKey { path: PathBuf },
    /// The private key needs a passphrase.
    #[error(
        "tls_key: the private key in {0} is encrypted: decrypt it with openssl pkey -in {0} -out \
         key.pem",
        path.display()
    )]
    EncryptedKey { path: PathBuf },
    /// The private key is damaged, or of a kind that is not supported.
    #[error(
        "tls_key: the private key in {} cannot be used: expected RSA of 2048 to 8192 bits, ECDSA \
         P-256, P-384 or P-521, or Ed25519 ({problem})",
        path.display()
    )]
    UnusableKey { path: PathBuf, problem: String },
    /// The private key belongs to another certificate.
    #[error("tls_key: the private key in {} does not fit the certificate in {}{hint}", key.display(), certificate.display())]
    Mismatch { key: PathBuf, certificate: PathBuf, hint: &'static str },
    /// The TLS library refused the pair.
    #[error("TLS cannot start: {0}")]
    Library(#[from] rustls::Error),
    /// The self-signed certificate could not be made.
    #[error("tls_self_signed: the certificate cannot be made: {0}")]
    SelfSigned(String),
}
