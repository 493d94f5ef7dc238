//! Seals the client secrets at the providers by which operators sign in.

use keyplane_auth::SealError;
use keyplane_entity::operator_issuer;
use secrecy::{ExposeSecret, SecretString};

use super::{
    seal_contexts::operator_issuer_place,
    sealer::{Sealer, Seals},
};
use crate::{error::Error, store::database::Transaction};

impl Sealer {
    /// Seals the client secret in its row.
    pub(crate) async fn seal_operator_secret(
        &self,
        tx: &Transaction,
        row: &mut operator_issuer::Model,
        text: &SecretString,
    ) -> Result<(), Error> {
        let facts = row.issuer.clone();
        let place = operator_issuer_place(row, &facts);
        let (id, sealed) = self.seal(tx, &place, text.expose_secret().as_bytes()).await?;
        row.sealed_client_secret = sealed;
        row.master_key_id = id;
        Ok(())
    }

    /// Opens the client secret.
    pub(crate) fn unseal_operator_secret(
        &self,
        row: &operator_issuer::Model,
    ) -> Result<SecretString, Error> {
        let place = operator_issuer_place(row, &row.issuer);
        let opened = self.open(&place, &row.sealed_client_secret, Seals::WithFacts);
        let opened = opened.map_err(|error| self.failure(&error))?;
        let text =
            std::str::from_utf8(&opened).map_err(|error| Error::internal("secret", error))?;
        Ok(SecretString::from(text))
    }

    /// The client secret under the master key `to` instead.
    pub(crate) fn reseal_operator_secret(
        &self,
        to: &str,
        row: &operator_issuer::Model,
    ) -> Result<Vec<u8>, SealError> {
        self.reseal(to, &operator_issuer_place(row, &row.issuer), &row.sealed_client_secret)
    }
}
