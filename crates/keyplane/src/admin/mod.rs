//! The commands that call the Admin API. They decide nothing: the server judges what the key may do.

mod api;
mod application;
mod audit;
mod chosen;
mod context;
mod fault;
mod federated_identity;
mod find;
mod flags;
mod grant;
mod graphql;
mod impact;
mod input;
mod key;
mod list;
mod output;
mod presets;
mod project;
mod secret;
mod secret_file;
mod session;
mod sure;
mod trusted_issuer;
mod webhook;

pub(crate) use audit::{list_audit_events, show_audit_event};
pub(crate) use fault::Fault;
pub(crate) use find::FoundProject;
pub(crate) use session::Session;
pub(crate) use sure::{confirm, is_sure};

use crate::{cli::AdminCommand, failure::Failure};

/// Runs a command.
pub(crate) async fn run(command: AdminCommand) -> Result<(), Failure> {
    match command {
        AdminCommand::Login(args) => context::login(args).await,
        AdminCommand::Logout(args) => context::logout(args),
        AdminCommand::Whoami(args) => context::whoami(args).await,
        AdminCommand::Context(command) => context::context(command).await,
        AdminCommand::Project(command) => project::run(command).await,
        AdminCommand::Application(command) => application::run(*command).await,
        AdminCommand::Secret(command) => secret::run(command).await,
        AdminCommand::Key(command) => key::run(command).await,
        AdminCommand::Api(command) => api::run(command).await,
        AdminCommand::Grant(command) => grant::run(command).await,
        AdminCommand::TrustedIssuer(command) => trusted_issuer::run(command).await,
        AdminCommand::FederatedIdentity(command) => federated_identity::run(command).await,
        AdminCommand::Webhook(command) => webhook::run(command).await,
        AdminCommand::Graphql(args) => graphql::run(args).await,
    }
}
