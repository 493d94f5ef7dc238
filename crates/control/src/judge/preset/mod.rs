//! Presets: what is known of the platforms whose tokens identify workloads. A preset proposes a
//! trusted issuer and rules, and says which claims identify a workload and which audiences are
//! shared. Texts in angle brackets are placeholders: `<owner>`.

mod aws;
mod azure;
mod buildkite;
mod circleci;
mod github_actions;
mod gitlab_ci;
mod google_cloud;
mod kubernetes;
mod pattern;
mod shared;
mod spiffe;
mod terraform_cloud;
#[cfg(test)]
mod tests;

use keyplane_auth::{Algorithm, ClaimMatch};

pub use self::shared::shared_audience;

/// A platform whose tokens identify workloads.
#[derive(Debug)]
pub struct Preset {
    /// Name in the API and in the column `preset`: `github-actions`.
    pub name: &'static str,
    /// Name for people: `GitHub Actions`.
    pub title: &'static str,
    /// The issuers that the platform has, the usual one first.
    pub issuers: &'static [PresetIssuer],
    /// The placeholders of `issuers`, `audience` and `rules`, in the order in which they are asked.
    pub parameters: &'static [PresetParameter],
    /// Algorithms that the platform signs with.
    pub algorithms: &'static [Algorithm],
    /// Audience, with placeholders; `None`: the token is requested with the project's issuer URL.
    pub audience: Option<&'static str>,
    /// Audiences, as patterns, that the platform puts into tokens for others, too. A placeholder of
    /// the issuer stands for what the issuer has there, any other for one segment.
    pub shared_audiences: &'static [&'static str],
    /// Proposed `maxAgeSeconds`: the longest that the platform's tokens live in ordinary use.
    pub max_age_seconds: i32,
    /// Whether each token has a `jti` of its own and is requested for one use, so that `singleUse`
    /// can be turned on.
    pub single_use: bool,
    /// Claims that identify a workload or its owner, as names or JSON Pointers, IDs that are never
    /// given out again first.
    pub identifying_claims: &'static [&'static str],
    /// Forms of `sub` up to the end of a tenant, for rules with `PREFIX`.
    pub prefixes: &'static [&'static str],
    /// Proposed rules of a federated identity.
    pub rules: &'static [PresetRule],
    /// What is pasted on the platform's side.
    pub snippet: PresetSnippet,
    /// What is good to know, a sentence or two each.
    pub notes: &'static [&'static str],
    /// Pages of the platform's documentation.
    pub documentation: &'static [&'static str],
}

/// An issuer of a platform.
#[derive(Debug)]
pub struct PresetIssuer {
    /// Which one it is: `GitHub Enterprise Server`.
    pub title: &'static str,
    /// `iss`, or for SPIFFE the trust domain, with placeholders.
    pub identifier: PresetIdentifier,
    /// Where its keys are.
    pub keys: PresetKeys,
}

/// How tokens name their issuer.
#[derive(Clone, Copy, Debug)]
pub enum PresetIdentifier {
    /// By an `iss` of a form that no other platform has.
    Issuer(&'static str),
    /// By an `iss` that says nothing of the platform; the preset must be named.
    OwnHost(&'static str),
    /// By the trust domain of the SPIFFE ID in `sub`.
    TrustDomain(&'static str),
}

/// Where an issuer's keys are; URLs have placeholders.
#[derive(Clone, Copy, Debug)]
pub enum PresetKeys {
    /// At the `jwks_uri` of the discovery document under the issuer.
    Discovery,
    /// At the `jwks_uri` of the discovery document at this URL.
    DiscoveryAt(&'static str),
    /// At this URL.
    JwksUrl(&'static str),
    /// Nowhere that the server can reach: the key set is pasted. The command prints it.
    Pasted(&'static str),
}

/// A placeholder that a person fills.
#[derive(Debug)]
pub struct PresetParameter {
    /// Name between the angle brackets.
    pub name: &'static str,
    /// Label of the field.
    pub title: &'static str,
    /// Value of the example.
    pub example: &'static str,
    /// Where it is found on the platform.
    pub hint: &'static str,
}

/// A proposed rule of a federated identity.
#[derive(Debug)]
pub struct PresetRule {
    /// Name of a claim, or a JSON Pointer.
    pub claim: &'static str,
    /// How the values are compared.
    pub matches: ClaimMatch,
    /// Values, with placeholders.
    pub values: &'static [&'static str],
    /// Whether the proposal is complete without it.
    pub optional: bool,
    /// What it keeps out.
    pub reason: &'static str,
}

/// What is pasted on the platform's side. Its placeholders are those of the parameters and
/// [`SNIPPET_PARAMETERS`].
#[derive(Debug)]
pub struct PresetSnippet {
    /// Where it belongs: `.github/workflows/deploy.yml`.
    pub place: &'static str,
    /// Its language: `yaml`, `sh`.
    pub language: &'static str,
    /// The text.
    pub text: &'static str,
}

/// The placeholders that every snippet may have besides the preset's own.
pub const SNIPPET_PARAMETERS: &[&str] = &["token-endpoint", "audience", "client-id", "resource"];

/// Every preset, in the order of the portal.
pub static PRESETS: [&Preset; 10] = [
    &github_actions::PRESET,
    &gitlab_ci::PRESET,
    &kubernetes::PRESET,
    &aws::PRESET,
    &google_cloud::PRESET,
    &azure::PRESET,
    &spiffe::PRESET,
    &circleci::PRESET,
    &buildkite::PRESET,
    &terraform_cloud::PRESET,
];

impl Preset {
    /// The preset with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.into_iter().find(|preset| preset.name == name)
    }

    /// The platform that alone has issuers of this form.
    pub fn of_issuer(issuer: &str) -> Option<&'static Self> {
        PRESETS.into_iter().find(|preset| {
            preset.issuers.iter().any(|form| match form.identifier {
                PresetIdentifier::Issuer(pattern) => pattern::fits(pattern, issuer),
                PresetIdentifier::OwnHost(_) | PresetIdentifier::TrustDomain(_) => false,
            })
        })
    }

    /// The preset of every trust domain.
    pub const fn of_trust_domain() -> &'static Self {
        &spiffe::PRESET
    }

    /// Whether the platform can have this `iss`.
    pub fn may_have_issuer(&self, issuer: &str) -> bool {
        self.issuers.iter().any(|form| match form.identifier {
            PresetIdentifier::Issuer(pattern) => pattern::fits(pattern, issuer),
            PresetIdentifier::OwnHost(_) => true,
            PresetIdentifier::TrustDomain(_) => false,
        })
    }
}

impl PresetIssuer {
    /// The `iss` or trust domain with its placeholders.
    pub const fn template(&self) -> &'static str {
        match self.identifier {
            PresetIdentifier::Issuer(template)
            | PresetIdentifier::OwnHost(template)
            | PresetIdentifier::TrustDomain(template) => template,
        }
    }
}
