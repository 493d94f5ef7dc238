//! The federated identity through which an access token was issued: the token counts only as long as
//! the identity and its issuer do.

use keyplane_auth::{Check, Expected, Found, Judged, Rule, judge};

use super::federated::FederationRefusal;

/// What was looked up about the identity that an access token names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum IssuedThrough {
    /// The token names none.
    Nothing,
    /// The identity and its issuer count, or why they do not.
    Identity(Option<FederationRefusal>),
}

type ThroughCheck = Option<Check<'static, FederationRefusal>>;

impl IssuedThrough {
    const RULES: [Rule<Self, ThroughCheck>; 1] = [("federated_identity", Self::stands)];

    /// The name of the rule.
    pub(crate) fn names() -> [&'static str; 1] {
        Self::RULES.map(|(name, _)| name)
    }

    /// `federated_identity`.
    pub(crate) fn checks(self) -> impl Iterator<Item = Judged<'static, FederationRefusal>> {
        judge(Self::RULES, self)
    }

    /// Why the token no longer counts; `None` if it does.
    pub(crate) fn refusal(self) -> Option<FederationRefusal> {
        match self {
            Self::Nothing => None,
            Self::Identity(refusal) => refusal,
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the form of a rule")]
    fn stands(&self, name: &'static str) -> ThroughCheck {
        let (found, refusal) = match *self {
            Self::Nothing => (Found::Absent, None),
            Self::Identity(None) => (Found::Text("one that counts"), None),
            Self::Identity(Some(refusal)) => {
                (Found::Text("one that no longer counts"), Some(refusal))
            }
        };
        let expected = Expected::Words("absent, or an identity that is enabled, as its issuer is");
        Some(Check { name, expected, found, refusal })
    }
}
