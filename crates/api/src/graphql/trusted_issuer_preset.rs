//! Presets of trusted issuers. Texts in angle brackets, such as `<owner-id>`, are placeholders.

use async_graphql::{Description, Object, SimpleObject};
use keyplane_control::{Preset, PresetIdentifier, PresetIssuer, PresetKeys};
use keyplane_entity::trusted_issuer::IssuerKeySource as KeySource;

use super::enums::{ClaimMatch, IssuerKeySource, KeyAlgorithm};

/// A platform whose tokens identify workloads: settings of a trusted issuer, rules of a federated
/// identity, and what to paste on the platform. Texts in angle brackets, such as
/// `<repository-id>`, are placeholders for values of `parameters`.
#[derive(Description)]
pub(crate) struct TrustedIssuerPreset(pub(crate) &'static Preset);

#[Object(use_type_description)]
impl TrustedIssuerPreset {
    /// Name of the preset, such as `github-actions`.
    async fn name(&self) -> &str {
        self.0.name
    }

    /// Display name, such as `GitHub Actions`.
    async fn title(&self) -> &str {
        self.0.title
    }

    /// Issuers of the platform, the most common one first.
    async fn issuers(&self) -> Vec<TrustedIssuerPresetIssuer> {
        self.0.issuers.iter().map(TrustedIssuerPresetIssuer::from).collect()
    }

    /// Placeholders of `issuers`, `audience` and `rules`, in the order in which a form asks for
    /// them. A placeholder that the chosen issuer and the rules do not have needs no value.
    async fn parameters(&self) -> Vec<TrustedIssuerPresetParameter> {
        let parameters = self.0.parameters.iter().map(|parameter| TrustedIssuerPresetParameter {
            name: parameter.name,
            title: parameter.title,
            example: parameter.example,
            hint: parameter.hint,
        });
        parameters.collect()
    }

    /// Algorithms that the platform signs with.
    async fn algorithms(&self) -> Vec<KeyAlgorithm> {
        self.0.algorithms.iter().copied().map(KeyAlgorithm::from).collect()
    }

    /// Expected audience, with placeholders; null for the project's issuer URL.
    async fn audience(&self) -> Option<&str> {
        self.0.audience
    }

    /// Audiences that other recipients of the platform's tokens accept, too, as patterns: a
    /// placeholder stands for one segment. They need `allowSharedAudience`.
    async fn shared_audiences(&self) -> Vec<&str> {
        self.0.shared_audiences.to_vec()
    }

    /// Proposed `maxAgeSeconds` of the trusted issuer, 60 to 86,400.
    async fn max_age_seconds(&self) -> i32 {
        self.0.max_age_seconds
    }

    /// Whether the platform makes a token with a `jti` of its own for each request, so that
    /// `singleUse` can be turned on.
    async fn single_use(&self) -> bool {
        self.0.single_use
    }

    /// Claims that identify a workload or its owner, IDs that are never given out again first. At
    /// least one rule with `EXACT` or `ONE_OF` must be on one of them.
    async fn identifying_claims(&self) -> Vec<&str> {
        self.0.identifying_claims.to_vec()
    }

    /// Beginnings of `sub` that name a whole tenant, for a rule with `PREFIX`.
    async fn prefixes(&self) -> Vec<&str> {
        self.0.prefixes.to_vec()
    }

    /// Proposed rules of a federated identity.
    async fn rules(&self) -> Vec<TrustedIssuerPresetRule> {
        let rules = self.0.rules.iter().map(|rule| TrustedIssuerPresetRule {
            claim: rule.claim,
            r#match: rule.matches.into(),
            values: rule.values.to_vec(),
            optional: rule.optional,
            reason: rule.reason,
        });
        rules.collect()
    }

    /// Text to paste on the platform, with its place and language.
    async fn snippet(&self) -> TrustedIssuerPresetSnippet {
        let snippet = &self.0.snippet;
        TrustedIssuerPresetSnippet {
            place: snippet.place,
            language: snippet.language,
            text: snippet.text,
        }
    }

    /// Things to know, each a sentence or more.
    async fn notes(&self) -> Vec<&str> {
        self.0.notes.to_vec()
    }

    /// URLs of pages of the platform's documentation.
    async fn documentation(&self) -> Vec<&str> {
        self.0.documentation.to_vec()
    }
}

/// Issuer of a preset.
#[derive(SimpleObject)]
pub(crate) struct TrustedIssuerPresetIssuer {
    /// Display name, such as `GitHub Enterprise Server`.
    title: &'static str,
    /// `issuer` of the trusted issuer, with placeholders; null for SPIFFE.
    issuer: Option<&'static str>,
    /// `trustDomain` of the trusted issuer, with placeholders; SPIFFE only.
    trust_domain: Option<&'static str>,
    /// Whether `issuer` alone tells the platform, without `preset`.
    recognized: bool,
    /// `keySource` of the trusted issuer.
    key_source: IssuerKeySource,
    /// `discoveryUrl` of the trusted issuer, with placeholders; null if it follows from `issuer`.
    discovery_url: Option<&'static str>,
    /// `jwksUri` of the trusted issuer, with placeholders; null unless `keySource` is `JWKS_URL`.
    jwks_uri: Option<&'static str>,
    /// Command that prints the `jwks` of the trusted issuer; null unless `keySource` is `JWKS`.
    jwks_command: Option<&'static str>,
}

impl From<&PresetIssuer> for TrustedIssuerPresetIssuer {
    fn from(form: &PresetIssuer) -> Self {
        let (issuer, trust_domain, recognized) = match form.identifier {
            PresetIdentifier::Issuer(issuer) => (Some(issuer), None, true),
            PresetIdentifier::OwnHost(issuer) => (Some(issuer), None, false),
            PresetIdentifier::TrustDomain(domain) => (None, Some(domain), true),
        };

        let (source, discovery_url, jwks_uri, jwks_command) = match form.keys {
            PresetKeys::Discovery => (KeySource::Discovery, None, None, None),
            PresetKeys::DiscoveryAt(url) => (KeySource::Discovery, Some(url), None, None),
            PresetKeys::JwksUrl(url) => (KeySource::JwksUrl, None, Some(url), None),
            PresetKeys::Pasted(command) => (KeySource::Jwks, None, None, Some(command)),
        };

        Self {
            title: form.title,
            issuer,
            trust_domain,
            recognized,
            key_source: source.into(),
            discovery_url,
            jwks_uri,
            jwks_command,
        }
    }
}

/// Placeholder of a preset.
#[derive(SimpleObject)]
pub(crate) struct TrustedIssuerPresetParameter {
    /// Name between the angle brackets.
    name: &'static str,
    /// Label of a form field.
    title: &'static str,
    /// Example of a value.
    example: &'static str,
    /// Place on the platform where the value is found.
    hint: &'static str,
}

/// Proposed rule of a federated identity.
#[derive(SimpleObject)]
pub(crate) struct TrustedIssuerPresetRule {
    /// Name of a claim, or a JSON Pointer, which begins with `/`.
    claim: &'static str,
    /// Comparison of the claim with the values.
    r#match: ClaimMatch,
    /// Values, with placeholders.
    values: Vec<&'static str>,
    /// Whether the proposal is complete without this rule.
    optional: bool,
    /// What the rule keeps out.
    reason: &'static str,
}

/// Text to paste on a platform. Besides the preset's placeholders it has `<token-endpoint>`,
/// `<audience>`, `<client-id>` and `<resource>`.
#[derive(SimpleObject)]
pub(crate) struct TrustedIssuerPresetSnippet {
    /// File or place on the platform that the text belongs into, such as `.github/workflows/deploy.yml`.
    place: &'static str,
    /// Language of the text: `yaml` or `sh`.
    language: &'static str,
    /// Text, with placeholders. It gets the platform's token, exchanges it with `keyplane token
    /// exchange` and writes the access token to a file.
    text: &'static str,
}
