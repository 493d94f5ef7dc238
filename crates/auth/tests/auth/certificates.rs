//! Self-signed certificates over each kind of key.

use keyplane_auth::{
    Algorithm, CertificateError, CertificateRequest, certificate_pem, certificate_thumbprint,
    import_public_key, self_signed_certificate, sha256,
};
use x509_parser::parse_x509_certificate;

use crate::support::private_key;

const REQUEST: CertificateRequest<'static> = CertificateRequest {
    kid: "k1",
    issuer_name: "https://id.example/p/acme",
    serial: [0x9a; 16],
    not_before: 1_700_000_000,
    not_after: None,
};

#[test]
fn a_certificate_carries_its_key_and_its_dates() {
    for algorithm in Algorithm::ALL {
        let key = private_key(algorithm);
        let der = self_signed_certificate(&key, algorithm, &REQUEST).unwrap();
        let imported = import_public_key(&certificate_pem(&der)).unwrap();
        assert_eq!(imported.public_key, key.public_key());
        let (rest, certificate) = parse_x509_certificate(&der).unwrap();
        assert!(rest.is_empty());
        assert_eq!(certificate.subject().to_string(), "CN=https://id.example/p/acme, OU=k1");
        assert_eq!(certificate.subject(), certificate.issuer());
        assert_eq!(certificate.raw_serial(), [&[0][..], &[0x9a; 16]].concat());
        let validity = certificate.validity();
        assert_eq!(validity.not_before.timestamp(), 1_700_000_000);
        assert_eq!(validity.not_after.to_string(), "Dec 31 23:59:59 9999 +00:00");
        assert!(!certificate.is_ca());
    }
}

#[test]
fn the_thumbprint_is_the_hash_of_the_der() {
    use base64::Engine as _;
    let der = self_signed_certificate(
        &private_key(Algorithm::Es256),
        Algorithm::Es256,
        &CertificateRequest { not_after: Some(1_800_000_000), ..REQUEST },
    )
    .unwrap();
    assert_eq!(
        certificate_thumbprint(&der),
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(sha256(&der))
    );
}

#[test]
fn impossible_dates_and_keys_are_refused() {
    let key = private_key(Algorithm::Es256);
    for (not_before, not_after) in
        [(i64::MAX, None), (i64::MIN, None), (0, Some(i64::MAX)), (10, Some(9))]
    {
        let request = CertificateRequest { not_before, not_after, ..REQUEST };
        assert_eq!(
            self_signed_certificate(&key, Algorithm::Es256, &request),
            Err(CertificateError::Dates)
        );
    }
    assert!(self_signed_certificate(&key, Algorithm::Rs256, &REQUEST).is_err());
}

#[test]
fn long_names_are_cut_to_what_x509_allows() {
    let name = "é".repeat(100);
    let request = CertificateRequest { kid: &"k".repeat(128), issuer_name: &name, ..REQUEST };
    let key = private_key(Algorithm::Es256);
    let der = self_signed_certificate(&key, Algorithm::Es256, &request).unwrap();
    let (_, certificate) = parse_x509_certificate(&der).unwrap();
    assert_eq!(
        certificate.subject().to_string(),
        format!("CN={}, OU={}", "é".repeat(64), "k".repeat(64))
    );
}
