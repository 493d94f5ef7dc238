//! The self-signed X.509 certificate of a development server.

use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, KeyUsagePurpose,
    SerialNumber,
};

use crate::{
    Algorithm, CertificateError, PrivateKey,
    certificate::{CertificateSigner, date},
};

/// The contents of a server certificate besides its key.
#[derive(Clone, Copy, Debug)]
pub struct ServerCertificateRequest<'a> {
    /// The CN of issuer and subject.
    pub common_name: &'a str,
    /// Host names and IP addresses that the certificate is for; at least one.
    pub names: &'a [String],
    /// The serial number, big-endian; not all zeros.
    pub serial: [u8; 16],
    /// Start, in Unix seconds.
    pub not_before: i64,
    /// End, in Unix seconds.
    pub not_after: i64,
}

/// Makes a self-signed X.509 v3 certificate of a TLS server for an ES256 key, and returns its DER.
/// It is no certificate authority, so a client that trusts it trusts no other certificate.
pub fn self_signed_server_certificate(
    key: &PrivateKey,
    request: &ServerCertificateRequest<'_>,
) -> Result<Vec<u8>, CertificateError> {
    let signer = CertificateSigner::new(key, Algorithm::Es256)?;

    let names = request.names.to_vec();
    let mut params = CertificateParams::new(names).map_err(|_| CertificateError::Sign)?;
    params.not_before = date(request.not_before)?;
    params.not_after = date(request.not_after)?;
    params.serial_number = Some(SerialNumber::from_slice(&request.serial));
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, request.common_name);
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;

    let certificate = params.self_signed(&signer).map_err(|_| CertificateError::Sign)?;
    Ok(certificate.der().to_vec())
}
