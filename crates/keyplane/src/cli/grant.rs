//! `keyplane grant`.

use clap::{Args, Subcommand};

use super::shared::{ListArgs, ProjectArgs, SureArgs};

#[derive(Subcommand)]
pub(crate) enum GrantCommand {
    /// List the grants of a project, of an application or of an API
    List(GrantList),
    /// Let an application use an API; replaces the scopes of an existing grant
    Create(GrantCreate),
    /// Take an API away from an application
    Revoke(GrantRevoke),
}

#[derive(Args)]
pub(crate) struct GrantList {
    /// Grants of this application only, by name or ID
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) application: Option<String>,
    /// Grants for this API only, by name, identifier or ID
    #[arg(long, value_name = "API", conflicts_with = "application")]
    pub(crate) api: Option<String>,
    #[command(flatten)]
    pub(crate) list: ListArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct GrantCreate {
    /// Application, by name or ID
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: String,
    /// API, by name, identifier or ID
    #[arg(value_name = "API")]
    pub(crate) api: String,
    /// Granted scope, one of the API's; may repeat [default: none]
    #[arg(long = "scope", value_name = "SCOPE")]
    pub(crate) scopes: Vec<String>,
    /// Name in files and other tools, unique in the project; empty for none
    #[arg(long, value_name = "ID")]
    pub(crate) external_id: Option<String>,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct GrantRevoke {
    /// ID of the grant; or the application, by name or ID
    #[arg(value_name = "GRANT|APPLICATION")]
    pub(crate) grant: String,
    /// With an application: the API, by name, identifier or ID
    #[arg(value_name = "API")]
    pub(crate) api: Option<String>,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}
