//! What is remembered of a token of a trusted issuer.

use std::sync::{Arc, Weak};

use keyplane_auth::{OutsideKeySet, OutsideTokenTimes};
use keyplane_entity::id::{FederatedIdentityId, TrustedIssuerId};

use crate::known::{IssuerIdentities, TrustedIssuer};

/// What a token of a trusted issuer was accepted by. It is genuine only as long as all of this is
/// still what counts: a new version of the issuer, its keys or its identities asks for a new
/// verification. The references are weak, so that a remembered token keeps no old version in memory.
pub(super) struct OutsideOrigin {
    pub(super) issuer_id: TrustedIssuerId,
    pub(super) issuer: Weak<TrustedIssuer>,
    pub(super) keys: Weak<OutsideKeySet>,
    pub(super) identities: Weak<IssuerIdentities>,
    /// The identities that matched, all of one application.
    pub(super) matched: Box<[FederatedIdentityId]>,
    pub(super) times: OutsideTokenTimes,
    /// The issuer's `maxAgeSeconds`.
    pub(super) max_age: i64,
}

/// Whether two references are to the same version. A version that is referred to keeps its address.
pub(super) fn same<T>(held: &Weak<T>, current: &Arc<T>) -> bool {
    std::ptr::eq(held.as_ptr(), Arc::as_ptr(current))
}

impl OutsideOrigin {
    /// Approximate size in memory, in bytes.
    pub(super) fn weight(&self) -> usize {
        let references =
            size_of::<TrustedIssuer>() + size_of::<OutsideKeySet>() + size_of::<IssuerIdentities>();
        size_of_val(&*self.matched) + references
    }
}
