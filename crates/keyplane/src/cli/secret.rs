//! `keyplane secret`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::shared::{OutArgs, ProjectArgs, SureArgs};
use crate::moments::{Span, When};

#[derive(Subcommand)]
pub(crate) enum SecretCommand {
    /// List the client secrets of an application; at most two are accepted
    List(SecretList),
    /// Make a new client secret; the previous one stays accepted for a while if you say so
    Rotate(SecretRotate),
    /// Take over a secret that another server made, or its hash
    Import(SecretImport),
    /// Revoke a client secret at once
    Revoke(SecretRevoke),
}

#[derive(Args)]
pub(crate) struct SecretList {
    /// Application, by name or ID
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: String,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct SecretRotate {
    /// Application, by name or ID
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: String,
    /// Time for which the previous secret stays accepted, up to 90d [default: 0s]
    #[arg(long, value_name = "TIME")]
    pub(crate) overlap: Option<Span>,
    /// Display name of the new secret, up to 100 characters
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// End of the new secret: a date, an RFC 3339 time, or a time from now such as 90d
    #[arg(long, value_name = "WHEN")]
    pub(crate) expires: Option<When>,
    #[command(flatten)]
    pub(crate) out: OutArgs,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct SecretImport {
    /// Application, by name or ID
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: String,
    /// File with the secret, without the line break at its end; - for stdin
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The file has the hash of the secret: bcrypt, PBKDF2 or Argon2
    #[arg(long)]
    pub(crate) hash: bool,
    /// Display name of the secret, up to 100 characters
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// End of the secret: a date, an RFC 3339 time, or a time from now such as 90d
    #[arg(long, value_name = "WHEN")]
    pub(crate) expires: Option<When>,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct SecretRevoke {
    /// Client secret, by ID; by name with --application
    #[arg(value_name = "SECRET")]
    pub(crate) secret: String,
    /// Application of the secret, by name or ID
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) application: Option<String>,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}
