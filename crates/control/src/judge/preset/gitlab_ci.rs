//! GitLab CI/CD.

use keyplane_auth::{Algorithm, ClaimMatch};

use super::{
    Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule, PresetSnippet,
};

pub(super) static PRESET: Preset = Preset {
    name: "gitlab-ci",
    title: "GitLab CI/CD",
    issuers: &[
        PresetIssuer {
            title: "GitLab.com",
            identifier: PresetIdentifier::Issuer("https://gitlab.com"),
            keys: PresetKeys::Discovery,
        },
        PresetIssuer {
            title: "GitLab Self-Managed or Dedicated",
            identifier: PresetIdentifier::OwnHost("https://<hostname>"),
            keys: PresetKeys::Discovery,
        },
    ],
    parameters: &[
        PresetParameter {
            name: "hostname",
            title: "Host name",
            example: "gitlab.example.com",
            hint: "Host name of the GitLab instance",
        },
        PresetParameter {
            name: "project-id",
            title: "Project ID",
            example: "20",
            hint: "Project overview, menu ⋮, Copy project ID",
        },
        PresetParameter {
            name: "namespace-id",
            title: "Group ID",
            example: "72",
            hint: "Group overview, menu ⋮, Copy group ID; namespace_id of the token",
        },
        PresetParameter {
            name: "branch",
            title: "Branch",
            example: "main",
            hint: "Protected branch whose jobs get access tokens",
        },
    ],
    algorithms: &[Algorithm::Rs256],
    audience: None,
    shared_audiences: &[],
    max_age_seconds: 3600,
    single_use: true,
    identifying_claims: &["project_id", "namespace_id", "sub"],
    prefixes: &["project_path:<group>/"],
    rules: &[
        PresetRule {
            claim: "project_id",
            matches: ClaimMatch::Exact,
            values: &["<project-id>"],
            optional: false,
            reason: "A project keeps its ID when it is renamed or moved, and no other ever gets it.",
        },
        PresetRule {
            claim: "namespace_id",
            matches: ClaimMatch::Exact,
            values: &["<namespace-id>"],
            optional: false,
            reason: "Ends access when the project is moved to another group.",
        },
        PresetRule {
            claim: "ref_type",
            matches: ClaimMatch::Exact,
            values: &["branch"],
            optional: false,
            reason: "Keeps out tags with the branch's name.",
        },
        PresetRule {
            claim: "ref",
            matches: ClaimMatch::Exact,
            values: &["<branch>"],
            optional: false,
            reason: "Keeps out other branches.",
        },
        PresetRule {
            claim: "ref_protected",
            matches: ClaimMatch::Exact,
            values: &["true"],
            optional: false,
            reason: "Keeps out whoever may push to unprotected branches only.",
        },
        PresetRule {
            claim: "pipeline_source",
            matches: ClaimMatch::OneOf,
            values: &["push", "web", "schedule"],
            optional: false,
            reason: "Keeps out pipelines of merge requests, also of those from forks.",
        },
    ],
    snippet: PresetSnippet {
        place: ".gitlab-ci.yml",
        language: "yaml",
        text: r#"deploy:
  id_tokens:
    KEYPLANE_ID_TOKEN:
      aud: <audience>
  rules:
    - if: $CI_COMMIT_BRANCH == "<branch>"
  script:
    - >-
      printf %s "$KEYPLANE_ID_TOKEN"
      | keyplane token exchange --token-file - --token-url '<token-endpoint>'
      --client-id '<client-id>' --resource '<resource>' > access-token
"#,
    },
    notes: &[
        "Since GitLab 18.2.2, a pipeline of a merge request from a fork that runs in the target \
         project carries the fork's project_id. Earlier versions carry the target's, so keep the \
         rule on pipeline_source.",
        "GitLab makes the token when the job starts. For a job that exchanges it later than \
         maxAgeSeconds, raise that setting.",
    ],
    documentation: &["https://docs.gitlab.com/ci/secrets/id_token_authentication/"],
};
