//! The frame of an admin token.

use super::{MAX_TOKEN_BYTES, RawClaims, UnverifiedAdminToken, VerifiedAdminToken};
use crate::{
    AdminTokenRefusal::{self, AlgorithmNotAllowed, Malformed, MissingKid, MissingToken},
    Algorithm, Jws, JwsAlgorithm,
    check::{Check, Expected, Found, Judged},
    frame::{Frame, FrameRule},
    json::parse_unique,
};

const CLAIMS: AdminTokenRefusal = Malformed(
    "the payload must be a JSON object with unique names, exp a number, nbf and iat numbers, aud a string or an array of strings",
);

/// An admin token that was read and whose frame is not judged yet. Use it to explain a refusal of
/// [`UnverifiedAdminToken::parse`].
#[derive(Clone, Debug)]
pub struct AdminTokenFrame<'t> {
    length: usize,
    jws: Result<Jws<'t>, AdminTokenRefusal>,
    claims: Option<RawClaims>,
}

type AdminFrame<'a> = Frame<'a, AdminTokenRefusal>;
type AdminFrameCheck<'a> = Option<Check<'a, AdminTokenRefusal>>;

impl<'t> AdminTokenFrame<'t> {
    /// Reads a text, whatever its form.
    #[must_use]
    pub fn read(token: &'t str) -> Self {
        let jws = match token.len() {
            0 => Err(MissingToken),
            1..=MAX_TOKEN_BYTES => Jws::parse(token).map_err(Into::into),
            _ => Err(Malformed("it is longer than 8 KiB")),
        };
        let claims = jws.as_ref().ok().and_then(|jws| parse_unique(jws.payload()));
        Self { length: token.len(), jws, claims }
    }

    /// The checks `form`, `alg`, `kid` and `claims`.
    pub fn checks(&self) -> impl Iterator<Item = Judged<'_, AdminTokenRefusal>> {
        self.frame().checks(Self::rules())
    }

    /// Accepts the frame if every rule holds, else returns the first refusal.
    pub(super) fn accept(self) -> Result<UnverifiedAdminToken<'t>, AdminTokenRefusal> {
        self.frame().judge(Self::rules())?;
        let jws = self.jws?;
        let kid = jws.header().kid.clone().ok_or(MissingKid)?;
        let raw = self.claims.ok_or(CLAIMS)?;
        Ok(UnverifiedAdminToken {
            jws,
            kid,
            audiences: raw.aud.map(Into::into).unwrap_or_default(),
            token_id: raw.jti.as_str().map(str::to_owned),
            claims: VerifiedAdminToken {
                expires_at: raw.exp,
                not_before: raw.nbf,
                issued_at: raw.iat,
            },
        })
    }

    fn frame(&self) -> AdminFrame<'_> {
        Frame {
            length: self.length,
            longest: MAX_TOKEN_BYTES,
            header: self.jws.as_ref().map(Jws::header),
            has_claims: self.claims.is_some(),
        }
    }

    const fn rules<'a>() -> [FrameRule<'a, AdminTokenRefusal>; 4] {
        [
            ("form", |frame, name| Some(frame.form(name))),
            ("alg", algorithm),
            ("kid", kid),
            ("claims", claims),
        ]
    }
}

fn algorithm<'a>(frame: &AdminFrame<'a>, name: &'static str) -> AdminFrameCheck<'a> {
    let found = frame.header.ok()?.algorithm;
    let holds = match found {
        Some(JwsAlgorithm::Public(algorithm)) => algorithm == Algorithm::Rs256,
        Some(JwsAlgorithm::Hs256) | None => false,
    };
    let (expected, refusal) = (Expected::Text("RS256"), AlgorithmNotAllowed(found));
    Some(Check::new(name, expected, Found::Algorithm(found), holds, refusal))
}

fn kid<'a>(frame: &AdminFrame<'a>, name: &'static str) -> AdminFrameCheck<'a> {
    frame.kid(name, "the kid of an admin key", MissingKid)
}

fn claims<'a>(frame: &AdminFrame<'a>, name: &'static str) -> AdminFrameCheck<'a> {
    frame.claims(name, "JSON with exp a number, nbf and iat numbers or absent", CLAIMS)
}
