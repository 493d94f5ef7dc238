//! Servers announce the master keys that they hold, so that a rotation waits for all of them.

use keyplane_entity::{Timestamp, master_key_holder};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict,
};

use super::Sealing;
use crate::{error::Error, known::master_key_file::ids};

/// How long after its last sign of life a server counts as running, in seconds.
const ALIVE_SECONDS: i64 = 90;
/// How long the row of a server that was killed is kept, in seconds.
const KEPT_SECONDS: i64 = 86_400;

/// A running server and the master keys that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterKeyServer {
    /// Host and process ID.
    pub name: String,
    /// IDs of its keys.
    pub key_ids: Vec<String>,
    /// Time of its last sign of life.
    pub seen_at: Timestamp,
}

impl Sealing {
    /// Announces the master keys that this server holds. Servers do so twice a minute and when
    /// their file changes.
    pub async fn announce(&self) -> Result<(), Error> {
        let store = self.known.store();
        let now = store.now();
        let row = master_key_holder::Model {
            replica_id: self.replica_id,
            name: process_name(),
            key_ids: ids(&self.known.sealer().file().keys()),
            seen_at: now,
        };

        let tx = store.begin().await?;
        let (id, keys, seen) = (
            master_key_holder::Column::ReplicaId,
            master_key_holder::Column::KeyIds,
            master_key_holder::Column::SeenAt,
        );
        master_key_holder::Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::column(id).update_columns([keys, seen]).to_owned())
            .exec_without_returning(&tx)
            .await?;
        master_key_holder::Entity::delete_many()
            .filter(seen.lt(now.plus_seconds(-KEPT_SECONDS)))
            .exec(&tx)
            .await?;
        store.database().commit(tx).await
    }

    /// Takes the announcement back when the server ends.
    pub async fn withdraw(&self) -> Result<(), Error> {
        let store = self.known.store();
        let tx = store.begin().await?;
        master_key_holder::Entity::delete_by_id(self.replica_id).exec(&tx).await?;
        store.database().commit(tx).await
    }

    /// The servers that run.
    pub(super) async fn servers(&self) -> Result<Vec<MasterKeyServer>, Error> {
        let alive = self.known.store().now().plus_seconds(-ALIVE_SECONDS);
        let rows = master_key_holder::Entity::find()
            .filter(master_key_holder::Column::SeenAt.gt(alive))
            .order_by_asc(master_key_holder::Column::Name)
            .all(self.known.store().read())
            .await?;

        let server = |row: master_key_holder::Model| MasterKeyServer {
            name: row.name,
            key_ids: row.key_ids.split(' ').map(ToOwned::to_owned).collect(),
            seen_at: row.seen_at,
        };
        Ok(rows.into_iter().map(server).collect())
    }
}

fn process_name() -> String {
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    format!("{host} (process {})", std::process::id())
}
