//! The arguments of `plan`, `apply` and `export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::admin_api::ConnectionArgs;

/// The files of a set, and what they may do.
#[derive(Args)]
pub(crate) struct SetArgs {
    /// Files of the set (.yaml, .yml, .toml), or folders with them
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Delete what earlier applies of this set made and the files no longer describe
    #[arg(long)]
    pub(crate) prune: bool,
    /// Take objects that no set manages into this one, found by name, identifier or thumbprint
    #[arg(long)]
    pub(crate) adopt: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
}

#[derive(Args)]
pub(crate) struct PlanArgs {
    /// Show who made each difference on the server, and when; needs `AUDIT_READ`
    #[arg(long)]
    pub(crate) drift: bool,
    // Last, because it ends with the flags of the connection, which have a heading of their own.
    #[command(flatten)]
    pub(crate) set: SetArgs,
}

#[derive(Args)]
pub(crate) struct ApplyArgs {
    /// Apply without asking; scripts need this
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
    /// Apply only this plan, by the fingerprint that `plan` printed
    #[arg(long, value_name = "FINGERPRINT")]
    pub(crate) plan: Option<String>,
    #[command(flatten)]
    pub(crate) set: SetArgs,
}

#[derive(Args)]
pub(crate) struct SetExportArgs {
    /// Project to export, by slug; may be repeated
    #[arg(long, value_name = "SLUG", required = true)]
    pub(crate) project: Vec<String>,
    /// Name of the file set
    #[arg(long, value_name = "NAME")]
    pub(crate) set: String,
    /// New file; without it, stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Format [default: by the end of the file's name, else yaml]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<ExportFormat>,
    /// Export what no set manages too, and take it into this set on the server
    #[arg(long)]
    pub(crate) adopt: bool,
    /// Adopt without asking; scripts need this
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
}

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    Yaml,
    Toml,
}
