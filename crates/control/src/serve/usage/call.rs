//! A call, as far as it is known.

use std::net::IpAddr;

use keyplane_entity::{
    Timestamp,
    id::{ApiId, ApplicationId, KeyId},
    usage_count::Outcome,
};

use super::outcome::HasOutcome;
use crate::known::Used;

/// A call, as far as it is known who makes it. Only what exists is named here, so that unknown
/// clients and keys are not counted.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The address that it comes from.
    pub(super) source: Option<IpAddr>,
    /// When it was judged.
    pub(crate) at: Timestamp,
    /// The key or secret that the caller uses.
    pub(crate) credential: Option<Used>,
    /// A second one: client authentication beside the assertion of the JWT bearer grant.
    pub(crate) companion: Option<Used>,
    /// The project's key that signed the token, or signs it now.
    pub(crate) signed_with: Option<KeyId>,
    pub(crate) application: Option<ApplicationId>,
    /// The API that is called, or the first of those that the token is for.
    pub(crate) api: Option<ApiId>,
    /// The other APIs that the token is for.
    pub(crate) further_apis: Vec<ApiId>,
    /// Why it is refused, if the refusal itself does not tell exactly.
    reason: Option<Outcome>,
}

impl Call {
    /// A call from this address, of which nothing is known yet.
    pub(crate) fn new(source: Option<IpAddr>) -> Self {
        Self {
            source,
            at: Timestamp(0),
            credential: None,
            companion: None,
            signed_with: None,
            application: None,
            api: None,
            further_apis: Vec::new(),
            reason: None,
        }
    }

    /// The address that it comes from.
    pub(crate) fn source(&self) -> Option<IpAddr> {
        self.source
    }

    /// Notes why the call is refused, before the refusal becomes a text.
    pub(crate) fn refuse(&mut self, refusal: &impl HasOutcome) {
        self.reason = refusal.outcome();
    }

    /// Whether a refusal was noted.
    pub(crate) fn is_refused(&self) -> bool {
        self.reason.is_some()
    }

    /// The exact reason of a refusal that is known to be of this kind.
    pub(super) fn reason(&self, kind: Outcome) -> Outcome {
        self.reason.unwrap_or(kind)
    }
}
