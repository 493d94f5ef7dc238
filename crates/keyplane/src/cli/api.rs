//! `keyplane api`.

use clap::{Args, Subcommand};

use super::{
    shared::{ListArgs, ProjectArgs, SureArgs, words},
    words::{AcceptedWord, GatewayWord},
};

#[derive(Subcommand)]
pub(crate) enum ApiCommand {
    /// List the APIs of a project
    List(ApiList),
    /// Show an API
    Show(ApiName),
    /// Create an API
    Create(ApiCreate),
    /// Change an API; what is not given stays
    Update(ApiUpdate),
    /// Give tokens for a disabled API again
    Enable(ApiName),
    /// Give no tokens for an API, and refuse every request at its gateway check
    Disable(ApiChange),
    /// Print the configuration of a gateway in front of an API
    GatewayConfig(ApiGatewayConfig),
    /// Delete an API with its grants
    Delete(ApiChange),
}

#[derive(Args)]
pub(crate) struct ApiList {
    #[command(flatten)]
    pub(crate) list: ListArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct ApiName {
    /// API, by name, identifier or ID
    #[arg(value_name = "API")]
    pub(crate) api: String,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct ApiChange {
    /// API, by name, identifier or ID
    #[arg(value_name = "API")]
    pub(crate) api: String,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

/// What of an API can be set.
#[derive(Args)]
pub(crate) struct ApiSettings {
    /// Name in files and other tools, unique in the project; empty for none
    #[arg(long, value_name = "ID")]
    pub(crate) external_id: Option<String>,
    /// What the API is for, up to 500 characters
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,
    /// Scope that can be granted; may repeat; together they replace the present scopes
    #[arg(long = "scope", value_name = "SCOPE")]
    pub(crate) scopes: Vec<String>,
    /// Remove every scope
    #[arg(long, conflicts_with = "scopes")]
    pub(crate) no_scopes: bool,
    /// Kind of token that the API accepts; may repeat
    #[arg(long = "accept", value_name = "KIND", value_parser = words::<AcceptedWord>())]
    pub(crate) accepts: Vec<AcceptedWord>,
    /// Application that serves the API, by name or ID; empty for none
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) resource_server: Option<String>,
}

#[derive(Args)]
pub(crate) struct ApiCreate {
    /// Name in URLs: 3 to 32 lower-case letters, digits and inner hyphens; never changes
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Audience of the API's tokens: an absolute URI; never changes
    #[arg(value_name = "IDENTIFIER")]
    pub(crate) identifier: String,
    #[command(flatten)]
    pub(crate) settings: ApiSettings,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct ApiUpdate {
    /// API, by name, identifier or ID
    #[arg(value_name = "API")]
    pub(crate) api: String,
    #[command(flatten)]
    pub(crate) settings: ApiSettings,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct ApiGatewayConfig {
    /// API, by name, identifier or ID
    #[arg(value_name = "API")]
    pub(crate) api: String,
    /// Gateway product
    #[arg(long, value_name = "GATEWAY", value_parser = words::<GatewayWord>())]
    pub(crate) gateway: GatewayWord,
    /// Origin of the API behind the gateway, such as <http://127.0.0.1:3000>
    #[arg(long, value_name = "ORIGIN")]
    pub(crate) upstream: String,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}
