//! `keyplane trusted-issuer`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{
    shared::{CallArgs, ListArgs, ProjectArgs, SureArgs, words},
    words::{AlgorithmWord, KeySourceWord},
};
use crate::moments::{OrNever, Span, When};

#[derive(Subcommand)]
pub(crate) enum TrustedIssuerCommand {
    /// List the issuers that a project trusts
    List(TrustedIssuerList),
    /// Show a trusted issuer with the state of its keys
    Show(TrustedIssuerName),
    /// List the platforms whose settings are known, such as github-actions
    Presets(CallArgs),
    /// Trust an issuer
    Create(Box<TrustedIssuerCreate>),
    /// Change a trusted issuer; what is not given stays
    Update(Box<TrustedIssuerUpdate>),
    /// Accept the tokens of a disabled issuer again
    Enable(TrustedIssuerName),
    /// Accept no token of an issuer; access tokens that came of them are inactive, too
    Disable(TrustedIssuerChange),
    /// Fetch the keys of an issuer now
    Refresh(TrustedIssuerName),
    /// Delete a trusted issuer without federated identities
    Delete(TrustedIssuerChange),
}

#[derive(Args)]
pub(crate) struct TrustedIssuerList {
    #[command(flatten)]
    pub(crate) list: ListArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct TrustedIssuerName {
    /// Trusted issuer, by name, external ID or ID
    #[arg(value_name = "ISSUER")]
    pub(crate) issuer: String,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct TrustedIssuerChange {
    /// Trusted issuer, by name, external ID or ID
    #[arg(value_name = "ISSUER")]
    pub(crate) issuer: String,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

/// What of a trusted issuer can be set.
#[derive(Args)]
pub(crate) struct TrustedIssuerSettings {
    /// Name in files and other tools, unique in the project; empty for none
    #[arg(long, value_name = "ID")]
    pub(crate) external_id: Option<String>,
    /// URL of its discovery document [default: below the issuer]
    #[arg(long, value_name = "URL")]
    pub(crate) discovery_url: Option<String>,
    /// URL of its JWKS, or of the bundle of the trust domain
    #[arg(long, value_name = "URL")]
    pub(crate) jwks_uri: Option<String>,
    /// File with a JWKS or SPIFFE bundle to store with the issuer; - for stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) jwks: Option<PathBuf>,
    /// File with the certificates (PEM) that may sign that of the server with its keys
    #[arg(long, value_name = "FILE")]
    pub(crate) issuer_ca: Option<PathBuf>,
    /// Algorithm that its tokens may be signed with; may repeat
    #[arg(long = "algorithm", value_name = "ALGORITHM", value_parser = words::<AlgorithmWord>())]
    pub(crate) algorithms: Vec<AlgorithmWord>,
    /// The one aud that its tokens must have [default: the project's issuer URL]
    #[arg(long, value_name = "AUDIENCE")]
    pub(crate) audience: Option<String>,
    /// Whether the audience may be one that others accept too; needs --reason
    #[arg(long, value_name = "BOOLEAN")]
    pub(crate) allow_shared_audience: Option<bool>,
    /// Reason of --allow-shared-audience
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// Whether each token is accepted once only
    #[arg(long, value_name = "BOOLEAN")]
    pub(crate) single_use: Option<bool>,
    /// Maximum age of its tokens, 1m to 1d
    #[arg(long, value_name = "TIME")]
    pub(crate) max_age: Option<Span>,
    /// End of the trust: a date, an RFC 3339 time, a time from now such as 90d, or never
    #[arg(long, value_name = "WHEN")]
    pub(crate) expires: Option<OrNever<When>>,
}

#[derive(Args)]
pub(crate) struct TrustedIssuerCreate {
    /// Display name, 1 to 100 characters
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// iss of its tokens, such as <https://token.actions.githubusercontent.com>; never changes
    /// [default: that of the preset, if it has one only]
    #[arg(long, value_name = "ISSUER", required_unless_present_any = ["trust_domain", "preset"])]
    pub(crate) issuer: Option<String>,
    /// SPIFFE trust domain, such as example.org; never changes
    #[arg(long, value_name = "DOMAIN", conflicts_with = "issuer")]
    pub(crate) trust_domain: Option<String>,
    /// Preset of the platform, where its iss does not tell it; never changes
    #[arg(long, value_name = "PRESET")]
    pub(crate) preset: Option<String>,
    /// Where its keys are; never changes [default: as --jwks or --jwks-uri say, else discovery]
    #[arg(long, value_name = "SOURCE", value_parser = words::<KeySourceWord>())]
    pub(crate) key_source: Option<KeySourceWord>,
    #[command(flatten)]
    pub(crate) settings: TrustedIssuerSettings,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}

#[derive(Args)]
pub(crate) struct TrustedIssuerUpdate {
    /// Trusted issuer, by name, external ID or ID
    #[arg(value_name = "ISSUER")]
    pub(crate) issuer: String,
    /// Display name, 1 to 100 characters
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) settings: TrustedIssuerSettings,
    #[command(flatten)]
    pub(crate) scope: ProjectArgs,
}
