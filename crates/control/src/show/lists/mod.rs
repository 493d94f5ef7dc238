//! Lists in pages. One statement reads the pages of many lists.

mod api;
mod application;
mod application_filter;
mod audit;
mod by_id;
mod cursor;
mod delivery;
mod federated_identity;
mod grant;
mod handle;
mod key;
mod narrowing;
mod operator;
mod order;
mod page;
mod project;
mod search;
mod trusted_issuer;
mod union;
mod webhook;

pub use api::ApiListing;
pub use application::ApplicationListing;
pub use application_filter::ApplicationFilter;
pub use audit::{AuditFilter, AuditListing};
pub use delivery::{Delivery, DeliveryListing};
pub use federated_identity::{FederatedIdentityListing, IdentitiesOf};
pub use grant::{GrantListing, GrantsOf};
pub use handle::{Lists, Lookups};
pub use key::{KeyFilter, KeyListing, KeyOwner};
pub use operator::{OperatorBlockListing, OperatorSessionListing};
pub use order::{ApplicationOrder, ListOrder};
pub use page::{Page, PageRequest};
pub use project::ProjectListing;
pub use search::SearchResult;
pub use trusted_issuer::TrustedIssuerListing;
pub use webhook::WebhookListing;
