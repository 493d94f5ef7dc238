//! The state of the model, and the rules of the gateway check in their plainest form.

use super::steps::{Scopes, Which};

/// Leeway after a token's expiry, in seconds.
const LEEWAY: i64 = 30;

/// The scopes that an API may have; the index is the bit.
pub(super) const NAMES: [&str; 3] = ["read", "write", "admin"];

/// The names of scopes.
pub(super) fn names(scopes: Scopes) -> Vec<&'static str> {
    let at = |place: &usize| scopes & (1 << place) != 0;
    (0..NAMES.len()).filter(at).map(|place| NAMES[place]).collect()
}

/// A key that signs.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) id: String,
    pub(super) revoked: bool,
    /// In Unix seconds.
    pub(super) ends: Option<i64>,
}

impl Key {
    pub(super) fn is_in_life(&self, now: i64) -> bool {
        !self.revoked && self.ends.is_none_or(|end| now < end)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Application {
    pub(super) enabled: bool,
    pub(super) generation: u32,
    pub(super) keys: Vec<Key>,
    /// The granted scopes by API; `None` without a grant.
    pub(super) grants: [Option<Scopes>; 2],
}

#[derive(Clone, Debug)]
pub(super) struct Api {
    pub(super) enabled: bool,
    pub(super) scopes: Scopes,
    pub(super) access_tokens: bool,
    pub(super) application_jwts: bool,
}

/// A token that a step made.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) app: Which,
    /// In Unix seconds.
    pub(super) ends: i64,
    pub(super) made: Made,
}

#[derive(Clone, Debug)]
pub(super) enum Made {
    /// Issued by the project for this API. `key` is `None` for an opaque token.
    Issued { api: Which, scopes: Scopes, generation: u32, key: Option<String>, revoked: bool },
    /// Signed by the application, for an API or for itself.
    Signed { key: usize, aud: Option<Which> },
}

#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) apps: [Application; 2],
    pub(super) apis: [Api; 2],
    pub(super) signing_keys: Vec<Key>,
    pub(super) tokens: Vec<Token>,
}

impl Facts {
    /// The expected status of a check at an API, and the scopes if it is 200.
    pub(super) fn verdict(
        &self,
        token: &Token,
        at: Which,
        demanded: Scopes,
        now: i64,
    ) -> (u16, Scopes) {
        let (app, api) = (&self.apps[token.app], &self.apis[at]);
        if !self.counts(token, now) {
            return (401, 0);
        }
        if !api.enabled {
            return (403, 0);
        }

        let (takes_such, is_for_it, given) = match &token.made {
            Made::Issued { api: own, scopes, .. } => (api.access_tokens, *own == at, *scopes),
            Made::Signed { aud, .. } => {
                (api.application_jwts, aud.is_none_or(|aud| aud == at), Scopes::MAX)
            }
        };
        if !takes_such || !is_for_it {
            return (401, 0);
        }

        let Some(granted) = app.grants[at] else { return (403, 0) };
        let scopes = given & granted & api.scopes;
        if scopes & demanded == demanded { (200, scopes) } else { (403, 0) }
    }

    fn counts(&self, token: &Token, now: i64) -> bool {
        let app = &self.apps[token.app];
        let is_vouched_for = match &token.made {
            Made::Issued { generation, key, revoked, .. } => {
                let signed = key.as_ref().is_none_or(|id| {
                    self.signing_keys.iter().any(|key| key.id == *id && key.is_in_life(now))
                });
                signed && !revoked && *generation == app.generation
            }
            Made::Signed { key, .. } => app.keys[*key].is_in_life(now),
        };
        app.enabled && now < token.ends + LEEWAY && is_vouched_for
    }

    /// The scopes of a token for an API if these are requested; `None` if the request is refused.
    pub(super) fn given(&self, app: Which, api: Which, asked: Scopes) -> Option<Scopes> {
        let granted = self.apps[app].grants[api]? & self.apis[api].scopes;
        let may = self.apps[app].enabled && self.apis[api].enabled && granted & asked == asked;
        may.then_some(if asked == 0 { granted } else { asked })
    }
}
