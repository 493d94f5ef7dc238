//! The names in URLs: project slugs and, in the same form, API names.

/// Words of the URL space and of the product, which cannot be project slugs.
const RESERVED: &[&str] = &[
    "admin",
    "admin-key",
    "api",
    "apis",
    "assets",
    "authorize",
    "console",
    "graphql",
    "healthz",
    "instance",
    "introspect",
    "jwks",
    "keyplane",
    "metrics",
    "oauth",
    "oauth-authorization-server",
    "openid-configuration",
    "p",
    "project",
    "projects",
    "readyz",
    "revoke",
    "scopes",
    "token",
    "verify",
    "well-known",
];

/// Why a text is not accepted as a slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// The form is invalid.
    #[error(
        "must be 3 to 32 lower-case letters, digits and hyphens, with a letter or digit first and last"
    )]
    Malformed,
    /// The word is reserved.
    #[error("is a reserved word")]
    Reserved,
}

/// Checks a project's slug: [`is_in_form`], and not on the reserved list.
pub fn validate(slug: &str) -> Result<(), SlugError> {
    if !is_in_form(slug) {
        Err(SlugError::Malformed)
    } else if RESERVED.contains(&slug) {
        Err(SlugError::Reserved)
    } else {
        Ok(())
    }
}

/// Whether a text has the form `^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$`, which is all that is asked of
/// an API's name: its place in a path says what it is, whatever the word.
pub fn is_in_form(slug: &str) -> bool {
    let alphanumeric = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = slug.as_bytes();
    (3..=32).contains(&bytes.len())
        && bytes.iter().all(|byte| alphanumeric(byte) || *byte == b'-')
        && bytes.first().is_some_and(alphanumeric)
        && bytes.last().is_some_and(alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_3_to_32_lower_case_letters_digits_and_inner_hyphens() {
        for good in ["abc", "a-1", "0-0", &"a".repeat(32)] {
            assert_eq!(validate(good), Ok(()), "{good}");
        }
        for bad in ["", "ab", &"a".repeat(33), "Abc", "-abc", "abc-", "a_b", "a.b", "äbc", "a b"] {
            assert_eq!(validate(bad), Err(SlugError::Malformed), "{bad}");
        }
        assert_eq!(validate("keyplane"), Err(SlugError::Reserved));
    }
}
