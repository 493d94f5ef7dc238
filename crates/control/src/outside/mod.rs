//! Requests to other servers, at URLs that operators register. They leave through one client that
//! reaches no private address unless the operator of the process allows it, and that is bounded in
//! time and bytes.

mod address;
mod allowed;
mod client;
mod fault;
mod key_sets;
mod names;

pub use allowed::{AllowedAddress, InvalidAllowedAddress};
pub use client::TraceParent;
pub(crate) use client::{MAX_ANSWER, Outside, OutsideAnswer, OutsideRequest};
pub(crate) use fault::OutsideFault;
pub use key_sets::{
    CaCertificateFault, FetchResult, FetchShare, KeySetError, KeySetFigures, KeySetPlace,
    KeySetSource, KeySetState, KeySetUnavailable, KeySets, check_ca_certificate,
};
pub(crate) use key_sets::{Moment, MomentNow};
