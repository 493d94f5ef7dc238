//! The handles of all use cases, made once.

use std::sync::Arc;

use super::{
    audit_stream::{AuditSink, AuditStream},
    figures::{KeyFigures, Reused},
    readiness::Readiness,
    sweep_usage::UsageSweep,
};
use crate::{
    known::{Known, MAX_LEEWAY_SECONDS},
    operate::{
        apis::Apis,
        applications::Applications,
        checkpoints::Checkpoints,
        client_secrets::ClientSecrets,
        federated_identities::FederatedIdentities,
        grants::Grants,
        keys::{Factory, Keys},
        operators::Operators,
        projects::Projects,
        sealing::Sealing,
        sign_in::SignIn,
        trusted_issuers::TrustedIssuers,
        webhooks::Webhooks,
    },
    outside::{KeySets, Outside},
    serve::{
        documents::Documents,
        federation::OutsideTokens,
        gateway::GatewayCheck,
        guard::Guard,
        limits::{LimitSettings, Limits},
        oauth::Tokens,
        usage::Usage,
    },
    show::{
        inspect::Inspector,
        lists::{Lists, Lookups},
    },
    store::Store,
};

/// The handles of all use cases, and what they share.
pub(super) struct Handles {
    pub(super) store: Store,
    pub(super) known: Known,
    pub(super) version: &'static str,
    pub(super) projects: Projects,
    pub(super) applications: Applications,
    pub(super) client_secrets: ClientSecrets,
    pub(super) checkpoints: Checkpoints,
    pub(super) keys: Keys,
    pub(super) apis: Apis,
    pub(super) grants: Grants,
    pub(super) sealing: Sealing,
    pub(super) webhooks: Webhooks,
    pub(super) operators: Operators,
    pub(super) sign_in: SignIn,
    pub(super) trusted_issuers: TrustedIssuers,
    pub(super) federated_identities: FederatedIdentities,
    pub(super) key_sets: KeySets,
    pub(super) guard: Guard,
    pub(super) tokens: Tokens,
    pub(super) gateway: GatewayCheck,
    pub(super) documents: Documents,
    pub(super) usage: Usage,
    pub(super) usage_sweep: UsageSweep,
    pub(super) lists: Lists,
    pub(super) lookups: Lookups,
    pub(super) inspector: Inspector,
    pub(super) readiness: Readiness,
    pub(super) key_dates: Reused<Arc<[KeyFigures]>>,
    pub(super) pending_events: Reused<u64>,
    pub(super) limits: Limits,
    pub(super) factory: Factory,
    pub(super) audit_stream: Option<AuditStream>,
}

impl Handles {
    #[expect(clippy::too_many_lines, reason = "a line for each handle")]
    pub(super) fn new(
        known: Known,
        outside: Outside,
        key_sets: KeySets,
        version: &'static str,
        gateway_leeway_seconds: i64,
        limits: LimitSettings,
        audit_stream: Option<AuditSink>,
    ) -> Self {
        let store = known.store().clone();
        let leeway = gateway_leeway_seconds.clamp(0, MAX_LEEWAY_SECONDS);
        let factory = Factory::new(store.clone(), limits.key_pairs_per_scope);
        let limits = Limits::new(Arc::clone(store.clock()), limits);
        let usage = Usage::new(store.clone());

        let outside_tokens = OutsideTokens::new(store.clone(), known.clone(), key_sets.clone());
        let guard = Guard::new(known.clone(), usage.clone(), limits.clone());

        Self {
            version,
            projects: Projects::new(known.clone(), factory.clone()),
            applications: Applications::new(known.clone(), factory.clone()),
            client_secrets: ClientSecrets::new(known.clone()),
            checkpoints: Checkpoints::new(known.clone()),
            keys: Keys::new(known.clone(), factory.clone()),
            apis: Apis::new(known.clone()),
            grants: Grants::new(known.clone()),
            sealing: Sealing::new(known.clone()),
            operators: Operators::new(known.clone(), factory.clone(), outside.clone()),
            sign_in: SignIn::new(known.clone(), outside.clone(), key_sets.clone()),
            trusted_issuers: TrustedIssuers::new(known.clone(), outside.clone(), key_sets.clone()),
            federated_identities: FederatedIdentities::new(known.clone()),
            webhooks: Webhooks::new(known.clone(), outside),
            key_sets,
            guard: guard.clone(),
            tokens: Tokens::new(
                store.clone(),
                known.clone(),
                usage.clone(),
                limits.clone(),
                outside_tokens.clone(),
            ),
            gateway: GatewayCheck::new(
                known.clone(),
                usage.clone(),
                limits.clone(),
                outside_tokens.clone(),
                leeway,
            ),
            documents: Documents::new(known.clone()),
            lists: Lists::new(store.clone()),
            lookups: Lookups::new(known.clone()),
            inspector: Inspector::new(store.clone(), known.clone(), guard, outside_tokens, leeway),
            readiness: Readiness::new(store.clone()),
            key_dates: Reused::default(),
            pending_events: Reused::default(),
            audit_stream: audit_stream.map(|sink| AuditStream::new(known.clone(), sink)),
            usage,
            limits,
            factory,
            usage_sweep: UsageSweep::new(store.clone()),
            store,
            known,
        }
    }
}
