//! Numbers with their nouns.

use std::fmt::Display;

/// `1 grant`, `2 grants`. The noun forms its plural with an s.
pub(crate) fn counted(count: impl Display, noun: &str) -> String {
    let count = count.to_string();
    let end = if count == "1" { "" } else { "s" };
    format!("{count} {noun}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(0, "API"), "0 APIs");
        assert_eq!(counted(1_u64, "API"), "1 API");
        assert_eq!(counted(21, "API"), "21 APIs");
    }
}
