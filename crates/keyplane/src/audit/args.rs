//! The flags of `audit`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};
use keyplane_control::{AuditScope, AuditSelection};

use crate::{
    cli::{AuditList, AuditShow},
    config::Flags,
};

#[derive(Subcommand)]
pub(crate) enum AuditCommand {
    /// List the newest events, through the Admin API
    List(Box<AuditList>),
    /// Show an event, through the Admin API
    Show(Box<AuditShow>),
    /// Write events, with all that their verification needs, as JSON Lines; a server may run
    Export(AuditExport),
    /// Verify hashes, order, heads and checkpoints, in the database or in a file; a server may run
    Verify(AuditVerify),
    /// Print the public keys that verify checkpoints, as a JWK Set
    CheckpointKey(Flags<false>),
}

#[derive(Args)]
pub(crate) struct AuditExport {
    #[command(flatten)]
    pub(crate) what: ExportArgs,
    #[command(flatten)]
    pub(crate) settings: Flags<false>,
}

#[derive(Args)]
pub(crate) struct ExportArgs {
    /// New file (mode 0600), complete once it has its name; - is stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
    #[command(flatten)]
    pub(crate) chains: Chains,
}

#[derive(Args)]
pub(crate) struct AuditVerify {
    #[command(flatten)]
    pub(crate) what: VerifyArgs,
    #[command(flatten)]
    pub(crate) settings: Flags<false>,
}

#[derive(Args)]
pub(crate) struct VerifyArgs {
    /// Export, or file of the stream, to verify; - is stdin; without it, the database
    #[arg(long, value_name = "FILE", conflicts_with_all = ["chains", "from_sequence"])]
    pub(crate) from: Option<PathBuf>,
    /// JWK Set of the keys that may have signed checkpoints, in place of those at the source
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoint_keys: Option<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) chains: Chains,
}

#[derive(Args)]
#[command(group(ArgGroup::new("chains").args(["project", "instance", "all"])))]
pub(crate) struct Chains {
    /// Only the chain of the project with this slug, also of a deleted one
    #[arg(long, value_name = "SLUG")]
    project: Option<String>,
    /// Only the chain of the instance
    #[arg(long)]
    instance: bool,
    /// Every chain (the default)
    #[arg(long)]
    all: bool,
    /// First event, by its number in the chain; needs --project or --instance
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    #[arg(value_parser = clap::value_parser!(i64).range(1..), conflicts_with = "all")]
    from_sequence: i64,
}

impl Chains {
    /// The events to read. The error says which flag is missing.
    pub(crate) fn selection(&self) -> Result<AuditSelection, String> {
        let scope = match &self.project {
            Some(slug) => AuditScope::Project(slug.clone()),
            None if self.instance => AuditScope::Instance,
            None => AuditScope::All,
        };
        if scope == AuditScope::All && self.from_sequence > 1 {
            return Err("--from-sequence counts the events of one chain: add --project or \
                        --instance"
                .to_owned());
        }
        Ok(AuditSelection { scope, from_sequence: self.from_sequence })
    }
}
