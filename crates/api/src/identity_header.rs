//! The names of the headers that identify the caller to an API. The gateway check sends them, and
//! the configurations of gateways pass them on.

use axum::http::HeaderName;

/// An identity header, by its name in lower case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IdentityHeader(&'static str);

impl IdentityHeader {
    /// Subject of the token.
    pub(crate) const SUBJECT: Self = Self("x-keyplane-subject");
    /// `client_id` of the application that the token belongs to.
    pub(crate) const CLIENT_ID: Self = Self("x-keyplane-client-id");
    /// Scopes of the token, separated by spaces.
    pub(crate) const SCOPE: Self = Self("x-keyplane-scope");
    /// Token ID (`jti`).
    pub(crate) const TOKEN_ID: Self = Self("x-keyplane-token-id");
    /// All identity headers.
    pub(crate) const ALL: [Self; 4] = [Self::SUBJECT, Self::CLIENT_ID, Self::SCOPE, Self::TOKEN_ID];

    /// Name of the header, for a response.
    pub(crate) const fn header_name(self) -> HeaderName {
        HeaderName::from_static(self.0)
    }

    /// Name as people write it, such as `X-Keyplane-Client-Id`.
    pub(crate) fn name(self) -> String {
        let words = self.0.split('-').map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_ascii_uppercase() + rest
        });
        words.collect::<Vec<_>>().join("-")
    }

    /// Name in lower case, as Envoy compares it.
    pub(crate) fn lower(self) -> &'static str {
        self.0
    }

    /// Name in nginx's variables.
    pub(crate) fn snake(self) -> String {
        self.0.replace('-', "_")
    }

    /// The names that become equal once `_` and `-` are the same, as in CGI, WSGI and PHP. Names
    /// with a dot become equal too, but nginx finds no header by such a name.
    fn spellings(self) -> impl Iterator<Item = String> {
        let name = self.name();
        let all = name.split('-').fold(Vec::new(), |begun: Vec<String>, word| {
            if begun.is_empty() {
                return vec![word.to_owned()];
            }
            let with = |mark| begun.iter().map(move |start| format!("{start}{mark}{word}"));
            ['-', '_'].into_iter().flat_map(with).collect()
        });
        all.into_iter().filter(move |spelling| *spelling != name)
    }
}

/// The spellings of all identity headers but their names.
pub(crate) fn spellings() -> Vec<String> {
    IdentityHeader::ALL.into_iter().flat_map(IdentityHeader::spellings).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mixture_of_dashes_and_underscores_is_a_spelling_but_the_name_itself() {
        let spellings = spellings();
        assert_eq!(spellings.len(), 3 + 7 + 3 + 7);
        for expected in ["X_Keyplane-Subject", "X-Keyplane_Scope", "X_Keyplane_Token-Id"] {
            assert!(spellings.iter().any(|one| one == expected), "{expected}: {spellings:?}");
        }
        for header in IdentityHeader::ALL {
            assert!(!spellings.contains(&header.name()), "{spellings:?}");
        }
    }

    #[test]
    fn a_name_is_written_with_a_capital_letter_in_each_word() {
        let names = IdentityHeader::ALL.map(IdentityHeader::name);
        let expected = [
            "X-Keyplane-Subject",
            "X-Keyplane-Client-Id",
            "X-Keyplane-Scope",
            "X-Keyplane-Token-Id",
        ];
        assert_eq!(names, expected);
    }
}
