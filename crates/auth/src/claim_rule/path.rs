//! Where a rule finds its claim.

use serde_json::{Map, Value};

use super::ClaimRuleFault;

/// The longest name or pointer, in bytes.
const MAX_BYTES: usize = 255;
/// The most segments of a pointer.
const MAX_SEGMENTS: usize = 8;

/// The place of a claim: a name at the top level, or a JSON Pointer (RFC 6901) through objects. Two
/// ways to write one place are equal: `sub` and `/sub`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClaimPath {
    names: Vec<String>,
    /// Whether the pointer ends with `*`: any element of the array at this place.
    every: bool,
}

impl ClaimPath {
    /// Parses a name, or a JSON Pointer, which begins with `/`.
    pub fn parse(claim: &str) -> Result<Self, ClaimRuleFault> {
        if claim.is_empty() {
            return Err(ClaimRuleFault::NoClaim);
        }
        if claim.len() > MAX_BYTES {
            return Err(ClaimRuleFault::LongClaim);
        }
        let Some(pointer) = claim.strip_prefix('/') else {
            return Ok(Self { names: vec![claim.to_owned()], every: false });
        };

        let mut segments: Vec<_> = pointer.split('/').collect();
        let every = segments.len() > 1 && segments.last() == Some(&"*");
        if every {
            segments.pop();
        }
        if segments.len() > MAX_SEGMENTS || segments.iter().any(|one| matches!(*one, "" | "*")) {
            return Err(ClaimRuleFault::BadPointer);
        }
        let names = segments.into_iter().map(unescaped).collect::<Option<_>>();
        names.map(|names| Self { names, every }).ok_or(ClaimRuleFault::BadPointer)
    }

    /// Whether it is the claim of this name at the top level, or an element of it.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        matches!(self.names.as_slice(), [one] if one == name)
    }

    /// The name of the claim at the top level that it is, or is inside of.
    #[must_use]
    pub fn top(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// Whether it means any element of an array.
    #[must_use]
    pub fn is_every(&self) -> bool {
        self.every
    }

    /// The value at this place. A pointer goes through objects only: never into an array.
    #[must_use]
    pub fn find<'a>(&self, claims: &'a Map<String, Value>) -> Option<&'a Value> {
        let (first, rest) = self.names.split_first()?;
        rest.iter().try_fold(claims.get(first)?, |value, name| value.as_object()?.get(name))
    }
}

/// A segment of a pointer without its escapes; `None` if one is not `~0` or `~1`.
fn unescaped(segment: &str) -> Option<String> {
    let mut parts = segment.split('~');
    let mut name = parts.next()?.to_owned();
    for part in parts {
        let (sign, rest) = match part.as_bytes().first()? {
            b'0' => ('~', &part[1..]),
            b'1' => ('/', &part[1..]),
            _ => return None,
        };
        name.push(sign);
        name.push_str(rest);
    }
    Some(name)
}
