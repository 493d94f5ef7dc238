//! Where the keys of an issuer are, and what is known of them.

use keyplane_auth::{OutsideKey, OutsideKeySet, SkippedKey};
use keyplane_entity::{
    Timestamp,
    trusted_issuer::{self, IssuerKeySource},
};

use super::handle::TrustedIssuers;
use crate::{
    error::Error,
    known::{IssuerKeysFrom, key_set_use},
    outside::{FetchShare, KeySetPlace, KeySetSource, KeySetState, Outside, check_ca_certificate},
};

/// Maximum length of a JWKS that is stored with an issuer, in bytes of its JSON.
const MAX_JWKS: usize = 32 * 1024;

/// What this process knows of the keys of an issuer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IssuerKeyState {
    /// Time of the last fetch that gave usable keys; `None` if there was none since the process
    /// started, or if the keys are stored with the issuer.
    pub fetched_at: Option<Timestamp>,
    /// Why the last fetch failed, one of a fixed list of texts; `None` if it did not.
    pub last_error: Option<String>,
    /// `kid`s of the keys that count now; keys without a `kid` are left out.
    pub key_ids: Vec<String>,
}

/// Checks where the keys are: each place with what it needs, and nothing else.
pub(super) fn check_keys(row: &trusted_issuer::Model, outside: &Outside) -> Result<(), Error> {
    let places = [
        ("discoveryUrl", row.discovery_url.is_some(), IssuerKeySource::Discovery),
        ("jwksUri", row.jwks_uri.is_some(), IssuerKeySource::JwksUrl),
        ("jwks", row.jwks.is_some(), IssuerKeySource::Jwks),
    ];
    if let Some((field, ..)) =
        places.into_iter().find(|(_, given, of)| *given && *of != row.key_source)
    {
        return Err(Error::input(field, "does not go with the issuer's keySource"));
    }

    match row.key_source {
        IssuerKeySource::Discovery => check_discovery(row, outside)?,
        IssuerKeySource::JwksUrl => {
            let url = row.jwks_uri.as_deref();
            let url = url.ok_or_else(|| Error::input("jwksUri", "is required with JWKS_URL"))?;
            check_url(outside, "jwksUri", url)?;
        }
        IssuerKeySource::Jwks => check_jwks(row)?,
    }
    check_authorities(row)
}

fn check_discovery(row: &trusted_issuer::Model, outside: &Outside) -> Result<(), Error> {
    let Some(issuer) = row.issuer.as_deref() else {
        return Err(Error::input(
            "keySource",
            "must be JWKS_URL, with the URL of the bundle as jwksUri, or JWKS, with the bundle as \
             jwks: SPIFFE has no discovery",
        ));
    };
    if let Some(url) = row.discovery_url.as_deref() {
        return check_url(outside, "discoveryUrl", url);
    }
    // The document is below the issuer.
    match KeySetSource::discovery(issuer, None, None).place() {
        KeySetPlace::Discovery { url, .. }
        | KeySetPlace::Jwks { url }
        | KeySetPlace::SpiffeBundle { url } => check_url(outside, "issuer", url),
    }
}

fn check_url(outside: &Outside, field: &str, url: &str) -> Result<(), Error> {
    let checked = outside.check_url(url);
    checked.map(drop).map_err(|fault| Error::input(field, fault.to_string()))
}

/// The set is stored and shown as it is, so it must hold no private key.
fn check_jwks(row: &trusted_issuer::Model) -> Result<(), Error> {
    let refuse = |why: String| Err(Error::input("jwks", why));
    let Some(jwks) = row.jwks.as_deref() else {
        return refuse("is required with JWKS".to_owned());
    };
    if jwks.len() > MAX_JWKS {
        return refuse(format!("must be at most {} KiB", MAX_JWKS / 1024));
    }

    let set = match OutsideKeySet::parse(jwks.as_bytes(), key_set_use(row.trust_domain.as_deref()))
    {
        Ok(set) => set,
        Err(fault) => return refuse(fault.to_string()),
    };
    if set.skipped().iter().any(|(reason, _)| holds_secret(*reason)) {
        return refuse(
            "must hold public keys only, and one is private or symmetric: remove it, and replace the \
             key if others could read it"
                .to_owned(),
        );
    }
    Ok(())
}

fn holds_secret(reason: SkippedKey) -> bool {
    match reason {
        SkippedKey::Symmetric | SkippedKey::Private => true,
        SkippedKey::OtherUse
        | SkippedKey::TooSmall
        | SkippedKey::Unsupported
        | SkippedKey::Malformed => false,
    }
}

fn check_authorities(row: &trusted_issuer::Model) -> Result<(), Error> {
    let Some(pem) = row.ca_certificate.as_deref() else { return Ok(()) };
    let refuse = |why: String| Err(Error::input("caCertificate", why));
    match row.key_source {
        IssuerKeySource::Jwks => refuse("does not go with JWKS: nothing is fetched".to_owned()),
        IssuerKeySource::Discovery | IssuerKeySource::JwksUrl => {
            check_ca_certificate(pem).or_else(|fault| refuse(fault.to_string()))
        }
    }
}

impl TrustedIssuers {
    /// What this process knows of the keys of an issuer.
    pub fn key_state(&self, row: &trusted_issuer::Model) -> IssuerKeyState {
        match IssuerKeysFrom::of(row) {
            IssuerKeysFrom::Source(source) => self.key_sets.state(share_of(row), &source).into(),
            IssuerKeysFrom::Stored(set) => {
                let kid = |key: &OutsideKey| key.kid().map(str::to_owned);
                let key_ids = set.iter().flat_map(|set| set.keys()).filter_map(kid).collect();
                IssuerKeyState { key_ids, ..IssuerKeyState::default() }
            }
        }
    }
}

/// Whose fetches those for an issuer count as.
pub(super) fn share_of(row: &trusted_issuer::Model) -> FetchShare {
    FetchShare(row.project_id.0)
}

impl From<KeySetState> for IssuerKeyState {
    fn from(state: KeySetState) -> Self {
        Self {
            fetched_at: state.fetched_at,
            last_error: state.last_error.map(|error| error.to_string()),
            key_ids: state.key_ids,
        }
    }
}
