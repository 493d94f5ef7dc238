//! `keyplane project`.

use clap::{Args, Subcommand};

use super::{
    shared::{CallArgs, ListArgs, SureArgs, words},
    words::AlgorithmWord,
};
use crate::moments::{OrNever, Span};

#[derive(Subcommand)]
pub(crate) enum ProjectCommand {
    /// List the projects that the key may read
    List(ProjectList),
    /// Show a project with its endpoints and its key policy
    Show(ProjectName),
    /// Create a project and its first signing key
    Create(ProjectCreate),
    /// Change a project; what is not given stays
    Update(ProjectUpdate),
    /// Delete a project with its applications, APIs and keys; it cannot be restored
    Delete(ProjectDelete),
}

#[derive(Args)]
pub(crate) struct ProjectList {
    /// Prefix of the slug, or of a word of the name
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    #[command(flatten)]
    pub(crate) list: ListArgs,
    #[command(flatten)]
    pub(crate) call: CallArgs,
}

#[derive(Args)]
pub(crate) struct ProjectName {
    /// Project, by slug or ID [default: that of the context, else that of the key]
    #[arg(value_name = "PROJECT")]
    pub(crate) project: Option<String>,
    #[command(flatten)]
    pub(crate) call: CallArgs,
}

/// What of a project can be set.
#[derive(Args)]
pub(crate) struct ProjectSettings {
    /// What the project is for, up to 500 characters
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,
    /// Whether the token endpoint takes the parameter audience as another name of resource
    #[arg(long, value_name = "BOOLEAN")]
    pub(crate) accept_audience_parameter: Option<bool>,
    /// Algorithm of new signing keys
    #[arg(long, value_name = "ALGORITHM", value_parser = words::<AlgorithmWord>())]
    pub(crate) signing_algorithm: Option<AlgorithmWord>,
    /// Size of new RSA signing keys in bits: 2048, 3072 or 4096
    #[arg(long, value_name = "BITS")]
    pub(crate) rsa_bits: Option<u32>,
    /// Time after which a signing key is replaced, such as 90d; never for no schedule
    #[arg(long, value_name = "TIME")]
    pub(crate) rotation_period: Option<OrNever<Span>>,
    /// Time for which a signing key is published before it signs, such as 1d
    #[arg(long, value_name = "TIME")]
    pub(crate) publish_ahead: Option<Span>,
    /// Time for which verifiers may cache the JWKS, such as 5m
    #[arg(long, value_name = "TIME")]
    pub(crate) jwks_max_age: Option<Span>,
    /// Maximum lifetime of admin tokens, such as 1h
    #[arg(long, value_name = "TIME")]
    pub(crate) max_admin_token_lifetime: Option<Span>,
}

#[derive(Args)]
pub(crate) struct ProjectCreate {
    /// Name in URLs: 3 to 32 lower-case letters, digits and inner hyphens; never changes
    #[arg(value_name = "SLUG")]
    pub(crate) slug: String,
    /// Display name, 1 to 100 characters [default: the slug]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) settings: ProjectSettings,
    #[command(flatten)]
    pub(crate) call: CallArgs,
}

#[derive(Args)]
pub(crate) struct ProjectUpdate {
    /// Project, by slug or ID
    #[arg(value_name = "PROJECT")]
    pub(crate) project: String,
    /// Display name, 1 to 100 characters
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// URL of the project's own login, published in its discovery document; empty for none
    #[arg(long, value_name = "URL")]
    pub(crate) authorization_endpoint: Option<String>,
    #[command(flatten)]
    pub(crate) settings: ProjectSettings,
    #[command(flatten)]
    pub(crate) call: CallArgs,
}

#[derive(Args)]
pub(crate) struct ProjectDelete {
    /// Project, by slug or ID
    #[arg(value_name = "PROJECT")]
    pub(crate) project: String,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) call: CallArgs,
}
