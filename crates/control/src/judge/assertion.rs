//! The standing of an assertion: the credentials that its application may sign it with, and the
//! rules of its use.

use std::borrow::Cow;

use keyplane_auth::{
    AssertionRefusal, Check, ClientAssertionRules, Expected, Found, GrantAssertionRules, Judged,
    LEEWAY_SECONDS, Refusal, judge,
};
use keyplane_entity::{
    Timestamp,
    application::{self, ApplicationType, ClientAuthMethod, ClientCredential},
    id::ApplicationId,
};

use crate::endpoint::Endpoint;

/// The use of an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AssertionUse {
    /// The assertion authenticates its application.
    Client,
    /// The assertion is exchanged for an access token.
    Grant,
    /// The assertion is sent to an API behind a gateway.
    Gateway,
}

/// What an application may sign an assertion with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SignsWith {
    pub(crate) keys: bool,
    pub(crate) secrets: bool,
}

impl SignsWith {
    /// A client signs with the credential of its authentication method. For a grant or a gateway
    /// check, an application may sign with any of its keys and secrets.
    pub(crate) fn of(purpose: AssertionUse, method: ClientAuthMethod) -> Self {
        match purpose {
            AssertionUse::Grant | AssertionUse::Gateway => Self { keys: true, secrets: true },
            AssertionUse::Client => match method.facts().credential {
                ClientCredential::Keys => Self { keys: true, secrets: false },
                ClientCredential::SealedSecret => Self { keys: false, secrets: true },
                ClientCredential::SecretDigest | ClientCredential::Federated => {
                    Self { keys: false, secrets: false }
                }
            },
        }
    }

    /// Whether the application may sign an assertion at all.
    pub(crate) fn signs(self) -> bool {
        self.keys || self.secrets
    }
}

/// A fact that is known only if an earlier rule holds.
struct Fact<T>(Option<T>);

/// The refusal of an assertion of an application that authenticates otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "The application authenticates with its client secret: send the secret, or change the application's authentication method."
)]
pub(crate) struct WrongAuthMethod;

impl Refusal for WrongAuthMethod {
    fn reason(&self) -> &'static str {
        "WRONG_AUTH_METHOD"
    }
}

/// `authMethod`: the application, if there is one, authenticates with assertions.
pub(crate) fn judge_auth_method(
    method: Option<ClientAuthMethod>,
) -> impl Iterator<Item = Judged<'static, WrongAuthMethod>> {
    fn signs(
        method: &Fact<ClientAuthMethod>,
        name: &'static str,
    ) -> Option<Check<'static, WrongAuthMethod>> {
        let method = method.0?;
        let found = Found::Text(method.facts().name);
        let expected = Expected::Words("PRIVATE_KEY_JWT or CLIENT_SECRET_JWT");
        let holds = SignsWith::of(AssertionUse::Client, method).signs();
        Some(Check::new(name, expected, found, holds, WrongAuthMethod))
    }
    judge([("authMethod", signs)], Fact(method))
}

/// The refusal of a subject that is another application's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "sub is an alias of another application or has the form of an application's ID: it must be the client's own ID or another text"
)]
pub(crate) struct ForeignSubject;

impl Refusal for ForeignSubject {
    fn reason(&self) -> &'static str {
        "WRONG_SUBJECT"
    }
}

/// The subject of a verified assertion, and the application that signed it.
#[derive(Clone, Copy)]
pub(crate) struct AssertedSubject<'a> {
    /// ID of the application.
    pub(crate) own: &'a str,
    /// `sub`, if it is a text.
    pub(crate) subject: Option<&'a str>,
    /// Whether `sub` is an alias of another application.
    pub(crate) is_foreign_alias: bool,
}

/// `otherApplication`: the subject neither is an alias of another application nor has the form of an
/// application's ID, in any case of letters, unless it is the client's own. Applies even to an ID that
/// no application has yet.
pub(crate) fn judge_subject(
    asserted: Option<AssertedSubject<'_>>,
) -> impl Iterator<Item = Judged<'_, ForeignSubject>> {
    fn subject_rule<'a>(
        asserted: &Fact<AssertedSubject<'a>>,
        name: &'static str,
    ) -> Option<Check<'a, ForeignSubject>> {
        let AssertedSubject { own, subject, is_foreign_alias } = asserted.0?;
        let is_free = |subject: &str| !is_foreign_alias && !ApplicationId::has_form(subject);
        let holds = subject.is_none_or(|subject| subject == own || is_free(subject));
        let expected = Expected::Words(
            "the client's own ID, or a text without the form of an application's ID that is no \
             alias of another application",
        );
        Some(Check::new(name, expected, Found::text(subject), holds, ForeignSubject))
    }
    judge([("otherApplication", subject_rule)], Fact(asserted))
}

/// The refusal of an application that obtains no tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("only applications of type SERVICE get tokens")]
pub(crate) struct NoService;

impl Refusal for NoService {
    fn reason(&self) -> &'static str {
        "UNAUTHORIZED_CLIENT"
    }
}

