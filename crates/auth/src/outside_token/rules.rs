//! The rules for an outside token that need no key.

use super::{
    AdmittedOutsideToken, OutsideAudienceFault, OutsideTokenRefusal, OutsideTokenTimes, SpiffeId,
    UnverifiedOutsideToken, times::OutsideTimesCase,
};
use crate::{
    AlgorithmSet, JwsAlgorithm,
    check::{Check, Expected, Found, Rule, first_refusal},
    claims::Claims,
    jws::is_media_type,
};

/// The longest `sub`, in bytes: that of a SPIFFE ID.
const MAX_SUBJECT_BYTES: usize = 2048;
/// The longest `jti`, in bytes.
const MAX_TOKEN_ID_BYTES: usize = 255;

/// How a trusted issuer is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutsideIssuer<'a> {
    /// Its `iss`.
    Url(&'a str),
    /// Its SPIFFE trust domain; `iss` is then not looked at.
    TrustDomain(&'a str),
}

/// The rules of a trusted issuer for its tokens, as far as they need no key.
#[derive(Clone, Copy, Debug)]
pub struct OutsideTokenRules<'a> {
    /// The issuer.
    pub issuer: OutsideIssuer<'a>,
    /// The accepted algorithms.
    pub algorithms: &'a AlgorithmSet,
    /// The one accepted `aud`.
    pub audience: &'a str,
    /// `maxAgeSeconds`.
    pub max_age: i64,
    /// Whether a token counts once, so that it needs a `jti`.
    pub single_use: bool,
    /// Tolerance for clocks that differ, in seconds.
    pub leeway: i64,
    /// The time of the check, in Unix seconds.
    pub now: i64,
}

/// A token and the rules for it.
#[derive(Clone, Copy)]
struct OutsideTokenCase<'a> {
    rules: OutsideTokenRules<'a>,
    algorithm: JwsAlgorithm,
    typ: Option<&'a str>,
    claims: &'a Claims,
}

type OutsideCheck<'a> = Check<'a, OutsideTokenRefusal>;
type OutsideRule<'a> = Rule<OutsideTokenCase<'a>, OutsideCheck<'a>>;

impl<'a> OutsideTokenRules<'a> {
    /// The names of the checks, in the order of [`Self::checks`].
    pub fn names() -> impl Iterator<Item = &'static str> {
        let first = OutsideTokenCase::FIRST.map(|(name, _)| name).into_iter();
        let (last, _) = OutsideTokenCase::TOKEN_ID;
        first.chain(OutsideTimesCase::names()).chain([last])
    }

    /// Applies the rules lazily, one per step of the iterator. A failed check does not end the
    /// iteration.
    pub fn checks(
        &self,
        token: &'a UnverifiedOutsideToken<'_>,
    ) -> impl Iterator<Item = Check<'a, OutsideTokenRefusal>> + use<'a> {
        self.case(token).checks()
    }

    /// Admits the token if every rule holds, else returns the first refusal. The signature and the
    /// rules of a federated identity are still to be judged.
    pub fn admit<'t>(
        &self,
        token: UnverifiedOutsideToken<'t>,
    ) -> Result<AdmittedOutsideToken<'t>, OutsideTokenRefusal> {
        first_refusal(self.case(&token).checks())?;
        Ok(AdmittedOutsideToken(token))
    }

    fn case<'c>(&self, token: &'c UnverifiedOutsideToken<'_>) -> OutsideTokenCase<'c>
    where
        'a: 'c,
    {
        OutsideTokenCase {
            rules: *self,
            algorithm: token.algorithm.into(),
            typ: token.jws.header().typ.as_deref(),
            claims: &token.claims,
        }
    }
}

impl<'a> OutsideTokenCase<'a> {
    const FIRST: [OutsideRule<'a>; 5] = [
        ("alg", Self::algorithm),
        ("typ", Self::media_type),
        ("iss", Self::issuer),
        ("sub", Self::subject),
        ("aud", Self::audience),
    ];
    const TOKEN_ID: OutsideRule<'a> = ("jti", Self::token_id);

    fn checks(self) -> impl Iterator<Item = OutsideCheck<'a>> + use<'a> {
        let OutsideTokenRules { max_age, leeway, now, .. } = self.rules;
        let times = OutsideTokenTimes::of(self.claims);
        let times = OutsideTimesCase { times, max_age, leeway, now }.checks();
        self.apply(Self::FIRST).chain(times).chain(self.apply([Self::TOKEN_ID]))
    }

