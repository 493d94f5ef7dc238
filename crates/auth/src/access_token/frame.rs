//! The frame of an access token.

use std::iter;

use super::{MAX_ACCESS_TOKEN_BYTES, MEDIA_TYPE, UnverifiedAccessToken};
use crate::{
    AccessTokenRefusal::{self, Malformed, MissingKid, WrongType},
    Jws,
    check::{Check, Expected, Found, Judged, Rule, first_refusal},
    frame::{Frame, FrameRule},
};

/// A text that was read as an access token and whose frame is not judged yet. Use it to explain a
/// refusal of [`UnverifiedAccessToken::parse`].
#[derive(Clone, Debug)]
pub struct AccessTokenFrame<'t> {
    length: usize,
    jws: Result<Jws<'t>, AccessTokenRefusal>,
}

type AccessFrame<'a> = Frame<'a, AccessTokenRefusal>;
type AccessFrameCheck<'a> = Option<Check<'a, AccessTokenRefusal>>;

impl<'t> AccessTokenFrame<'t> {
    /// Reads a text, whatever its form.
    #[must_use]
    pub fn read(token: &'t str) -> Self {
        let jws = if token.len() > MAX_ACCESS_TOKEN_BYTES {
            Err(Malformed("it is longer than 16 KiB"))
        } else {
            Jws::parse(token).map_err(|error| Malformed(error.rule()))
        };
        Self { length: token.len(), jws }
    }

    /// As [`Self::read`], for a JWS that is already parsed.
    pub(super) fn of(jws: Jws<'t>) -> Self {
        Self { length: jws.len(), jws: Ok(jws) }
    }

    /// The check `form`, which every JWT of Keyplane passes.
    #[must_use]
    pub fn form(&self) -> Check<'_, AccessTokenRefusal> {
        let (name, rule) = Self::form_rule();
        rule(&self.frame(), name)
    }

    /// The checks `typ` and `kid`.
    pub fn header_checks(&self) -> impl Iterator<Item = Judged<'_, AccessTokenRefusal>> {
        self.frame().checks(Self::header_rules())
    }

    /// [`Self::form`] and [`Self::header_checks`].
    pub fn checks(&self) -> impl Iterator<Item = Judged<'_, AccessTokenRefusal>> {
        let form = self.form();
        iter::once((form.name, Some(form))).chain(self.header_checks())
    }

    /// Accepts the frame if every rule holds, else returns the first refusal.
    pub(super) fn accept(self) -> Result<UnverifiedAccessToken<'t>, AccessTokenRefusal> {
        first_refusal(self.checks().filter_map(|(_, check)| check))?;
        let jws = self.jws?;
        let kid = jws.header().kid.clone().ok_or(MissingKid)?;
        Ok(UnverifiedAccessToken { jws, kid })
    }

    fn frame(&self) -> AccessFrame<'_> {
        Frame {
            length: self.length,
            longest: MAX_ACCESS_TOKEN_BYTES,
            header: self.jws.as_ref().map(Jws::header),
            // They are read after the signature is verified.
            has_claims: false,
        }
    }

    const fn form_rule<'a>() -> Rule<AccessFrame<'a>, Check<'a, AccessTokenRefusal>> {
        ("form", Frame::form)
    }

    const fn header_rules<'a>() -> [FrameRule<'a, AccessTokenRefusal>; 2] {
        [("typ", media_type), ("kid", kid)]
    }
}

fn media_type<'a>(frame: &AccessFrame<'a>, name: &'static str) -> AccessFrameCheck<'a> {
    let header = frame.header.ok()?;
    let (expected, found) = (Expected::Text(MEDIA_TYPE), Found::text(header.typ.as_deref()));
    Some(Check::new(name, expected, found, header.is_of_type(MEDIA_TYPE), WrongType))
}

fn kid<'a>(frame: &AccessFrame<'a>, name: &'static str) -> AccessFrameCheck<'a> {
    frame.kid(name, "the kid of a signing key", MissingKid)
}
