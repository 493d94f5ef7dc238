//! The steps.

use proptest::prelude::*;

/// The scopes of an API, as bits.
pub(super) type Scopes = u8;
/// Index of one of the two applications or APIs.
pub(super) type Which = usize;

/// A step. Indices of keys and tokens are taken modulo their number.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Grant { app: Which, api: Which, scopes: Scopes },
    RevokeGrant { app: Which, api: Which },
    EnableApplication { app: Which, enabled: bool },
    EndTokens { app: Which },
    EnableApi { api: Which, enabled: bool },
    ChangeScopes { api: Which, scopes: Scopes },
    ChangeAccepts { api: Which, access_tokens: bool, application_jwts: bool, outside_tokens: bool },
    MakeApiAnew { api: Which },
    Issue { app: Which, api: Which, scopes: Scopes },
    Sign { app: Which, key: usize, seconds: i64, aud: Option<Which> },
    Exchange { token: usize, by: Which, to: Which, scopes: Scopes },
    SignOutside { workload: Which, key: Which, seconds: i64, aud: Which },
    ChangeIssuer { enabled: bool, single_use: bool, key: Which },
    ChangeIdentity { app: Which, enabled: bool, workload: Which },
    RevokeToken { token: usize },
    AddKey { app: Which },
    RevokeKey { app: Which, key: usize },
    EndKey { app: Which, key: usize, seconds: i64 },
    RotateSigningKey,
    RevokeSigningKey,
    Pass { seconds: i64 },
    Sweep,
}

/// A random step; making tokens is more frequent than changes.
pub(super) fn step() -> impl Strategy<Value = Step> {
    let which = || 0_usize..2;
    let scopes = || 0_u8..8;

    prop_oneof![
        4 => (which(), which(), scopes()).prop_map(|(app, api, scopes)| Step::Issue { app, api, scopes }),
        4 => (which(), 0_usize..8, prop_oneof![Just(1_i64), Just(600), Just(3600)], prop::option::of(which()))
            .prop_map(|(app, key, seconds, aud)| Step::Sign { app, key, seconds, aud }),
        4 => (which(), which(), scopes()).prop_map(|(app, api, scopes)| Step::Grant { app, api, scopes }),
        1 => (which(), which()).prop_map(|(app, api)| Step::RevokeGrant { app, api }),
        2 => (which(), any::<bool>()).prop_map(|(app, enabled)| Step::EnableApplication { app, enabled }),
        2 => which().prop_map(|app| Step::EndTokens { app }),
        2 => (which(), any::<bool>()).prop_map(|(api, enabled)| Step::EnableApi { api, enabled }),
        1 => (which(), scopes()).prop_map(|(api, scopes)| Step::ChangeScopes { api, scopes }),
        1 => (which(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
            |(api, access_tokens, application_jwts, outside_tokens)| {
                Step::ChangeAccepts { api, access_tokens, application_jwts, outside_tokens }
            },
        ),
        6 => (0_usize..32, which(), which(), scopes())
            .prop_map(|(token, by, to, scopes)| Step::Exchange { token, by, to, scopes: scopes & 3 }),
        4 => (which(), which(), prop_oneof![Just(1_i64), Just(600), Just(3600)], which())
            .prop_map(|(workload, key, seconds, aud)| Step::SignOutside { workload, key, seconds, aud }),
        1 => (prop::bool::weighted(0.7), prop::bool::weighted(0.2), which())
            .prop_map(|(enabled, single_use, key)| Step::ChangeIssuer { enabled, single_use, key }),
        2 => (which(), prop::bool::weighted(0.7), which())
            .prop_map(|(app, enabled, workload)| Step::ChangeIdentity { app, enabled, workload }),
        1 => which().prop_map(|api| Step::MakeApiAnew { api }),
        3 => (0_usize..32).prop_map(|token| Step::RevokeToken { token }),
        1 => which().prop_map(|app| Step::AddKey { app }),
        1 => (which(), 0_usize..8).prop_map(|(app, key)| Step::RevokeKey { app, key }),
        1 => (which(), 0_usize..8, 1_i64..900).prop_map(|(app, key, seconds)| Step::EndKey { app, key, seconds }),
        1 => Just(Step::RotateSigningKey),
        2 => Just(Step::RevokeSigningKey),
        2 => prop_oneof![Just(1_i64), Just(30), Just(600), Just(1800)].prop_map(|seconds| Step::Pass { seconds }),
        1 => Just(Step::Sweep),
    ]
}
