//! Azure: access tokens of managed identities.

use keyplane_auth::{Algorithm, ClaimMatch};

use super::{
    Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule, PresetSnippet,
};

pub(super) static PRESET: Preset = Preset {
    name: "azure",
    title: "Azure managed identity",
    issuers: &[
        PresetIssuer {
            title: "Tenant, access tokens of version 1 (the default of an app registration)",
            identifier: PresetIdentifier::Issuer("https://sts.windows.net/<tenant-id>/"),
            keys: PresetKeys::DiscoveryAt(
                "https://login.microsoftonline.com/<tenant-id>/.well-known/openid-configuration",
            ),
        },
        PresetIssuer {
            title: "Tenant, access tokens of version 2",
            identifier: PresetIdentifier::Issuer(
                "https://login.microsoftonline.com/<tenant-id>/v2.0",
            ),
            keys: PresetKeys::Discovery,
        },
    ],
    parameters: &[
        PresetParameter {
            name: "tenant-id",
            title: "Tenant ID",
            example: "aaaabbbb-0000-cccc-1111-dddd2222eeee",
            hint: "az account show --query tenantId",
        },
        PresetParameter {
            name: "app-client-id",
            title: "Client ID of the app registration",
            example: "00001111-aaaa-2222-bbbb-3333cccc4444",
            hint: "az ad app create --display-name keyplane --query appId; set its Application ID \
                   URI to api:// and this ID",
        },
        PresetParameter {
            name: "object-id",
            title: "Object (principal) ID of the managed identity",
            example: "aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb",
            hint: "az identity show --query principalId",
        },
    ],
    algorithms: &[Algorithm::Rs256],
    audience: Some("api://<app-client-id>"),
    shared_audiences: &[
        "https://management.azure.com",
        "https://management.azure.com/",
        "https://management.core.windows.net/",
        "https://graph.microsoft.com",
        "https://graph.microsoft.com/",
        "https://vault.azure.net",
        "https://storage.azure.com",
        "https://storage.azure.com/",
        "00000003-0000-0000-c000-000000000000",
    ],
    max_age_seconds: 86_400,
    single_use: false,
    identifying_claims: &["oid", "sub"],
    prefixes: &[],
    rules: &[
        PresetRule {
            claim: "oid",
            matches: ClaimMatch::Exact,
            values: &["<object-id>"],
            optional: false,
            reason: "No other identity of the tenant ever gets the ID.",
        },
        PresetRule {
            claim: "tid",
            matches: ClaimMatch::Exact,
            values: &["<tenant-id>"],
            optional: false,
            reason: "Keeps out identities of other tenants.",
        },
    ],
    snippet: PresetSnippet {
        place: "a script on the virtual machine",
        language: "sh",
        text: r"curl --silent --show-error --fail --get --header 'Metadata: true' \
  --data-urlencode 'api-version=2018-02-01' --data-urlencode 'resource=<audience>' \
  http://169.254.169.254/metadata/identity/oauth2/token \
  | jq --raw-output .access_token \
  | keyplane token exchange --token-file - --token-url '<token-endpoint>' \
    --client-id '<client-id>' --resource '<resource>' > access-token
",
    },
    notes: &[
        "Make an app registration for this server alone: its Application ID URI is the audience, \
         and no other service accepts it. A token for Azure's own services is refused.",
        "With tokens of version 2, aud is the client ID without api://; set audience to it.",
        "Azure keeps a managed identity's token for up to 24 hours, hence maxAgeSeconds. The end of \
         an access token still follows applications and identities here, at once.",
        "appid and azp name the client, which for tokens of people can be anybody's command line. \
         They do not identify.",
        "On AKS, use the preset Kubernetes: the service account's token needs no managed identity.",
    ],
    documentation: &[
        "https://learn.microsoft.com/en-us/entra/identity/managed-identities-azure-resources/how-to-use-vm-token",
        "https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference",
    ],
};
