//! An API as a gateway check judges a token for it.

use std::{borrow::Cow, fmt};

use bytes::Bytes;
use keyplane_auth::{
    AssertionRefusal, Check, Expected, Found, Judged, OutsideAudienceFault, OutsideTokenRefusal,
    Refusal, Rule, judge,
};
use keyplane_entity::{
    api::{AcceptedToken, AcceptedTokens},
    scope_name::ScopeNames,
};

use crate::endpoint::Endpoint;

/// Why an API refuses a genuine token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ApiRefusal {
    Disabled,
    /// The API does not accept this kind of token; holds how to get one that it accepts.
    KindNotAccepted(String),
    /// The access token is for another audience; holds how to get one that the API accepts.
    WrongAudience(String),
    /// The JWT that the application signed is for another audience.
    WrongAudienceOfJwt(AssertionRefusal),
    /// The token of a trusted issuer is for another audience.
    WrongAudienceOutside(OutsideTokenRefusal),
    NoGrant,
    /// Holds the scopes that are missing, space-separated.
    InsufficientScope(String),
}

impl Refusal for ApiRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Disabled => "API_DISABLED",
            Self::KindNotAccepted(_) => "KIND_NOT_ACCEPTED",
            Self::WrongAudience(_) => "WRONG_AUDIENCE",
            Self::WrongAudienceOfJwt(refusal) => refusal.reason(),
            Self::WrongAudienceOutside(refusal) => refusal.reason(),
            Self::NoGrant => "NO_GRANT",
            Self::InsufficientScope(_) => "INSUFFICIENT_SCOPE",
        }
    }
}

impl fmt::Display for ApiRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disabled => f.write_str("Enable the API."),
            Self::KindNotAccepted(remedy) | Self::WrongAudience(remedy) => {
                let mut letters = remedy.chars();
                let first = letters.next().map_or('-', |first| first.to_ascii_uppercase());
                write!(f, "{first}{}.", letters.as_str())
            }
            Self::WrongAudienceOfJwt(refusal) => refusal.fmt(f),
            Self::WrongAudienceOutside(refusal) => refusal.fmt(f),
            Self::NoGrant => f.write_str("Grant the application the API."),
            Self::InsufficientScope(missing) => {
                write!(f, "Not in all of token, grant and API: {missing}.")
            }
        }
    }
}

/// The audience of a token, by its kind.
#[derive(Clone, Copy)]
pub(crate) enum Audience<'a> {
    /// The audiences of an access token, space-separated.
    Issued(&'a str),
    /// The rule about the `aud` of a JWT that an application signed.
    Signed(&'a Check<'a, AssertionRefusal>),
    /// The one audience of a token of a trusted issuer.
    Outside(&'a str),
}

/// A token at an API.
#[derive(Clone, Copy)]
pub(crate) struct ApiAudience<'a> {
    pub(crate) issuer: &'a str,
    /// The API's identifier.
    pub(crate) identifier: &'a str,
    /// The kinds of tokens that the API accepts.
    pub(crate) accepts: &'a AcceptedTokens,
    /// Whether the API is enabled.
    pub(crate) enabled: bool,
    pub(crate) audience: Audience<'a>,
}

type ApiCheck<'a> = Option<Check<'a, ApiRefusal>>;

impl<'a> ApiAudience<'a> {
    const RULES: [Rule<Self, ApiCheck<'a>>; 3] =
        [("aud", Self::audience), ("api", Self::api), ("accepts", Self::accepted_kind)];

    /// The names of the rules.
    pub(crate) fn names() -> [&'static str; 3] {
        Self::RULES.map(|(name, _)| name)
    }

    /// `aud`, `api` and `accepts`.
    pub(crate) fn checks(self) -> impl Iterator<Item = Judged<'a, ApiRefusal>> {
        judge(Self::RULES, self)
    }

