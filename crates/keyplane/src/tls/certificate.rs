//! What a server's certificate says.

use keyplane_auth::sha256;
use keyplane_entity::Timestamp;
use rustls::{
    client::verify_server_name,
    pki_types::{CertificateDer, ServerName},
    server::ParsedCertificate,
};
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// The dates, names and fingerprint of a certificate.
#[derive(Clone, Debug)]
pub(crate) struct Certificate {
    /// Start of its validity.
    pub(crate) not_before: Timestamp,
    /// End of its validity.
    pub(crate) not_after: Timestamp,
    der: CertificateDer<'static>,
}

impl Certificate {
    /// Reads a certificate; the error says what is wrong with it.
    pub(crate) fn read(der: &CertificateDer<'static>) -> Result<Self, String> {
        // The library that serves it must be able to read it, too.
        ParsedCertificate::try_from(der).map_err(|error| error.to_string())?;
        let (rest, parsed) = X509Certificate::from_der(der).map_err(|error| error.to_string())?;
        if !rest.is_empty() {
            return Err("there are bytes behind it".to_owned());
        }
        let validity = parsed.validity();
        Ok(Self {
            not_before: Timestamp::from_seconds(validity.not_before.timestamp()),
            not_after: Timestamp::from_seconds(validity.not_after.timestamp()),
            der: der.clone(),
        })
    }

    /// Whether the certificate is valid for a host name or an IP address.
    pub(crate) fn covers(&self, host: &str) -> bool {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let Ok(name) = ServerName::try_from(host) else { return false };
        ParsedCertificate::try_from(&self.der)
            .is_ok_and(|parsed| verify_server_name(&parsed, &name).is_ok())
    }

    /// SHA-256 of the DER, as `openssl x509 -fingerprint -sha256` shows it.
    pub(crate) fn fingerprint(&self) -> String {
        let bytes = sha256(&self.der);
        bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
    }

    /// Whole days until the end, rounded down; negative if it has passed.
    pub(crate) fn days_left(&self, now: Timestamp) -> i64 {
        self.not_after.millis_since(now).div_euclid(24 * 60 * 60 * 1000)
    }
}
