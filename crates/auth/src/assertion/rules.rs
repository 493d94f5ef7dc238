//! The rules that the sets of rules share.

use super::{
    AcceptedAssertion, VerifiedAssertion,
    refusal::{AssertionRefusal, AudienceFault, AudienceRule},
    times::{AssertionTimes, TimesCase, first_use},
};
use crate::{
    check::{Check, Expected, Found, Rule, first_refusal},
    claims::Claims,
    jws::is_media_type,
};

/// The longest `jti` and the longest `sub`, in bytes.
const MAX_TEXT_BYTES: usize = 255;

/// The form that [`is_subject`] requires, in words.
pub const SUBJECT_FORM: &str = "1 to 255 printable ASCII characters, no space at either end";

/// The subjects that a set of rules accepts.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    /// The application itself.
    Client,
    /// Any subject of the right form; the caller checks it.
    Any,
}

/// The place where an assertion is used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// At the issuer, as client authentication or as a grant.
    Issuer,
    /// At a gateway, which forwards claims in headers.
    Gateway,
}

/// An assertion and what it is checked against.
#[derive(Clone, Copy)]
pub(super) struct AssertionCase<'a> {
    pub(super) assertion: &'a VerifiedAssertion,
    pub(super) types: &'static [&'static str],
    pub(super) client_id: &'a str,
    pub(super) subject: Subject,
    pub(super) audiences: &'a [&'a str],
    /// Audiences that `allowTokenEndpointAudience` would accept.
    pub(super) endpoints: &'a [&'a str],
    pub(super) audience_rule: AudienceRule,
    pub(super) reader: Reader,
    pub(super) now: i64,
    pub(super) leeway: i64,
}

type AssertionCheck<'a> = Check<'a, AssertionRefusal>;

type AssertionRule<'a> = Rule<AssertionCase<'a>, AssertionCheck<'a>>;

impl<'a> AssertionCase<'a> {
    /// Who signed the assertion and for whom it speaks.
    const IDENTITY: [AssertionRule<'a>; 3] =
        [("typ", Self::media_type), ("iss", Self::issuer), ("sub", Self::subject)];
    /// For whom the assertion is meant. A gateway learns it with each request.
    pub(super) const AUDIENCE: AssertionRule<'a> = ("aud", Self::audience);
    /// Which assertion it is.
    const TOKEN_ID: AssertionRule<'a> = ("jti", Self::token_id);

    /// The names of [`Self::checks`], in their order.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        let identity = AssertionCase::IDENTITY.map(|(name, _)| name).into_iter();
        let (audience, token_id) = (AssertionCase::AUDIENCE.0, AssertionCase::TOKEN_ID.0);
        identity.chain([audience]).chain(TimesCase::names()).chain([token_id])
    }

    /// Applies every rule lazily, in the order of the issuer.
    pub(super) fn checks(self) -> impl Iterator<Item = AssertionCheck<'a>> + use<'a> {
        let (first, last) = (self.apply(Self::IDENTITY), self.apply([Self::TOKEN_ID]));
        first.chain(self.apply([Self::AUDIENCE])).chain(self.time_checks()).chain(last)
    }

