//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{config::Flags, token::TokenCommand};

/// A control plane for machine-to-machine keys and applications. Without a command: serve.
#[derive(Parser)]
#[command(name = "keyplane", version, args_conflicts_with_subcommands = true)]
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
    /// Create, exchange and inspect tokens
    #[command(subcommand)]
    Token(Box<TokenCommand>),
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