    /// The rule about `aud`. It applies only to an API that accepts this kind of token; otherwise
    /// `api` or `accepts` refuses.
    fn audience(&self, name: &'static str) -> ApiCheck<'a> {
        if !self.enabled || !self.is_accepted() {
            return None;
        }
        Some(match self.audience {
            Audience::Issued(audience) => {
                let holds = audience.split(' ').any(|one| one == self.identifier);
                let refusal = (!holds).then(|| ApiRefusal::WrongAudience(self.remedy()));
                let expected = Expected::Text(self.identifier);
                Check { name, expected, found: Found::Text(audience), refusal }
            }
            Audience::Signed(check) => Check {
                name,
                expected: check.expected,
                found: check.found,
                refusal: check.refusal.map(ApiRefusal::WrongAudienceOfJwt),
            },
            Audience::Outside(audience) => {
                let refusal = (audience != self.identifier).then(|| {
                    ApiRefusal::WrongAudienceOutside(OutsideTokenRefusal::WrongAudience {
                        expected: self.identifier.to_owned(),
                        fault: OutsideAudienceFault::Another,
                    })
                });
                let expected = Expected::Text(self.identifier);
                Check { name, expected, found: Found::Text(audience), refusal }
            }
        })
    }

    fn api(&self, name: &'static str) -> ApiCheck<'a> {
        let enabled = self.enabled;
        let found = Found::Text(if enabled { "enabled" } else { "disabled" });
        let expected = Expected::Words("an enabled API");
        Some(Check::new(name, expected, found, enabled, ApiRefusal::Disabled))
    }

    fn accepted_kind(&self, name: &'static str) -> ApiCheck<'a> {
        let refusal = (!self.is_accepted()).then(|| ApiRefusal::KindNotAccepted(self.remedy()));
        let found = Found::Text(self.kind().as_str());
        Some(Check { name, expected: Expected::Shown(self.accepts), found, refusal })
    }

    fn kind(&self) -> AcceptedToken {
        match self.audience {
            Audience::Issued(_) => AcceptedToken::AccessToken,
            Audience::Signed(_) => AcceptedToken::ApplicationJwt,
            Audience::Outside(_) => AcceptedToken::FederatedJwt,
        }
    }

    fn is_accepted(&self) -> bool {
        self.accepts.0.contains(&self.kind())
    }

    /// How to get a token that the API accepts.
    fn remedy(&self) -> String {
        let identifier = self.identifier;
        if self.accepts.0.contains(&AcceptedToken::AccessToken) {
            let endpoint = Endpoint::Token.url(self.issuer);
            format!("ask {endpoint} for an access token with resource={identifier}")
        } else if self.accepts.0.contains(&AcceptedToken::FederatedJwt) {
            format!(
                "this API takes tokens of the project's trusted issuers: aud {identifier} alone"
            )
        } else {
            format!(
                "this API takes JWTs that the application signs itself: iss and sub its client_id, \
                 aud that too or {identifier}"
            )
        }
    }
}

/// What the application of a token is granted at an API.
#[derive(Clone, Copy)]
pub(crate) struct ApiAccess<'a> {
    pub(crate) granted: Option<&'a ScopeNames>,
    /// The scopes of the token at the API, space-separated; `None` without a grant.
    pub(crate) scope: Option<&'a Bytes>,
    /// The scopes that the route demands.
    pub(crate) demanded: &'a Demanded<'a>,
}

/// The scopes that a route demands.
pub(crate) struct Demanded<'a>(pub(crate) &'a [Cow<'a, str>]);

impl Demanded<'_> {
    /// The demanded scopes that are missing in `scope`, space-separated.
    fn missing(&self, scope: &[u8]) -> String {
        let is_there =
            |name: &str| scope.split(|&byte| byte == b' ').any(|own| own == name.as_bytes());
        let missing = self.0.iter().map(AsRef::as_ref).filter(|name| !is_there(name));
        missing.collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Demanded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        f.write_str(&self.0.join(" "))
    }
}

impl<'a> ApiAccess<'a> {
    const RULES: [Rule<Self, ApiCheck<'a>>; 2] = [("grant", Self::grant), ("scopes", Self::scopes)];

    /// The names of the rules.
    pub(crate) fn names() -> [&'static str; 2] {
        Self::RULES.map(|(name, _)| name)
    }

    /// `grant` and `scopes`.
    pub(crate) fn checks(self) -> impl Iterator<Item = Judged<'a, ApiRefusal>> {
        judge(Self::RULES, self)
    }

    fn grant(&self, name: &'static str) -> ApiCheck<'a> {
        let found = match self.granted {
            Some(granted) if !granted.0.is_empty() => Found::Shown(granted),
            Some(_) | None => Found::Text("none"),
        };
        let expected = Expected::Words("a grant for the API");
        Some(Check::new(name, expected, found, self.granted.is_some(), ApiRefusal::NoGrant))
    }

    fn scopes(&self, name: &'static str) -> ApiCheck<'a> {
        let scope = self.scope?;
        let missing = self.demanded.missing(scope);
        let refusal = (!missing.is_empty()).then_some(ApiRefusal::InsufficientScope(missing));
        let found = match std::str::from_utf8(scope) {
            Ok("") | Err(_) => "none",
            Ok(names) => names,
        };
        let expected = Expected::Shown(self.demanded);
        Some(Check { name, expected, found: Found::Text(found), refusal })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_for_whole_identifiers_alone() {
        let is_for = |identifier: &str| {
            let accepts = AcceptedTokens(vec![AcceptedToken::AccessToken]);
            let audience = Audience::Issued("urn:a urn:bc");
            let (issuer, enabled) = ("https://i", true);
            let case = ApiAudience { issuer, identifier, accepts: &accepts, enabled, audience };
            case.checks().all(|(_, check)| check.is_some_and(|check| check.refusal.is_none()))
        };
        assert!(is_for("urn:a") && is_for("urn:bc"));
        for other in ["urn:b", "urn:", "rn:a", "urn:a urn:bc", ""] {
            assert!(!is_for(other), "{other}");
        }
    }
}
