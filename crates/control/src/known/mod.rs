//! The caches of each scope, and the code that fills them. A value is read from the database once
//! and dropped by the commit that changes it.

mod actor;
mod admin_keys;
mod apis;
mod authority;
mod chain;
mod change;
mod client_ids;
mod clients;
mod document;
mod document_sources;
mod federation;
mod foreign_secrets;
mod handle;
mod issuer_keys;
mod lookups;
pub(crate) mod master_key_file;
mod opaque_cache;
mod opaque_tokens;
mod operator_sessions;
mod refreshed_issuers;
mod revoked_tokens;
pub(crate) mod rings;
mod scopes;
mod seal_contexts;
mod sealer;
mod sealer_of_operators;
mod slot;
pub(crate) mod stored_claim_rule;
pub(crate) mod stored_key;
mod trusted_issuers;
mod version;

pub use actor::{Actor, RequestContext};
pub(crate) use admin_keys::{AdminKey, Authority, INSTANCE_AUDIENCE, live_scope};
pub(crate) use apis::{ApiFacts, ClientGrants, ProjectApis};
pub(crate) use chain::ChainLink;
pub(crate) use change::Change;
pub(crate) use client_ids::MAX_ALIAS;
pub(crate) use clients::{Client, ImportedSecret, PresentedSecret, Used, enabled, unexpired};
pub use document::Published;
pub(crate) use document::{Document, DocumentKind};
pub(crate) use federation::named_identity;
pub(crate) use foreign_secrets::signs;
pub(crate) use handle::Known;
pub(crate) use issuer_keys::IssuerKeys;
pub(crate) use master_key_file::MasterKeyFile;
pub(crate) use opaque_tokens::stored_claims;
pub use operator_sessions::SessionFault;
pub(crate) use operator_sessions::{OperatorStanding, STEP_UP_SECONDS};
pub use revoked_tokens::MAX_LEEWAY_SECONDS;
pub(crate) use scopes::{ScopeEntry, ScopeView};
pub(crate) use sealer::Sealer;
pub(crate) use trusted_issuers::{
    FederatedIdentity, IssuerIdentities, IssuerKeysFrom, TrustedIssuer, key_set_use,
};
pub(crate) use version::{MayBeOutdated, Rounds};
