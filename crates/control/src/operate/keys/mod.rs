//! Generating, importing, changing, rotating, revoking and exporting keys of every purpose.

mod admin;
mod application;
mod delete;
mod due;
mod event;
mod export;
mod factory;
mod file;
mod handle;
mod imported;
mod locked_key;
mod new_key;
mod pairs;
mod preview;
mod queue;
mod revoke;
mod ring;
mod rotate;
mod signing;
mod update;

pub use admin::{GenerateAdminKey, ImportAdminKey};
pub use application::{GenerateApplicationKey, ImportApplicationKey};
pub(crate) use delete::delete_keys;
pub use export::ExportPrivateKey;
pub(crate) use factory::{Factory, Order};
pub use file::{PrivateKeyFile, PrivateKeyFormat};
pub use handle::Keys;
pub use new_key::GeneratedKey;
pub(crate) use new_key::{NewKey, admin_key_of};
pub(crate) use pairs::Pairs;
pub use preview::{RotationPreview, RotationRequest};
pub use revoke::RevokeKey;
pub use rotate::{RotateKey, RotatedKey};
pub(crate) use signing::add_first_signing_key;
pub use signing::{GenerateSigningKey, ImportSigningKey};
pub use update::UpdateKey;
