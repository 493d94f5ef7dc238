//! The certificate authorities of a source.

use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject as _},
};

/// The longest PEM, in bytes.
const MAX_PEM: usize = 32 * 1024;
/// The most certificates.
const MAX_CERTIFICATES: usize = 8;

/// Why certificate authorities cannot be registered. No text repeats the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaCertificateFault {
    /// More than 32 KiB or 8 certificates.
    #[error("must be at most 32 KiB and 8 certificates")]
    TooLong,
    /// Holds a private key.
    #[error(
        "must not hold a private key; give only the CERTIFICATE blocks, and replace the key if \
         others could read it"
    )]
    PrivateKey,
    /// Not PEM, or no certificate in it.
    #[error("must be one to 8 certificates in PEM (-----BEGIN CERTIFICATE-----)")]
    NoCertificate,
    /// A block that is no X.509 certificate.
    #[error("holds a CERTIFICATE block that is not a valid X.509 certificate")]
    Malformed,
}

/// Checks certificate authorities that an operator registers: one to 8 X.509 certificates in PEM,
/// at most 32 KiB. Their dates and names are checked when a server shows its certificate.
pub fn check_ca_certificate(pem: &str) -> Result<(), CaCertificateFault> {
    if pem.len() > MAX_PEM {
        return Err(CaCertificateFault::TooLong);
    }
    if pem.contains("PRIVATE KEY-----") {
        return Err(CaCertificateFault::PrivateKey);
    }

    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    let certificates = certificates.map_err(|_| CaCertificateFault::Malformed)?;
    if certificates.is_empty() {
        return Err(CaCertificateFault::NoCertificate);
    }
    if certificates.len() > MAX_CERTIFICATES {
        return Err(CaCertificateFault::TooLong);
    }

    let mut store = RootCertStore::empty();
    let mut added = certificates.into_iter().map(|certificate| store.add(certificate));
    if added.all(|added| added.is_ok()) { Ok(()) } else { Err(CaCertificateFault::Malformed) }
}
