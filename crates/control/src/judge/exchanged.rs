//! The tokens from which an access token was exchanged: it counts only as long as all of them do.

use std::fmt;

use keyplane_auth::{Check, Expected, Found, Judged, KeyRefusal, Refusal, Rule, judge};

use super::{
    api::ApiRefusal,
    application::{ApplicationRefusal, judge_application},
    federated::FederationRefusal,
    issued::{Issued, RevocationRefusal},
    issued_through::IssuedThrough,
};

/// Why a token that was exchanged for a later one no longer counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EarlierRefusal {
    /// The key that signed it.
    Key(KeyRefusal),
    /// The federated identity through which it was issued.
    Federation(FederationRefusal),
    /// The application that it was issued to.
    Application(ApplicationRefusal),
    /// The token itself, or all of its application.
    Revoked(RevocationRefusal),
    /// The API at which it was exchanged, or its application's grant there.
    Api(ApiRefusal),
}

impl Refusal for EarlierRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Key(refusal) => refusal.reason(),
            Self::Federation(refusal) => refusal.reason(),
            Self::Application(refusal) => refusal.reason(),
            Self::Revoked(refusal) => refusal.reason(),
            Self::Api(refusal) => refusal.reason(),
        }
    }
}

impl fmt::Display for EarlierRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("A token that it was exchanged from no longer counts. ")?;
        match self {
            Self::Key(refusal) => write!(f, "Its signing key: {refusal}."),
            Self::Federation(refusal) => write!(f, "Where it comes from: {refusal}."),
            Self::Application(refusal) => refusal.fmt(f),
            Self::Revoked(refusal) => refusal.fmt(f),
            Self::Api(refusal) => refusal.fmt(f),
        }
    }
}

/// What was looked up about a token that was exchanged for a later one.
pub(crate) struct EarlierFacts<'a> {
    /// Whether the key that signed it still counts.
    pub(crate) key: Result<(), KeyRefusal>,
    /// The federated identity through which it was issued.
    pub(crate) through: IssuedThrough,
    pub(crate) issued: Issued<'a>,
    /// Whether the API at which it was exchanged is enabled.
    pub(crate) api_enabled: bool,
    /// Whether its application holds a grant for this API.
    pub(crate) granted: bool,
}

impl EarlierFacts<'_> {
    /// Why the token no longer counts; `None` if it does.
    pub(crate) fn refusal(&self) -> Option<EarlierRefusal> {
        let key = self.key.err().map(EarlierRefusal::Key);
        let application = judge_application(self.issued.application);
        let application = application.filter_map(|(_, check)| check?.refusal);
        let revoked = self.issued.checks().filter_map(|(_, check)| check?.refusal);
        let disabled = (!self.api_enabled).then_some(ApiRefusal::Disabled);
        let not_granted = (!self.granted).then_some(ApiRefusal::NoGrant);

        let mut refusals = key
            .into_iter()
            .chain(self.through.refusal().map(EarlierRefusal::Federation))
            .chain(application.map(EarlierRefusal::Application))
            .chain(revoked.map(EarlierRefusal::Revoked))
            .chain(disabled.into_iter().chain(not_granted).map(EarlierRefusal::Api));
        refusals.next()
    }
}

/// The chain of an access token, as it was looked up.
pub(crate) struct Exchanged {
    /// The applications that the earlier tokens were issued to, the first one first; empty for a
    /// token that was not exchanged.
    pub(crate) clients: Vec<String>,
    /// Why the first of the earlier tokens that no longer counts does not.
    pub(crate) refusal: Option<EarlierRefusal>,
}

type ExchangedCheck<'a> = Option<Check<'a, EarlierRefusal>>;

impl Exchanged {
    /// A token that was not exchanged.
    pub(crate) const NONE: Self = Self { clients: Vec::new(), refusal: None };

    const NAME: &'static str = "exchanged_from";

    /// The name of the rule.
    pub(crate) fn names() -> [&'static str; 1] {
        [Self::NAME]
    }

    /// `exchanged_from`.
    pub(crate) fn checks(&self) -> impl Iterator<Item = Judged<'_, EarlierRefusal>> {
        const fn rules<'a>() -> [Rule<&'a Exchanged, ExchangedCheck<'a>>; 1] {
            [(Exchanged::NAME, |exchanged, name| Some(exchanged.chain(name)))]
        }
        judge(rules(), self)
    }

    fn chain(&self, name: &'static str) -> Check<'_, EarlierRefusal> {
        let expected = Expected::Words("absent, or tokens that all count still");
        let found = Found::Texts(&self.clients);
        Check { name, expected, found, refusal: self.refusal.clone() }
    }
}
