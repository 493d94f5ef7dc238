//! HCP Terraform (Terraform Cloud) and Terraform Enterprise.

use keyplane_auth::{Algorithm, ClaimMatch};

use super::{
    Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule, PresetSnippet,
};

pub(super) static PRESET: Preset = Preset {
    name: "terraform-cloud",
    title: "HCP Terraform (Terraform Cloud)",
    issuers: &[
        PresetIssuer {
            title: "HCP Terraform",
            identifier: PresetIdentifier::Issuer("https://app.terraform.io"),
            keys: PresetKeys::Discovery,
        },
        PresetIssuer {
            title: "Terraform Enterprise",
            identifier: PresetIdentifier::OwnHost("https://<hostname>"),
            keys: PresetKeys::Discovery,
        },
    ],
    parameters: &[
        PresetParameter {
            name: "hostname",
            title: "Host name",
            example: "terraform.example.com",
            hint: "Host name of Terraform Enterprise",
        },
        PresetParameter {
            name: "workspace-id",
            title: "Workspace ID",
            example: "ws-mbsd5E3Ktt5Rg2Xm",
            hint: "Settings of the workspace, under its name",
        },
        PresetParameter {
            name: "organization-id",
            title: "Organization ID",
            example: "org-GRNbCjYNpBB6NEH9",
            hint: "terraform_organization_id of a token",
        },
    ],
    algorithms: &[Algorithm::Rs256],
    audience: None,
    shared_audiences: &["aws.workload.identity", "vault.workload.identity"],
    max_age_seconds: 86_400,
    single_use: false,
    identifying_claims: &[
        "terraform_workspace_id",
        "terraform_project_id",
        "terraform_organization_id",
        "sub",
    ],
    prefixes: &["organization:<organization>:"],
    rules: &[
        PresetRule {
            claim: "terraform_workspace_id",
            matches: ClaimMatch::Exact,
            values: &["<workspace-id>"],
            optional: false,
            reason: "A workspace keeps its ID when it is renamed, and no other ever gets it.",
        },
        PresetRule {
            claim: "terraform_organization_id",
            matches: ClaimMatch::Exact,
            values: &["<organization-id>"],
            optional: false,
            reason: "Keeps out other organizations, which share the issuer.",
        },
        PresetRule {
            claim: "terraform_run_phase",
            matches: ClaimMatch::OneOf,
            values: &["apply"],
            optional: false,
            reason: "Keeps out plans, which run for every pull request.",
        },
    ],
    snippet: PresetSnippet {
        place: "a script of the run; TFC_WORKLOAD_IDENTITY_AUDIENCE of the workspace is '<audience>'",
        language: "sh",
        text: r#"printf %s "$TFC_WORKLOAD_IDENTITY_TOKEN" \
  | keyplane token exchange --token-file - --token-url '<token-endpoint>' \
    --client-id '<client-id>' --resource '<resource>' > access-token
"#,
    },
    notes: &[
        "Add the environment variable TFC_WORKLOAD_IDENTITY_AUDIENCE to the workspace; then each \
         run has TFC_WORKLOAD_IDENTITY_TOKEN.",
        "A token lives as long as its phase may take, up to 24 hours, hence maxAgeSeconds.",
        "Tests of modules have neither a workspace nor a project in their tokens.",
    ],
    documentation: &[
        "https://developer.hashicorp.com/terraform/cloud-docs/dynamic-provider-credentials/workload-identity-tokens",
    ],
};
