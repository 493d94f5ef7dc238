//! `keyplane login`, `logout`, `whoami` and `context`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::shared::{CallArgs, SureArgs};

#[derive(Args)]
pub(crate) struct LoginArgs {
    /// Key file of an admin key, as the server or the portal wrote it
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: PathBuf,
    /// URL of the server [default: the key file's]
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Name of the context [default: the host of the URL]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Project that commands are about without --project [default: that of the key]
    #[arg(long, value_name = "PROJECT")]
    pub(crate) project: Option<String>,
    /// Certificates to trust instead of the system's (PEM)
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,
    /// Store a copy of the key file (mode 0600) rather than its path
    #[arg(long)]
    pub(crate) copy_key: bool,
    /// Replace a context of this name that is for another server
    #[arg(long)]
    pub(crate) replace: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct LogoutArgs {
    /// Context to forget [default: the current one]
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
}

#[derive(Args)]
pub(crate) struct WhoamiArgs {
    #[command(flatten)]
    pub(crate) call: CallArgs,
}

#[derive(Subcommand)]
pub(crate) enum ContextCommand {
    /// List the contexts; the current one has a star
    List(ContextList),
    /// Use a context from now on
    Use(ContextUse),
    /// Show a context, without calling the server
    Show(ContextShow),
    /// Forget a context, and the copy of its key file if there is one
    Remove(ContextRemove),
}

#[derive(Args)]
pub(crate) struct ContextList {
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct ContextUse {
    /// Name of the context
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Project that commands are about without --project; empty for none
    #[arg(long, value_name = "PROJECT")]
    pub(crate) project: Option<String>,
}

#[derive(Args)]
pub(crate) struct ContextShow {
    /// Name of the context [default: the current one]
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct ContextRemove {
    /// Name of the context
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
}
