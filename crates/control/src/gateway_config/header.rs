//! The headers that identify the caller to an API.

/// An identity header.
#[derive(Clone, Copy, Debug)]
pub(super) struct IdentityHeader(&'static str);

impl IdentityHeader {
    /// All identity headers.
    pub(super) const ALL: [Self; 4] = [
        Self("X-Keyplane-Subject"),
        Self("X-Keyplane-Client-Id"),
        Self("X-Keyplane-Scope"),
        Self("X-Keyplane-Token-Id"),
    ];

    /// Name of the header.
    pub(super) fn name(self) -> &'static str {
        self.0
    }

    /// Name in lower case, as Envoy compares it.
    pub(super) fn lower(self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// Name in nginx's variables.
    pub(super) fn snake(self) -> String {
        self.lower().replace('-', "_")
    }

    /// The names that become equal once `_` and `-` are the same, as in CGI, WSGI and PHP. Names
    /// with a dot become equal too, but nginx finds no header by such a name.
    fn spellings(self) -> impl Iterator<Item = String> {
        let words = self.0.split('-');
        let all = words.fold(Vec::new(), |begun: Vec<String>, word| {
            if begun.is_empty() {
                return vec![word.to_owned()];
            }
            let with = |mark| begun.iter().map(move |start| format!("{start}{mark}{word}"));
            ['-', '_'].into_iter().flat_map(with).collect()
        });
        all.into_iter().filter(move |spelling| spelling != self.0)
    }
}

/// The names of all headers.
pub(super) fn spellings() -> Vec<String> {
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
            assert!(!spellings.iter().any(|one| one == header.name()), "{spellings:?}");
        }
    }
}
