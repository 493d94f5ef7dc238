//! Google Cloud: ID tokens of service accounts.

use keyplane_auth::{Algorithm, ClaimMatch};

use super::{
    Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule, PresetSnippet,
};

pub(super) static PRESET: Preset = Preset {
    name: "google-cloud",
    title: "Google Cloud",
    issuers: &[PresetIssuer {
        title: "Google",
        identifier: PresetIdentifier::Issuer("https://accounts.google.com"),
        keys: PresetKeys::Discovery,
    }],
    parameters: &[
        PresetParameter {
            name: "service-account-id",
            title: "Unique ID of the service account",
            example: "112179062720391305885",
            hint: "gcloud iam service-accounts describe EMAIL --format 'value(uniqueId)'",
        },
        PresetParameter {
            name: "service-account-email",
            title: "Email of the service account",
            example: "worker@acme-prod.iam.gserviceaccount.com",
            hint: "gcloud iam service-accounts list",
        },
    ],
    algorithms: &[Algorithm::Rs256],
    audience: None,
    // Google's own command line requests tokens for its client ID.
    shared_audiences: &["32555940559.apps.googleusercontent.com"],
    max_age_seconds: 3600,
    single_use: false,
    identifying_claims: &["sub", "/google/compute_engine/instance_id"],
    prefixes: &[],
    rules: &[
        PresetRule {
            claim: "sub",
            matches: ClaimMatch::Exact,
            values: &["<service-account-id>"],
            optional: false,
            reason: "No other account ever gets the ID, also not one with the same email address.",
        },
        PresetRule {
            claim: "email",
            matches: ClaimMatch::Exact,
            values: &["<service-account-email>"],
            optional: true,
            reason: "Makes the rules readable; identifies nothing by itself.",
        },
    ],
    snippet: PresetSnippet {
        place: "a script on the instance or in the container",
        language: "sh",
        text: r"curl --silent --show-error --fail --get --header 'Metadata-Flavor: Google' \
  --data-urlencode 'audience=<audience>' --data-urlencode 'format=full' \
  http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/identity \
  | keyplane token exchange --token-file - --token-url '<token-endpoint>' \
    --client-id '<client-id>' --resource '<resource>' > access-token
",
    },
    notes: &[
        "Google issues tokens for everybody under one issuer. Only sub tells accounts apart.",
        "The metadata server may give the same token for an hour.",
    ],
    documentation: &["https://cloud.google.com/compute/docs/instances/verifying-instance-identity"],
};
