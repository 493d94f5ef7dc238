//! Compact JWS: parsed, not yet verified (RFC 7515 section 7.1).

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, de::IgnoredAny};

use crate::{
    ApplicationKey, BadSignature, JwsAlgorithm, VerifyingKey, encoding::decode_base64url,
    json::parse_unique,
};

/// A parsed JWS. Use the header to choose the key, and trust nothing else before
/// [`Jws::verify`] succeeds. `Debug` shows the header only: the rest is a
/// credential.
#[derive(Clone)]
pub struct Jws<'t> {
    header: JwsHeader,
    signing_input: &'t str,
    payload: Vec<u8>,
    signature: Vec<u8>,
    length: usize,
}

/// The members of a protected header that are used. `jku`, `x5u`, `jwk` and the
/// like are not read: keys come only from the server's own tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JwsHeader {
    /// The `alg`; `None` if it is absent or not supported.
    pub algorithm: Option<JwsAlgorithm>,
    /// The key ID, unchanged; `None` if absent.
    pub kid: Option<String>,
    /// The media type, unchanged; `None` if absent.
    pub typ: Option<String>,
}

/// Why a text is refused as a JWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    /// Not `header.payload.signature`.
    #[error("a JWT has three parts with dots between them")]
    Parts,
    /// A part has padding, whitespace, other characters or stray bits.
    #[error("each part of a JWT is base64url without padding")]
    Base64,
    /// The header does not parse, has a duplicate name or a value of the wrong type.
    #[error("the header is not a JSON object with unique names and strings for alg, kid and typ")]
    Header,
    /// The header has `crit`; no extension is supported.
    #[error("the header has crit, and no extension is understood here")]
    Critical,
}

impl JwsError {
    /// The rule that was broken, as an instruction.
    pub(crate) const fn rule(self) -> &'static str {
        match self {
            Self::Parts => "a JWT has three parts with dots between them",
            Self::Base64 => "each part must be base64url without padding",
            Self::Header => {
                "the header must be a JSON object with unique names, and alg, kid and typ strings"
            }
            Self::Critical => "the header must not have crit",
        }
    }
}

#[derive(Deserialize)]
struct RawHeader<'a> {
    #[serde(borrow, default)]
    alg: Cow<'a, str>,
    #[serde(default, deserialize_with = "not_null")]
    kid: Option<String>,
    #[serde(default, deserialize_with = "not_null")]
    typ: Option<String>,
    #[serde(default, deserialize_with = "not_null")]
    crit: Option<IgnoredAny>,
}

/// Deserializes a member that may be absent but not null. A plain `Option` would
/// read null as absent.
pub(crate) fn not_null<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

impl<'t> Jws<'t> {
    /// Parses a compact JWS. The payload may be any bytes.
    pub fn parse(token: &'t str) -> Result<Self, JwsError> {
        let (signing_input, signature) = token.rsplit_once('.').ok_or(JwsError::Parts)?;
        let (header, payload) = signing_input.split_once('.').ok_or(JwsError::Parts)?;
        if payload.contains('.') {
            return Err(JwsError::Parts);
        }
        let header = decode_base64url(header).ok_or(JwsError::Base64)?;
        Ok(Self {
            header: parse_header(&header)?,
            signing_input,
            payload: decode_base64url(payload).ok_or(JwsError::Base64)?,
            signature: decode_base64url(signature).ok_or(JwsError::Base64)?,
            length: token.len(),
        })
    }

    /// The length of the whole text, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// The header; not verified before [`Jws::verify`] succeeds.
    #[must_use]
    pub fn header(&self) -> &JwsHeader {
        &self.header
    }

    /// The header, by value.
    pub(crate) fn into_header(self) -> JwsHeader {
        self.header
    }

    /// The payload; not verified before [`Jws::verify`] succeeds.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Checks the signature. The header's `alg` must be one of the key's algorithms,
    /// so that the sender cannot choose another (RFC 8725 section 3.1).
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), BadSignature> {
        match self.header.algorithm {
            Some(JwsAlgorithm::Public(algorithm)) => {
                key.verify(algorithm, self.signing_input.as_bytes(), &self.signature)
            }
            Some(JwsAlgorithm::Hs256) | None => Err(BadSignature::Mismatch),
        }
    }

    /// Checks the signature with an application's key or secret, under the same rule.
    pub fn verify_application(&self, key: &ApplicationKey) -> Result<(), BadSignature> {
        match (key, self.header.algorithm) {
            (ApplicationKey::Public(key), Some(JwsAlgorithm::Public(_))) => self.verify(key),
            (ApplicationKey::Secret(key), Some(JwsAlgorithm::Hs256)) => {
                key.verify(self.signing_input.as_bytes(), &self.signature)
            }
            (ApplicationKey::Public(_), Some(JwsAlgorithm::Hs256) | None)
            | (ApplicationKey::Secret(_), Some(JwsAlgorithm::Public(_)) | None) => {
                Err(BadSignature::Mismatch)
            }
        }
    }
}

impl JwsHeader {
    /// Whether `typ` is this media type, ignoring case, with or without the prefix
    /// `application/` (RFC 7515 section 4.1.9).
    #[must_use]
    pub fn is_of_type(&self, media_type: &str) -> bool {
        self.typ.as_deref().is_some_and(|typ| is_media_type(typ, media_type))
    }
}

/// Whether `typ` means `application/{media_type}`.
pub(crate) fn is_media_type(typ: &str, media_type: &str) -> bool {
    const PREFIX: &str = "application/";
    let short = match typ.split_at_checked(PREFIX.len()) {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case(PREFIX) => rest,
        _ => typ,
    };
    short.eq_ignore_ascii_case(media_type)
}

impl fmt::Debug for Jws<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jws").field("header", &self.header).finish_non_exhaustive()
    }
}

fn parse_header(json: &[u8]) -> Result<JwsHeader, JwsError> {
    let raw: RawHeader<'_> = parse_unique(json).ok_or(JwsError::Header)?;
    if raw.crit.is_some() {
        return Err(JwsError::Critical);
    }
    Ok(JwsHeader { algorithm: raw.alg.parse().ok(), kid: raw.kid, typ: raw.typ })
}
