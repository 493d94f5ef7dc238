//! What a token of a trusted issuer stands for: the federated identity that it matches, and the ways
//! in that its application opens.

use std::fmt;

use keyplane_auth::{
    Check, CompiledClaimRule, Expected, Found, Judged, OutsideTokenRefusal, Refusal, Rule, judge,
};
use keyplane_entity::{
    Timestamp,
    application::{self, ClientAuthMethod, FederatedGrant},
    federated_identity,
    id::ApplicationId,
    trusted_issuer,
};
use serde_json::{Map, Value};

use super::federated::{FederationRefusal, IdentityStanding};

/// The most claims that a refusal names.
const MAX_NAMED: usize = 4;

/// A use of a token of a trusted issuer at the OAuth endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutsideUse {
    /// It authenticates its application.
    Client,
    /// It is exchanged for an access token.
    Grant(FederatedGrant),
}

/// Why a token of a trusted issuer is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OutsideRefusal {
    /// The token itself.
    Token(OutsideTokenRefusal),
    /// The issuer, or the identity through which a token was issued.
    Standing(FederationRefusal),
    /// No identity matches; holds the claims of the rules that refused, each once.
    NoMatch(Vec<String>),
    /// Identities of several applications match.
    SeveralApplications,
    /// The application that it stands for is disabled.
    ApplicationDisabled,
    /// The token counts once, and its record may be lost: it is older than a restored backup.
    MaybeReplayed,
    /// The issuer's tokens count once, so no gateway check takes them.
    SingleUseAtGateway,
    /// The identifier of the API is the audience that the issuer's tokens have for the token
    /// endpoint.
    SharedWithIssuer,
    /// The application authenticates otherwise.
    WrongAuthMethod,
    /// The application opens no way in to such tokens.
    NoWayIn,
    /// The application does not take such tokens by this grant.
    GrantNotAllowed(FederatedGrant),
}

impl Refusal for OutsideRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Token(refusal) => refusal.reason(),
            Self::Standing(refusal) => refusal.reason(),
            Self::NoMatch(_) => "NO_IDENTITY_MATCHES",
            Self::SeveralApplications => "SEVERAL_APPLICATIONS_MATCH",
            Self::ApplicationDisabled => "APPLICATION_DISABLED",
            Self::MaybeReplayed => "REPLAYED",
            Self::SingleUseAtGateway => "SINGLE_USE",
            Self::SharedWithIssuer => "WRONG_AUDIENCE",
            Self::WrongAuthMethod => "WRONG_AUTH_METHOD",
            Self::NoWayIn | Self::GrantNotAllowed(_) => "UNAUTHORIZED_CLIENT",
        }
    }
}

impl fmt::Display for OutsideRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token(refusal) => return refusal.fmt(f),
            // Only the inspector tells an unknown issuer from a disabled one.
            Self::Standing(refusal) => return refusal.fmt(f),
            Self::NoMatch(claims) => return no_match(f, claims),
            Self::SeveralApplications => {
                "federated identities of several applications match the token: name one as client_id"
            }
            Self::ApplicationDisabled => "the application that the token stands for is disabled",
            Self::MaybeReplayed => {
                "this token is older than a restored backup of the server and may have been used; get a fresh one from its issuer"
            }
            Self::SingleUseAtGateway => {
                "tokens of this issuer count once, so no gateway takes them: get an access token for one at the token endpoint"
            }
            Self::SharedWithIssuer => {
                "the API's identifier is the audience that the issuer's tokens have for the token endpoint, so none of them is for the API alone"
            }
            Self::WrongAuthMethod => {
                "the application does not authenticate with tokens of trusted issuers: set authMethod FEDERATED_JWT"
            }
            Self::NoWayIn => {
                "the application takes no tokens of trusted issuers: set authMethod FEDERATED_JWT, or federatedGrants"
            }
            Self::GrantNotAllowed(FederatedGrant::JwtBearer) => {
                "the application takes no tokens of trusted issuers as an assertion: add JWT_BEARER to its federatedGrants"
            }
            Self::GrantNotAllowed(FederatedGrant::TokenExchange) => {
                "the application takes no tokens of trusted issuers as subject_token: add TOKEN_EXCHANGE to its federatedGrants"
            }
        })
    }
}

/// Names the claims whose rules refused, and no value: the holder of any token of the issuer asks,
/// and must not learn what another workload's looks like.
fn no_match(f: &mut fmt::Formatter<'_>, claims: &[String]) -> fmt::Result {
    f.write_str("no federated identity matches the token")?;
    for (place, claim) in claims.iter().enumerate() {
        let before = if place == 0 { ": refused by the rule on " } else { ", " };
        write!(f, "{before}{claim}")?;
    }
    Ok(())
}