    /// The names of [`Self::fixed_checks`], in their order.
    pub(super) fn fixed_names() -> impl Iterator<Item = &'static str> {
        AssertionCase::IDENTITY.into_iter().chain([AssertionCase::TOKEN_ID]).map(|(name, _)| name)
    }

    /// Applies the rules whose result never changes.
    pub(super) fn fixed_checks(self) -> impl Iterator<Item = AssertionCheck<'a>> + use<'a> {
        self.apply(Self::IDENTITY).chain(self.apply([Self::TOKEN_ID]))
    }

    /// Applies the rules whose result depends on the time.
    pub(super) fn time_checks(self) -> impl Iterator<Item = AssertionCheck<'a>> + use<'a> {
        let times = AssertionTimes::of(self.claims());
        TimesCase { times, now: self.now, leeway: self.leeway }.checks()
    }

    /// Applies the rule about `aud`.
    pub(super) fn audience_check(self) -> AssertionCheck<'a> {
        let (name, rule) = Self::AUDIENCE;
        rule(&self, name)
    }

    fn apply<const N: usize>(
        self,
        rules: [AssertionRule<'a>; N],
    ) -> impl Iterator<Item = AssertionCheck<'a>> + use<'a, N> {
        rules.into_iter().map(move |(name, rule)| rule(&self, name))
    }

    /// The first refusal, if any.
    pub(super) fn judge(self) -> Result<(), AssertionRefusal> {
        first_refusal(self.checks())
    }

    fn claims(&self) -> &'a Claims {
        &self.assertion.claims
    }

    fn media_type(&self, name: &'static str) -> AssertionCheck<'a> {
        let typ = self.assertion.typ.as_deref();
        let holds = typ.is_none_or(|typ| self.types.iter().any(|taken| is_media_type(typ, taken)));
        let expected = Expected::AbsentOrOneOf(self.types);
        Check::new(name, expected, Found::text(typ), holds, AssertionRefusal::WrongType)
    }

    fn issuer(&self, name: &'static str) -> AssertionCheck<'a> {
        let issuer = self.claims().text(name);
        let expected = Expected::Text(self.client_id);
        let holds = issuer == Some(self.client_id);
        Check::new(name, expected, Found::text(issuer), holds, AssertionRefusal::WrongIssuer)
    }

    fn subject(&self, name: &'static str) -> AssertionCheck<'a> {
        let subject = self.claims().text(name);
        let (expected, holds) = match self.subject {
            Subject::Client => (Expected::Text(self.client_id), subject == Some(self.client_id)),
            Subject::Any => (Expected::Words(SUBJECT_FORM), subject.is_some_and(is_subject)),
        };
        Check::new(name, expected, Found::text(subject), holds, AssertionRefusal::WrongSubject)
    }

    fn audience(&self, name: &'static str) -> AssertionCheck<'a> {
        let accepted = Audiences {
            accepted: self.audiences,
            endpoints: self.endpoints,
            rule: self.audience_rule,
        };
        let found = Found::json(self.claims().get(name));
        accepted.check(name, sole_audience(self.claims()), found)
    }

    fn token_id(&self, name: &'static str) -> AssertionCheck<'a> {
        let token_id = self.claims().text(name);
        let (holds, words, refusal) = match self.reader {
            Reader::Issuer => (
                token_id.is_none_or(|id| (1..=MAX_TEXT_BYTES).contains(&id.len())),
                "absent, or a string of 1 to 255 bytes",
                AssertionRefusal::BadTokenId,
            ),
            Reader::Gateway => (
                token_id.is_none_or(is_subject),
                "absent, or 1 to 255 printable ASCII characters, no space at either end",
                AssertionRefusal::NoHeaderText,
            ),
        };
        Check::new(name, Expected::Words(words), Found::text(token_id), holds, refusal)
    }
}

/// The one audience of an assertion, or what is wrong with `aud`.
pub(super) fn sole_audience(claims: &Claims) -> Result<&str, AudienceFault> {
    match (claims.sole_audience(), claims.get("aud")) {
        (Some(audience), _) => Ok(audience),
        (None, Some(_)) => Err(AudienceFault::NotOne),
        (None, None) => Err(AudienceFault::Missing),
    }
}

/// The audiences that a set of rules accepts.
#[derive(Clone, Copy)]
pub(super) struct Audiences<'a> {
    pub(super) accepted: &'a [&'a str],
    /// Audiences that `allowTokenEndpointAudience` would accept.
    pub(super) endpoints: &'a [&'a str],
    pub(super) rule: AudienceRule,
}

impl<'a> Audiences<'a> {
    /// The rule about the one audience of an assertion.
    pub(super) fn check(
        self,
        name: &'static str,
        sole: Result<&str, AudienceFault>,
        found: Found<'a>,
    ) -> AssertionCheck<'a> {
        let fault = match sole {
            Ok(audience) if self.accepted.contains(&audience) => None,
            Ok(audience) if self.endpoints.contains(&audience) => Some(AudienceFault::Endpoint),
            Ok(_) => Some(AudienceFault::Another),
            Err(fault) => Some(fault),
        };
        let refusal = fault.map(|fault| AssertionRefusal::WrongAudience(self.rule, fault));
        Check { name, expected: Expected::OneOf(self.accepted), found, refusal }
    }
}

/// Whether a subject is 1 to 255 printable ASCII characters without a space at either end, so that
/// a header can hold it unchanged. HTTP strips such a space (RFC 9110 section 5.5), and the
/// gateway's header would then name another subject.
#[must_use]
pub fn is_subject(subject: &str) -> bool {
    (1..=MAX_TEXT_BYTES).contains(&subject.len())
        && subject.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && !subject.starts_with(' ')
        && !subject.ends_with(' ')
}

impl AcceptedAssertion {
    /// Reads the claims that the rules require.
    pub(super) fn from_claims(claims: Claims) -> Result<Self, AssertionRefusal> {
        let subject = claims.text("sub").ok_or(AssertionRefusal::WrongSubject)?.to_owned();
        let expires_at = claims.date("exp").ok_or(AssertionRefusal::NoExpiry)?.whole();
        let token_id = claims.text("jti").map(ToOwned::to_owned);
        let first_use = first_use(&claims);
        Ok(Self { subject, expires_at, token_id, first_use, claims: claims.into_map() })
    }
}