    fn apply<const N: usize>(
        self,
        rules: [OutsideRule<'a>; N],
    ) -> impl Iterator<Item = OutsideCheck<'a>> + use<'a, N> {
        rules.into_iter().map(move |(name, rule)| rule(&self, name))
    }

    fn algorithm(&self, name: &'static str) -> OutsideCheck<'a> {
        let (found, taken) = (self.algorithm, *self.rules.algorithms);
        let refusal = match found {
            JwsAlgorithm::Public(_) if taken.contains(found) => None,
            JwsAlgorithm::Public(found) => {
                Some(OutsideTokenRefusal::AlgorithmNotAllowed { found, taken })
            }
            JwsAlgorithm::Hs256 => Some(OutsideTokenRefusal::Symmetric { found: Some(found) }),
        };
        let expected = Expected::Shown(self.rules.algorithms);
        Check { name, expected, found: Found::Algorithm(Some(found)), refusal }
    }

    fn media_type(&self, name: &'static str) -> OutsideCheck<'a> {
        let holds = self.typ.is_none_or(|typ| is_media_type(typ, "JWT"));
        let expected = Expected::AbsentOrOneOf(&["JWT"]);
        Check::new(name, expected, Found::text(self.typ), holds, OutsideTokenRefusal::WrongType)
    }

    fn issuer(&self, name: &'static str) -> OutsideCheck<'a> {
        let found = self.claims.text(name);
        let (expected, holds) = match self.rules.issuer {
            OutsideIssuer::Url(issuer) => (Expected::Text(issuer), found == Some(issuer)),
            OutsideIssuer::TrustDomain(_) => (Expected::Words("any: sub names the issuer"), true),
        };
        Check::new(name, expected, Found::text(found), holds, OutsideTokenRefusal::WrongIssuer)
    }

    fn subject(&self, name: &'static str) -> OutsideCheck<'a> {
        let found = self.claims.text(name);
        let (expected, holds, refusal) = match self.rules.issuer {
            OutsideIssuer::Url(_) => (
                Expected::Words("a string of 1 to 2048 bytes"),
                found.is_some_and(|sub| (1..=MAX_SUBJECT_BYTES).contains(&sub.len())),
                OutsideTokenRefusal::WrongSubject,
            ),
            OutsideIssuer::TrustDomain(domain) => {
                let id = found.and_then(SpiffeId::parse);
                (
                    Expected::Words("a SPIFFE ID of the issuer's trust domain"),
                    id.is_some_and(|id| id.trust_domain() == domain),
                    OutsideTokenRefusal::WrongTrustDomain,
                )
            }
        };
        Check::new(name, expected, Found::text(found), holds, refusal)
    }

    fn audience(&self, name: &'static str) -> OutsideCheck<'a> {
        let expected = self.rules.audience;
        let fault = match (self.claims.sole_audience(), self.claims.get(name)) {
            (Some(audience), _) if audience == expected => None,
            (Some(_), _) => Some(OutsideAudienceFault::Another),
            (None, Some(_)) => Some(OutsideAudienceFault::NotOne),
            (None, None) => Some(OutsideAudienceFault::Missing),
        };
        let refusal = fault.map(|fault| OutsideTokenRefusal::WrongAudience {
            expected: expected.to_owned(),
            fault,
        });
        let found = Found::json(self.claims.get(name));
        Check { name, expected: Expected::Text(expected), found, refusal }
    }

    /// Without `singleUse` the `jti` is not looked at: kubelet and SPIRE show one token many times.
    fn token_id(&self, name: &'static str) -> OutsideCheck<'a> {
        let found = self.claims.get(name);
        let (words, holds) = if self.rules.single_use {
            let token_id = found.and_then(|value| value.as_str());
            let fits = token_id.is_some_and(|id| (1..=MAX_TOKEN_ID_BYTES).contains(&id.len()));
            ("a string of 1 to 255 bytes", fits)
        } else {
            ("any: the issuer's tokens count more than once", true)
        };
        let (found, refusal) = (Found::json(found), OutsideTokenRefusal::NoTokenId);
        Check::new(name, Expected::Words(words), found, holds, refusal)
    }
}
