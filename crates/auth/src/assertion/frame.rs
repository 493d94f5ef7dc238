//! The frame of an assertion.

use std::fmt;

use super::UnverifiedAssertion;
use crate::{
    AlgorithmSet,
    AssertionRefusal::{self, AlgorithmNotAllowed, Malformed},
    Jws, MAX_TOKEN_BYTES,
    check::{Check, Expected, Found, Judged},
    claims::{self, Claims},
    frame::{Frame, FrameRule},
};

const TOO_LONG: AssertionRefusal = Malformed("it is longer than 8 KiB");
const UNKNOWN_ALGORITHM: AssertionRefusal =
    AlgorithmNotAllowed { found: None, taken: AlgorithmSet::EMPTY };

/// A text that was read as an assertion and whose frame is not judged yet. Use it to explain a
/// refusal of [`UnverifiedAssertion::parse`].
/// `Debug` shows nothing of it.
#[derive(Clone)]
pub struct AssertionFrame<'t> {
    length: usize,
    jws: Result<Jws<'t>, AssertionRefusal>,
    claims: Option<Claims>,
}

type ReadFrame<'a> = Frame<'a, AssertionRefusal>;
type AssertionFrameRule<'a> = FrameRule<'a, AssertionRefusal>;
type AssertionFrameCheck<'a> = Option<Check<'a, AssertionRefusal>>;

impl<'t> AssertionFrame<'t> {
    /// Reads a text, whatever its form.
    #[must_use]
    pub fn read(assertion: &'t str) -> Self {
        let jws = if assertion.len() > MAX_TOKEN_BYTES {
            Err(TOO_LONG)
        } else {
            Jws::parse(assertion).map_err(|error| Malformed(error.rule()))
        };
        Self::of(assertion.len(), jws)
    }

    /// As [`Self::read`], for a JWS that is already parsed.
    pub(super) fn of_jws(jws: Jws<'t>) -> Self {
        let length = jws.len();
        Self::of(length, if length > MAX_TOKEN_BYTES { Err(TOO_LONG) } else { Ok(jws) })
    }

    fn of(length: usize, jws: Result<Jws<'t>, AssertionRefusal>) -> Self {
        let claims = jws.as_ref().ok().and_then(|jws| Claims::parse(jws.payload()));
        Self { length, jws, claims }
    }

    /// The checks `form` and `claims`. [`Self::algorithm`] is judged between them.
    pub fn checks(&self) -> impl Iterator<Item = Judged<'_, AssertionRefusal>> {
        self.frame().checks(Self::rules())
    }

    /// The check `alg`, as far as it needs no key: the algorithm is supported. `None` without a
    /// header.
    #[must_use]
    pub fn algorithm(&self) -> Option<Check<'_, AssertionRefusal>> {
        let (name, rule) = Self::algorithm_rule();
        rule(&self.frame(), name)
    }

    /// Accepts the frame if every rule holds, else returns the first refusal.
    pub(super) fn accept(self) -> Result<UnverifiedAssertion<'t>, AssertionRefusal> {
        self.frame().judge(Self::rules())?;
        self.frame().judge([Self::algorithm_rule()])?;
        let jws = self.jws?;
        let algorithm = jws.header().algorithm.ok_or(UNKNOWN_ALGORITHM)?;
        let claims = self.claims.ok_or(Malformed(claims::FORM))?;
        Ok(UnverifiedAssertion { jws, algorithm, claims })
    }

    fn frame(&self) -> ReadFrame<'_> {
        Frame {
            length: self.length,
            longest: MAX_TOKEN_BYTES,
            header: self.jws.as_ref().map(Jws::header),
            has_claims: self.claims.is_some(),
        }
    }

    /// The rules besides `alg`. `claims` is not judged if `alg` refuses, so that their order does
    /// not matter.
    const fn rules<'a>() -> [AssertionFrameRule<'a>; 2] {
        [("form", |frame, name| Some(frame.form(name))), ("claims", claims)]
    }

    const fn algorithm_rule<'a>() -> AssertionFrameRule<'a> {
        ("alg", algorithm)
    }
}

impl fmt::Debug for AssertionFrame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AssertionFrame").finish_non_exhaustive()
    }
}

fn algorithm<'a>(frame: &ReadFrame<'a>, name: &'static str) -> AssertionFrameCheck<'a> {
    let found = frame.header.ok()?.algorithm;
    let expected = Expected::Words("a supported algorithm");
    let refusal = UNKNOWN_ALGORITHM;
    Some(Check::new(name, expected, Found::Algorithm(found), found.is_some(), refusal))
}

/// Judged only if the algorithm is supported.
fn claims<'a>(frame: &ReadFrame<'a>, name: &'static str) -> AssertionFrameCheck<'a> {
    frame.header.ok()?.algorithm?;
    let expected = "JSON in which the registered claims have their types";
    frame.claims(name, expected, Malformed(claims::FORM))
}
