//! Generating, importing, changing, rotating, revoking and exporting keys of every purpose.

mod admin;
mod application;
mod describe;
mod export;
mod factory;
mod file;
mod find;
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
pub use describe::{
    additional_algorithms, certificate_pem, is_exportable, key_jwk, public_key_pem,
};
pub(crate) use describe::{algorithm_of, algorithms_of, verifying_key};
pub use export::ExportPrivateKey;
pub(crate) use factory::{Factory, Made, Order};
pub use file::{PrivateKeyFile, PrivateKeyFormat};
pub(crate) use find::of_kid;
pub(crate) use new_key::{NewKey, admin_key_of, index, unindex};
pub(crate) use pairs::Pairs;
pub use preview::{RotationPreview, RotationRequest};
pub use revoke::RevokeKey;
pub(crate) use ring::{load as load_ring, load_rings};
pub use rotate::{RotateKey, RotatedKey};
pub(crate) use signing::add_first_signing_key;
pub use signing::{GenerateSigningKey, ImportSigningKey};
pub use update::UpdateKey;

use keyplane_entity::key;

/// A generated key, with its private half if that is returned.
#[derive(Debug)]
pub struct GeneratedKey {
    /// Key as stored.
    pub key: key::Model,
    /// Private half, returned only in this response; `None` if the server signs with it.
    pub private_key: Option<PrivateKeyFile>,
}
