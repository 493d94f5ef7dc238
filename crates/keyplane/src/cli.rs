//! The command line.

use std::{path::PathBuf, sync::LazyLock};

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use keyplane_control::Control;

use crate::{audit::AuditCommand, config::Flags, store::VERSION, token::TokenCommand};

/// The version with the schema of the database that it works with.
static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    format!("{VERSION}\nschema {}; earlier ones are upgraded", Control::schema_version())
});

/// A control plane for machine-to-machine keys and applications. Without a command: serve.
#[derive(Parser)]
#[command(name = "keyplane", version, long_version = LONG_VERSION.as_str())]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) serve: Flags<true>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Start the server (the default without a command)
    Serve(Flags<true>),
    /// Bring the database's schema up to date, and exit
    Migrate(Flags<false>),
    /// Ask the running server whether it is ready; exit code 0 or 1
    Healthcheck(Healthcheck),
    /// Look at configuration, files, certificate and database, and say what to do
    Doctor(Doctor),
    /// Print the GraphQL schema
    Schema,
    /// Manage admin keys in the database directly
    #[command(subcommand)]
    AdminKey(AdminKeyCommand),
    /// Export and verify the audit log
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Manage the keys that seal private keys in the database
    #[command(subcommand)]
    MasterKey(MasterKeyCommand),
    /// Copy a SQLite database to a folder, also while a server runs
    Backup(BackupArgs),
    /// Restore a backup of a SQLite database into an empty data folder
    Restore(RestoreArgs),
    /// Create, exchange and inspect tokens
    #[command(subcommand)]
    Token(Box<TokenCommand>),
    /// Print the completions of a shell, to be loaded by it
    Completions {
        /// Shell that completes
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// Write a manual page for each command
    Man {
        /// Folder of the pages, made if it is missing
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

#[derive(Args)]
pub(crate) struct Healthcheck {
    /// Ask only whether the process answers (/healthz)
    #[arg(long)]
    pub(crate) live: bool,
    #[command(flatten)]
    pub(crate) settings: Flags<true>,
}

#[derive(Args)]
pub(crate) struct Doctor {
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) settings: Flags<true>,
}

#[derive(Subcommand)]
pub(crate) enum AdminKeyCommand {
    /// Create an instance admin key with every permission, if every other one is lost
    Create(AdminKeyCreate),
}

#[derive(Args)]
pub(crate) struct AdminKeyCreate {
    /// Name of the key
    #[arg(long, value_name = "NAME", default_value = "Made on the command line")]
    pub(crate) name: String,
    /// New file for the key file (mode 0600); without it, stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) settings: Flags<false>,
}

#[derive(Subcommand)]
pub(crate) enum MasterKeyCommand {
    /// Make a new master key file
    Generate {
        /// New file (mode 0600)
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Add a new key to the master key file; servers read it within seconds
    Add(Flags<false>),
    /// Make the added key active and seal everything with it, also while servers run
    Rotate(MasterKeyRotate),
    /// Show the master keys and how many values are sealed with each
    Status(MasterKeyStatusArgs),
    /// Remove a key from the master key file when nothing is sealed with it
    Remove(MasterKeyRemove),
}

#[derive(Args)]
pub(crate) struct MasterKeyRotate {
    /// Key that becomes active; needed only if several keys were added
    #[arg(long, value_name = "ID")]
    pub(crate) to: Option<String>,
    /// Rotate although a running server has not announced the key
    #[arg(long)]
    pub(crate) yes_all_replicas_have_it: bool,
    #[command(flatten)]
    pub(crate) settings: Flags<false>,
}

#[derive(Args)]
pub(crate) struct MasterKeyStatusArgs {
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) settings: Flags<false>,
}

#[derive(Args)]
pub(crate) struct MasterKeyRemove {
    /// ID of the key, as `master-key status` shows it
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) settings: Flags<false>,
}

#[derive(Args)]
pub(crate) struct BackupArgs {
    /// New or empty folder for the backup
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// Copy the master key file too: the backup then gives away every private key
    #[arg(long)]
    pub(crate) include_master_key: bool,
    #[command(flatten)]
    pub(crate) settings: Flags<false>,
}

#[derive(Args)]
pub(crate) struct RestoreArgs {
    /// Folder of the backup
    #[arg(long, value_name = "DIR")]
    pub(crate) from: PathBuf,
    #[command(flatten)]
    pub(crate) settings: Flags<false>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn flags_work_with_and_without_the_word_serve_but_not_on_both_sides_of_it() {
        assert!(Cli::try_parse_from(["keyplane", "--listen", "127.0.0.1:1"]).is_ok());
        assert!(Cli::try_parse_from(["keyplane", "serve", "--listen", "127.0.0.1:1"]).is_ok());
        assert!(Cli::try_parse_from(["keyplane", "--no-migrate", "serve"]).is_err());
    }

    #[test]
    fn an_unknown_flag_and_a_flag_of_another_command_are_refused() {
        assert!(Cli::try_parse_from(["keyplane", "--lissten", "127.0.0.1:1"]).is_err());
        assert!(Cli::try_parse_from(["keyplane", "migrate", "--listen", "127.0.0.1:1"]).is_err());
    }

    #[test]
    fn a_jwt_is_signed_with_one_key() {
        let flags = ["keyplane", "token", "mint", "--key-file", "a", "--secret-file", "b"];
        assert!(Cli::try_parse_from(flags).is_err());
        assert!(Cli::try_parse_from(&flags[..5]).is_ok());
    }

    #[test]
    fn a_token_to_inspect_is_an_argument_or_on_stdin() {
        assert!(Cli::try_parse_from(["keyplane", "token", "inspect"]).is_ok());
        assert!(Cli::try_parse_from(["keyplane", "token", "inspect", "-"]).is_ok());
        assert!(Cli::try_parse_from(["keyplane", "token", "inspect", "a.b.c"]).is_ok());
        let jwks = ["keyplane", "token", "inspect", "--jwks", "/etc/passwd"];
        assert!(Cli::try_parse_from(jwks).is_err());
    }
}
