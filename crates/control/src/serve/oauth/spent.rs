//! Rows of the assertions that were spent.

use keyplane_auth::sha256;
use keyplane_entity::{id::ApplicationId, spent_assertion};
use sea_orm::EntityTrait;

use crate::{error::Error, store::Store};

/// Whether the `jti` of an application was spent, without spending it.
pub(crate) async fn is_spent(store: &Store, id: ApplicationId, jti: &str) -> Result<bool, Error> {
    let id = (id, sha256(jti.as_bytes()).to_vec());
    Ok(spent_assertion::Entity::find_by_id(id).one(store.read()).await?.is_some())
}
