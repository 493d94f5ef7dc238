//! The flags of the token commands.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use keyplane_auth::JwsAlgorithm;

use super::{
    algorithm::algorithm,
    member::{Claim, HeaderMember},
    outside::PresentedAs,
};
use crate::{http_client::Endpoint, ttl::Ttl};

#[derive(Subcommand)]
pub(crate) enum TokenCommand {
    /// Sign a JWT and print it: an admin token, an application's assertion, or any other
    Mint(TokenMint),
    /// Exchange a JWT that is signed here, or a platform's token, for an access token and print it
    Exchange(Box<TokenExchange>),
    /// Show what a JWT says; --jwks checks it, too
    Inspect(TokenInspect),
}

/// What is signed, and with which key.
#[derive(Args)]
pub(crate) struct Signing {
    /// Key file of an admin key or an application, or a private key as JWK or in PEM; - for stdin
    #[arg(long, value_name = "FILE", conflicts_with = "secret_file")]
    pub(super) key_file: Option<PathBuf>,
    /// File with a secret, for HS256; - for stdin
    #[arg(long, value_name = "FILE")]
    pub(super) secret_file: Option<PathBuf>,
    /// Settings in a TOML file; flags win
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Algorithm [default: the JWK's, else the key's own; RS256 for RSA keys, HS256 for secrets]
    #[arg(long, value_name = "ALGORITHM", value_parser = algorithm)]
    pub(super) alg: Option<JwsAlgorithm>,
    /// Key ID in the header [default: the key file's or the JWK's]
    #[arg(long, value_name = "KID")]
    pub(super) kid: Option<String>,
    /// iss [default: the key file's client ID]
    #[arg(long, value_name = "ISSUER")]
    pub(super) issuer: Option<String>,
    /// sub [default: the key file's client ID]
    #[arg(long, value_name = "SUBJECT")]
    pub(super) subject: Option<String>,
    /// aud; may repeat [default: the key file's issuer or audience]
    #[arg(long = "audience", value_name = "AUDIENCE")]
    pub(super) audiences: Vec<String>,
    /// How long the JWT is valid: 90s, 5m, 1h; up to 24h [default: 5m]
    #[arg(long, value_name = "TIME")]
    pub(super) ttl: Option<Ttl>,
    /// A further member of the header; the value is JSON where it parses as JSON, else text
    #[arg(long = "header", value_name = "NAME=VALUE")]
    pub(super) headers: Vec<HeaderMember>,
    /// A further claim; the value is JSON where it parses as JSON, else text
    #[arg(long = "claim", value_name = "NAME=VALUE")]
    pub(super) claims: Vec<Claim>,
}

#[derive(Args)]
pub(crate) struct TokenMint {
    #[command(flatten)]
    pub(super) signing: Signing,
}

#[derive(Args)]
pub(crate) struct TokenExchange {
    #[command(flatten)]
    pub(super) signing: Signing,
    /// File with a token of a platform, such as a CI job's, to exchange as it is; - for stdin
    #[arg(long, value_name = "FILE")]
    pub(super) token_file: Option<PathBuf>,
    /// In a GitHub Actions job: request the job's token; --audience is its audience
    #[arg(long)]
    pub(super) github: bool,
    /// How the platform's token is presented [default: jwt-bearer]
    #[arg(long = "as", value_name = "WAY")]
    pub(super) presented_as: Option<PresentedAs>,
    /// Application that the platform's token stands for [default: the only one that it fits]
    #[arg(long, value_name = "CLIENT_ID")]
    pub(super) client_id: Option<String>,
    /// Where the JWT is sent [default: the key file's; with none, the JWT itself is printed]
    #[arg(long, value_name = "URL")]
    pub(super) token_url: Option<Endpoint>,
    /// Issuer URL of the project; its discovery document has the token URL
    #[arg(long, value_name = "URL", conflicts_with = "token_url")]
    pub(super) issuer_url: Option<String>,
    #[arg(
        long,
        value_name = "GRANT",
        help = "Grant type; client_credentials sends the JWT as client_assertion, any other as \
                assertion [default: client_credentials]"
    )]
    pub(super) grant_type: Option<String>,
    /// Scopes to ask for, with blanks between them
    #[arg(long, value_name = "SCOPES")]
    pub(super) scope: Option<String>,
    /// What the access token is for (RFC 8707); may repeat
    #[arg(long = "resource", value_name = "URI")]
    pub(super) resources: Vec<String>,
    /// Certificates to trust instead of the system's (PEM), for https:// URLs
    #[arg(long, value_name = "FILE")]
    pub(super) ca_file: Option<PathBuf>,
    /// Print the whole answer as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args)]
pub(crate) struct TokenInspect {
    /// The JWT; - for stdin, where no other process can see it
    #[arg(value_name = "TOKEN", default_value = "-", hide_default_value = true)]
    pub(super) token: String,
    /// Check signature and times with the keys at this URL
    #[arg(long, value_name = "URL")]
    pub(super) jwks: Option<Endpoint>,
    /// Certificates to trust instead of the system's (PEM), for an https:// URL
    #[arg(long, value_name = "FILE", requires = "jwks")]
    pub(super) ca_file: Option<PathBuf>,
    /// The iss that the JWT must have
    #[arg(long, value_name = "ISSUER")]
    pub(super) issuer: Option<String>,
    /// An aud that the JWT must have
    #[arg(long, value_name = "AUDIENCE")]
    pub(super) audience: Option<String>,
}
