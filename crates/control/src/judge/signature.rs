//! The key of a token and its signature. The endpoints verify a token in one step, with the keys
//! that are accepted now; these rules name the part in which that step failed.

use std::fmt;

use keyplane_auth::{
    AccessTokenRefusal, AlgorithmSet, AssertionRefusal, Check, Expected, Found, Judged,
    JwsAlgorithm, KeyRefusal, Refusal, Rule, judge,
};
use keyplane_entity::{
    Timestamp,
    key::{self, State, Unaccepted},
};

/// The states of a key that is accepted.
pub(super) const KEY_STATES: &str = "ACTIVE or RETIRING";
/// The expected signature, in the words of a check.
pub(super) const SIGNATURE: &str = "the key's over this header and payload";

/// Why tokens signed with a key in this state are refused; `None` if they are accepted.
pub(super) fn key_refusal(state: State) -> Option<KeyRefusal> {
    state.acceptance().err().map(|reason| match reason {
        Unaccepted::Revoked => KeyRefusal::Revoked,
        Unaccepted::Expired => KeyRefusal::Expired,
        Unaccepted::Pending => KeyRefusal::Pending,
    })
}

/// The name of a state in the Admin API.
pub(super) fn state_name(state: State) -> &'static str {
    match state {
        State::Pending => "PENDING",
        State::Active => "ACTIVE",
        State::Retiring => "RETIRING",
        State::Expired => "EXPIRED",
        State::Revoked => "REVOKED",
    }
}

/// The name of a refusal, and what to do about it.
#[derive(Clone, Debug)]
pub(crate) struct Advice {
    pub(crate) reason: &'static str,
    pub(crate) detail: String,
}

impl Advice {
    /// The advice of an endpoint's refusal.
    pub(crate) fn of(refusal: &impl Refusal) -> Self {
        Self { reason: refusal.reason(), detail: refusal.to_string() }
    }
}

impl Refusal for Advice {
    fn reason(&self) -> &'static str {
        self.reason
    }
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

/// The part in which the verification of a signature failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignaturePart {
    /// No key is accepted that may have signed the token.
    Key,
    Algorithm,
    Signature,
    /// What was signed is no token of this kind.
    Claims,
}

impl From<&AssertionRefusal> for SignaturePart {
    fn from(refusal: &AssertionRefusal) -> Self {
        match refusal {
            AssertionRefusal::Key(_) => Self::Key,
            AssertionRefusal::AlgorithmNotAllowed { .. } => Self::Algorithm,
            AssertionRefusal::BadSignature | AssertionRefusal::DerSignature => Self::Signature,
            AssertionRefusal::Malformed(_)
            | AssertionRefusal::WrongType
            | AssertionRefusal::WrongIssuer
            | AssertionRefusal::WrongSubject
            | AssertionRefusal::WrongAudience(..)
            | AssertionRefusal::NoExpiry
            | AssertionRefusal::Expired { .. }
            | AssertionRefusal::ExpiresTooLate { .. }
            | AssertionRefusal::NotYetValid { .. }
            | AssertionRefusal::IssuedTooLongAgo { .. }
            | AssertionRefusal::BadTokenId
            | AssertionRefusal::NoHeaderText
            | AssertionRefusal::Replayed
            | AssertionRefusal::MaybeReplayed => Self::Claims,
        }
    }
}

impl From<&AccessTokenRefusal> for SignaturePart {
    fn from(refusal: &AccessTokenRefusal) -> Self {
        match refusal {
            AccessTokenRefusal::Key(_) => Self::Key,
            AccessTokenRefusal::AlgorithmNotAllowed { .. } => Self::Algorithm,
            AccessTokenRefusal::BadSignature | AccessTokenRefusal::DerSignature => Self::Signature,
            AccessTokenRefusal::Malformed(_)
            | AccessTokenRefusal::WrongType
            | AccessTokenRefusal::MissingKid
            | AccessTokenRefusal::WrongIssuer
            | AccessTokenRefusal::Expired { .. }
            | AccessTokenRefusal::NotYetValid { .. } => Self::Claims,
        }
    }
}

