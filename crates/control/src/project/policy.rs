//! The key policy of a project: its limits, and changes to it.

use keyplane_auth::{Algorithm, KeySpec};
use keyplane_entity::project;

use crate::{
    Error, Patch,
    input::{any, within},
};

const DAY: i64 = 86_400;
/// Minimum publish-ahead, in seconds.
const MIN_PUBLISH_AHEAD: i64 = 900;
/// Maximum of any period, in seconds: ten years.
const MAX_PERIOD: i64 = 3650 * DAY;

/// Changes to a key policy.
#[derive(Clone, Debug, Default)]
pub struct KeyPolicyPatch {
    /// Algorithm that the server signs with.
    pub signing_algorithm: Patch<Algorithm>,
    /// Size of new RSA keys, in bits.
    pub rsa_bits: Patch<i64>,
    /// How long a key signs before the schedule replaces it, in seconds; cleared: no schedule.
    pub rotation_period_seconds: Patch<i64>,
    /// How long a key is published before it signs, in seconds.
    pub publish_ahead_seconds: Patch<i64>,
    /// How long verifiers may cache the JWKS, in seconds.
    pub jwks_max_age_seconds: Patch<i64>,
    /// Maximum lifetime of the project's admin tokens, in seconds.
    pub max_admin_token_lifetime_seconds: Patch<i64>,
}

impl KeyPolicyPatch {
    /// Applies the changes, then checks the limits of the whole policy.
    pub(super) fn apply(self, project: &mut project::Model) -> Result<(), Error> {
        let algorithm = |_: &str, new: Algorithm| Ok(new.as_str().to_owned());

        self.signing_algorithm.set(
            "keyPolicy.signingAlgorithm",
            &mut project.signing_algorithm,
            algorithm,
        )?;
        self.rsa_bits.set("keyPolicy.rsaBits", &mut project.rsa_bits, rsa_bits)?;
        self.rotation_period_seconds.set_optional(&mut project.rotation_period_seconds);
        self.publish_ahead_seconds.set(
            "keyPolicy.publishAheadSeconds",
            &mut project.publish_ahead_seconds,
            any,
        )?;
        self.jwks_max_age_seconds.set(
            "keyPolicy.jwksMaxAgeSeconds",
            &mut project.jwks_max_age_seconds,
            any,
        )?;
        self.max_admin_token_lifetime_seconds.set(
            "keyPolicy.maxAdminTokenLifetimeSeconds",
            &mut project.max_admin_token_lifetime_seconds,
            any,
        )?;
        check(project)
    }
}

fn rsa_bits(field: &str, bits: i64) -> Result<i32, Error> {
    let refuse = || Error::input(field, "must be 2048, 3072 or 4096");
    let size = u32::try_from(bits).map_err(|_| refuse())?;
    KeySpec::new(Algorithm::Rs256, Some(size)).map_err(|_| refuse())?;
    i32::try_from(bits).map_err(|_| refuse())
}

fn check(project: &project::Model) -> Result<(), Error> {
    within("keyPolicy.jwksMaxAgeSeconds", project.jwks_max_age_seconds, 60, 3600)?;
    // A verifier must have fetched the key before it signs, even if one fetch fails.
    let least = MIN_PUBLISH_AHEAD.max(2 * project.jwks_max_age_seconds);
    let ahead = project.publish_ahead_seconds;
    within("keyPolicy.publishAheadSeconds", ahead, least, 90 * DAY)?;
    if let Some(period) = project.rotation_period_seconds {
        within("keyPolicy.rotationPeriodSeconds", period, DAY.max(2 * ahead), MAX_PERIOD)?;
    }
    let lifetime = project.max_admin_token_lifetime_seconds;
    within("keyPolicy.maxAdminTokenLifetimeSeconds", lifetime, 60, DAY)?;
    Ok(())
}
