//! Checks of a trusted issuer as a whole, and what a change of one weighs.

use keyplane_auth::{Algorithm, shown};
use keyplane_entity::trusted_issuer::{self, AlgorithmNames};

use super::{
    audience::{check_audience, check_shared},
    handle::TrustedIssuers,
    keys::check_keys,
    name::{check_name, check_preset},
};
use crate::{error::Error, input::within};

/// Limits of `maxAgeSeconds`: one minute and one day.
const MAX_AGE: (i64, i64) = (60, 86_400);

impl TrustedIssuers {
    /// Checks a row of a project with this slug, new or changed.
    pub(super) fn check(&self, row: &trusted_issuer::Model, slug: &str) -> Result<(), Error> {
        let own = self.known.public_url();
        check_name(row, own)?;
        check_preset(row)?;
        check_keys(row, &self.outside)?;
        if let Some(audience) = row.audience.as_deref() {
            check_audience(audience, own, slug)?;
        }
        check_shared(row)
    }
}

pub(super) fn max_age(field: &str, seconds: i64) -> Result<i64, Error> {
    within(field, seconds, MAX_AGE.0, MAX_AGE.1)
}

/// Algorithms, each once. All of them have public keys: the type knows no others.
pub(super) fn algorithms(field: &str, given: Vec<Algorithm>) -> Result<AlgorithmNames, Error> {
    if given.is_empty() {
        return Err(Error::input(field, "must name an algorithm; to shut an issuer disable it"));
    }
    let names: Vec<_> = given.into_iter().map(|one| one.as_str().to_owned()).collect();
    match names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)) {
        None => Ok(AlgorithmNames(names)),
        Some((_, twice)) => Err(Error::input(field, format!("{} is listed twice", shown(twice)))),
    }
}

/// Whether a change sets an end or can let more tokens in: any but another name or external ID
/// and disabling.
pub(super) fn weighs(before: &trusted_issuer::Model, after: &trusted_issuer::Model) -> bool {
    let light = trusted_issuer::Model {
        name: after.name.clone(),
        external_id: after.external_id.clone(),
        enabled: before.enabled && after.enabled,
        ..before.clone()
    };
    light != *after
}
