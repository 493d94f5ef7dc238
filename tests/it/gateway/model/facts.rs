//! The state of the model, and the rules of the gateway check in their plainest form.

use super::{
    exchange::Earlier,
    outside::Issuer,
    steps::{Scopes, Which},
};

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
#[expect(clippy::struct_excessive_bools, reason = "the settings of an API")]
pub(super) struct Api {
    pub(super) enabled: bool,
    pub(super) scopes: Scopes,
    pub(super) access_tokens: bool,
    pub(super) application_jwts: bool,
    pub(super) outside_tokens: bool,
    /// How often it was made again.
    pub(super) version: u32,
}

/// A token that a step made.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) text: String,
    /// The application that it was issued to or that signed it.
    pub(super) app: Which,
    /// In Unix seconds.
    pub(super) ends: i64,
    pub(super) made: Made,
}

#[derive(Clone, Debug)]
pub(super) enum Made {
    /// Issued by the project for this API. `key` is `None` for an opaque token, `earlier` for one
    /// that was not exchanged.
    Issued {
        api: Which,
        scopes: Scopes,
        generation: u32,
        key: Option<String>,
        revoked: bool,
        earlier: Option<Earlier>,
    },
    /// Signed by the application, for an API or for itself.
    Signed { key: usize, aud: Option<Which> },
    /// Signed by the platform with one of its keys, for a workload.
    Outside { key: Which, workload: Which, aud: Which },
}

#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) apps: [Application; 2],
    pub(super) apis: [Api; 2],
    pub(super) signing_keys: Vec<Key>,
    pub(super) issuer: Issuer,
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
        let api = &self.apis[at];
        let Some(app) = self.application(token).filter(|_| self.counts(token, now)) else {
            return (401, 0);
        };
        let app = &self.apps[app];
        if let Made::Outside { aud, .. } = &token.made
            && (!api.outside_tokens || *aud != at)
        {
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
            Made::Outside { .. } => (true, true, Scopes::MAX),
        };
        if !takes_such || !is_for_it {
            return (401, 0);
        }

        let Some(granted) = app.grants[at] else { return (403, 0) };
        let scopes = given & granted & api.scopes;
        if scopes & demanded == demanded { (200, scopes) } else { (403, 0) }
    }

    /// The application that a token stands for; `None` for a token of a workload that stands for
    /// none, or for both.
    fn application(&self, token: &Token) -> Option<Which> {
        match &token.made {
            Made::Issued { .. } | Made::Signed { .. } => Some(token.app),
            Made::Outside { key, workload, .. } => self.issuer.application(*key, *workload),
        }
    }

    fn counts(&self, token: &Token, now: i64) -> bool {
        now < token.ends + LEEWAY && self.is_vouched_for(token, now)
    }

    /// Whether all that a token stands on counts, whatever the time of its end.
    pub(super) fn is_vouched_for(&self, token: &Token, now: i64) -> bool {
        let Some(app) = self.application(token).map(|app| &self.apps[app]) else { return false };
        let is_vouched_for = match &token.made {
            Made::Issued { generation, key, revoked, earlier, .. } => {
                let signed = key.as_ref().is_none_or(|id| {
                    self.signing_keys.iter().any(|key| key.id == *id && key.is_in_life(now))
                });
                let counts = signed && !revoked && *generation == app.generation;
                counts && self.chain_counts(earlier.as_ref(), now)
            }
            Made::Signed { key, .. } => app.keys[*key].is_in_life(now),
            Made::Outside { .. } => true,
        };
        app.enabled && is_vouched_for
    }

    /// The scopes of a token for an API if these are requested; `None` if the request is refused.
    pub(super) fn given(&self, app: Which, api: Which, asked: Scopes) -> Option<Scopes> {
        let granted = self.apps[app].grants[api]? & self.apis[api].scopes;
        let may = self.apps[app].enabled && self.apis[api].enabled && granted & asked == asked;
        may.then_some(if asked == 0 { granted } else { asked })
    }
}
