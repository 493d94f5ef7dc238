//! GitHub Actions.

use keyplane_auth::{Algorithm, ClaimMatch};

use super::{
    Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule, PresetSnippet,
};

pub(super) static PRESET: Preset = Preset {
    name: "github-actions",
    title: "GitHub Actions",
    issuers: &[
        PresetIssuer {
            title: "GitHub.com",
            identifier: PresetIdentifier::Issuer("https://token.actions.githubusercontent.com"),
            keys: PresetKeys::Discovery,
        },
        PresetIssuer {
            title: "GitHub.com, enterprise with an issuer of its own",
            identifier: PresetIdentifier::Issuer(
                "https://token.actions.githubusercontent.com/<enterprise>",
            ),
            keys: PresetKeys::Discovery,
        },
        PresetIssuer {
            title: "GHE.com (data residency)",
            identifier: PresetIdentifier::Issuer("https://token.actions.<subdomain>.ghe.com"),
            keys: PresetKeys::Discovery,
        },
        PresetIssuer {
            title: "GitHub Enterprise Server",
            identifier: PresetIdentifier::Issuer("https://<hostname>/_services/token"),
            keys: PresetKeys::Discovery,
        },
    ],
    parameters: &[
        PresetParameter {
            name: "enterprise",
            title: "Enterprise",
            example: "octocat-inc",
            hint: "Slug of the enterprise, if its administrators turned on include_enterprise_slug",
        },
        PresetParameter {
            name: "subdomain",
            title: "Subdomain of GHE.com",
            example: "octocorp",
            hint: "First part of the enterprise's address on ghe.com",
        },
        PresetParameter {
            name: "hostname",
            title: "Host name",
            example: "github.example.com",
            hint: "Host name of GitHub Enterprise Server",
        },
        PresetParameter {
            name: "repository-id",
            title: "Repository ID",
            example: "1296269",
            hint: "gh api repos/OWNER/REPOSITORY --jq .id",
        },
        PresetParameter {
            name: "owner-id",
            title: "Owner ID",
            example: "6811672",
            hint: "gh api repos/OWNER/REPOSITORY --jq .owner.id",
        },
        PresetParameter {
            name: "branch",
            title: "Branch",
            example: "main",
            hint: "Branch whose workflow runs get access tokens",
        },
    ],
    algorithms: &[Algorithm::Rs256],
    audience: None,
    shared_audiences: &[
        "https://github.com/<owner>",
        "https://<subdomain>.ghe.com/<owner>",
        "https://<hostname>/<owner>",
    ],
    max_age_seconds: 600,
    single_use: true,
    identifying_claims: &["repository_id", "repository_owner_id", "enterprise_id", "sub"],
    prefixes: &["repo:<owner>/", "repository_id:<id>:", "repository_owner_id:<id>:"],
    rules: &[
        PresetRule {
            claim: "repository_id",
            matches: ClaimMatch::Exact,
            values: &["<repository-id>"],
            optional: false,
            reason: "A repository keeps its ID when it is renamed, and no other ever gets it.",
        },
        PresetRule {
            claim: "repository_owner_id",
            matches: ClaimMatch::Exact,
            values: &["<owner-id>"],
            optional: false,
            reason: "Ends access when the repository is transferred to another owner.",
        },
        PresetRule {
            claim: "ref",
            matches: ClaimMatch::Exact,
            values: &["refs/heads/<branch>"],
            optional: false,
            reason: "Keeps out other branches, and pull requests, whose ref is refs/pull/….",
        },
        PresetRule {
            claim: "event_name",
            matches: ClaimMatch::OneOf,
            values: &["push", "workflow_dispatch", "schedule"],
            optional: false,
            reason: "Keeps out pull_request_target and workflow_run, which run on the branch with \
                     what a fork may have sent.",
        },
    ],
    snippet: PresetSnippet {
        place: ".github/workflows/deploy.yml",
        language: "yaml",
        text: r#"name: deploy
on:
  push:
    branches: [<branch>]
permissions:
  contents: read
  id-token: write
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - name: Get an access token
        run: |
          curl --silent --show-error --fail --get \
            --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
            --data-urlencode 'audience=<audience>' "$ACTIONS_ID_TOKEN_REQUEST_URL" \
            | jq --raw-output .value \
            | keyplane token exchange --token-file - --token-url '<token-endpoint>' \
              --client-id '<client-id>' --resource '<resource>' > "$RUNNER_TEMP/access-token"
"#,
    },
    notes: &[
        "GitHub gives tokens with id-token: write only to workflows of the repository itself, not \
         to pull requests from forks.",
        "In a job with an environment, add a rule on environment; then the environment's \
         protection rules hold, too.",
        "job_workflow_ref names a reusable workflow, which any repository may call. It does not \
         identify.",
        "sub has two forms: repositories made, renamed or transferred after July 15, 2026 have \
         repo:OWNER@OWNER-ID/REPO@REPO-ID:…; the IDs in repository_id and repository_owner_id are \
         the same in both.",
    ],
    documentation: &[
        "https://docs.github.com/en/actions/reference/security/oidc",
        "https://docs.github.com/en/actions/concepts/security/openid-connect",
    ],
};
