//! `keyplane federated-identity`.

use std::str::FromStr;

use clap::{Args, Subcommand};

use super::shared::{ListArgs, ProjectArgs, SureArgs};
use crate::moments::{OrNever, When};

#[derive(Subcommand)]
pub(crate) enum FederatedIdentityCommand {
    /// List the identities of a project, of an application or of a trusted issuer
    List(FederatedIdentityList),
    /// Show an identity with its rules
    Show(FederatedIdentityName),
    /// Tie tokens of a trusted issuer to an application
    Create(FederatedIdentityCreate),
    /// Change an identity; what is not given stays
    Update(FederatedIdentityUpdate),
    /// Let tokens stand for the application again
    Enable(FederatedIdentityName),
    /// Let no token stand for the application; access tokens that came of them are inactive, too
    Disable(FederatedIdentityChange),
    /// Delete an identity; access tokens that were issued through it are inactive at once
    Delete(FederatedIdentityChange),
}

#[derive(Args)]
pub(crate) struct FederatedIdentityList {
    /// Identities of this application only, by name or ID
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) application: Option<String>,
    /// Identities of this trusted issuer only, by name, external ID or ID
    #[arg(long, value_name = "ISSUER", conflicts_with = "application")]
    pub(crate) trusted_issuer: Option<String>,
    #[command(flatten)]
    pub(crate) list: ListArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct FederatedIdentityName {
    /// Identity, by name, external ID or ID
    #[arg(value_name = "IDENTITY")]
    pub(crate) identity: String,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct FederatedIdentityChange {
    /// Identity, by name, external ID or ID
    #[arg(value_name = "IDENTITY")]
    pub(crate) identity: String,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct FederatedIdentityCreate {
    /// Display name, 1 to 100 characters
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Application that the tokens stand for, by name or ID
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) application: String,
    /// Issuer of the tokens, by name, external ID or ID
    #[arg(long, value_name = "ISSUER")]
    pub(crate) trusted_issuer: String,
    /// Rule over a claim, may repeat: CLAIM=VALUE, CLAIM^=PREFIX, or several for one of the values
    #[arg(long = "rule", value_name = "RULE", required = true)]
    pub(crate) rules: Vec<RuleText>,
    /// Name in files and other tools, unique in the project
    #[arg(long, value_name = "ID")]
    pub(crate) external_id: Option<String>,
    /// End of the identity: a date, an RFC 3339 time, or a time from now such as 90d
    #[arg(long, value_name = "WHEN")]
    pub(crate) expires: Option<When>,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct FederatedIdentityUpdate {
    /// Identity, by name, external ID or ID
    #[arg(value_name = "IDENTITY")]
    pub(crate) identity: String,
    /// Display name, 1 to 100 characters
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Name in files and other tools, unique in the project; empty for none
    #[arg(long, value_name = "ID")]
    pub(crate) external_id: Option<String>,
    /// Rule over a claim, may repeat, as of create; together they replace the present rules
    #[arg(long = "rule", value_name = "RULE")]
    pub(crate) rules: Vec<RuleText>,
    /// End of the identity: a date, an RFC 3339 time, a time from now such as 90d, or never
    #[arg(long, value_name = "WHEN")]
    pub(crate) expires: Option<OrNever<When>>,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

/// A rule over a claim: `CLAIM=VALUE` or `CLAIM^=PREFIX`. Several rules with `=` over one claim
/// accept one of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleText {
    pub(crate) claim: String,
    pub(crate) value: String,
    /// Whether the claim only begins with the value.
    pub(crate) is_prefix: bool,
}

impl FromStr for RuleText {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = "expected CLAIM=VALUE or CLAIM^=PREFIX, such as repository_id=1234";
        let (claim, value) = text.split_once('=').ok_or(expected)?;
        let (claim, is_prefix) =
            claim.strip_suffix('^').map_or((claim, false), |claim| (claim, true));
        if claim.is_empty() || value.is_empty() {
            return Err(expected);
        }
        Ok(Self { claim: claim.to_owned(), value: value.to_owned(), is_prefix })
    }
}
