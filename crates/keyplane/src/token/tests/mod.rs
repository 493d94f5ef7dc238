//! The commands, called as from the command line.

mod exchange;
mod foreign;
mod inspect;
mod mint;
mod outside;
mod server;

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use clap::Parser;
use keyplane_auth::{
    AdminKeyFile, Algorithm, ApplicationKeyFile, Entropy, KeyFile, KeySpec, PrivateKey,
    decode_base64url,
};
use keyplane_entity::Timestamp;
use secrecy::ExposeSecret as _;
use serde_json::Value;

use super::*;

const NOW: Timestamp = Timestamp(1_795_000_000_500);

/// A file in its own folder, removed on drop.
pub(super) struct TempFile(PathBuf);

impl TempFile {
    /// `name` must be unique to the test.
    pub(super) fn new(name: &str, content: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("keyplane-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("file");
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        Self(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    fn name(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        if let Some(folder) = self.0.parent() {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// Entropy of consecutive bytes.
struct Counting;

impl Entropy for Counting {
    fn fill(&self, out: &mut [u8]) {
        for (byte, value) in out.iter_mut().zip(0..) {
            *byte = value;
        }
    }
}

const MOMENT: Moment<'static> = Moment { now: NOW, entropy: &Counting };

#[derive(Parser)]
#[command(name = "token")]
struct Line {
    #[command(subcommand)]
    command: TokenCommand,
}

/// The arguments of `keyplane token` as flags.
fn parse<const N: usize>(flags: [&str; N]) -> TokenCommand {
    Line::try_parse_from(["token"].into_iter().chain(flags)).unwrap().command
}

fn mint<const N: usize>(flags: [&str; N]) -> Result<String, TokenError> {
    match parse(flags) {
        TokenCommand::Mint(args) => mint_token(args, MOMENT),
        _ => unreachable!("mint"),
    }
}

fn exchange<const N: usize>(flags: [&str; N]) -> Result<String, TokenError> {
    match parse(flags) {
        TokenCommand::Exchange(args) => exchange_token(*args, MOMENT),
        _ => unreachable!("exchange"),
    }
}

fn generate(algorithm: Algorithm) -> PrivateKey {
    PrivateKey::generate(KeySpec::new(algorithm, None).unwrap()).unwrap()
}

fn admin_key_file(key: &PrivateKey) -> String {
    let file = KeyFile::Admin(AdminKeyFile {
        key_id: "first".to_owned(),
        key: key.to_pkcs1_pem().unwrap(),
        audience: "keyplane".to_owned(),
        endpoint: "http://127.0.0.1:8080/graphql".to_owned(),
        project_id: None,
    });
    file.to_json().expose_secret().to_owned()
}

fn application_key_file(key: &PrivateKey, token_endpoint: &str) -> String {
    let file = KeyFile::Application(ApplicationKeyFile {
        key_id: "k1".to_owned(),
        key: key.to_pkcs8_pem().unwrap(),
        app_id: "app_1".to_owned(),
        client_id: "app_1".to_owned(),
        issuer: "https://keys.example/p/acme".to_owned(),
        token_endpoint: token_endpoint.to_owned(),
    });
    file.to_json().expose_secret().to_owned()
}

/// Header and claims of a JWT.
fn decode(jwt: &str) -> (Value, Value) {
    let mut parts = jwt
        .split('.')
        .map(|part| serde_json::from_slice(&decode_base64url(part).unwrap()).unwrap_or_default());
    (parts.next().unwrap(), parts.next().unwrap())
}