/// `applicationType`: the application of a verified assertion obtains tokens.
pub(crate) fn judge_type(
    r#type: Option<ApplicationType>,
) -> impl Iterator<Item = Judged<'static, NoService>> {
    fn service(
        r#type: &Fact<ApplicationType>,
        name: &'static str,
    ) -> Option<Check<'static, NoService>> {
        let (found, holds) = match r#type.0? {
            ApplicationType::Service => ("SERVICE", true),
            ApplicationType::ResourceServer => ("RESOURCE_SERVER", false),
        };
        let expected = Expected::Text("SERVICE");
        Some(Check::new(name, expected, Found::Text(found), holds, NoService))
    }
    judge([("applicationType", service)], Fact(r#type))
}

/// What is known of earlier uses of a verified assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EarlierUse {
    /// It was not used.
    None,
    /// Its `jti` was used.
    Recorded,
    /// It is older than a restore of the database, which lost the record.
    Lost,
}

impl EarlierUse {
    /// What follows from the age of an assertion that may have been used from `first_use` on, in
    /// Unix seconds. The signer's clock may be ahead by the leeway.
    pub(crate) fn by_age(application: &application::Model, first_use: Option<i64>) -> Self {
        let after = application.assertions_after;
        if after.0 == 0 {
            return Self::None;
        }
        let until = after.seconds().saturating_add(LEEWAY_SECONDS);
        if first_use.is_some_and(|at| at <= until) { Self::Lost } else { Self::None }
    }

    /// What the record of used assertions says.
    pub(crate) fn recorded(is_spent: bool) -> Self {
        if is_spent { Self::Recorded } else { Self::None }
    }
}

/// `replay`: a verified assertion was not used before.
pub(crate) fn judge_replay(
    earlier: Option<EarlierUse>,
) -> impl Iterator<Item = Judged<'static, AssertionRefusal>> {
    fn replay(
        earlier: &Fact<EarlierUse>,
        name: &'static str,
    ) -> Option<Check<'static, AssertionRefusal>> {
        let (found, refusal) = match earlier.0? {
            EarlierUse::None => ("not used", None),
            EarlierUse::Recorded => ("used", Some(AssertionRefusal::Replayed)),
            EarlierUse::Lost => {
                ("older than a restored backup", Some(AssertionRefusal::MaybeReplayed))
            }
        };
        let expected = Expected::Words("a jti that was not used before");
        Some(Check { name, expected, found: Found::Text(found), refusal })
    }
    judge([("replay", replay)], Fact(earlier))
}

/// An application by the name that an assertion has for it.
#[derive(Clone, Copy)]
pub(crate) struct NamedClient<'a> {
    pub(crate) application: &'a application::Model,
    /// Its ID or one of its aliases: `iss` of the assertion.
    pub(crate) client_id: &'a str,
}

/// Asks the rules of client authentication at one of these endpoints of an issuer.
pub(crate) fn with_client_rules<T>(
    client: NamedClient<'_>,
    issuer: &str,
    called: impl IntoIterator<Item = Endpoint>,
    now: Timestamp,
    ask: impl FnOnce(ClientAssertionRules<'_>) -> T,
) -> T {
    let called: Vec<_> = called.into_iter().map(|endpoint| endpoint.url(issuer)).collect();
    let all: Vec<&str> = [issuer].into_iter().chain(called.iter().map(String::as_str)).collect();
    // RFC 7523bis: only the issuer, unless the application allows the endpoint.
    let NamedClient { application, client_id } = client;
    let count = if application.allow_token_endpoint_audience { all.len() } else { 1 };
    let (accepted, refused_endpoints) = all.split_at(count);
    let (audiences, now) = (&*with_own_audiences(accepted, application), now.seconds());
    ask(ClientAssertionRules { client_id, audiences, refused_endpoints, now })
}

/// These audiences, and those of the application's settings.
fn with_own_audiences<'a>(
    audiences: &'a [&'a str],
    application: &'a application::Model,
) -> Cow<'a, [&'a str]> {
    let own = &application.assertion_audiences.0;
    if own.is_empty() {
        return Cow::Borrowed(audiences);
    }
    audiences.iter().copied().chain(own.iter().map(String::as_str)).collect()
}

/// Asks the rules of the JWT bearer grant.
pub(crate) fn with_grant_rules<T>(
    client: NamedClient<'_>,
    issuer: &str,
    now: Timestamp,
    ask: impl FnOnce(GrantAssertionRules<'_>) -> T,
) -> T {
    let NamedClient { application, client_id } = client;
    let endpoint = Endpoint::Token.url(issuer);
    ask(GrantAssertionRules {
        client_id,
        audiences: &with_own_audiences(&[issuer, &endpoint], application),
        allow_any_subject: application.allow_any_subject,
        now: now.seconds(),
    })
}

#[cfg(test)]
mod tests {
    use keyplane_entity::id::ProjectId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_assertion_from_before_a_restore_counts_as_used_with_the_leeway_of_its_signers_clock() {
        let (id, project) = (ApplicationId(Uuid::nil()), ProjectId(Uuid::nil()));
        let kind = ApplicationType::Service;
        let mut application = application::Model::new(id, project, kind, Timestamp(0));
        assert_eq!(EarlierUse::by_age(&application, Some(0)), EarlierUse::None);

        application.assertions_after = Timestamp::from_seconds(1_000);
        for (first_use, expected) in [
            (Some(0), EarlierUse::Lost),
            (Some(1_000), EarlierUse::Lost),
            (Some(1_000 + LEEWAY_SECONDS), EarlierUse::Lost),
            (Some(1_001 + LEEWAY_SECONDS), EarlierUse::None),
            // It works more than once anyway.
            (None, EarlierUse::None),
        ] {
            assert_eq!(EarlierUse::by_age(&application, first_use), expected, "{first_use:?}");
        }
    }
}
