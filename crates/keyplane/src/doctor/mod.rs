//! `doctor`: looks at configuration, files, certificate and database, and says what to do.

mod files;
mod report;

use std::net::IpAddr;

use keyplane_control::{Clock as _, Control, Finding, Options};

use self::report::Findings;
use crate::{
    clock::SystemClock,
    config::{Config, ConfigError, default_public_url},
    failure::Failure,
    store,
    tls::{Pair, PairFiles, TlsError, TlsSource, files_in, is_open_to_all},
};

/// How many days before its end a certificate is worth a warning.
const EXPIRES_SOON: i64 = 14;

/// Looks at everything and prints what was found, as text or as one JSON object. An error if a
/// check failed.
pub(crate) async fn examine(
    config: Result<Config, ConfigError>,
    as_json: bool,
) -> Result<(), Failure> {
    let findings = match config {
        Ok(config) => of_configuration(&config).await,
        Err(error) => {
            vec![Finding::fail("configuration", error.to_string(), "correct this setting")]
        }
    };

    let findings = Findings::new(findings);
    findings.print(as_json).map_err(Failure::Stdout)?;
    if findings.has_failed() { Err(Failure::Unwell(findings.failures())) } else { Ok(()) }
}

async fn of_configuration(config: &Config) -> Vec<Finding> {
    let mut findings = vec![configuration(config), public_access(config)];
    findings.extend(files::examine(config));
    findings.extend(certificate(config));
    findings.extend(Control::diagnose(&options(config)).await);
    findings.extend(files::disk_space(config));
    findings
}

/// The options of a server with this configuration, which changes nothing.
fn options(config: &Config) -> Options {
    let has_tls = config.tls.is_some();
    // A free port gives no public URL to compare.
    let default = (config.listen.port() != 0).then(|| default_public_url(config.listen, has_tls));
    let public_url = config.public_url.clone().or(default);
    Options { migrate: false, serves: false, ..store::options(config, public_url) }
}

fn configuration(config: &Config) -> Finding {
    if config.unknown_variables.is_empty() {
        return Finding::ok("configuration", "every setting is valid");
    }
    Finding::warn(
        "configuration",
        format!("these variables are no settings: {}", config.unknown_variables.join(", ")),
        "correct their names, or remove them",
    )
}

/// Whether clients elsewhere reach the server, and with encryption.
fn public_access(config: &Config) -> Finding {
    const CHECK: &str = "access";
    let is_local = |host: &str| host == "localhost" || host.parse().is_ok_and(is_loopback);
    match &config.public_url {
        Some(url) if !url.is_https() && !is_local(url.host()) => Finding::warn(
            CHECK,
            format!("clients send their secrets to {url} without encryption"),
            "set tls_cert and tls_key, or put a proxy with TLS in front, and begin public_url with \
             https://",
        ),
        None if !is_loopback(config.listen.ip()) => Finding::warn(
            CHECK,
            format!("there is no public_url, and the server listens on {}", config.listen),
            "set public_url to the URL under which clients reach the server",
        ),
        Some(url) => Finding::ok(CHECK, format!("clients use {url}")),
        None => Finding::ok(CHECK, format!("for this machine only, on {}", config.listen)),
    }
}

fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

/// The certificate: whether it can be used, for how long, and for which host.
fn certificate(config: &Config) -> Vec<Finding> {
    let files = match &config.tls {
        None => return Vec::new(),
        Some(TlsSource::Files(files)) => files.clone(),
        Some(TlsSource::SelfSigned) => files_in(&config.data_dir),
    };
    let mut findings = vec![of_pair(config, &files)];
    if is_open_to_all(&files.key) {
        let path = files.key.display();
        findings.push(Finding::warn(
            "certificate",
            format!("other users can read or change {path}, the private key"),
            format!("run: chmod o= {path}"),
        ));
    }
    findings
}

fn of_pair(config: &Config, files: &PairFiles) -> Finding {
    const CHECK: &str = "certificate";
    let now = SystemClock.now();
    let pair = match Pair::read(files, now) {
        Ok(pair) => pair,
        Err(TlsError::File { .. }) if config.tls == Some(TlsSource::SelfSigned) => {
            let message = "the self-signed certificate is not made yet";
            return Finding::warn(CHECK, message, "start the server once");
        }
        Err(error) => return Finding::fail(CHECK, error.to_string(), "replace the files"),
    };

    let (path, certificate) = (files.certificate.display(), &pair.certificate);
    let (until, days) = (certificate.not_after, certificate.days_left(now));
    let host = config.public_url.as_ref().map(|url| url.host().to_owned());
    match host.filter(|host| !certificate.covers(host)) {
        Some(host) => Finding::fail(
            CHECK,
            format!("{path} is not valid for {host}, the host of public_url"),
            "get a certificate for this name; clients refuse this one",
        ),
        None if days < EXPIRES_SOON => Finding::warn(
            CHECK,
            format!("{path} expires at {until}, in {days} days"),
            "renew it; a running server takes the new files by itself",
        ),
        None => Finding::ok(CHECK, format!("{path} is valid until {until}")),
    }
}
