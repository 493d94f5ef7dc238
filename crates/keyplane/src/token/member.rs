//! A claim or a header member that the caller adds.

use std::str::FromStr;

use serde_json::{Map, Value};

/// Claims that have their own setting.
const OWN_CLAIMS: [&str; 5] = ["iss", "sub", "aud", "iat", "exp"];
/// Header members that have their own setting.
const OWN_HEADERS: [&str; 2] = ["alg", "kid"];

/// A claim: a name and a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim(String, Value);

/// A member of the header: a name and a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeaderMember(String, Value);

/// Why a member cannot be added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum MemberError {
    #[error("expected NAME=VALUE")]
    Form,
    #[error("iss, sub, aud, iat and exp are set by issuer, subject, audience and the lifetime")]
    OwnClaim,
    #[error("alg and kid are settings of their own")]
    OwnHeader,
    #[error("typ must be text")]
    Type,
}

impl Claim {
    /// A claim; an error if the name is empty or has its own setting.
    pub(super) fn new(name: String, value: Value) -> Result<Self, MemberError> {
        if name.is_empty() {
            return Err(MemberError::Form);
        }
        if OWN_CLAIMS.contains(&name.as_str()) {
            return Err(MemberError::OwnClaim);
        }
        Ok(Self(name, value))
    }
}

impl HeaderMember {
    /// A header member; an error if the name is empty or has its own setting, or if the value of
    /// `typ` is not text.
    pub(super) fn new(name: String, value: Value) -> Result<Self, MemberError> {
        if name.is_empty() {
            return Err(MemberError::Form);
        }
        if OWN_HEADERS.contains(&name.as_str()) {
            return Err(MemberError::OwnHeader);
        }
        if name == "typ" && !value.is_string() {
            return Err(MemberError::Type);
        }
        Ok(Self(name, value))
    }
}

impl From<Claim> for (String, Value) {
    fn from(Claim(name, value): Claim) -> Self {
        (name, value)
    }
}

impl From<HeaderMember> for (String, Value) {
    fn from(HeaderMember(name, value): HeaderMember) -> Self {
        (name, value)
    }
}

impl FromStr for Claim {
    type Err = MemberError;

    fn from_str(text: &str) -> Result<Self, MemberError> {
        let (name, value) = split(text)?;
        Self::new(name, value)
    }
}

impl FromStr for HeaderMember {
    type Err = MemberError;

    fn from_str(text: &str) -> Result<Self, MemberError> {
        let (name, value) = split(text)?;
        Self::new(name, value)
    }
}

/// Parses `NAME=VALUE`. A value that parses as JSON is JSON, any other is text.
fn split(text: &str) -> Result<(String, Value), MemberError> {
    let (name, value) = text.split_once('=').ok_or(MemberError::Form)?;
    let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
    Ok((name.to_owned(), value))
}

/// The members as an object; an error if a name is given twice.
pub(super) fn collect(
    members: impl IntoIterator<Item = impl Into<(String, Value)>>,
) -> Result<Map<String, Value>, String> {
    let mut object = Map::new();
    for member in members {
        let (name, value) = member.into();
        if object.contains_key(&name) {
            return Err(name);
        }
        object.insert(name, value);
    }
    Ok(object)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn value(text: &str) -> Value {
        text.parse::<Claim>().unwrap().1
    }

    #[test]
    fn a_value_is_json_where_it_parses_and_text_elsewhere() {
        assert_eq!(value("n=5"), json!(5));
        assert_eq!(value("n=\"5\""), json!("5"));
        assert_eq!(value("roles=[\"a\",\"b\"]"), json!(["a", "b"]));
        assert_eq!(value("deep={\"a\":null}"), json!({"a": null}));
        assert_eq!(value("name=build server"), json!("build server"));
        assert_eq!(value("empty="), json!(""));
        assert_eq!(value("url=https://a.example/?b=c"), json!("https://a.example/?b=c"));
    }

    #[test]
    fn a_member_without_a_name_or_a_value_is_refused() {
        assert_eq!("name".parse::<Claim>(), Err(MemberError::Form));
        assert_eq!("=value".parse::<Claim>(), Err(MemberError::Form));
        assert_eq!("=value".parse::<HeaderMember>(), Err(MemberError::Form));
    }

    #[test]
    fn what_has_a_setting_of_its_own_cannot_be_added() {
        for name in OWN_CLAIMS {
            assert_eq!(format!("{name}=1").parse::<Claim>(), Err(MemberError::OwnClaim));
        }
        for name in OWN_HEADERS {
            assert_eq!(format!("{name}=1").parse::<HeaderMember>(), Err(MemberError::OwnHeader));
        }
    }

    #[test]
    fn the_type_in_a_header_is_text() {
        assert!("typ=at+jwt".parse::<HeaderMember>().is_ok());
        assert_eq!("typ=5".parse::<HeaderMember>(), Err(MemberError::Type));
    }

    #[test]
    fn a_name_given_twice_is_refused() {
        let claims = ["n=1", "m=1", "n=2"].map(|text| text.parse::<Claim>().unwrap());
        assert_eq!(collect(claims), Err("n".to_owned()));
    }
}
