//! The frame of an outside token.

use std::fmt;

use super::{MAX_OUTSIDE_TOKEN_BYTES, UnverifiedOutsideToken};
use crate::{
    Jws, JwsAlgorithm,
    OutsideTokenRefusal::{self, Malformed, Symmetric},
    check::{Check, Expected, Found, Judged},
    claims::{Claims, OUTSIDE_FORM},
    frame::{Frame, FrameRule},
};

/// A text that was read as an outside token and whose frame is not judged yet. Use it to explain a
/// refusal of [`UnverifiedOutsideToken::parse`]. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct OutsideTokenFrame<'t> {
    length: usize,
    jws: Result<Jws<'t>, OutsideTokenRefusal>,
    claims: Option<Claims>,
}

type OutsideFrame<'a> = Frame<'a, OutsideTokenRefusal>;
type OutsideFrameCheck<'a> = Option<Check<'a, OutsideTokenRefusal>>;

impl<'t> OutsideTokenFrame<'t> {
    /// Reads a text, whatever its form.
    #[must_use]
    pub fn read(token: &'t str) -> Self {
        let jws = if token.len() > MAX_OUTSIDE_TOKEN_BYTES {
            Err(Malformed("it is longer than 16 KiB"))
        } else {
            Jws::parse(token).map_err(|error| Malformed(error.rule()))
        };
        let claims = jws.as_ref().ok().and_then(|jws| Claims::parse_outside(jws.payload()));
        Self { length: token.len(), jws, claims }
    }

    /// `iss`, even if the rest of the frame is refused; not verified.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.claims.as_ref()?.text("iss")
    }

    /// The checks `form`, `publicAlg` and `claims`.
    pub fn checks(&self) -> impl Iterator<Item = Judged<'_, OutsideTokenRefusal>> {
        self.frame().checks(Self::rules())
    }

    /// Accepts the frame if every rule holds, else returns the first refusal.
    pub fn accept(self) -> Result<UnverifiedOutsideToken<'t>, OutsideTokenRefusal> {
        self.frame().judge(Self::rules())?;
        let jws = self.jws?;
        let algorithm = match jws.header().algorithm {
            Some(JwsAlgorithm::Public(algorithm)) => algorithm,
            found @ (Some(JwsAlgorithm::Hs256) | None) => return Err(Symmetric { found }),
        };
        let claims = self.claims.ok_or(Malformed(OUTSIDE_FORM))?;
        Ok(UnverifiedOutsideToken { jws, algorithm, claims })
    }

    fn frame(&self) -> OutsideFrame<'_> {
        Frame {
            length: self.length,
            longest: MAX_OUTSIDE_TOKEN_BYTES,
            header: self.jws.as_ref().map(Jws::header),
            has_claims: self.claims.is_some(),
        }
    }

    const fn rules<'a>() -> [FrameRule<'a, OutsideTokenRefusal>; 3] {
        [
            ("form", |frame, name| Some(frame.form(name))),
            ("publicAlg", algorithm),
            ("claims", claims),
        ]
    }
}

impl fmt::Debug for OutsideTokenFrame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutsideTokenFrame").finish_non_exhaustive()
    }
}

/// Whether the algorithm has public keys: the issuer's public key must never count as a secret
/// (RFC 8725 section 2.1).
fn algorithm<'a>(frame: &OutsideFrame<'a>, name: &'static str) -> OutsideFrameCheck<'a> {
    let found = frame.header.ok()?.algorithm;
    let holds = match found {
        Some(JwsAlgorithm::Public(_)) => true,
        Some(JwsAlgorithm::Hs256) | None => false,
    };
    let expected = Expected::Words("a supported algorithm with public keys");
    Some(Check::new(name, expected, Found::Algorithm(found), holds, Symmetric { found }))
}

fn claims<'a>(frame: &OutsideFrame<'a>, name: &'static str) -> OutsideFrameCheck<'a> {
    let expected = "JSON in which the registered claims have their types";
    frame.claims(name, expected, Malformed(OUTSIDE_FORM))
}
