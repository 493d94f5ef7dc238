//! Removes sent values from error messages, because a value may be a private key in the wrong
//! place. Names stay; where a name may be any text, its long runs are left out.

use std::borrow::Cow;

use keyplane_auth::{MAX_SHOWN_WORD, shown};

/// Texts of the library's messages that a value follows. The rest of the message is removed.
const VALUES: &[&str] = &[", found ", " does not contain the value ", " does not contain value "];

/// A message of the library without its values.
pub(crate) fn message(text: &str) -> String {
    let end = VALUES.iter().filter_map(|value| Some((text.find(value)?, *value))).min();
    let mut message = match end {
        None => Cow::from(text),
        Some((at, ", found ")) => Cow::from(&text[..at]),
        Some((at, _)) => Cow::from(format!("{} does not contain this value", &text[..at])),
    };
    if let Some(without) = without_field(&message) {
        message = Cow::from(without);
    }
    shown(&message)
}

/// `unknown field "NAME" of type "TYPE"`: the name of a member of a variable may be any text.
fn without_field(message: &str) -> Option<String> {
    const START: &str = "unknown field \"";
    let (before, rest) = message.split_once(START)?;
    let (name, of_type) = rest.rsplit_once("\" of type \"")?;
    let is_name = name.len() <= MAX_SHOWN_WORD
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let name = if is_name { name } else { "…" };
    Some(format!("{before}{START}{name}\" of type \"{of_type}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";

    #[test]
    fn a_key_is_not_repeated_wherever_it_stands() {
        let texts = [
            format!(
                r#"Invalid value for argument "input.a", enumeration type "Kind" does not contain the value "{SECRET}""#
            ),
            format!(
                r#"Invalid value for argument "input.a", enumeration type "Kind" does not contain the value "a" of type "{SECRET}""#
            ),
            format!(
                r#"Invalid value for argument "input", unknown field "{SECRET}" of type "Input""#
            ),
            format!(
                "Invalid value for argument \"input\", unknown field \"-----BEGIN PRIVATE KEY-----\n{SECRET}\nabc\" of type \"x\" of type \"Input\""
            ),
            format!(r#"Unknown field "{SECRET}" on type "Query"."#),
            format!(r#"Unknown operation named "{SECRET}""#),
            format!(r#"Expected input type "String", found "{SECRET}"."#),
            format!(r#"Variable "${SECRET}" is not defined"#),
        ];

        for text in texts {
            let shown = message(&text);
            assert!(!shown.contains(&SECRET[..12]) && !shown.contains("PRIVATE"), "{shown}");
        }
    }

    #[test]
    fn the_names_of_an_honest_mistake_stay() {
        for text in [
            r#"Unknown field "currentSigningKeys" on type "Project". Did you mean "currentSigningKey"?"#,
            r#"Invalid value for argument "input", unknown field "slugg" of type "CreateProjectInput""#,
            r#"Invalid value for argument "filter.actorKeyId", expected type "ID""#,
            r#"Field "createProject" argument "input" of type "CreateProjectInput!" is required but not provided"#,
        ] {
            assert_eq!(message(text), text);
        }
        let shown = message(
            r#"Invalid value for argument "states.0", enumeration type "KeyState" does not contain the value "ACTIV""#,
        );
        assert_eq!(
            shown,
            r#"Invalid value for argument "states.0", enumeration type "KeyState" does not contain this value"#
        );
    }
}
