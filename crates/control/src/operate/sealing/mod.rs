//! Which master key seals, and the rotation to another one.
//!
//! The database says which key is active: the one row of the table `sealing`. A transaction that
//! seals a value holds a shared lock on it, so that no value is sealed under the earlier key once a
//! rotation has committed. The file holds the keys; its mark of the active one counts only for a new
//! database.

mod holders;
mod rewrap;
mod rotate;
mod status;
mod table;

pub use holders::MasterKeyServer;
pub use rewrap::{RewrapProgress, Rewrapped};
pub use rotate::{RotateMasterKey, RotatedMasterKey};
pub use status::{MasterKeyStatus, SealingStatus};

use uuid::Uuid;

use crate::known::Known;

/// Rotates the master key, and says what is sealed with which key.
#[derive(Clone)]
pub struct Sealing {
    known: Known,
    /// ID of this process among those that announce their keys.
    replica_id: Uuid,
}

impl Sealing {
    pub(crate) fn new(known: Known) -> Self {
        let replica_id = known.store().new_id();
        Self { known, replica_id }
    }

    /// Reads the master key file again if it has changed. Returns whether other keys are held now.
    pub fn look_at_file(&self) -> bool {
        self.known.sealer().look_at_file()
    }
}
