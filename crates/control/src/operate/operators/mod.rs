//! Operators' issuers, their rules, and the sessions of their people: what operators change.

mod block;
mod claim_rules;
mod end_sessions;
mod forget;
mod handle;
mod issuer;
mod issuer_settings;
mod locked;
mod rule;
mod rule_keys;
mod rule_settings;
mod session;

pub use block::BlockOperator;
pub(crate) use claim_rules::lets_in;
pub(crate) use end_sessions::{Which, end_sessions};
pub(crate) use forget::forget_operator_rules;
pub use handle::Operators;
pub use issuer::{CreateOperatorIssuer, UpdateOperatorIssuer};
pub use issuer_settings::OperatorIssuerSettings;
pub use rule::{CreateOperatorRule, UpdateOperatorRule};
pub(crate) use rule_keys::newest_key;
pub use rule_settings::OperatorRuleSettings;
pub use session::RevokeOperatorSession;
