//! `keyplane application`.

use clap::{Args, Subcommand};

use super::{
    shared::{ListArgs, OutArgs, ProjectArgs, SureArgs, words},
    words::{FederatedGrantWord, MethodWord, TokenFormatWord, TypeWord},
};
use crate::moments::Span;

#[derive(Subcommand)]
pub(crate) enum ApplicationCommand {
    /// List the applications of a project
    List(ApplicationList),
    /// Show an application with its client secrets
    Show(ApplicationName),
    /// Create an application
    Create(ApplicationCreate),
    /// Change an application; what is not given stays
    Update(ApplicationUpdate),
    /// Let a disabled application authenticate again
    Enable(ApplicationName),
    /// Refuse an application and its tokens until it is enabled again
    Disable(ApplicationChange),
    /// Revoke every access token that was issued to an application so far
    RevokeTokens(ApplicationChange),
    /// Delete an application with its keys, grants and identities; it cannot be restored
    Delete(ApplicationChange),
}

#[derive(Args)]
pub(crate) struct ApplicationList {
    /// Prefix of a word of the name, or of the ID
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// Label that each application has; may repeat
    #[arg(long = "label", value_name = "KEY=VALUE")]
    pub(crate) labels: Vec<LabelText>,
    #[command(flatten)]
    pub(crate) list: ListArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct ApplicationName {
    /// Application, by name, client ID alias or ID
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: String,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct ApplicationChange {
    /// Application, by name, client ID alias or ID
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: String,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

/// What of an application can be set.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[derive(Args)]
pub(crate) struct ApplicationSettings {
    /// Name in files and other tools, unique in the project; empty for none
    #[arg(long, value_name = "ID")]
    pub(crate) external_id: Option<String>,
    /// What the application is for, up to 500 characters
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,
    /// Contact, such as a team or an address, up to 200 characters
    #[arg(long, value_name = "TEXT")]
    pub(crate) owner: Option<String>,
    /// Label; may repeat; together they replace the present labels
    #[arg(long = "label", value_name = "KEY=VALUE")]
    pub(crate) labels: Vec<LabelText>,
    /// Remove every label
    #[arg(long, conflicts_with = "labels")]
    pub(crate) no_labels: bool,
    /// Method of client authentication; a change deletes the client secrets
    #[arg(long, value_name = "METHOD", value_parser = words::<MethodWord>())]
    pub(crate) auth_method: Option<MethodWord>,
    /// Format of access tokens
    #[arg(long, value_name = "FORMAT", value_parser = words::<TokenFormatWord>())]
    pub(crate) token_format: Option<TokenFormatWord>,
    /// Lifetime of access tokens, 1m to 28d
    #[arg(long, value_name = "TIME")]
    pub(crate) token_lifetime: Option<Span>,
    /// Maximum number of access tokens a minute, 1 to 1,000,000; 0 for no quota
    #[arg(long, value_name = "NUMBER")]
    pub(crate) tokens_per_minute: Option<u32>,
    /// Whether grant assertions may name a sub other than the client ID
    #[arg(long, value_name = "BOOLEAN")]
    pub(crate) allow_any_subject: Option<bool>,
    /// Whether assertions may name the token endpoint instead of the issuer in aud
    #[arg(long, value_name = "BOOLEAN")]
    pub(crate) allow_token_endpoint_audience: Option<bool>,
    /// Another client ID that names the application; may repeat; together they replace the present ones
    #[arg(long = "client-id-alias", value_name = "CLIENT_ID")]
    pub(crate) client_id_aliases: Vec<String>,
    /// Remove every other client ID
    #[arg(long, conflicts_with = "client_id_aliases")]
    pub(crate) no_client_id_aliases: bool,
    /// Further value of aud that assertions may have; may repeat; together they replace the present ones
    #[arg(long = "assertion-audience", value_name = "AUDIENCE")]
    pub(crate) assertion_audiences: Vec<String>,
    /// Remove every further value of aud
    #[arg(long, conflicts_with = "assertion_audiences")]
    pub(crate) no_assertion_audiences: bool,
    /// Claim that is copied from a grant assertion into the access token; may repeat
    #[arg(long = "allowed-claim", value_name = "NAME")]
    pub(crate) allowed_claims: Vec<String>,
    /// Copy no claim
    #[arg(long, conflicts_with = "allowed_claims")]
    pub(crate) no_allowed_claims: bool,
    /// Grant for which a token of a trusted issuer may be sent; may repeat
    #[arg(long = "federated-grant", value_name = "GRANT", value_parser = words::<FederatedGrantWord>())]
    pub(crate) federated_grants: Vec<FederatedGrantWord>,
    /// Take no token of a trusted issuer for any grant
    #[arg(long, conflicts_with = "federated_grants")]
    pub(crate) no_federated_grants: bool,
    /// Whether access tokens name the iss and sub of the token that they were issued for
    #[arg(long, value_name = "BOOLEAN")]
    pub(crate) federated_claim: Option<bool>,
}

#[derive(Args)]
pub(crate) struct ApplicationCreate {
    /// Display name, 1 to 100 characters
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Type; never changes
    #[arg(long = "type", value_name = "TYPE", default_value = "service")]
    #[arg(value_parser = words::<TypeWord>())]
    pub(crate) kind: TypeWord,
    #[command(flatten)]
    pub(crate) settings: ApplicationSettings,
    /// Make no client secret, to import one next
    #[arg(long, conflicts_with = "out")]
    pub(crate) no_secret: bool,
    #[command(flatten)]
    pub(crate) out: OutArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct ApplicationUpdate {
    /// Application, by name, client ID alias or ID
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: String,
    /// Display name, 1 to 100 characters
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// API, by name or ID, that tokens are for without a resource; empty for the issuer
    #[arg(long, value_name = "API")]
    pub(crate) default_api: Option<String>,
    #[command(flatten)]
    pub(crate) settings: ApplicationSettings,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

/// A label, `KEY=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LabelText {
    pub(crate) key: String,
    pub(crate) value: String,
}

impl std::str::FromStr for LabelText {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (key, value) =
            text.split_once('=').ok_or("expected KEY=VALUE, such as team=billing")?;
        Ok(Self { key: key.to_owned(), value: value.to_owned() })
    }
}
