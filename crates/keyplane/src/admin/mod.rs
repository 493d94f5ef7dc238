//! The commands that call the Admin API. They decide nothing: the server judges what the key may do.

mod context;
mod fault;
mod find;
mod list;
mod output;
mod session;
mod sure;

pub(crate) use fault::Fault;

use crate::{cli::AdminCommand, failure::Failure};

/// Runs a command.
pub(crate) async fn run(command: AdminCommand) -> Result<(), Failure> {
    match command {
        AdminCommand::Login(args) => context::login(args).await,
        AdminCommand::Logout(args) => context::logout(args),
        AdminCommand::Whoami(args) => context::whoami(args).await,
        AdminCommand::Context(command) => context::context(command),
    }
}
