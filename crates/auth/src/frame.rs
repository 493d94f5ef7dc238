//! The frame of a token: its form, header and the form of its claims, which are judged before its
//! key is known. The kinds of tokens share these rules; each kind lists the rules that apply to it.

use crate::{
    JwsHeader,
    check::{Check, Expected, Found, Judged, Rule, first_refusal, judge},
};

/// The frame of a token that was read. `R` is why its kind is refused.
pub(crate) struct Frame<'a, R> {
    /// The length of the text, in bytes.
    pub(crate) length: usize,
    /// The greatest length of this kind, in bytes.
    pub(crate) longest: usize,
    /// The header, or why the text has none.
    pub(crate) header: Result<&'a JwsHeader, &'a R>,
    /// Whether the payload has the form that the kind requires.
    pub(crate) has_claims: bool,
}

/// A rule about a frame.
pub(crate) type FrameRule<'a, R> = Rule<Frame<'a, R>, Option<Check<'a, R>>>;

impl<'a, R: Clone> Frame<'a, R> {
    /// Applies the rules of a kind.
    pub(crate) fn checks<const N: usize>(
        self,
        rules: [FrameRule<'a, R>; N],
    ) -> impl Iterator<Item = Judged<'a, R>> {
        judge(rules, self)
    }

    /// The first refusal of the rules of a kind.
    pub(crate) fn judge<const N: usize>(self, rules: [FrameRule<'a, R>; N]) -> Result<(), R> {
        first_refusal(self.checks(rules).filter_map(|(_, check)| check))
    }

    /// Whether the text is a JWS that is not too long.
    pub(crate) fn form(&self, name: &'static str) -> Check<'a, R> {
        let refusal = self.header.err().cloned();
        let expected = Expected::JwsOfAtMost(self.longest);
        Check { name, expected, found: Found::Bytes(self.length), refusal }
    }

    /// Whether the header names a key.
    pub(crate) fn kid(
        &self,
        name: &'static str,
        expected: &'static str,
        refusal: R,
    ) -> Option<Check<'a, R>> {
        let kid = self.header.ok()?.kid.as_deref();
        Some(Check::new(name, Expected::Words(expected), Found::text(kid), kid.is_some(), refusal))
    }

    /// Whether the claims have the form of the kind.
    pub(crate) fn claims(
        &self,
        name: &'static str,
        expected: &'static str,
        refusal: R,
    ) -> Option<Check<'a, R>> {
        self.header.ok()?;
        let found = Found::Text(if self.has_claims { "of that form" } else { "of another form" });
        Some(Check::new(name, Expected::Words(expected), found, self.has_claims, refusal))
    }
}
