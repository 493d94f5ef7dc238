//! Public keys in other formats than JWK.

use keyplane_auth::{ImportError, base64, import_public_key};
use serde_json::json;

#[test]
fn a_key_is_taken_from_what_carries_it() {
    let rsa = import_public_key(fixture!("rsa_2048_spki")).unwrap().public_key;
    let certificate = fixture!("rsa_2048_certificate");
    let body = |pem: &str| -> String {
        let start = pem.find("-----BEGIN").unwrap();
        pem[start..].lines().filter(|line| !line.starts_with('-')).collect()
    };
    let trust = base64(&[decode(&body(certificate)), vec![0x30, 0x00]].concat());

    for text in [
        format!("Bag Attributes\r\n    localKeyID: 01\r\n{}", certificate.replace('\n', "\r\n")),
        json!(certificate).to_string(),
        format!(
            "-----BEGIN TRUSTED CERTIFICATE-----\n{trust}\n-----END TRUSTED CERTIFICATE-----\n"
        ),
        body(certificate),
        body(fixture!("rsa_2048_csr")),
        body(fixture!("rsa_2048_pkcs1")),
    ] {
        assert_eq!(import_public_key(&text).map(|key| key.public_key), Ok(rsa.clone()), "{text}");
    }
}

fn decode(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

#[test]
fn a_format_that_is_not_taken_is_refused_with_the_command_that_converts_it() {
    use ImportError as E;
    let certificate = fixture!("rsa_2048_certificate");
    let pkcs1 = fixture!("rsa_2048_pkcs1").replace("RSA PUBLIC", "PUBLIC");

    for (text, expected) in [
        ("ssh-rsa AAAAB3NzaC1yc2E= me@here", E::OpenSsh),
        ("no-pty,command=\"x\" ssh-rsa AAAAB3NzaC1yc2E= me@here", E::OpenSsh),
        ("ecdsa-sha2-nistp256 AAAAE2VjZHNh me@here", E::OpenSsh),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1 me@here", E::OpenSshEd25519),
        ("sk-ssh-ed25519@openssh.com AAAAGnNr me@here", E::SecurityKey),
        ("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----", E::Ssh2),
        ("<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>", E::Xml),
        ("<RSAKeyValue><Modulus>AQAB</Modulus><D>AQAB</D></RSAKeyValue>", E::PrivateKey),
        ("https://login.example/keys", E::Url),
        ("-----BEGIN PKCS7-----\nMAA=\n-----END PKCS7-----", E::Pkcs7),
        ("-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----", E::UnsupportedPem),
        // The first bytes of a PKCS#12 file.
        ("MIIKQQIBAzCCCfcGCSqGSIb3DQEHAaCCCegEggnk", E::Pkcs12),
        (&format!("{certificate}\n{certificate}Bag\n{certificate}"), E::SeveralKeys(3)),
        (&pkcs1, E::WrongLabel("RSA PUBLIC KEY")),
    ] {
        assert_eq!(import_public_key(text), Err(expected), "{text}");
    }
}
