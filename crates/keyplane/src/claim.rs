//! A claim on the command line.

use std::str::FromStr;

use serde_json::Value;

/// The claims that `token mint` sets by itself.
const OWN: [&str; 3] = ["aud", "iat", "exp"];

/// A name and a value for the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) name: String,
    pub(crate) value: Value,
}

/// Why the text is no claim.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ClaimError {
    #[error("expected NAME=VALUE")]
    Form,
    #[error("{0} cannot be given as a claim; --audience and --ttl set aud, iat and exp")]
    Own(String),
}

/// `NAME=VALUE`; a value that parses as JSON is that, any other is text.
impl FromStr for Claim {
    type Err = ClaimError;

    fn from_str(text: &str) -> Result<Self, ClaimError> {
        let (name, value) = text.split_once('=').ok_or(ClaimError::Form)?;
        if name.is_empty() {
            return Err(ClaimError::Form);
        }
        if OWN.contains(&name) {
            return Err(ClaimError::Own(name.to_owned()));
        }
        let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
        Ok(Self { name: name.to_owned(), value })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn value(text: &str) -> Value {
        text.parse::<Claim>().unwrap().value
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
    fn a_claim_without_a_name_or_a_value_is_refused() {
        assert_eq!("name".parse::<Claim>(), Err(ClaimError::Form));
        assert_eq!("=value".parse::<Claim>(), Err(ClaimError::Form));
    }

    #[test]
    fn the_claims_that_mint_sets_cannot_be_given() {
        for name in OWN {
            let text = format!("{name}=1");
            assert_eq!(text.parse::<Claim>(), Err(ClaimError::Own(name.to_owned())));
        }
    }
}
