//! The texts of a token in a single allocation, because many thousands of tokens are cached.

use bytes::Bytes;

/// The texts of a token.
pub(super) struct Texts {
    /// All texts, concatenated.
    all: Bytes,
    /// Offsets in bytes at which the subject, the scopes and the audiences begin.
    begins: [u32; 3],
}

impl Texts {
    /// `scope` and `audience` are space-separated lists, whose entries hold no space.
    pub(super) fn new(token_id: &str, subject: &str, scope: &str, audience: &str) -> Self {
        let mut length = 0_u32;
        let begins = [token_id, subject, scope].map(|part| {
            // Cannot overflow: a token has at most 16 KiB.
            length = length.saturating_add(u32::try_from(part.len()).unwrap_or(u32::MAX));
            length
        });
        let all = [token_id, subject, scope, audience].concat();
        Self { all: Bytes::from(all), begins }
    }

    /// ID of the token; empty if it has none.
    pub(super) fn token_id(&self) -> Bytes {
        self.all.slice(..self.place(0))
    }

    /// Subject of the token; empty for the application itself.
    pub(super) fn subject(&self) -> Bytes {
        self.all.slice(self.place(0)..self.place(1))
    }

    /// Scopes of the token, space-separated.
    pub(super) fn scope(&self) -> Bytes {
        self.all.slice(self.place(1)..self.place(2))
    }

    /// Audiences of the token, space-separated.
    pub(super) fn audience(&self) -> &str {
        std::str::from_utf8(&self.all[self.place(2)..]).unwrap_or_default()
    }

    /// Total length of the texts, in bytes.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    fn place(&self, part: usize) -> usize {
        self.begins[part] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_comes_back_as_it_was() {
        for parts in [
            ["id", "alice smith", "read write", "urn:a urn:b"],
            ["", "", "", ""],
            ["", "s", "", "x"],
        ] {
            let [token_id, subject, scope, audience] = parts;
            let texts = Texts::new(token_id, subject, scope, audience);
            assert_eq!(texts.token_id(), token_id);
            assert_eq!(texts.subject(), subject);
            assert_eq!(texts.scope(), scope);
            assert_eq!(texts.audience(), audience);
        }
    }
}
