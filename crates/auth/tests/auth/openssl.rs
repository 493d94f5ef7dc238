//! Keys and certificates against the openssl command, where the machine has it.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use keyplane_auth::{
    Algorithm, CertificateRequest, PrivateKey, certificate_pem, import_public_key,
    self_signed_certificate,
};
use secrecy::ExposeSecret as _;

use crate::support::private_key;

/// Runs openssl with `input` and gives its output; `None` where there is no openssl.
fn openssl(args: &str, input: &str) -> Option<String> {
    let child = Command::new("openssl")
        .args(args.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        println!("left out: no openssl on this machine");
        return None;
    };
    // Commands that read nothing may end before they are written to.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "openssl {args}: {errors}");
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn private_keys_of_openssl_are_read_in_each_of_its_formats() {
    for (generate, old) in [
        ("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048", "rsa -traditional"),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", "ec"),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384", "ec"),
        ("genpkey -algorithm ED25519", "pkey"),
    ] {
        let Some(pem) = openssl(generate, "") else {
            return;
        };

        let public = openssl("pkey -pubout", &pem).unwrap();
        let public = import_public_key(&public).unwrap().public_key;
        let old = openssl(old, &pem).unwrap();

        for text in [pem, old] {
            let key = PrivateKey::from_pem(&text).unwrap();
            assert_eq!(key.public_key(), public, "{generate}");
        }
    }

    let parameters = openssl("ecparam -name prime256v1 -genkey", "").unwrap();
    assert!(parameters.contains("BEGIN EC PARAMETERS"));
    assert!(PrivateKey::from_pem(&parameters).is_ok());
}

#[test]
fn openssl_reads_our_private_keys() {
    for algorithm in Algorithm::ALL {
        let key = private_key(algorithm);
        let pem = key.to_pkcs8_pem().unwrap();
        let Some(public) = openssl("pkey -pubout", pem.expose_secret()) else {
            return;
        };
        assert_eq!(public, key.public_key().spki_pem());
        if let Ok(pem) = key.to_pkcs1_pem() {
            let checked = openssl("rsa -check -noout", pem.expose_secret()).unwrap();
            assert!(checked.contains("RSA key ok"));
        }
    }
}

#[test]
fn openssl_verifies_our_certificates() {
    for algorithm in Algorithm::ALL {
        let request = CertificateRequest {
            kid: "k1",
            issuer_name: "https://id.example/p/acme",
            serial: [1; 16],
            not_before: 1_700_000_000,
            not_after: None,
        };
        let key = private_key(algorithm);
        let der = self_signed_certificate(&key, algorithm, &request).unwrap();

        let path = std::env::temp_dir()
            .join(format!("keyplane-certificate-{}-{algorithm}.pem", std::process::id()));
        std::fs::write(&path, certificate_pem(&der)).unwrap();
        let path = path.to_str().unwrap();

        let verified = openssl(
            &format!("verify -check_ss_sig -x509_strict -partial_chain -trusted {path} {path}"),
            "",
        );
        std::fs::remove_file(path).unwrap();

        let Some(verified) = verified else { return };
        assert!(verified.contains("OK"), "{algorithm}: {verified}");
    }
}
