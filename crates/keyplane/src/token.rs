//! `token mint`: signs an admin token with a key file alone, without a server or a database.

use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use keyplane_auth::{
    AdminKeyFile, Algorithm, Header, KeyFile, KeyFileError, MintError, PrivateKey, PrivateKeyError,
    SigningKey, mint,
};
use keyplane_entity::Timestamp;
use secrecy::ExposeSecret as _;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::claim::Claim;
use crate::cli::TokenMint;

/// Why no token was signed; `file` is the key file's path as it was given.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MintTokenError {
    #[error("cannot read the key file {file}: {error}")]
    Unreadable { file: String, error: io::Error },
    #[error("{file}: {error}")]
    NotKeyFile { file: String, error: KeyFileError },
    #[error("{file} is an application's key file; token mint takes an admin key file")]
    ApplicationKeyFile { file: String },
    #[error("{file}: {error}")]
    Key { file: String, error: PrivateKeyError },
    #[error("the claim {0} is given twice")]
    ClaimTwice(String),
    #[error(transparent)]
    Mint(#[from] MintError),
}

/// Signs the token that `args` ask for, valid from `now`. A key file that others can read is
/// worth a line on stderr.
pub(crate) fn mint_token(args: TokenMint, now: Timestamp) -> Result<String, MintTokenError> {
    let file = args.key_file.display().to_string();
    let key_file = match read(&args.key_file) {
        Ok(text) => KeyFile::parse(&text),
        Err(error) => return Err(MintTokenError::Unreadable { file, error }),
    };
    let admin = match key_file {
        Ok(KeyFile::Admin(admin)) => admin,
        Ok(KeyFile::Application(_)) => return Err(MintTokenError::ApplicationKeyFile { file }),
        Err(error) => return Err(MintTokenError::NotKeyFile { file, error }),
    };
    let key = signing_key(&admin).map_err(|error| MintTokenError::Key { file, error })?;
    let claims = claims(
        args.audience.unwrap_or(admin.audience),
        now.seconds(),
        args.ttl.seconds(),
        args.claims,
    )?;
    let header = Header { kid: admin.key_id, typ: Some("JWT".to_owned()), ..Header::default() };
    Ok(mint(&key, header, &claims)?)
}

fn signing_key(admin: &AdminKeyFile) -> Result<SigningKey, PrivateKeyError> {
    SigningKey::new(&PrivateKey::from_pem(admin.key.expose_secret())?, Algorithm::Rs256)
}

fn claims(
    audience: String,
    now: i64,
    ttl: i64,
    further: Vec<Claim>,
) -> Result<Map<String, Value>, MintTokenError> {
    let mut claims = Map::new();
    claims.insert("aud".to_owned(), audience.into());
    claims.insert("iat".to_owned(), now.into());
    claims.insert("exp".to_owned(), (now + ttl).into());
    for Claim { name, value } in further {
        if claims.contains_key(&name) {
            return Err(MintTokenError::ClaimTwice(name));
        }
        claims.insert(name, value);
    }
    Ok(claims)
}

fn read(path: &Path) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    if path.as_os_str() == "-" {
        io::stdin().read_to_string(&mut text)?;
    } else {
        let mut file = File::open(path)?;
        if is_open_to_others(&file.metadata()?) {
            eprintln!(
                "keyplane: warning: other users can read {0}; shut them out with: chmod 600 {0}",
                path.display()
            );
        }
        file.read_to_string(&mut text)?;
    }
    Ok(text)
}

/// Whether the group or everybody may read the file.
fn is_open_to_others(metadata: &Metadata) -> bool {
    metadata.is_file() && metadata.permissions().mode() & 0o044 != 0
}

#[cfg(test)]
mod tests;
