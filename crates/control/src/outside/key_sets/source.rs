//! Where the keys of an outside issuer are.

use std::{fmt, sync::Arc};

use keyplane_auth::{KeySetUse, sha256};
use uuid::Uuid;

/// Where the keys of an outside issuer are, and which certificate authorities its servers are
/// trusted by. Two sources that are equal share a fetched set. Cheap to clone.
#[derive(Clone)]
pub struct KeySetSource(Arc<SourceParts>);

struct SourceParts {
    digest: [u8; 32],
    place: KeySetPlace,
    ca_certificate: Option<String>,
}

/// The document that leads to the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySetPlace {
    /// A discovery document (OIDC Discovery 1.0 section 4, RFC 8414) that names `issuer`,
    /// byte for byte, and a `jwks_uri`, which may be on another host.
    Discovery {
        /// URL of the document.
        url: String,
        /// The `issuer` that the document must name.
        issuer: String,
    },
    /// A JWK Set (RFC 7517 section 5).
    Jwks {
        /// URL of the set.
        url: String,
    },
    /// A SPIFFE bundle, of which only the keys with the `use` `jwt-svid` count.
    SpiffeBundle {
        /// URL of the bundle, with the profile `https_web`.
        url: String,
    },
}

/// Whose fetches are counted together, so that the slow issuers of one do not stop the others: a
/// project's ID, or the instance's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FetchShare(pub Uuid);

impl KeySetSource {
    /// A source. `ca_certificate` is PEM that [`super::check_ca_certificate`] accepted: only these
    /// certificate authorities are trusted for each request of the source. `None`: those of this
    /// machine.
    pub fn new(place: KeySetPlace, ca_certificate: Option<String>) -> Self {
        let digest = digest(&place, ca_certificate.as_deref());
        Self(Arc::new(SourceParts { digest, place, ca_certificate }))
    }

    /// The discovery document of an issuer, at `url` or, if that is `None`, below the issuer: its
    /// URL without a final `/`, and `/.well-known/openid-configuration`.
    pub fn discovery(issuer: &str, url: Option<&str>, ca_certificate: Option<String>) -> Self {
        let below = || {
            let base = issuer.strip_suffix('/').unwrap_or(issuer);
            format!("{base}/.well-known/openid-configuration")
        };
        let url = url.map_or_else(below, ToOwned::to_owned);
        Self::new(KeySetPlace::Discovery { url, issuer: issuer.to_owned() }, ca_certificate)
    }

    /// The document that leads to the keys.
    pub fn place(&self) -> &KeySetPlace {
        &self.0.place
    }

    /// The certificate authorities of the source; `None`: those of this machine.
    pub(super) fn ca_certificate(&self) -> Option<&str> {
        self.0.ca_certificate.as_deref()
    }

    /// What the source is kept by.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.0.digest
    }

    /// What its keys are for.
    pub(super) fn usage(&self) -> KeySetUse {
        match self.place() {
            KeySetPlace::Discovery { .. } | KeySetPlace::Jwks { .. } => KeySetUse::Jwt,
            KeySetPlace::SpiffeBundle { .. } => KeySetUse::JwtSvid,
        }
    }

    /// The URL that is asked first.
    pub(super) fn url(&self) -> &str {
        match self.place() {
            KeySetPlace::Discovery { url, .. }
            | KeySetPlace::Jwks { url }
            | KeySetPlace::SpiffeBundle { url } => url,
        }
    }

    /// About how many bytes of memory the source takes.
    pub(super) fn weight(&self) -> usize {
        let issuer = match self.place() {
            KeySetPlace::Discovery { issuer, .. } => issuer.len(),
            KeySetPlace::Jwks { .. } | KeySetPlace::SpiffeBundle { .. } => 0,
        };
        256 + self.url().len() + issuer + self.ca_certificate().map_or(0, str::len)
    }
}

/// The digest of every part, each with its length in front, so that no two sources share one.
fn digest(place: &KeySetPlace, ca_certificate: Option<&str>) -> [u8; 32] {
    let (kind, url, issuer) = match place {
        KeySetPlace::Discovery { url, issuer } => ("discovery", url.as_str(), issuer.as_str()),
        KeySetPlace::Jwks { url } => ("jwks", url.as_str(), ""),
        KeySetPlace::SpiffeBundle { url } => ("spiffe", url.as_str(), ""),
    };
    let mut text = Vec::new();
    for part in [kind, url, issuer, ca_certificate.unwrap_or_default()] {
        text.extend_from_slice(&part.len().to_be_bytes());
        text.extend_from_slice(part.as_bytes());
    }
    sha256(&text)
}

impl PartialEq for KeySetSource {
    fn eq(&self, other: &Self) -> bool {
        self.0.digest == other.0.digest
    }
}

impl Eq for KeySetSource {}

impl fmt::Debug for KeySetSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("KeySetSource").field(&self.0.place).finish()
    }
}
