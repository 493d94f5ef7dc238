//! The standing of an access token that the project issued.

use std::fmt;

use keyplane_auth::{
    Check, Expected, Found, Judged, Refusal, Rule, SUBJECT_FORM, TokenId, is_subject, judge,
};
use keyplane_entity::application;

/// Why an access token counts as revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RevocationRefusal {
    /// All earlier tokens of the application were revoked.
    Generation,
    /// The token itself was revoked.
    Token,
}

impl Refusal for RevocationRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Generation => "APPLICATION_TOKENS_REVOKED",
            Self::Token => "TOKEN_REVOKED",
        }
    }
}

impl fmt::Display for RevocationRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Generation => {
                "The application's tokens were revoked after it was issued: obtain another."
            }
            Self::Token => "The token was revoked: obtain another.",
        })
    }
}

/// An access token and what was looked up about it.
#[derive(Clone, Copy)]
pub(crate) struct Issued<'a> {
    /// The application that it was issued to.
    pub(crate) application: Option<&'a application::Model>,
    pub(crate) id: TokenId,
    /// Whether the token itself was revoked.
    pub(crate) revoked: bool,
}

type IssuedCheck<'a> = Option<Check<'a, RevocationRefusal>>;

impl Issued<'_> {
    const RULES: [Rule<Self, IssuedCheck<'static>>; 2] =
        [("generation", Self::generation), ("revoked", Self::revocation)];

    /// The names of the rules.
    pub(crate) fn names() -> [&'static str; 2] {
        Self::RULES.map(|(name, _)| name)
    }

    /// `generation` and `revoked`.
    pub(crate) fn checks(self) -> impl Iterator<Item = Judged<'static, RevocationRefusal>> {
        judge(Self::RULES, self)
    }

    fn generation(&self, name: &'static str) -> IssuedCheck<'static> {
        let (least, found) = (self.application?.token_generation, self.id.generation);
        let (holds, refusal) = (found >= least, RevocationRefusal::Generation);
        Some(Check::new(name, Expected::AtLeast(least), Found::Number(found), holds, refusal))
    }

    fn revocation(&self, name: &'static str) -> IssuedCheck<'static> {
        let found = Found::Text(if self.revoked { "revoked" } else { "not revoked" });
        let (expected, refusal) = (Expected::Words("not revoked"), RevocationRefusal::Token);
        Some(Check::new(name, expected, found, !self.revoked, refusal))
    }
}

/// The subject of an access token, which a gateway sends on in a header.
#[derive(Clone, Copy)]
pub(crate) struct HeaderSubject<'a>(pub(crate) &'a str);

/// The refusal of a subject that no header can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sub cannot be sent on in a header: ask for a token with one of printable ASCII")]
pub(crate) struct UnsendableSubject;

impl Refusal for UnsendableSubject {
    fn reason(&self) -> &'static str {
        "WRONG_SUBJECT"
    }
}

impl<'a> HeaderSubject<'a> {
    const RULES: [Rule<Self, Option<Check<'a, UnsendableSubject>>>; 1] = [("sub", Self::subject)];

    /// `sub`.
    pub(crate) fn checks(self) -> impl Iterator<Item = Judged<'a, UnsendableSubject>> {
        judge(Self::RULES, self)
    }

    /// Whether a header can hold the subject unchanged. Another text is refused rather than
    /// altered, because an altered text could name another subject.
    fn subject(&self, name: &'static str) -> Option<Check<'a, UnsendableSubject>> {
        let text = self.0;
        let (expected, holds) = (Expected::Words(SUBJECT_FORM), is_subject(text));
        Some(Check::new(name, expected, Found::Text(text), holds, UnsendableSubject))
    }
}
