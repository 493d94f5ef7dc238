//! AWS: web identity tokens of STS.

use keyplane_auth::{Algorithm, ClaimMatch};

use super::{
    Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule, PresetSnippet,
};

pub(super) static PRESET: Preset = Preset {
    name: "aws",
    title: "AWS",
    issuers: &[PresetIssuer {
        title: "AWS account with outbound identity federation",
        identifier: PresetIdentifier::Issuer("https://<issuer-id>.tokens.sts.global.api.aws"),
        keys: PresetKeys::Discovery,
    }],
    parameters: &[
        PresetParameter {
            name: "issuer-id",
            title: "ID in the issuer URL",
            example: "abc123-def456-ghi789-jkl012",
            hint: "aws iam get-outbound-web-identity-federation-info; the URL is the account's own",
        },
        PresetParameter {
            name: "account-id",
            title: "Account ID",
            example: "123456789012",
            hint: "aws sts get-caller-identity --query Account",
        },
        PresetParameter {
            name: "role",
            title: "Role",
            example: "DataProcessingRole",
            hint: "Name of the IAM role, with its path, that the workload runs as",
        },
    ],
    algorithms: &[Algorithm::Rs256, Algorithm::Es384],
    audience: None,
    shared_audiences: &[],
    max_age_seconds: 3600,
    single_use: true,
    identifying_claims: &["sub", "/https:~1~1sts.amazonaws.com~1/aws_account"],
    prefixes: &["arn:<partition>:iam::<account>:role/"],
    rules: &[
        PresetRule {
            claim: "sub",
            matches: ClaimMatch::Exact,
            values: &["arn:aws:iam::<account-id>:role/<role>"],
            optional: false,
            reason: "Keeps out other roles and users of the account.",
        },
        PresetRule {
            claim: "/https:~1~1sts.amazonaws.com~1/aws_account",
            matches: ClaimMatch::Exact,
            values: &["<account-id>"],
            optional: false,
            reason: "Keeps out other accounts, should the issuer ever serve more than one.",
        },
    ],
    snippet: PresetSnippet {
        place: "a script that runs as the role",
        language: "sh",
        text: r"aws sts get-web-identity-token --audience '<audience>' --signing-algorithm ES384 \
  --duration-seconds 300 --query WebIdentityToken --output text \
  | keyplane token exchange --token-file - --token-url '<token-endpoint>' \
    --client-id '<client-id>' --resource '<resource>' > access-token
",
    },
    notes: &[
        "Turn it on once for the account: aws iam enable-outbound-web-identity-federation. The \
         role needs sts:GetWebIdentityToken; limit it with the conditions \
         sts:IdentityTokenAudience and sts:DurationSeconds.",
        "STS answers at regional endpoints only: set AWS_REGION.",
        "The caller chooses request_tags. They do not identify.",
    ],
    documentation: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_getting_started.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html",
    ],
};
