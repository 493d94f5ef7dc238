//! Certificates and keys in files, good and bad.

use std::{fs, os::unix::fs::PermissionsExt as _, path::PathBuf};

use keyplane_auth::{
    Algorithm, KeySpec, PrivateKey, ServerCertificateRequest, certificate_pem,
    self_signed_server_certificate,
};
use secrecy::ExposeSecret as _;

use super::*;

const NOW: Timestamp = Timestamp(1_795_000_000_000);
const DAY: i64 = 24 * 60 * 60;

/// A folder of one test, removed on drop.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("keyplane-pair-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn files(&self) -> PairFiles {
        PairFiles { certificate: self.0.join("cert.pem"), key: self.0.join("key.pem") }
    }

    fn write(&self, certificate: &str, key: &str) {
        fs::write(self.files().certificate, certificate).unwrap();
        fs::write(self.files().key, key).unwrap();
    }

    fn names(&self, hosts: &[&str]) -> ServerNames {
        let hosts = hosts.iter().map(|host| (*host).to_owned()).collect();
        ServerNames { data_dir: self.0.join("data"), hosts }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn key() -> PrivateKey {
    PrivateKey::generate(KeySpec::new(Algorithm::Es256, None).unwrap()).unwrap()
}

fn pem(key: &PrivateKey) -> String {
    key.to_pkcs8_pem().unwrap().expose_secret().to_owned()
}

/// A certificate of `key` for keys.example, valid from and until so many days from now.
fn certificate(key: &PrivateKey, days: (i64, i64)) -> String {
    let request = ServerCertificateRequest {
        common_name: "test",
        names: &["keys.example".to_owned(), "192.0.2.7".to_owned()],
        serial: [7; 16],
        not_before: NOW.seconds() + days.0 * DAY,
        not_after: NOW.seconds() + days.1 * DAY,
    };
    certificate_pem(&self_signed_server_certificate(key, &request).unwrap())
}

/// The error of a pair, without its folder.
fn refusal(folder: &Folder) -> String {
    let error = Pair::read(&folder.files(), NOW).expect_err("a refusal").to_string();
    error.replace(&format!("{}/", folder.0.display()), "")
}

#[test]
fn a_valid_pair_says_how_long_and_for_whom() {
    let folder = Folder::new("good");
    let key = key();
    folder.write(&certificate(&key, (-1, 30)), &pem(&key));
    let read = Pair::read(&folder.files(), NOW).unwrap().certificate;
    assert_eq!(read.days_left(NOW), 30);
    assert!(read.covers("keys.example") && read.covers("192.0.2.7"));
    assert!(!read.covers("example") && !read.covers("192.0.2.8") && !read.covers("::1"));
    assert_eq!(read.fingerprint().len(), 32 * 3 - 1);
}

/// Each case is a certificate, a key, and how the refusal begins.
fn are_refused<const N: usize>(folder: &Folder, cases: [(&str, &str, &str); N]) {
    for (certificate, private, expected) in cases {
        folder.write(certificate, private);
        let told = refusal(folder);
        assert!(told.starts_with(expected), "{told}\n{expected}");
        let secret = private.lines().nth(1).filter(|line| line.len() > 20);
        assert!(secret.is_none_or(|line| !told.contains(line)), "{told}");
    }
}

#[test]
fn each_fault_of_a_certificate_has_its_own_sentence() {
    let folder = Folder::new("bad-certificate");
    let key = key();
    let (good, private) = (certificate(&key, (-1, 30)), pem(&key));
    assert!(refusal(&folder).starts_with("tls_cert: cannot read cert.pem: "));

    let (cut, damaged) = (good.replace("END", "ENO"), good.replace("MII", "!!!"));
    let (ended, early) = (certificate(&key, (-30, -1)), certificate(&key, (1, 30)));
    let none = "tls_cert: cert.pem holds no certificate: expected PEM";
    let first = "tls_cert: certificate 1 in cert.pem is damaged: ";
    are_refused(
        &folder,
        [
            ("", &private, none),
            (&private, &private, none),
            (&cut, &private, &format!("{first}its END line is missing")),
            (&damaged, &private, first),
            (&ended, &private, "tls_cert: the certificate in cert.pem expired at 2026-"),
            (&early, &private, "tls_cert: the certificate in cert.pem is not valid before 2026-"),
        ],
    );
}

#[test]
fn each_fault_of_a_key_has_its_own_sentence() {
    let folder = Folder::new("bad-key");
    let (key, other) = (key(), key());
    let (good, private) = (certificate(&key, (-1, 30)), pem(&key));
    let encrypted = private.replace("PRIVATE", "ENCRYPTED PRIVATE");
    let short = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    let several = good.clone() + &certificate(&other, (-1, 30));

    let none = "tls_key: key.pem holds no private key: expected PEM";
    let mismatch = "tls_key: the private key in key.pem does not fit the certificate in cert.pem";
    are_refused(
        &folder,
        [
            (&good, "", none),
            (&good, &good, none),
            (&good, &encrypted, "tls_key: the private key in key.pem is encrypted: decrypt it"),
            (&good, short, "tls_key: the private key in key.pem cannot be used: expected RSA"),
            (&good, &pem(&other), &format!("{mismatch}: give")),
            (&several, &pem(&other), &format!("{mismatch}, but a later one")),
        ],
    );
}

#[test]
fn a_key_that_every_user_can_read_is_noticed() {
    let folder = Folder::new("mode");
    folder.write("", "");
    let path = folder.files().key;
    for (mode, open) in [(0o600, false), (0o640, false), (0o644, true), (0o602, true)] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(is_open_to_all(&path), open, "{mode:o}");
    }
}

#[test]
fn a_self_signed_certificate_stays_and_is_made_again_only_for_another_name_or_after_its_end() {
    let folder = Folder::new("self-signed");
    let open = |hosts: &[&str], now| {
        let tls = Tls::open(TlsSource::SelfSigned, &folder.names(hosts), now).unwrap();
        tls.current().certificate.fingerprint()
    };
    let key = || fs::read_to_string(files_in(&folder.0.join("data")).key).unwrap();

    let first = open(&["localhost"], NOW);
    let private = key();
    assert_eq!(open(&["127.0.0.1"], NOW), first, "it has the names of this machine");
    let second = open(&["keys.example"], NOW);
    assert_ne!(second, first);
    let third = open(&["keys.example"], NOW.plus_seconds(11 * 365 * DAY));
    assert_ne!(third, second);
    assert_eq!(key(), private, "the key stays");

    for file in [files_in(&folder.0.join("data")).key, files_in(&folder.0.join("data")).certificate]
    {
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
