//! Where the stream goes.

use std::{fmt, path::PathBuf, str::FromStr};

use url::Url;

use crate::outside::AllowedAddress;

/// The settings of the stream.
#[derive(Clone, Debug)]
pub struct AuditStreamOptions {
    /// Where it goes.
    pub target: AuditStreamTarget,
    /// File with the bearer token of an HTTP endpoint; read for each delivery.
    pub token_file: Option<PathBuf>,
}

/// Where the stream goes. `Display` and `Debug` leave out the path and query of a URL, which may hold
/// a secret.
#[derive(Clone, PartialEq, Eq)]
pub enum AuditStreamTarget {
    /// `file:PATH`: a file that grows.
    File(PathBuf),
    /// `https://…`, or `http://…` for an address that is allowed explicitly: an endpoint that takes
    /// `POST` requests with JSON Lines.
    Http(Url),
}

/// The text names no target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected file:PATH or an https:// URL, such as file:/var/log/keyplane/audit.jsonl")]
pub struct InvalidStreamTarget;

impl FromStr for AuditStreamTarget {
    type Err = InvalidStreamTarget;

    fn from_str(text: &str) -> Result<Self, InvalidStreamTarget> {
        if let Some(path) = text.strip_prefix("file:") {
            return if path.is_empty() {
                Err(InvalidStreamTarget)
            } else {
                Ok(Self::File(path.into()))
            };
        }
        let url = Url::parse(text).map_err(|_| InvalidStreamTarget)?;
        match (url.scheme(), url.host()) {
            ("https" | "http", Some(_)) => Ok(Self::Http(url)),
            _ => Err(InvalidStreamTarget),
        }
    }
}

impl AuditStreamTarget {
    /// The endpoint as an allowed address: who runs the process names it, and may name one of the
    /// own network. Unencrypted endpoints need the setting for private addresses too.
    pub(super) fn own_address(&self) -> Option<AllowedAddress> {
        match self {
            Self::Http(url) if url.scheme() == "https" => {
                let host = url.host()?.to_owned();
                Some(AllowedAddress::Endpoint(host, url.port_or_known_default()?))
            }
            Self::Http(_) | Self::File(_) => None,
        }
    }
}

impl fmt::Display for AuditStreamTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "file:{}", path.display()),
            Self::Http(url) => write!(f, "{}", url.origin().ascii_serialization()),
        }
    }
}

impl fmt::Debug for AuditStreamTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_file_or_a_url_and_is_shown_without_its_path_and_query() {
        let url: AuditStreamTarget = "https://logs.example/in?token=hunter2".parse().unwrap();
        assert_eq!(format!("{url} {url:?}"), "https://logs.example https://logs.example");
        let file: AuditStreamTarget = "file:/var/log/audit.jsonl".parse().unwrap();
        assert_eq!(file.to_string(), "file:/var/log/audit.jsonl");
        for text in ["", "file:", "/var/log/audit", "ftp://logs.example", "https:", "logs.example"]
        {
            assert_eq!(text.parse::<AuditStreamTarget>(), Err(InvalidStreamTarget), "{text}");
        }
    }
}
