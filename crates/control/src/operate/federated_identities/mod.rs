//! Federated identities: their rules, and what operators do with them.

mod create;
mod delete;
mod event;
mod handle;
mod settings;
mod update;

pub use create::CreateFederatedIdentity;
pub(crate) use delete::forget_identities;
pub use handle::FederatedIdentities;
pub use settings::FederatedIdentitySettings;
pub use update::UpdateFederatedIdentity;
