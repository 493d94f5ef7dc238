//! What both sets of rules are made of: each rule once.

use super::refusal::{AssertionRefusal, AudienceFault};
use super::{AcceptedAssertion, VerifiedAssertion};
use crate::LEEWAY_SECONDS;
use crate::check::{Check, Expected, Found, Rule, first_refusal};
use crate::claims::Claims;
use crate::jws::is_media_type;

/// How far ahead `exp` may lie, and how far back `iat`, in seconds.
const MAX_LIFETIME_SECONDS: i64 = 3600;

/// The longest `jti` and the longest `sub`, in bytes.
const MAX_TEXT_BYTES: usize = 255;

/// Whom an assertion may be about.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    /// The application itself.
    Client,
    /// Anybody: for the caller to look at.
    Any,
}

/// An assertion and what it is held against.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) assertion: &'a VerifiedAssertion,
    pub(super) types: &'static [&'static str],
    pub(super) client_id: &'a str,
    pub(super) subject: Subject,
    pub(super) audiences: &'a [&'a str],
    pub(super) now: i64,
}

type AssertionCheck<'a> = Check<'a, AssertionRefusal>;

impl<'a> Case<'a> {
    const RULES: [Rule<Self, AssertionCheck<'a>>; 8] = [
        ("typ", Self::media_type),
        ("iss", Self::issuer),
        ("sub", Self::subject),
        ("aud", Self::audience),
        ("exp", Self::expiry),
        ("nbf", Self::not_before),
        ("iat", Self::issued_at),
        ("jti", Self::token_id),
    ];

    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        Case::RULES.into_iter().map(|(name, _)| name)
    }

    pub(super) fn checks(self) -> impl Iterator<Item = AssertionCheck<'a>> + use<'a> {
        Self::RULES.into_iter().map(move |(name, rule)| rule(&self, name))
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
            Subject::Any => (
                Expected::Words("1 to 255 printable ASCII characters, no space at either end"),
                subject.is_some_and(is_subject),
            ),
        };
        Check::new(name, expected, Found::text(subject), holds, AssertionRefusal::WrongSubject)
    }

    fn audience(&self, name: &'static str) -> AssertionCheck<'a> {
        let found = self.claims().get(name);
        let sole = self.claims().sole_audience();
        let fault = match (sole, found) {
            (Some(_), _) => AudienceFault::Another,
            (None, Some(_)) => AudienceFault::NotOne,
            (None, None) => AudienceFault::Missing,
        };
        let holds = sole.is_some_and(|audience| self.audiences.contains(&audience));
        let refusal = AssertionRefusal::WrongAudience(fault);
        Check::new(name, Expected::OneOf(self.audiences), Found::json(found), holds, refusal)
    }

    fn expiry(&self, name: &'static str) -> AssertionCheck<'a> {
        let after = self.now.saturating_sub(LEEWAY_SECONDS);
        let until = self.now.saturating_add(MAX_LIFETIME_SECONDS + LEEWAY_SECONDS);
        let expiry = self.claims().date(name);
        let ahead = expiry.map_or(0, |expiry| expiry.seconds_from(self.now));
        let refusal = match expiry {
            None => Some(AssertionRefusal::NoExpiry),
            Some(expiry) if !expiry.is_after(after) => {
                Some(AssertionRefusal::Expired { seconds_ago: ahead.saturating_neg() })
            }
            Some(expiry) if expiry.is_after(until) => {
                Some(AssertionRefusal::ExpiresTooLate { seconds_ahead: ahead })
            }
            Some(_) => None,
        };
        let expected = Expected::End { after, until: Some(until) };
        Check { name, expected, found: Found::time(expiry, self.now), refusal }
    }

    fn not_before(&self, name: &'static str) -> AssertionCheck<'a> {
        self.start(name, None)
    }

    fn issued_at(&self, name: &'static str) -> AssertionCheck<'a> {
        let oldest = self.now.saturating_sub(MAX_LIFETIME_SECONDS + LEEWAY_SECONDS);
        self.start(name, Some(oldest))
    }

    /// A time that may be absent, must not lie ahead, and not before `from`.
    fn start(&self, name: &'static str, from: Option<i64>) -> AssertionCheck<'a> {
        let until = self.now.saturating_add(LEEWAY_SECONDS);
        let start = self.claims().date(name);
        let ahead = start.map_or(0, |start| start.seconds_from(self.now));
        let refusal = match start {
            Some(start) if start.is_after(until) => {
                Some(AssertionRefusal::NotYetValid { claim: name, seconds_ahead: ahead })
            }
            Some(start) if from.is_some_and(|from| start.is_before(from)) => {
                Some(AssertionRefusal::IssuedTooLongAgo { seconds_ago: ahead.saturating_neg() })
            }
            _ => None,
        };
        let expected = Expected::Start { from, until };
        Check { name, expected, found: Found::time(start, self.now), refusal }
    }

    fn token_id(&self, name: &'static str) -> AssertionCheck<'a> {
        let token_id = self.claims().text(name);
        let holds = token_id.is_none_or(|id| (1..=MAX_TEXT_BYTES).contains(&id.len()));
        let expected = Expected::Words("absent, or a string of 1 to 255 bytes");
        Check::new(name, expected, Found::text(token_id), holds, AssertionRefusal::BadTokenId)
    }
}

/// Printable ASCII, and no space at an end: HTTP drops it there (RFC 9110
/// section 5.5), and a gateway's header would name somebody else.
fn is_subject(subject: &str) -> bool {
    (1..=MAX_TEXT_BYTES).contains(&subject.len())
        && subject.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && !subject.starts_with(' ')
        && !subject.ends_with(' ')
}

impl AcceptedAssertion {
    /// Takes out what the rules have found to be there.
    pub(super) fn from_claims(claims: Claims) -> Result<Self, AssertionRefusal> {
        let subject = claims.text("sub").ok_or(AssertionRefusal::WrongSubject)?.to_owned();
        let expires_at = claims.date("exp").ok_or(AssertionRefusal::NoExpiry)?.whole();
        let token_id = claims.text("jti").map(ToOwned::to_owned);
        Ok(Self { subject, expires_at, token_id, claims: claims.into_map() })
    }
}
