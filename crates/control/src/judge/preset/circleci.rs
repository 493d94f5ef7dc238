//! CircleCI.

use keyplane_auth::{Algorithm, ClaimMatch};

use super::{
    Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule, PresetSnippet,
};

pub(super) static PRESET: Preset = Preset {
    name: "circleci",
    title: "CircleCI",
    issuers: &[PresetIssuer {
        title: "CircleCI organization",
        identifier: PresetIdentifier::Issuer("https://oidc.circleci.com/org/<organization-id>"),
        keys: PresetKeys::Discovery,
    }],
    parameters: &[
        PresetParameter {
            name: "organization-id",
            title: "Organization ID",
            example: "3f1c6a1e-3d5b-4f0b-9a52-6f0d5c9d7f11",
            hint: "Organization Settings, Overview",
        },
        PresetParameter {
            name: "project-id",
            title: "Project ID",
            example: "c2d1c7c4-7f40-4b5e-8a0e-5a3f1f3c9d22",
            hint: "Project Settings, Overview",
        },
        PresetParameter {
            name: "vcs-origin",
            title: "Repository",
            example: "github.com/organization-123/repo-1",
            hint: "URL of the repository without https://",
        },
        PresetParameter {
            name: "branch",
            title: "Branch",
            example: "main",
            hint: "Branch whose jobs get access tokens",
        },
    ],
    algorithms: &[Algorithm::Rs256],
    audience: None,
    shared_audiences: &["<organization-id>"],
    max_age_seconds: 3600,
    single_use: false,
    identifying_claims: &["oidc.circleci.com/project-id", "sub"],
    prefixes: &["org/<organization>/project/<project>/"],
    rules: &[
        PresetRule {
            claim: "oidc.circleci.com/project-id",
            matches: ClaimMatch::Exact,
            values: &["<project-id>"],
            optional: false,
            reason: "Keeps out other projects; no other project ever gets the ID.",
        },
        PresetRule {
            claim: "oidc.circleci.com/vcs-origin",
            matches: ClaimMatch::Exact,
            values: &["<vcs-origin>"],
            optional: false,
            reason: "Keeps out builds of forks, which have the project's ID.",
        },
        PresetRule {
            claim: "oidc.circleci.com/vcs-ref",
            matches: ClaimMatch::Exact,
            values: &["refs/heads/<branch>"],
            optional: false,
            reason: "Keeps out other branches and pull requests.",
        },
    ],
    snippet: PresetSnippet {
        place: ".circleci/config.yml",
        language: "yaml",
        text: r#"version: 2.1
jobs:
  deploy:
    docker:
      - image: cimg/base:current
    steps:
      - run:
          name: Get an access token
          command: |
            circleci run oidc get --claims '{"aud": "<audience>"}' \
              | keyplane token exchange --token-file - --token-url '<token-endpoint>' \
                --client-id '<client-id>' --resource '<resource>' > access-token
workflows:
  deploy:
    jobs:
      - deploy:
          filters:
            branches:
              only: <branch>
"#,
    },
    notes: &[
        "CIRCLE_OIDC_TOKEN and CIRCLE_OIDC_TOKEN_V2 have the organization's ID as audience, which \
         every service of the organization accepts: request a token with circleci run oidc get.",
        "With a context that only some may use, add a rule on \
         /oidc.circleci.com~1context-ids/* with the context's ID.",
    ],
    documentation: &[
        "https://circleci.com/docs/openid-connect-tokens/",
        "https://circleci.com/docs/oidc-tokens-with-custom-claims/",
    ],
};
