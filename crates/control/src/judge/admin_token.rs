//! The standing of an admin token: the scope that it names, the key that signed it, and the session
//! that it names.

use keyplane_auth::{
    AdminTokenRefusal as Refusal, Check, Expected, Found, Judged, KeyRefusal, Rule, judge,
};
use keyplane_entity::{Scope, Timestamp, key, project};

use super::signature::{KEY_STATES, SIGNATURE, key_refusal, state_name};
use crate::public_url::PublicUrl;

/// Maximum lifetime of an admin token for the instance, in seconds; a project may set less for its
/// own.
pub(crate) const MAX_LIFETIME_SECONDS: i64 = 86_400;

/// Maximum lifetime of an admin token of a project, or of the instance, in seconds.
pub(crate) fn max_admin_token_lifetime(project: Option<&project::Model>) -> i64 {
    project.map_or(MAX_LIFETIME_SECONDS, |project| project.max_admin_token_lifetime_seconds)
}

/// What was looked up about an admin token.
#[derive(Clone, Copy)]
pub(crate) struct AdminStanding<'a> {
    pub(crate) server: &'a PublicUrl,
    /// The scope in which the token is judged.
    pub(crate) scope: Scope,
    /// The scope that `aud` names, `None` if it names none that exists, or two.
    pub(crate) named: Option<Scope>,
    /// The texts that `aud` may be.
    pub(crate) expected_audience: Expected<'a>,
    /// `aud`; `None` if it could not be read.
    pub(crate) audiences: Option<&'a [String]>,
    /// The admin key of the scope that the token names, else what was found instead.
    pub(crate) key: Result<&'a key::Model, &'static str>,
    /// Whether the key signed the token; `None` if that was not verified.
    pub(crate) signature: Option<Result<(), &'a Refusal>>,
    /// Whether the session that the token names counts; `None` for a key that signs for no
    /// sessions.
    pub(crate) session: Option<bool>,
    pub(crate) now: Timestamp,
}

type AdminCheck<'a> = Option<Check<'a, Refusal>>;
type AdminRule<'a> = Rule<AdminStanding<'a>, AdminCheck<'a>>;

impl<'a> AdminStanding<'a> {
    /// The rules about the scope that the token names, in which the key is looked up.
    const SCOPE: [AdminRule<'a>; 1] = [("aud", Self::audience)];
    /// The rules whose result never changes. The guard proves them as it looks up the key and
    /// verifies the signature.
    const PROOF: [AdminRule<'a>; 2] = [("key", Self::key), ("signature", Self::signature)];
    /// The rules about the key, whose result can change after the signature was verified.
    const AUTHORITY: [AdminRule<'a>; 1] = [("keyState", Self::key_state)];
    /// The rule about the session, for the key of an operators' rule.
    const SESSION: [AdminRule<'a>; 1] = [("session", Self::session)];

    /// The standing before any look-up: only the scope is known.
    pub(crate) fn new(server: &'a PublicUrl, scope: Scope, now: Timestamp) -> Self {
        Self {
            server,
            scope,
            named: None,
            expected_audience: Expected::Shown(server),
            audiences: Some(&[]),
            key: Err("none"),
            signature: None,
            session: None,
            now,
        }
    }

    /// The rules about the scope that the token names.
    pub(crate) fn scope_checks(self) -> impl Iterator<Item = Judged<'a, Refusal>> {
        judge(Self::SCOPE, self)
    }

    /// The rules about the scope and the key, whose results can change after the signature was
    /// verified.
    pub(crate) fn authority_checks(self) -> impl Iterator<Item = Judged<'a, Refusal>> {
        self.scope_checks().chain(self.standing_checks())
    }

    fn standing_checks(self) -> impl Iterator<Item = Judged<'a, Refusal>> {
        let session = self.session.map(|_| judge(Self::SESSION, self));
        judge(Self::AUTHORITY, self).chain(session.into_iter().flatten())
    }

    /// All rules.
    pub(crate) fn checks(self) -> impl Iterator<Item = Judged<'a, Refusal>> {
        let proof = judge(Self::PROOF, self);
        self.scope_checks().chain(proof).chain(self.standing_checks())
    }

    fn audience(&self, name: &'static str) -> AdminCheck<'a> {
        let found = Found::Texts(self.audiences?);
        let holds = self.named == Some(self.scope);
        let refusal = (!holds).then(|| Refusal::WrongAudience { server: self.server.to_string() });
        Some(Check { name, expected: self.expected_audience, found, refusal })
    }

    fn key(&self, name: &'static str) -> AdminCheck<'a> {
        let found = Found::Text(self.key.err().unwrap_or("an admin key"));
        let expected = Expected::Words("an admin key of the scope that aud names");
        Some(Check::new(name, expected, found, self.key.is_ok(), Refusal::UnknownKid))
    }

    fn signature(&self, name: &'static str) -> AdminCheck<'a> {
        let refusal = self.signature?.err().cloned();
        let found = Found::Text(if refusal.is_none() { "the key's" } else { "another" });
        Some(Check { name, expected: Expected::Words(SIGNATURE), found, refusal })
    }

    fn key_state(&self, name: &'static str) -> AdminCheck<'a> {
        let state = self.key.ok()?.state(self.now);
        let refusal = key_refusal(state).map(|refusal| match refusal {
            KeyRefusal::Unknown | KeyRefusal::SecretExpired => Refusal::UnknownKid,
            KeyRefusal::Revoked => Refusal::KeyRevoked,
            KeyRefusal::Expired => Refusal::KeyExpired,
            KeyRefusal::Pending => Refusal::KeyPending,
        });
        let (expected, found) = (Expected::Words(KEY_STATES), Found::Text(state_name(state)));
        Some(Check { name, expected, found, refusal })
    }

    fn session(&self, name: &'static str) -> AdminCheck<'a> {
        let holds = self.session?;
        let expected = Expected::Words("the jti of a live session of the key's rule");
        let found = Found::Text(if holds { "such a session" } else { "none, or one that ended" });
        Some(Check::new(name, expected, found, holds, Refusal::SessionEnded))
    }
}