/// How an endpoint verified the signature of a token: the part that failed, and why.
pub(crate) type Outcome = Result<(), (SignaturePart, Advice)>;

/// The outcome of a verification.
pub(crate) fn outcome<T, R: Refusal>(verified: &Result<T, R>) -> Outcome
where
    SignaturePart: for<'r> From<&'r R>,
{
    match verified {
        Ok(_) => Ok(()),
        Err(refusal) => Err((refusal.into(), Advice::of(refusal))),
    }
}

/// The key or secret that a token needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SoughtKey {
    /// A signing key of the project.
    Issuer,
    /// The key of an application that the token names.
    Named,
    /// Any key of an application, since the token names none.
    Any,
    /// A client secret.
    Secret,
}

impl SoughtKey {
    /// The key or secret that an assertion with this `alg` and `kid` needs.
    pub(crate) fn of(algorithm: Option<JwsAlgorithm>, kid: Option<&str>) -> Self {
        match (algorithm, kid) {
            (Some(JwsAlgorithm::Hs256), _) => Self::Secret,
            (Some(JwsAlgorithm::Public(_)) | None, Some(_)) => Self::Named,
            (Some(JwsAlgorithm::Public(_)) | None, None) => Self::Any,
        }
    }

    /// Whether it is a key, which has a state.
    pub(crate) fn is_key(self) -> bool {
        match self {
            Self::Issuer | Self::Named | Self::Any => true,
            Self::Secret => false,
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Issuer => "a signing key whose private half is here",
            Self::Named => "a key of the application with this kid",
            Self::Any => "a key of the application with this alg",
            Self::Secret => "a client secret that signs",
        }
    }

    /// The advice if there is no such key.
    fn missing(self) -> Advice {
        let (reason, detail) = match self {
            Self::Issuer => (
                "UNKNOWN_KID",
                "Only what this project's own keys signed is taken: is it another issuer's token, or was the project named wrongly?",
            ),
            Self::Named => (
                "UNKNOWN_KID",
                "Compare the kid with the application's keys: is it another application's, or was its key never imported?",
            ),
            Self::Any => (
                "NO_USABLE_KEY",
                "Without kid the application's accepted keys are tried, and none has this alg: name the kid.",
            ),
            Self::Secret => (
                "NO_USABLE_KEY",
                "The application has no secret that signs: its method must be CLIENT_SECRET_JWT.",
            ),
        };

        Advice { reason, detail: detail.to_owned() }
    }
}

/// A token whose signature was verified.
#[derive(Clone, Copy)]
pub(crate) struct SignatureCase<'a> {
    pub(crate) algorithm: Option<JwsAlgorithm>,
    /// The algorithms of the keys that may have signed the token.
    pub(crate) taken: &'a AlgorithmSet,
    /// The key that the token names or that verified it, in any state, else what was found instead.
    pub(crate) key: Result<&'a key::Model, &'static str>,
    pub(crate) sought: SoughtKey,
    /// `None` if the token's frame or its application is refused, so that nothing was verified.
    pub(crate) outcome: Option<&'a Outcome>,
    /// Whether the named key signed the token, accepted or not.
    pub(crate) is_signed: bool,
    pub(crate) now: Timestamp,
}

type PartCheck<'a> = Option<Check<'a, Advice>>;
type PartRule<'a> = Rule<SignatureCase<'a>, PartCheck<'a>>;

impl<'a> SignatureCase<'a> {
    pub(crate) const ALGORITHM: PartRule<'a> = ("alg", Self::algorithm);
    pub(crate) const KEY: PartRule<'a> = ("key", Self::key);
    pub(crate) const SIGNATURE: PartRule<'a> = ("signature", Self::signature);
    pub(crate) const CLAIMS: PartRule<'a> = ("claims", Self::claims);
    pub(crate) const KEY_STATE: PartRule<'a> = ("keyState", Self::key_state);

