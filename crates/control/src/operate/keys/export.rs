//! `exportPrivateKey`: returns a retained private key.

use keyplane_entity::id::KeyId;

use super::{
    file::{PrivateKeyFile, PrivateKeyFormat},
    handle::Keys,
};
use crate::{
    error::Error,
    known::{
        Actor,
        stored_key::{algorithm_of, is_exportable},
    },
    operate::{event::on_key, found},
};

/// Maximum age of a token that may export a private key, in seconds.
const FRESH_SECONDS: i64 = 300;

/// Arguments of `exportPrivateKey`.
#[derive(Debug)]
pub struct ExportPrivateKey {
    /// Key to export.
    pub key_id: KeyId,
    /// Format; default: that of the key's purpose.
    pub format: Option<PrivateKeyFormat>,
}

impl Keys {
    /// Returns the private half of a key that was made with `retainPrivateKey`, to an actor with
    /// `KEYS_EXPORT` whose token was signed within the last five minutes.
    pub async fn export_private(
        &self,
        actor: &Actor,
        request: ExportPrivateKey,
    ) -> Result<PrivateKeyFile, Error> {
        let found = found::key_to_export(&self.known, actor, request.key_id).await?;
        let scope = found.scope;
        let mut write = found.begin(&self.known, actor).await?;
        let key = write.key(scope, request.key_id).await?;
        if key.purpose.has_permissions() {
            write.actor().require_grant(key.permissions.unwrap_or_default(), key.expires_at)?;
        }

        let fresh =
            actor.token_issued_at().is_some_and(|at| at.plus_seconds(FRESH_SECONDS) >= write.now);
        if !fresh {
            return Err(Error::PreconditionFailed(
                "sign a fresh token: the private key is given only to a token whose iat is at \
                 most 5 minutes old"
                    .into(),
            ));
        }
        if key.state(write.now).has_ended() {
            return Err(Error::PreconditionFailed(format!("the key {} has ended", key.kid)));
        }
        if !is_exportable(&key, write.now) {
            return Err(Error::PreconditionFailed(format!(
                "the private half of {} was not retained",
                key.kid
            )));
        }

        let format = request.format.unwrap_or(PrivateKeyFormat::default_for(key.purpose));
        format.check(key.purpose, algorithm_of(&key)?)?;
        let project = write.project_of(scope).await?;
        let private = self.known.sealer().unseal_key_for_export(&key)?;
        let file = self.private_key_file(&key, project.as_ref(), &private, format)?;

        let event = on_key("key.export", &key).with("kid", &*key.kid);
        write.record(scope, event.with("format", format!("{format:?}"))).await?;
        // The private half is returned only after its export is in the audit log.
        write.commit().await?;
        Ok(file)
    }
}
