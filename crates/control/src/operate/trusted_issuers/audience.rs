//! The audience that tokens of an issuer must have.

use keyplane_auth::shown;
use keyplane_entity::{id::ProjectId, trusted_issuer};
use sea_orm::{ColumnTrait, QueryFilter};

use super::name::preset_of;
use crate::{error::Error, judge::shared_audience, operate::write::Write, public_url::PublicUrl};

/// Maximum length of an audience, in bytes.
const MAX_AUDIENCE: usize = 512;

/// Checks an audience that an operator gives, for a project with this slug.
pub(super) fn check_audience(audience: &str, own: &PublicUrl, slug: &str) -> Result<(), Error> {
    let refuse = |why: &str| Err(Error::input("audience", why));
    let fits = (1..=MAX_AUDIENCE).contains(&audience.len());
    if !fits || !audience.bytes().all(|byte| byte.is_ascii_graphic()) {
        return refuse("must be 1 to 512 printable ASCII characters without blanks, as in aud");
    }
    // A token for another project of this server must not count here too.
    if own.is_of_other_project(audience, slug) {
        return refuse("must not be the issuer URL of another project");
    }
    Ok(())
}

/// Refuses an audience that other parties are known to accept too, unless the row allows it and says
/// why.
pub(super) fn check_shared(row: &trusted_issuer::Model) -> Result<(), Error> {
    if row.allow_shared_audience && row.shared_audience_reason.is_none() {
        return Err(Error::input("reason", "is required with allowSharedAudience"));
    }
    // The default audience is the project's own.
    let Some(audience) = row.audience.as_deref().filter(|_| !row.allow_shared_audience) else {
        return Ok(());
    };

    let name = row.issuer.as_deref().or(row.trust_domain.as_deref()).unwrap_or_default();
    match shared_audience(preset_of(row), name, audience) {
        None => Ok(()),
        Some(who) => Err(Error::input(
            "audience",
            format!(
                "{} is an audience that {who} accepts too, so a token with it may have been made for \
                 another service: have the platform make tokens for an audience of your own, or set \
                 allowSharedAudience and a reason",
                shown(audience)
            ),
        )),
    }
}

/// Whether the expected audience of a row is known to be shared.
pub(super) fn is_shared(row: &trusted_issuer::Model) -> bool {
    let name = row.issuer.as_deref().or(row.trust_domain.as_deref()).unwrap_or_default();
    let shared = |audience: &str| shared_audience(preset_of(row), name, audience).is_some();
    row.audience.as_deref().is_some_and(shared)
}

impl Write {
    /// Refuses an expected audience that is the identifier of an API of the project: a token that was
    /// sent to the API must not get access tokens. The default audience is under this server's URL,
    /// where no identifier is.
    pub(super) async fn refuse_identifier_as_audience(
        &self,
        row: &trusted_issuer::Model,
    ) -> Result<(), Error> {
        let Some(audience) = row.audience.as_deref() else { return Ok(()) };
        match self.api_identified(row.project_id, &[audience.to_owned()]).await? {
            None => Ok(()),
            Some(api) => Err(Error::input(
                "audience",
                format!("must not be the identifier of an API; it is that of {}", api.name),
            )),
        }
    }
}

/// Refuses the identifier of a new API that is the expected audience of a trusted issuer of its
/// project.
pub(crate) async fn refuse_expected_audience(
    write: &Write,
    project: ProjectId,
    identifier: &str,
) -> Result<(), Error> {
    let same = trusted_issuer::Entity::in_project(project)
        .filter(trusted_issuer::Column::Audience.eq(identifier))
        .one(write.db())
        .await?;
    match same {
        None => Ok(()),
        Some(issuer) => Err(Error::input(
            "identifier",
            format!(
                "must not be the audience that a trusted issuer's tokens have; it is that of {}",
                issuer.name
            ),
        )),
    }
}
