//! The command line, as one tree: [`command`].

mod api;
mod application;
mod audit;
mod context;
mod federated_identity;
mod grant;
mod graphql;
mod help;
mod key;
mod project;
mod secret;
mod shared;
#[cfg(test)]
mod tests;
mod trusted_issuer;
mod webhook;
mod words;

pub(crate) use api::*;
pub(crate) use application::*;
pub(crate) use audit::*;
pub(crate) use context::*;
pub(crate) use federated_identity::*;
pub(crate) use grant::*;
pub(crate) use graphql::*;
pub(crate) use help::command;
pub(crate) use key::*;
pub(crate) use project::*;
pub(crate) use secret::*;
pub(crate) use shared::{CallArgs, OutArgs, ProjectArgs, ScopeArgs, SureArgs, name_of};
pub(crate) use trusted_issuer::*;
pub(crate) use webhook::*;
pub(crate) use words::{CustodyWord, KeySourceWord, MethodWord};

use std::{ffi::OsString, path::PathBuf, sync::LazyLock};

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use keyplane_control::Control;

use crate::{
    as_code::{ApplyArgs, PlanArgs, SetExportArgs},
    audit::AuditCommand,
    config::Flags,
    import::ImportCommand,
    store::VERSION,
    token::TokenCommand,
};

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

/// Whether a command line that cannot be parsed is one of `plan`.
pub(crate) fn names_plan(words: impl IntoIterator<Item = OsString>) -> bool {
    let found = command().ignore_errors(true).try_get_matches_from(words);
    found.is_ok_and(|found| found.subcommand_name() == Some("plan"))
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
    /// Print the GraphQL schema, or the JSON Schema of files
    Schema(SchemaArgs),
    /// Manage admin keys in the database directly
    #[command(subcommand)]
    AdminKey(AdminKeyCommand),
    /// List the audit log; export and verify it in the database
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Manage the keys that seal private keys in the database
    #[command(subcommand)]
    MasterKey(MasterKeyCommand),
    /// Copy a SQLite database to a folder, also while a server runs
    Backup(BackupArgs),
    /// Restore a backup of a SQLite database into an empty data folder
    Restore(RestoreArgs),
    #[command(flatten)]
    Client(Box<ClientCommand>),
}

/// The commands that need neither the database nor the server's configuration.
#[derive(Subcommand)]
pub(crate) enum ClientCommand {
    /// Create, exchange and inspect tokens
    #[command(subcommand)]
    Token(Box<TokenCommand>),
    #[command(flatten)]
    Files(FilesCommand),
    /// Show what apply would do; the exit code is 2 if it would do anything
    Plan(PlanArgs),
    /// Make the server what files say
    Apply(ApplyArgs),
    /// Write what the server has as a file
    Export(SetExportArgs),
    /// Take over the clients of another server, with their IDs, secrets and keys
    #[command(subcommand)]
    Import(Box<ImportCommand>),
    #[command(flatten)]
    Admin(AdminCommand),
}

/// What shells and manuals need, made from this tree.
#[derive(Subcommand)]
pub(crate) enum FilesCommand {
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
pub(crate) struct SchemaArgs {
    /// The JSON Schema of the files of plan and apply, in place of the GraphQL schema
    #[arg(long)]
    pub(crate) files: bool,
}

/// The commands that call the Admin API.
#[derive(Subcommand)]
pub(crate) enum AdminCommand {
    /// Check an admin key against its server and store both as a context
    Login(LoginArgs),
    /// Forget a context
    Logout(LogoutArgs),
    /// Show the key of the context, as the server knows it
    Whoami(WhoamiArgs),
    /// List, choose and forget contexts: servers with the keys to call them with
    #[command(subcommand)]
    Context(ContextCommand),
    /// Projects: issuers with keys, applications and APIs of their own
    #[command(subcommand)]
    Project(ProjectCommand),
    /// Applications: the OAuth 2.0 clients of a project
    #[command(subcommand)]
    Application(Box<ApplicationCommand>),
    /// Client secrets of applications
    #[command(subcommand)]
    Secret(SecretCommand),
    /// Keys of applications and admins, and those that sign tokens
    #[command(subcommand)]
    Key(KeyCommand),
    /// APIs: audiences with scopes
    #[command(subcommand)]
    Api(ApiCommand),
    /// Grants: which application may use which API
    #[command(subcommand)]
    Grant(GrantCommand),
    /// Issuers elsewhere whose tokens identify workloads
    #[command(subcommand)]
    TrustedIssuer(TrustedIssuerCommand),
    /// Rules that tie tokens of a trusted issuer to an application
    #[command(subcommand)]
    FederatedIdentity(FederatedIdentityCommand),
    /// Webhooks: URLs that receive events
    #[command(subcommand)]
    Webhook(WebhookCommand),
    /// Run a document of the Admin API and print its data as JSON
    Graphql(GraphqlArgs),
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
