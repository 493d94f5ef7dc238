//! The settings of a trusted issuer that can change.

use keyplane_auth::Algorithm;
use keyplane_entity::{Timestamp, trusted_issuer};

use super::{audience::is_shared, check};
use crate::{
    error::Error,
    input::{self, Patch, any},
};

/// Changes of a trusted issuer's settings.
#[derive(Clone, Debug, Default)]
pub struct TrustedIssuerSettings {
    /// Display name, 1 to 100 characters.
    pub name: Patch<String>,
    /// Name in files and other tools, unique in the project; cleared: none.
    pub external_id: Patch<String>,
    /// URL of its discovery document; cleared: the one below its `iss`.
    pub discovery_url: Patch<String>,
    /// URL of its JWKS or SPIFFE bundle.
    pub jwks_uri: Patch<String>,
    /// Its JWKS or SPIFFE bundle, as JSON.
    pub jwks: Patch<String>,
    /// Certificates in PEM that sign the certificate of its server; cleared: those of the system.
    pub ca_certificate: Patch<String>,
    /// Accepted algorithms.
    pub algorithms: Patch<Vec<Algorithm>>,
    /// Expected `aud`; cleared: the issuer URL of the project.
    pub audience: Patch<String>,
    /// Whether the audience may be one that other parties are known to accept.
    pub allow_shared_audience: Patch<bool>,
    /// Why it may be.
    pub reason: Option<String>,
    /// Whether each token is accepted only once.
    pub single_use: Patch<bool>,
    /// Maximum age of its tokens in seconds, 60 to 86,400.
    pub max_age_seconds: Patch<i64>,
    /// Whether its tokens are accepted.
    pub enabled: Patch<bool>,
    /// End of the trust; cleared: none.
    pub expires_at: Patch<Timestamp>,
}

impl TrustedIssuerSettings {
    /// Applies the changes. What depends on several settings is checked afterwards.
    pub(super) fn apply(
        self,
        row: &mut trusted_issuer::Model,
        now: Timestamp,
    ) -> Result<(), Error> {
        let before = row.clone();
        self.name.set("name", &mut row.name, |_, name| input::name(&name))?;
        self.external_id.set_checked("externalId", &mut row.external_id, input::external_id)?;
        self.discovery_url.set_optional(&mut row.discovery_url);
        self.jwks_uri.set_optional(&mut row.jwks_uri);
        self.jwks.set_optional(&mut row.jwks);
        self.ca_certificate.set_optional(&mut row.ca_certificate);
        self.algorithms.set("algorithms", &mut row.algorithms, check::algorithms)?;
        self.audience.set_optional(&mut row.audience);
        let allow = &mut row.allow_shared_audience;
        self.allow_shared_audience.set("allowSharedAudience", allow, any)?;
        self.single_use.set("singleUse", &mut row.single_use, any)?;
        self.max_age_seconds.set("maxAgeSeconds", &mut row.max_age_seconds, check::max_age)?;
        self.enabled.set("enabled", &mut row.enabled, any)?;
        self.expires_at.set_checked("expiresAt", &mut row.expires_at, |_, end| {
            input::end(Some(end), now).map(|()| end)
        })?;

        let reason = input::reason(self.reason.as_deref())?;
        row.shared_audience_reason = reason_of_shared(&before, row, reason);
        Ok(())
    }
}

/// Why a row's audience may be shared: the reason that is given now, or the one of before while what
/// it was given for is the same.
fn reason_of_shared(
    before: &trusted_issuer::Model,
    row: &trusted_issuer::Model,
    given: Option<String>,
) -> Option<String> {
    let is_the_same = before.audience == row.audience || !is_shared(row);
    let earlier = before.shared_audience_reason.clone().filter(|_| is_the_same);
    given.or(earlier).filter(|_| row.allow_shared_audience)
}