/// The identity that a token stands for: the first of those that match, which all have to belong to
/// one application. An identity matches if it counts now and each of its rules holds; without a rule
/// it matches nothing. `client`: the application that the request names.
pub(crate) fn matching<'a>(
    candidates: impl IntoIterator<Item = (&'a federated_identity::Model, &'a [CompiledClaimRule])>,
    client: Option<ApplicationId>,
    claims: &Map<String, Value>,
    now: Timestamp,
) -> Result<&'a federated_identity::Model, OutsideRefusal> {
    let mut found: Option<&federated_identity::Model> = None;
    let mut refused = Vec::new();

    for (identity, rules) in candidates {
        if client.is_some_and(|client| client != identity.application_id)
            || !stands(identity, now)
            || rules.is_empty()
        {
            continue;
        }
        if let Some(rule) = rules.iter().find(|rule| !rule.holds(claims)) {
            let claim = &rule.rule().claim;
            if refused.len() < MAX_NAMED && !refused.contains(claim) {
                refused.push(claim.clone());
            }
            continue;
        }
        match found {
            Some(first) if first.application_id != identity.application_id => {
                return Err(OutsideRefusal::SeveralApplications);
            }
            Some(_) => {}
            None => found = Some(identity),
        }
    }
    found.ok_or(OutsideRefusal::NoMatch(refused))
}

/// Whether an identity is enabled and has not ended.
pub(crate) fn stands(identity: &federated_identity::Model, now: Timestamp) -> bool {
    IdentityStanding { identity: Some(identity), now }
        .checks()
        .all(|(_, check)| check.is_some_and(|check| check.refusal.is_none()))
}

/// The facts of an issuer's tokens at a gateway check.
#[derive(Clone, Copy)]
struct AtGateway<'a> {
    single_use: bool,
    expected: &'a str,
    identifier: &'a str,
}

impl<'a> AtGateway<'a> {
    const RULES: [Rule<Self, Option<Check<'a, OutsideRefusal>>>; 2] =
        [("singleUse", Self::single_use), ("issuerAudience", Self::audience)];

    /// A gateway shows one token with every request.
    fn single_use(&self, name: &'static str) -> Option<Check<'a, OutsideRefusal>> {
        let expected = Expected::Words("an issuer whose tokens count more than once");
        let found = Found::Text(if self.single_use { "singleUse" } else { "not singleUse" });
        let refusal = OutsideRefusal::SingleUseAtGateway;
        Some(Check::new(name, expected, found, !self.single_use, refusal))
    }

    /// A token that opens the API must not authenticate its application too, and the other way
    /// round: the server of the API could use it (RFC 8725 section 3.12).
    fn audience(&self, name: &'static str) -> Option<Check<'a, OutsideRefusal>> {
        let expected = Expected::Words("another audience than the API's identifier");
        let (found, holds) = (Found::Text(self.expected), self.expected != self.identifier);
        Some(Check::new(name, expected, found, holds, OutsideRefusal::SharedWithIssuer))
    }
}

/// `singleUse` and `issuerAudience`: whether tokens of an issuer that expects the audience
/// `expected` may open the API with this identifier.
pub(crate) fn judge_at_gateway<'a>(
    issuer: &trusted_issuer::Model,
    expected: &'a str,
    identifier: &'a str,
) -> impl Iterator<Item = Judged<'a, OutsideRefusal>> + use<'a> {
    judge(AtGateway::RULES, AtGateway { single_use: issuer.single_use, expected, identifier })
}

/// The names of the rules of [`judge_at_gateway`].
pub(crate) fn at_gateway_names() -> [&'static str; 2] {
    AtGateway::RULES.map(|(name, _)| name)
}

/// `wayIn`: the application opens this way to tokens of trusted issuers.
pub(crate) fn judge_way_in(
    application: &application::Model,
    way: OutsideUse,
) -> impl Iterator<Item = Judged<'static, OutsideRefusal>> + use<> {
    let holds = opens(application, way);
    let (expected, refusal) = match way {
        OutsideUse::Client => ("authMethod FEDERATED_JWT", OutsideRefusal::WrongAuthMethod),
        OutsideUse::Grant(grant) => {
            ("the grant in federatedGrants", OutsideRefusal::GrantNotAllowed(grant))
        }
    };

    let fact = (holds, expected, refusal);
    judge([("wayIn", way_in)], fact)
}

fn way_in(
    (holds, expected, refusal): &(bool, &'static str, OutsideRefusal),
    name: &'static str,
) -> Option<Check<'static, OutsideRefusal>> {
    let found = Found::Text(if *holds { "open" } else { "closed" });
    let refusal = (!holds).then(|| refusal.clone());
    Some(Check { name, expected: Expected::Words(expected), found, refusal })
}

/// Whether an application opens a way in.
pub(crate) fn opens(application: &application::Model, way: OutsideUse) -> bool {
    match way {
        OutsideUse::Client => match application.auth_method {
            ClientAuthMethod::FederatedJwt => true,
            ClientAuthMethod::PrivateKeyJwt
            | ClientAuthMethod::ClientSecretBasic
            | ClientAuthMethod::ClientSecretPost
            | ClientAuthMethod::ClientSecretJwt => false,
        },
        OutsideUse::Grant(grant) => application.federated_grants.0.contains(&grant),
    }
}

impl From<OutsideTokenRefusal> for OutsideRefusal {
    fn from(refusal: OutsideTokenRefusal) -> Self {
        Self::Token(refusal)
    }
}

impl From<FederationRefusal> for OutsideRefusal {
    fn from(refusal: FederationRefusal) -> Self {
        Self::Standing(refusal)
    }
}
