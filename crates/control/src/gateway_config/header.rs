//! The headers that tell an API who calls.

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct IdentityHeader(&'static str);

impl IdentityHeader {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [
        Self("X-Keyplane-Subject"),
        Self("X-Keyplane-Client-Id"),
        Self("X-Keyplane-Scope"),
        Self("X-Keyplane-Token-Id"),
    ];

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        self.0
    }

    /// Its name in small letters, as Envoy compares it.
    pub(super) fn lower(self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// Its name in nginx's variables.
    pub(super) fn snake(self) -> String {
        self.lower().replace('-', "_")
    }

    /// The names that become the same once `_` and `-` are one, as in CGI and WSGI.
    fn folded_spellings(self) -> impl Iterator<Item = String> {
        let dashes: Vec<usize> = self.0.match_indices('-').map(|(at, _)| at).collect();
        (1..1_u32 << dashes.len()).map(move |choice| {
            let chosen = |at: usize| {
                dashes.iter().position(|&dash| dash == at).is_some_and(|nth| choice >> nth & 1 == 1)
            };
            self.0
                .char_indices()
                .map(|(at, letter)| if chosen(at) { '_' } else { letter })
                .collect()
        })
    }
}

/// Those of all headers.
pub(super) fn folded_spellings() -> Vec<String> {
    IdentityHeader::ALL.into_iter().flat_map(IdentityHeader::folded_spellings).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mixture_of_dashes_and_underscores_is_a_spelling_but_the_name_itself() {
        let spellings = folded_spellings();
        assert_eq!(spellings.len(), 3 + 7 + 3 + 7);
        for expected in ["X_Keyplane-Subject", "X-Keyplane_Scope", "X_Keyplane_Token_Id"] {
            assert!(spellings.iter().any(|one| one == expected), "{expected}: {spellings:?}");
        }
        for header in IdentityHeader::ALL {
            assert!(!spellings.iter().any(|one| one == header.name()), "{spellings:?}");
        }
    }
}
