//! OAuth scopes by name (RFC 6749 section 3.3). Not to be confused with [`Scope`](crate::Scope),
//! the owner of a row.

use std::fmt;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// Maximum length of a name, in characters.
pub const MAX_NAME: usize = 100;

/// Names of scopes in their owner's order, each once; stored as a JSON array.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ScopeNames(pub Vec<String>);

impl ScopeNames {
    /// Whether the list contains a scope.
    pub fn contains(&self, name: &str) -> bool {
        self.0.iter().any(|own| own == name)
    }

    /// The names, space-separated, as in a `scope` parameter.
    pub fn joined(&self) -> String {
        self.0.join(" ")
    }
}

/// Writes the names as [`ScopeNames::joined`] does.
impl fmt::Display for ScopeNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.joined())
    }
}

/// Whether a text is a `scope-token`, printable ASCII without blanks, quotes and backslashes, and
/// none that a proxy would take out of a path.
pub fn is_scope_name(name: &str) -> bool {
    !matches!(name, "" | "." | "..")
        && name.bytes().all(|byte| matches!(byte, b'!' | b'#'..=b'[' | b']'..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_printable_ascii_without_blanks_quotes_and_backslashes_and_no_step_in_a_path() {
        for good in ["a", "...", "orders:read", "https://example.com/read?x=[1]", "!#$%&'()*+,-./~"]
        {
            assert!(is_scope_name(good), "{good}");
        }
        for bad in ["", ".", "..", " ", "a b", "a\"b", "a\\b", "é", "a\u{7f}", "a\n"] {
            assert!(!is_scope_name(bad), "{bad:?}");
        }
    }
}
