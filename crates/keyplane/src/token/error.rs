//! Why a token command failed.

use std::io;

use keyplane_auth::{Algorithm, KeyFileError, MintError, PrivateKeyError, shown};

use super::settings::FileError;
use crate::http_client::{CaFileError, Endpoint, EndpointError, HttpError};

/// Why a token command failed. No message contains a key, a secret or a token. `file` and
/// `origin` are names as the caller gave them.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TokenError {
    #[error(transparent)]
    Settings(#[from] FileError),
    #[error("the claim {} is given twice", shown(.0))]
    ClaimTwice(String),
    #[error("the header member {} is given twice", shown(.0))]
    HeaderTwice(String),
    #[error("no key to sign with: give --key-file, --secret-file, or --config with a key in it")]
    NoKey,
    #[error("cannot read {file}: {error}")]
    Unreadable { file: String, error: io::Error },
    #[error("{file}: {error}, or a private key as JWK or in PEM")]
    NotKeyFile { file: String, error: KeyFileError },
    #[error("{file}: {error}")]
    NoAdminKey { file: String, error: KeyFileError },
    #[error(
        "{0} is the key file of an application: expected one of an admin key, such as data/admin-key.json on the server"
    )]
    NotAdminKey(String),
    #[error(
        "other users can read or change {file} (mode {mode:03o}), and the key in it may be known: run chmod 600 {file}, and rotate the key if the file was shared"
    )]
    Exposed { file: String, mode: u32 },
    #[error("{file}: {hint}")]
    NotText { file: String, hint: &'static str },
    #[error("{0}: the secret is empty")]
    EmptySecret(String),
    #[error("{origin}: {error}")]
    Key { origin: String, error: PrivateKeyError },
    #[error("{0} is a private key; HS256 is for secrets (--secret-file)")]
    NeedsSecret(String),
    #[error("{origin} is a secret; {algorithm} is for private keys (--key-file)")]
    NeedsPrivateKey { algorithm: Algorithm, origin: String },
    #[error("the key file's token endpoint: {0}")]
    KeyFileUrl(EndpointError),
    #[error(transparent)]
    Mint(#[from] MintError),
    #[error("--json shows the answer of a token URL, and there is none: give --token-url")]
    NothingToShow,
    #[error("{file}: {hint}")]
    NotToken { file: String, hint: &'static str },
    #[error("--token-file and --github each give a token: give one of them")]
    TwoTokens,
    #[error(
        "a key and a platform's token: give one of them; with --as token-exchange the key authenticates the client"
    )]
    KeyBesideToken,
    #[error("--grant-type is for a JWT that is signed here: give --as instead")]
    GrantOfToken,
    #[error("{0} describes a JWT that is signed here, and a platform's token is signed already")]
    SignedAlready(&'static str),
    #[error("{0} is for a platform's token: give --token-file or --github, too")]
    NeedsTokenFile(&'static str),
    #[error("no place to send the token: give --issuer-url or --token-url")]
    NoTokenUrl,
    #[error("--github needs the audience of the token: give --audience or --issuer-url")]
    NoAudience,
    #[error("--github takes one audience")]
    SeveralAudiences,
    #[error(
        "{0} is not set: --github works in a GitHub Actions job with the permission id-token: write"
    )]
    NoGithubJob(&'static str),
    #[error("ACTIONS_ID_TOKEN_REQUEST_URL: {0}")]
    GithubUrl(EndpointError),
    #[error("{url} answered {status}, and no token of the job")]
    GithubStatus { url: Endpoint, status: u16 },
    #[error("{0} answered without a token of the job")]
    NoGithubToken(Endpoint),
    #[error("--issuer-url: {0}")]
    IssuerUrl(EndpointError),
    #[error("{url} answered {status}: expected the discovery document of --issuer-url")]
    DiscoveryStatus { url: Endpoint, status: u16 },
    #[error("{url} is not the discovery document of --issuer-url: {hint}")]
    NotDiscovery { url: Endpoint, hint: &'static str },
    #[error(transparent)]
    CaFile(#[from] CaFileError),
    #[error(transparent)]
    Http(#[from] HttpError),
    #[error("{token_url} answered {status}, {reason}")]
    Refused { token_url: Endpoint, status: u16, reason: String },
    #[error("{0} answered without an access token")]
    NoAccessToken(Endpoint),
    #[error(
        "not a JWT: expected three parts of base64url with dots between them, of which the first two are JSON objects that name nothing twice"
    )]
    NotJwt,
    #[error(transparent)]
    Jwks(#[from] JwksError),
    #[error("not valid: {0}")]
    NotValid(String),
}

/// The answer of the URL is not a key set.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JwksError {
    #[error("{endpoint} answered {status}")]
    Status { endpoint: Endpoint, status: u16 },
    #[error("{0} has no JWK Set: expected a JSON object with keys, a list of objects")]
    Form(Endpoint),
}
