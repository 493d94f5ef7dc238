//! Buildkite.

use keyplane_auth::{Algorithm, ClaimMatch};

use super::{
    Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule, PresetSnippet,
};

pub(super) static PRESET: Preset = Preset {
    name: "buildkite",
    title: "Buildkite",
    issuers: &[PresetIssuer {
        title: "Buildkite",
        identifier: PresetIdentifier::Issuer("https://agent.buildkite.com"),
        keys: PresetKeys::Discovery,
    }],
    parameters: &[
        PresetParameter {
            name: "pipeline-id",
            title: "Pipeline UUID",
            example: "0184990a-4782-42b5-afc1-16715b10b8aa",
            hint: "Pipeline Settings, GraphQL API integration; id of the REST API",
        },
        PresetParameter {
            name: "organization-id",
            title: "Organization UUID",
            example: "f892efa9-103e-4d28-97a1-3b8616a0994d",
            hint: "id of the organization in the REST API",
        },
        PresetParameter {
            name: "branch",
            title: "Branch",
            example: "main",
            hint: "Branch whose builds get access tokens",
        },
    ],
    algorithms: &[Algorithm::Rs256],
    audience: None,
    shared_audiences: &["https://buildkite.com/<organization>"],
    max_age_seconds: 600,
    single_use: false,
    identifying_claims: &["pipeline_id", "organization_id", "sub"],
    prefixes: &["organization:<organization>:"],
    rules: &[
        PresetRule {
            claim: "pipeline_id",
            matches: ClaimMatch::Exact,
            values: &["<pipeline-id>"],
            optional: false,
            reason: "A pipeline keeps its UUID when it is renamed, and no other ever gets it.",
        },
        PresetRule {
            claim: "organization_id",
            matches: ClaimMatch::Exact,
            values: &["<organization-id>"],
            optional: false,
            reason: "Keeps out other organizations, which share the issuer.",
        },
        PresetRule {
            claim: "build_branch",
            matches: ClaimMatch::Exact,
            values: &["<branch>"],
            optional: false,
            reason: "Keeps out other branches.",
        },
    ],
    snippet: PresetSnippet {
        place: ".buildkite/pipeline.yml",
        language: "yaml",
        text: r"steps:
  - label: Get an access token
    branches: <branch>
    command: |
      buildkite-agent oidc request-token --audience '<audience>' \
        --claim organization_id,pipeline_id \
        | keyplane token exchange --token-file - --token-url '<token-endpoint>' \
          --client-id '<client-id>' --resource '<resource>' > access-token
",
    },
    notes: &[
        "pipeline_id and organization_id are in the token only if the job asks for them, as above.",
        "If builds of pull requests from forks are on, turn on \"Prefix third-party fork branch \
         names\" in the pipeline's settings: otherwise a fork's branch can have the name of yours.",
    ],
    documentation: &[
        "https://buildkite.com/docs/agent/cli/reference/oidc",
        "https://buildkite.com/docs/pipelines/security/oidc",
    ],
};
