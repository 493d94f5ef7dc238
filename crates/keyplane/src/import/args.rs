//! The flags of `keyplane import`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use url::Url;

use crate::cli::{ProjectArgs, SureArgs};

/// The servers that clients come from.
#[derive(Subcommand)]
pub(crate) enum ImportCommand {
    /// Take over the clients of Ory Hydra
    Hydra(HydraArgs),
    /// Take over the clients of a realm of Keycloak
    Keycloak(KeycloakArgs),
    /// Take over API applications and machine users of ZITADEL
    Zitadel(ZitadelArgs),
    /// Take over the machine-to-machine clients of Authgear
    Authgear(AuthgearArgs),
}

/// Where the clients go to.
#[derive(Args)]
pub(crate) struct IntoArgs {
    /// Issuer URL of the old server; assertions that name it or its token endpoint stay valid
    #[arg(long, value_name = "URL", value_parser = issuer)]
    pub(super) issuer: Option<Url>,
    /// JWKS of the old server; its public keys are published, so that its tokens stay verifiable
    #[arg(long, value_name = "FILE")]
    pub(super) jwks: Option<PathBuf>,
    #[command(flatten)]
    pub(super) sure: SureArgs,
    #[command(flatten)]
    pub(super) project: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct HydraArgs {
    /// Output of `hydra list oauth2-clients --format json`
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// JSON list of `id` and `client_secret` from the table `hydra_client`: the hashed secrets
    #[arg(long, value_name = "FILE")]
    pub(super) secrets: Option<PathBuf>,
    #[command(flatten)]
    pub(super) into: IntoArgs,
}

#[derive(Args)]
pub(crate) struct KeycloakArgs {
    /// Realm file of `kc.sh export`
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Where clients send their secret; Keycloak takes both
    #[arg(long, value_enum, value_name = "PLACE", default_value = "basic")]
    pub(super) secret_in: SecretTransport,
    #[command(flatten)]
    pub(super) into: IntoArgs,
}

#[derive(Args)]
pub(crate) struct ZitadelArgs {
    /// Answer of the Admin API's `/export`
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) into: IntoArgs,
}

#[derive(Args)]
pub(crate) struct AuthgearArgs {
    /// `authgear.yaml`
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// `authgear.secrets.yaml`, with the client secrets
    #[arg(long, value_name = "FILE")]
    pub(super) secrets: Option<PathBuf>,
    /// Where clients send their secret; Authgear takes both
    #[arg(long, value_enum, value_name = "PLACE", default_value = "basic")]
    pub(super) secret_in: SecretTransport,
    #[command(flatten)]
    pub(super) into: IntoArgs,
}

fn issuer(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.ok_or("expected a URL such as https://hydra.example")
}

/// The part of a request that carries a client's secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SecretTransport {
    /// The Authorization header.
    Basic,
    /// The body.
    Post,
}
