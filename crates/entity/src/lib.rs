//! Tables of the control plane, and the rules that hold on a row or on the rows of one owner:
//! a key's state, the planning of rotations. Pure: `now` is an argument, nothing here reads a
//! clock, draws a random number or opens a connection.

pub mod api;
pub mod application;
pub mod application_use;
pub mod audit_chain;
pub mod audit_checkpoint;
pub mod audit_event;
pub mod audit_signing_key;
pub mod audit_stream;
pub mod change_notice;
pub mod client_id_alias;
pub mod client_secret;
pub mod expiry_notice;
pub mod federated_identity;
pub mod grant;
pub mod id;
pub mod instance;
pub mod key;
pub mod label;
pub mod lifecycle;
pub mod master_key_holder;
pub mod opaque_token;
pub mod operator_block;
pub mod operator_issuer;
pub mod operator_rule;
pub mod operator_session;
pub mod permission;
pub mod project;
pub mod revoked_token;
pub mod scope;
pub mod scope_name;
pub mod sealing;
pub mod search_term;
pub mod slug;
pub mod spent_assertion;
pub mod timestamp;
pub mod trusted_issuer;
pub mod usage_count;
pub mod webhook;
pub mod webhook_attempt;
pub mod webhook_secret;

pub use permission::{Permission, Permissions};
pub use scope::Scope;
pub use timestamp::Timestamp;
