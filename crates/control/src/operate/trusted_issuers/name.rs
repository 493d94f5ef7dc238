//! How tokens name an issuer, and the preset that follows from it.

use keyplane_auth::{is_trust_domain, shown};
use keyplane_entity::{id::ApplicationId, trusted_issuer};

use crate::{error::Error, judge::Preset, public_url::PublicUrl};

/// Maximum length of an `iss`, in bytes.
const MAX_ISSUER: usize = 1024;

/// Checks that exactly one of `iss` and trust domain is given, and its form.
pub(super) fn check_name(row: &trusted_issuer::Model, own: &PublicUrl) -> Result<(), Error> {
    match (&row.issuer, &row.trust_domain) {
        (Some(issuer), None) => check_issuer(issuer, own),
        (None, Some(domain)) => check_trust_domain(domain),
        (None, None) => Err(Error::input(
            "issuer",
            "is required: the iss of the issuer's tokens, or a trustDomain for SPIFFE",
        )),
        (Some(_), Some(_)) => Err(Error::input(
            "trustDomain",
            "must be left out where issuer is given: tokens of SPIFFE are told by their trust domain",
        )),
    }
}

/// An `iss` is compared byte for byte, so it is kept as it is. It must not be one that this server
/// or an application of it writes.
fn check_issuer(issuer: &str, own: &PublicUrl) -> Result<(), Error> {
    let refuse = |why: &str| Err(Error::input("issuer", why));
    if !(1..=MAX_ISSUER).contains(&issuer.len()) || !issuer.bytes().all(|b| b.is_ascii_graphic()) {
        return refuse("must be 1 to 1,024 printable ASCII characters without blanks, as in iss");
    }
    if own.covers(issuer) {
        return refuse("must not be under this server's own URL");
    }
    if ApplicationId::has_form(issuer) {
        return refuse("must not have the form of an application's ID");
    }
    Ok(())
}

fn check_trust_domain(domain: &str) -> Result<(), Error> {
    if is_trust_domain(domain) {
        return Ok(());
    }
    Err(Error::input(
        "trustDomain",
        "must be 1 to 255 characters of a-z, 0-9, dots, hyphens and underscores, without spiffe://, \
         such as example.org",
    ))
}

/// Checks that the preset that a row names exists, and is that of its issuer.
pub(super) fn check_preset(row: &trusted_issuer::Model) -> Result<(), Error> {
    let Some(name) = row.preset.as_deref() else { return Ok(()) };
    let refuse = |why: String| Err(Error::input("preset", why));
    let Some(preset) = Preset::named(name) else {
        return refuse(format!("{} is not the name of a preset", shown(name)));
    };

    let (known, may_have) = match row.issuer.as_deref() {
        Some(issuer) => (Preset::of_issuer(issuer), preset.may_have_issuer(issuer)),
        None => (Some(Preset::of_trust_domain()), true),
    };
    match known {
        Some(known) if known.name != preset.name => {
            refuse(format!("must be {}: the issuer is one of {}", known.name, known.title))
        }
        None if !may_have => refuse(format!("{} has no such issuer", preset.title)),
        Some(_) | None => Ok(()),
    }
}

/// The preset of an issuer: the one that it was made with, or the one whose platform alone has such
/// an issuer; `None` if nothing is known of it.
pub(crate) fn preset_of(row: &trusted_issuer::Model) -> Option<&'static Preset> {
    let named = row.preset.as_deref().and_then(Preset::named);
    named.or_else(|| match row.issuer.as_deref() {
        Some(issuer) => Preset::of_issuer(issuer),
        None => Some(Preset::of_trust_domain()),
    })
}
