//! SPIFFE: JWT-SVIDs.

use keyplane_auth::{Algorithm, ClaimMatch};

use super::{
    Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule, PresetSnippet,
};

pub(super) static PRESET: Preset = Preset {
    name: "spiffe",
    title: "SPIFFE",
    issuers: &[
        PresetIssuer {
            title: "Trust domain with a bundle endpoint",
            identifier: PresetIdentifier::TrustDomain("<trust-domain>"),
            keys: PresetKeys::JwksUrl("<bundle-endpoint>"),
        },
        PresetIssuer {
            title: "Trust domain, with its bundle pasted",
            identifier: PresetIdentifier::TrustDomain("<trust-domain>"),
            keys: PresetKeys::Pasted("spire-server bundle show -format spiffe"),
        },
    ],
    parameters: &[
        PresetParameter {
            name: "trust-domain",
            title: "Trust domain",
            example: "example.org",
            hint: "Host part of the SPIFFE IDs",
        },
        PresetParameter {
            name: "bundle-endpoint",
            title: "Bundle endpoint",
            example: "https://spire.example.org:8443",
            hint: "SPIFFE bundle endpoint with the profile https_web, or https_spiffe with its CA \
                   certificate",
        },
        PresetParameter {
            name: "path",
            title: "Path of the SPIFFE ID",
            example: "ns/default/sa/worker",
            hint: "spire-server entry show, without spiffe:// and the trust domain",
        },
    ],
    // ES512 is the only algorithm of JWT-SVID (section 2.1) that is not supported.
    algorithms: &[
        Algorithm::Rs256,
        Algorithm::Rs384,
        Algorithm::Rs512,
        Algorithm::Ps256,
        Algorithm::Ps384,
        Algorithm::Ps512,
        Algorithm::Es256,
        Algorithm::Es384,
    ],
    audience: None,
    shared_audiences: &["spiffe://<trust-domain>", "spiffe://<trust-domain>/"],
    max_age_seconds: 3600,
    single_use: false,
    identifying_claims: &["sub"],
    prefixes: &["spiffe://<trust-domain>/<path>/"],
    rules: &[PresetRule {
        claim: "sub",
        matches: ClaimMatch::Exact,
        values: &["spiffe://<trust-domain>/<path>"],
        optional: false,
        reason: "Keeps out other workloads of the trust domain.",
    }],
    snippet: PresetSnippet {
        place: "a script of the workload",
        language: "sh",
        text: r"spire-agent api fetch jwt -audience '<audience>' -output json \
  | jq --raw-output '.[0].svids[0].svid' \
  | keyplane token exchange --as spiffe --token-file - --token-url '<token-endpoint>' \
    --client-id '<client-id>' --resource '<resource>' > access-token
",
    },
    notes: &[
        "A JWT-SVID is accepted as client assertion only, with the type jwt-spiffe.",
        "SPIRE gives the same JWT-SVID many times, so singleUse must stay off.",
        "spiffe-helper keeps a JWT-SVID in a file (jwt_svids), for --token-file.",
    ],
    documentation: &[
        "https://github.com/spiffe/spiffe/blob/main/standards/JWT-SVID.md",
        "https://datatracker.ietf.org/doc/draft-ietf-oauth-spiffe-client-auth/",
        "https://github.com/spiffe/spiffe-helper",
    ],
};