    /// Applies some of the rules.
    pub(crate) fn checks<const N: usize>(
        self,
        rules: [PartRule<'a>; N],
    ) -> impl Iterator<Item = Judged<'a, Advice>> {
        judge(rules, self)
    }

    fn part(&self) -> Option<Result<(), SignaturePart>> {
        Some(match self.outcome? {
            Ok(()) => Ok(()),
            Err((part, _)) => Err(*part),
        })
    }

    /// The refusal of the verification.
    fn refusal(&self) -> Option<Advice> {
        self.outcome?.as_ref().err().map(|(_, advice)| advice.clone())
    }

    /// Judged only by the algorithms of keys that are accepted.
    fn algorithm(&self, name: &'static str) -> PartCheck<'a> {
        let refusal = match self.part()? {
            Err(SignaturePart::Algorithm) => self.refusal(),
            Ok(()) | Err(SignaturePart::Signature | SignaturePart::Claims) => None,
            Err(SignaturePart::Key) => {
                self.algorithm.filter(|one| self.taken.contains(*one))?;
                None
            }
        };
        let expected = Expected::Shown(self.taken);
        Some(Check { name, expected, found: Found::Algorithm(self.algorithm), refusal })
    }

    fn key(&self, name: &'static str) -> PartCheck<'a> {
        let missing = match self.part()? {
            Err(SignaturePart::Key) => self.key.err(),
            Ok(())
            | Err(SignaturePart::Algorithm | SignaturePart::Signature | SignaturePart::Claims) => {
                None
            }
        };
        let found = Found::Text(missing.unwrap_or("one"));
        let refusal = missing.map(|_| self.sought.missing());
        Some(Check { name, expected: Expected::Words(self.sought.expected()), found, refusal })
    }

    /// A key that is not accepted verifies nothing at an endpoint. Its signature is shown if it
    /// holds, so that the rest of the token can be judged.
    fn signature(&self, name: &'static str) -> PartCheck<'a> {
        let refusal = match self.part()? {
            Err(SignaturePart::Signature) => self.refusal(),
            Ok(()) | Err(SignaturePart::Claims) => None,
            Err(SignaturePart::Key) if self.is_signed => None,
            Err(SignaturePart::Key | SignaturePart::Algorithm) => return None,
        };
        let found = Found::Text(if refusal.is_none() { "the key's" } else { "another" });
        Some(Check { name, expected: Expected::Words(SIGNATURE), found, refusal })
    }

    /// For kinds whose claims are read after the signature was verified.
    fn claims(&self, name: &'static str) -> PartCheck<'a> {
        let refusal = match self.part()? {
            Err(SignaturePart::Claims) => self.refusal(),
            Ok(()) => None,
            Err(SignaturePart::Key) if self.is_signed => None,
            Err(SignaturePart::Key | SignaturePart::Algorithm | SignaturePart::Signature) => {
                return None;
            }
        };
        let found = Found::Text(if refusal.is_none() { "those" } else { "others" });
        Some(Check { name, expected: Expected::Words("those of an access token"), found, refusal })
    }

    fn key_state(&self, name: &'static str) -> PartCheck<'a> {
        let state = self.key.ok()?.state(self.now);
        let refusal = match (key_refusal(state), self.part()) {
            (Some(refusal), _) => Some(Advice::of(&refusal)),
            // The endpoint did not accept the key: its row changed in between.
            (None, Some(Err(SignaturePart::Key))) => self.refusal(),
            (None, _) => None,
        };
        let (expected, found) = (Expected::Words(KEY_STATES), Found::Text(state_name(state)));
        Some(Check { name, expected, found, refusal })
    }
}
